"""When a card is complete."""

from collections.abc import Sequence


def card_is_complete(
    *,
    offers: Sequence[str],
    offers_text: str,
    seeks: Sequence[str],
    seeks_text: str,
    job_title: str,
    languages: Sequence[str],
) -> bool:
    """Tell whether there is something offered, something looked for (tags or words), a job title and a language."""
    return bool((offers or offers_text) and (seeks or seeks_text) and job_title and languages)
