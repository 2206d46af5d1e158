"""How alike two people or two organisations are (entity resolution): rules on folded names, numbers and addresses.

Pairs are looked for among rows that share something (blocking), so that their number grows with that of the rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import TypeVar
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from matchmaker.base.names import fold, may_be_same_name, name_key

CLOSE = 88.0
"""From this likeness on (0 to 100), two names may be two spellings of one."""
ALIKE = 60.0
"""What names must have in common where something else is the same."""
MOST_OF_A_WORD = 40
"""A word that more names begin with ("institute") says nothing."""
DIGITS = 8
"""Of a telephone number: the last ones, since the country is written in many ways."""


class Likeness(StrEnum):
    """Why two rows may be one, the surest first."""

    NUMBER = "number"
    """One enterprise or VAT number."""
    PROFILE = "profile"
    NAME = "name"
    WEBSITE = "website"
    TELEPHONE = "telephone"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What people are compared by."""

    id: int
    organisation_id: int
    first_name: str
    last_name: str
    phone: str = ""
    linkedin: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationKey:
    """What organisations are compared by."""

    id: int
    name: str
    vat: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two rows that may be one."""

    low_id: int
    high_id: int
    likeness: Likeness

    @property
    def ids(self) -> tuple[int, int]:
        return self.low_id, self.high_id


Key = TypeVar("Key", PersonKey, OrganisationKey)


def alike_people(people: Iterable[PersonKey], known: frozenset[tuple[int, int]] = frozenset()) -> list[AlikePair]:
    """Return the pairs of one organisation that may be one person, but those known to be two."""
    groups: dict[int, list[PersonKey]] = defaultdict(list)
    for person in people:
        groups[person.organisation_id].append(person)
    return _pairs((combinations(group, 2) for group in groups.values()), person_likeness, known)


def alike_organisations(
    organisations: Sequence[OrganisationKey], known: frozenset[tuple[int, int]] = frozenset()
) -> list[AlikePair]:
    """Return the pairs that may be one organisation, but those known to be two."""
    blocks: dict[str, list[OrganisationKey]] = defaultdict(list)
    for one in organisations:
        for sign in _signs(one):
            blocks[sign].append(one)
    few = (block for block in blocks.values() if 1 < len(block) <= MOST_OF_A_WORD)
    return _pairs((combinations(block, 2) for block in few), organisation_likeness, known)


def person_likeness(one: PersonKey, other: PersonKey) -> Likeness | None:
    """Tell why two people of one organisation may be one; None if they are not alike."""
    names = [_folded(f"{person.first_name} {person.last_name}") for person in (one, other)]
    if (profile := _profile(one.linkedin)) and profile == _profile(other.linkedin):
        return Likeness.PROFILE
    if names[0] == names[1]:
        return Likeness.NAME
    alike = fuzz.token_sort_ratio(*names)
    if alike >= ALIKE and len(phone := _digits(one.phone)) == DIGITS and phone == _digits(other.phone):
        return Likeness.TELEPHONE
    return Likeness.SPELLING if alike >= CLOSE or _is_initial(one, other) else None


def organisation_likeness(one: OrganisationKey, other: OrganisationKey) -> Likeness | None:
    """Tell why two organisations may be one; None if they are not alike, or have two numbers."""
    if one.vat and other.vat:
        return Likeness.NUMBER if one.vat == other.vat else None
    if may_be_same_name(one.name, other.name):
        return Likeness.NAME
    keys = name_key(one.name), name_key(other.name)
    alike = max(fuzz.token_sort_ratio(*keys), fuzz.ratio(*(key.replace(" ", "") for key in keys)))
    if (host := _host(one.website)) and host == _host(other.website) and alike >= ALIKE:
        return Likeness.WEBSITE
    return Likeness.SPELLING if alike >= CLOSE else None


def _pairs(
    candidates: Iterable[Iterator[tuple[Key, Key]]],
    likeness: Callable[[Key, Key], Likeness | None],
    known: frozenset[tuple[int, int]],
) -> list[AlikePair]:
    found: dict[tuple[int, int], AlikePair] = {}
    seen = set(known)
    for group in candidates:
        for one, other in group:
            low, high = sorted((one.id, other.id))
            if (low, high) not in seen:
                seen.add((low, high))
                if (why := likeness(one, other)) is not None:
                    found[low, high] = AlikePair(low, high, why)
    order = list(Likeness)
    return sorted(found.values(), key=lambda pair: (order.index(pair.likeness), pair.low_id, pair.high_id))


def _signs(one: OrganisationKey) -> set[str]:
    """Return what an organisation shares with those that may be the same."""
    words = name_key(one.name).split()
    signs = {f"word {word[:4]}" for word in words if len(word) > 3} or {f"name {' '.join(words)}"}
    signs.add(f"begins {''.join(words)[:5]}")
    return signs | {f"{what} {value}" for what, value in (("vat", one.vat), ("web", _host(one.website))) if value}


def _is_initial(one: PersonKey, other: PersonKey) -> bool:
    """Tell whether "E. Marchal" may be "Élodie Marchal"."""
    short, long = sorted((_folded(one.first_name), _folded(other.first_name)), key=len)
    return len(short) == 1 and long.startswith(short) and _folded(one.last_name) == _folded(other.last_name)


_folded = lru_cache(maxsize=32768)(fold)
"""A name is compared with those of all colleagues."""


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())[-DIGITS:]


@lru_cache(maxsize=8192)
def _host(website: str) -> str:
    try:
        return (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _profile(address: str) -> str:
    """Return the address of a profile without what may differ: scheme, "www." and what follows the path."""
    path = address.casefold().partition("?")[0].rstrip("/").rpartition("://")[2]
    return path.removeprefix("www.")
