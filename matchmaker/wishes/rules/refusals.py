"""What the one who wished sees of an answer (docs/decisions/0021-what-a-refusal-shows.md)."""

from matchmaker.models import Answer
from matchmaker.wishes.rules.agreement import CONSENTS


def shown_answer(before: Answer, given: Answer, *, answers_open: bool) -> Answer:
    """Return what the one who wished sees once `given` is the answer, where they saw `before`: a consent, or `NONE`.

    A consent is seen at once. All else reads like silence while answers are open; later it could be nothing but a
    refusal, so that what was seen stays.
    """
    if given in CONSENTS:
        return given
    return Answer.NONE if answers_open else before
