"""Why two delegations might meet: the needs of one that the other offers, and the languages they share."""

from collections.abc import Iterable
from dataclasses import dataclass

NEED_POINTS = 3
"""For each need of one side that the other offers."""
LANGUAGE_POINTS = 2
"""Once, if at least one language is shared: without it the needs are of little use."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a delegation a suggestion looks at: codes of tags, and languages spoken by anyone in it."""

    offers: frozenset[str]
    seeks: frozenset[str]
    languages: frozenset[str]

    @classmethod
    def of(cls, offers: Iterable[str], seeks: Iterable[str], languages: Iterable[str]) -> "Profile":
        return cls(frozenset(offers), frozenset(seeks), frozenset(languages))


@dataclass(frozen=True, slots=True)
class Match:
    """What two delegations have for each other, seen from the first; codes in alphabetical order."""

    they_seek: tuple[str, ...]
    """Needs of theirs that we offer."""
    they_offer: tuple[str, ...]
    """Needs of ours that they offer."""
    languages: tuple[str, ...]
    languages_known: bool
    """Of both sides; of a company of which nobody has joined yet, none is."""
    points: int

    @property
    def suggested(self) -> bool:
        """Whether there is a reason to suggest a meeting; a shared language alone is none."""
        return bool(self.they_seek or self.they_offer)


def match(ours: Profile, theirs: Profile) -> Match:
    """Return what `ours` and `theirs` have for each other, from explicit tags and languages only."""
    they_seek = tuple(sorted(ours.offers & theirs.seeks))
    they_offer = tuple(sorted(ours.seeks & theirs.offers))
    languages = tuple(sorted(ours.languages & theirs.languages))
    points = NEED_POINTS * (len(they_seek) + len(they_offer)) + (LANGUAGE_POINTS if languages else 0)
    return Match(they_seek, they_offer, languages, bool(ours.languages and theirs.languages), points)
