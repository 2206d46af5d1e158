"""What everybody at an event may see of its delegations in lists, kept in memory: the directory and suggestions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from matchmaker.base.cache import kept
from matchmaker.base.names import fold
from matchmaker.base.reading import ask
from matchmaker.models import (
    Category,
    CategoryExclusion,
    Delegation,
    Organisation,
    Person,
    Registration,
    category_name,
    enrolled,
)
from matchmaker.wishes.queries.logos import logo_version
from matchmaker.wishes.rules.exclusions import Exclusions
from matchmaker.wishes.rules.suggestions import LANGUAGE_POINTS, NEED_POINTS, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDelegation:
    """A delegation as everybody at its event may see it."""

    delegation_id: int
    category_id: int
    name: str
    country: str
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    seeks: tuple[str, ...]
    logo: str
    """As `logo_version` says."""
    profile: Profile
    met: bool
    """It can be met: its category has meetings, and somebody is there to meet."""
    words: str
    """What a search looks at: its card and the names of those who can be met, folded."""


@dataclass(frozen=True, slots=True)
class ListedCategory:
    """A category of the event, in their order."""

    code: str
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        return category_name(self.code, self.names, language)


@dataclass(frozen=True, slots=True)
class Listing:
    """The delegations of an event."""

    entries: Mapping[int, ListedDelegation]
    """By id, in order of name; those that have withdrawn are not `met`."""
    categories: Mapping[int, ListedCategory]
    exclusions: Exclusions
    seeking: Mapping[str, tuple[int, ...]]
    """The ids of those who look for something, by its code."""
    offering: Mapping[str, tuple[int, ...]]
    speaking: Mapping[str, tuple[int, ...]]
    """The ids of those where somebody who can be met speaks a language."""

    def points(self, ours: Profile) -> Mapping[int, int]:
        """Return `Match.points` of those that have any, seen from `ours`."""
        found: Counter[int] = Counter()
        for codes, having in ((ours.offers, self.seeking), (ours.seeks, self.offering)):
            for code in codes:
                for number in having.get(code, ()):
                    found[number] += NEED_POINTS
        for number in {number for language in ours.languages for number in self.speaking.get(language, ())}:
            found[number] += LANGUAGE_POINTS
        return found


@kept
def read_listing(session: Session, event_id: int) -> Listing:
    """Return what lists of an event show of its delegations."""
    asked = {"event_id": event_id}
    categories = ask(session, _categories(), asked).all()
    meeting = {row.id for row in categories if row.has_meetings}
    spoken: defaultdict[int, list[str]] = defaultdict(list)
    names: defaultdict[int, list[str]] = defaultdict(list)
    represented = set()
    for number, agreed_at, first, last, languages in ask(session, _people(), asked):
        represented.add(number)
        if agreed_at is not None:  # nobody else is named
            spoken[number] += languages
            names[number].append(f"{first} {last}")
    entries = {
        row.id: ListedDelegation(
            delegation_id=row.id,
            category_id=row.category_id,
            name=row.name,
            country=row.country,
            sectors=tuple(row.sectors),
            offers=tuple(row.offers),
            seeks=tuple(row.seeks),
            logo=logo_version(row),
            profile=Profile.of(row.offers, row.seeks, spoken[row.id]),
            met=row.id in represented and row.category_id in meeting,
            words=f"{row.search_text}\n{fold(' '.join(names[row.id]))}",
        )
        for row in ask(session, _delegations(), asked)
    }
    return Listing(
        entries=entries,
        categories={row.id: ListedCategory(row.code, row.names) for row in categories},
        exclusions=frozenset((row.from_id, row.to_id) for row in ask(session, _exclusions(), asked)),
        seeking=_by_code((number, one.profile.seeks) for number, one in entries.items()),
        offering=_by_code((number, one.profile.offers) for number, one in entries.items()),
        speaking=_by_code((number, one.profile.languages) for number, one in entries.items()),
    )


def _by_code(rows: Iterable[tuple[int, Iterable[str]]]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, codes in rows:
        for code in codes:
            found[code].append(number)
    return {code: tuple(numbers) for code, numbers in found.items()}


@cache
def _delegations() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(col(Delegation.id), col(Delegation.category_id), col(Organisation.name), col(Organisation.country)),
            *(col(Organisation.sectors), col(Organisation.offers), col(Organisation.seeks)),
            *(col(Organisation.has_logo), col(Organisation.updated_at), col(Organisation.search_text)),
        )
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.event_id) == bindparam("event_id"))
        .order_by(col(Organisation.name_key), col(Delegation.id))
    )


@cache
def _people() -> Select[*tuple[Any, ...]]:
    """Return the statement of those who can be sent to meetings, agreed or not yet."""
    person = (col(Person.first_name), col(Person.last_name), col(Person.languages))
    return (
        select(col(Registration.delegation_id), col(Registration.agreed_at), *person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == bindparam("event_id"), Registration.meets, enrolled())
        .order_by(col(Registration.id))
    )


@cache
def _categories() -> Select[*tuple[Any, ...]]:
    columns = (col(Category.id), col(Category.code), col(Category.names), col(Category.has_meetings))
    return (
        select(*columns)
        .where(col(Category.event_id) == bindparam("event_id"))
        .order_by(col(Category.position), col(Category.id))
    )


@cache
def _exclusions() -> Select[*tuple[Any, ...]]:
    return select(col(CategoryExclusion.from_id), col(CategoryExclusion.to_id)).where(
        col(CategoryExclusion.event_id) == bindparam("event_id")
    )


KEPT = (_delegations, _people, _categories, _exclusions)
"""What is read for values that are kept: all columns of it are `WATCHED`."""
