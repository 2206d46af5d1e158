"""Wide sheets of wishes: the columns that are choices, by their headers ("Choix 1", "1st choice", "Zweitwunsch")."""

import re
from collections.abc import Sequence

from matchmaker.base.names import fold

_WORDS = frozenset(
    {
        *("choice", "wish", "priority", "preference", "rank", "meeting", "company"),
        *("choix", "voeu", "souhait", "priorite", "rang", "rendez vous", "rdv", "entreprise", "societe"),
        *("keuze", "wens", "prioriteit", "voorkeur", "afspraak", "gesprek", "bedrijf"),
        *("wahl", "wunsch", "prioritat", "praferenz", "termin", "gesprach", "firma", "unternehmen"),
    }
)
"""Folded; a column of one of these words and a number is a choice, also where it is the only one."""
_ORDINALS = {
    word: rank
    for rank, words in enumerate(
        (
            ("first", "premier", "premiere", "eerste", "erste", "erster", "erst"),
            ("second", "deuxieme", "seconde", "tweede", "zweite", "zweiter", "zweit"),
            ("third", "troisieme", "derde", "dritte", "dritter", "dritt"),
            ("fourth", "quatrieme", "vierde", "vierte", "vierter", "viert"),
            ("fifth", "cinquieme", "vijfde", "funfte", "funfter", "funft"),
        ),
        start=1,
    )
    for word in words
}
_NUMBER_LAST = re.compile(r"(.*?)\s*(?:\bn[or]?\s)?\s*(\d{1,2})")
_NUMBER_FIRST = re.compile(r"(\d{1,2})\s?(?:st|nd|rd|th|er|ere|re|e|eme|ieme|ste|de|o|a)?\s(?:(?:aus)?\b)(.+)")
_COMPOUND = re.compile(rf"({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\s?(.+)")


def choices(headers: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the columns that are choices, the first choice first; empty where the sheet has none.

    They have one word and a number each. Without a word that says what they are, there must be two or more, from 1.
    """
    groups: dict[str, dict[int, int]] = {}
    for place, header in enumerate(headers):
        if (found := _numbered(fold(header))) is not None:
            groups.setdefault(found[0], {}).setdefault(found[1], place)
    sure = [ranked for word, ranked in groups.items() if _is_choice(word, ranked)]
    best = max(sure, key=len, default={})
    return tuple(best[rank] for rank in sorted(best))


def _numbered(folded: str) -> tuple[str, int] | None:
    """Return word and number of a header."""
    if found := _NUMBER_LAST.fullmatch(folded):
        return found[1], int(found[2])
    if found := _NUMBER_FIRST.fullmatch(folded):
        return found[2], int(found[1])
    if found := _COMPOUND.fullmatch(folded):
        return found[2], _ORDINALS[found[1]]
    return None


def _is_choice(word: str, ranked: dict[int, int]) -> bool:
    singular = word.rsplit(maxsplit=1)[-1].removesuffix("s") if word else ""
    return word in _WORDS or singular in _WORDS or (bool(word) and len(ranked) > 1 and 1 in ranked)
