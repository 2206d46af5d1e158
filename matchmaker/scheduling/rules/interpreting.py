"""Who understands whom: a language in common, else an interpreter between two languages. Pure, on language codes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from matchmaker.base.i18n import locale

LanguagePair = tuple[str, str]
"""Two languages in the order of the alphabet."""
Speakers = Mapping[int, frozenset[str]]
"""Those who may go for a side, each with the languages in which they can meet; none said: they speak them all."""
BETWEEN = "-"
AND = ","
"""What stands between two languages where a pair is written down, and between two pairs."""


@dataclass(frozen=True, slots=True)
class CommonGround:
    """How two sides understand each other: who goes for each, and between which languages somebody interprets."""

    low: frozenset[int]
    high: frozenset[int]
    pairs: frozenset[LanguagePair] = frozenset()
    """Any of these will do, whoever goes; empty where a language is shared."""


def language_pair(one: str, other: str) -> LanguagePair:
    """Return two languages in their order."""
    return (one, other) if one < other else (other, one)


def interpreted_pairs(written: str, spoken: Collection[str]) -> frozenset[LanguagePair]:
    """Return between which languages somebody interprets: what is written down, else any two that they speak."""
    pairs = (one.split(BETWEEN) for one in written.split(AND) if one)
    named = frozenset(language_pair(one, other) for one, other in pairs)
    return named or frozenset(language_pair(*two) for two in combinations(sorted(set(spoken)), 2))


def share_a_language(low: Speakers, high: Speakers) -> CommonGround | None:
    """Return who speaks one language that both sides speak; None if there is none.

    Of several languages it is the one in which most combinations of two people can meet.
    """
    languages = sorted(frozenset(chain(*low.values(), *high.values()))) or [""]
    found = (CommonGround(_who(low, language), _who(high, language)) for language in languages)
    best = max(found, key=lambda one: len(one.low) * len(one.high))
    return best if best.low and best.high else None


def share_a_named_language(low: Speakers, high: Speakers) -> CommonGround | None:
    """Return the same among those who have said which languages they speak."""
    one, other = ({person: spoken for person, spoken in side.items() if spoken} for side in (low, high))
    return share_a_language(one, other)


def interpreted(low: Speakers, high: Speakers, known: Collection[LanguagePair]) -> CommonGround | None:
    """Return between which of the `known` pairs somebody interprets for two sides; None if none helps.

    Where no interpreter helps everybody who may go, those go whom one helps in most combinations.
    """
    tongues = frozenset(chain(*known))
    low, high = ({person: spoken or tongues for person, spoken in side.items()} for side in (low, high))
    best, most = None, 0
    for one, other in sorted({two for pair in known for two in (pair, pair[::-1])}):
        here, there = _who(low, one), _who(high, other)
        if len(here) * len(there) > most:
            best, most = (here, there), len(here) * len(there)
    if best is None:
        return None
    one_side, other_side = (
        frozenset.intersection(*(side[person] for person in chosen))
        for side, chosen in zip((low, high), best, strict=True)
    )
    pairs = frozenset(
        language_pair(one, other) for one in one_side for other in other_side if language_pair(one, other) in known
    )
    return CommonGround(*best, pairs)


def _who(side: Speakers, language: str) -> frozenset[int]:
    return frozenset(person for person, spoken in side.items() if language in spoken or not spoken)


def pairs_in_words(pairs: Iterable[LanguagePair], language: str) -> str:
    """Return pairs of languages as people read them: "Danish–French, Finnish–French"."""
    names = locale(language).languages
    return ", ".join(sorted("–".join(str(names.get(code, code)) for code in pair) for pair in pairs))
