"""The directory: whom a delegation can meet, what speaks for it, and what the delegation already said."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Text, and_, bindparam, case, cast, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as select_of

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import Answer, Category, Delegation, Organisation, Veto, Wish
from matchmaker.people.rules.company import CompanyCard
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation, names_of_people
from matchmaker.wishes.queries.logos import logo_version
from matchmaker.wishes.queries.matching import (
    languages_of,
    lists,
    points,
    represented,
    shares_language,
    spoken,
    suggested,
    they_seek,
)
from matchmaker.wishes.rules.suggestions import Match, Profile, match

PAGE = 24
"""Companies on one page."""


class Order(StrEnum):
    MATCH = "match"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader is looking for; empty values do not filter."""

    text: str = ""
    sector: str = ""
    category: str = ""
    country: str = ""
    for_us: bool = False
    """Only those who look for something that we offer."""
    not_wished: bool = False
    order: Order = Order.MATCH
    page: int = 1

    @property
    def any(self) -> bool:
        return bool(self.text or self.sector or self.category or self.country or self.for_us or self.not_wished)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Another delegation, seen by the reader's; never holds an address or a telephone number."""

    delegation_id: int
    organisation_id: int
    name: str
    category_code: str
    category: str
    card: CompanyCard
    logo: str
    """A text that changes with the logo; empty without one."""
    people: tuple[Contact, ...]
    match: Match
    wish_id: int | None
    rank: int | None
    """Of our wish for them."""
    wished_us: bool
    """They wish to meet us; always false where we have a veto."""
    answer: Answer
    """Ours to their wish."""
    vetoed: bool
    """By us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Values that lead to at least one company, with the names of categories."""

    sectors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One page of companies."""

    companies: tuple[Company, ...]
    found: int
    total: int
    """Without any filter."""
    page: int
    pages: int
    choices: Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A company that fits, of which nothing was said yet."""

    delegation_id: int
    name: str
    match: Match


@dataclass(frozen=True, slots=True)
class _Reader:
    """Our side."""

    delegation: Delegation
    profile: Profile

    @property
    def asked(self) -> dict[str, int | None]:
        """The parameters of `_others`."""
        return {"event_id": self.delegation.event_id, "delegation_id": self.delegation.id}


_OURS, _THEIRS, _VETO = aliased(Wish), aliased(Wish), aliased(Veto)
"""Our wish for a company, its wish for us, and our veto: none, or one of each."""


def read_directory(session: Session, delegation_id: int, filters: Filters, language: str) -> Directory:
    """Return a page of the companies that can be met: those with meetings, not withdrawn, with somebody to meet."""
    reader = _reader(session, delegation_id)
    wanted = and_(true(), *_conditions(session, reader, filters))
    counts = _others().add_columns(func.count(), func.count().filter(wanted))
    total, found = session.execute(counts, reader.asked).one()
    pages = max(1, -(-found // PAGE))
    page = min(max(filters.page, 1), pages)
    best = (points(reader.profile).desc(),) if filters.order is Order.MATCH else ()
    rows = _in_order(_companies(), *best).where(wanted)
    return Directory(
        companies=_read(session, reader, rows.limit(PAGE).offset((page - 1) * PAGE), language),
        found=found,
        total=total,
        page=page,
        pages=pages,
        choices=_choices(session, reader, language),
    )


def read_company(session: Session, delegation_id: int, other_id: int, language: str) -> Company:
    """Return one company that can be met, or that we vetoed; raises `NotFound` for any other."""
    reader = _reader(session, delegation_id)
    for found in _read(session, reader, _companies().where(col(Delegation.id) == other_id), language):
        return found
    raise NotFound(N_("There is no such participant at this event."))


def read_suggestions(
    session: Session,
    delegation_id: int,
    *,
    met: Collection[int] = (),
    team: tuple[Contact, ...] | None = None,
    most: int = 3,
    fill: bool = False,
) -> tuple[Suggestion, ...]:
    """Return the best matches of whom nothing was said yet, each with a reason; `met` are those in the schedule.

    `team` are our own people who can be met, where they are known already. With `fill`, companies without a reason
    make up the number, first those with a language in common.
    """
    reader = _reader(session, delegation_id, team)
    fits = and_(suggested(reader.profile), shares_language(reader.profile))
    statement = _in_order(_suggestions(), case((fits, 0), else_=1), points(reader.profile).desc()).where(
        *_not_said(),
        or_(col(_THEIRS.answer).is_(None), col(_THEIRS.answer) == Answer.NONE),
        col(Delegation.id).not_in(met),
        true() if fill else fits,
    )
    return tuple(
        Suggestion(
            delegation_id=row.id,
            name=row.name,
            match=match(reader.profile, Profile.of(row.offers, row.seeks, languages_of(row.spoken))),
        )
        for row in session.execute(statement.limit(most), reader.asked)
    )


def _reader(session: Session, delegation_id: int, team: tuple[Contact, ...] | None = None) -> _Reader:
    ours = session.get_one(Delegation, delegation_id)
    if team is None:
        team = contacts_by_delegation(session, [delegation_id]).get(delegation_id, ())
    return _Reader(ours, _profile(session.get_one(Organisation, ours.organisation_id), team))


def _profile(organisation: Organisation, people: Iterable[Contact]) -> Profile:
    spoken = [language for person in people for language in person.languages]
    return Profile.of(organisation.offers, organisation.seeks, spoken)


@cache
def _others() -> Select[Any]:
    """Return the statement of the companies that can be met, with what stands between us and each.

    We are `:delegation_id` of the event `:event_id`.
    """
    other = col(Delegation.id)
    ours: BindParameter[int] = bindparam("delegation_id")
    return (
        select()
        .select_from(Delegation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .join(_OURS, and_(col(_OURS.from_id) == ours, col(_OURS.to_id) == other), isouter=True)
        .join(_THEIRS, and_(col(_THEIRS.from_id) == other, col(_THEIRS.to_id) == ours), isouter=True)
        .join(_VETO, and_(col(_VETO.from_id) == ours, col(_VETO.against_id) == other), isouter=True)
        .where(
            col(Delegation.event_id) == bindparam("event_id"),
            other != ours,
            ~Delegation.withdrawn,
            col(Category.has_meetings).is_(True),
            represented(),
        )
    )


@cache
def _companies() -> Select[Any]:
    """Return the statement with everything that a `Company` is made of."""
    return _others().add_columns(
        Delegation,
        Organisation,
        Category,
        col(_OURS.id).label("wish_id"),
        col(_OURS.rank).label("rank"),
        col(_THEIRS.answer).label("answer"),
        col(_VETO.id).label("veto"),
    )


@cache
def _suggestions() -> Select[Any]:
    """Return the statement with everything that a `Suggestion` is made of."""
    card = (col(Organisation.name), col(Organisation.offers), col(Organisation.seeks))
    return _others().add_columns(col(Delegation.id), *card, spoken().label("spoken"))


@cache
def _kinds() -> Select[Any]:
    """Return the statement of the categories, countries and sectors that there are."""
    return (
        _others()
        .add_columns(col(Delegation.category_id), col(Organisation.country), cast(Organisation.sectors, Text))
        .distinct()
    )


def _in_order(statement: Select[Any], *order: ColumnElement[Any]) -> Select[Any]:
    """Return the statement in this order and then by name."""
    return statement.order_by(*order, col(Organisation.name_key), col(Delegation.id))


def _not_said() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that we have neither wished for them nor asked never to meet them."""
    return col(_OURS.id).is_(None), col(_VETO.id).is_(None)


def _conditions(session: Session, reader: _Reader, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what the reader is looking for."""
    if filters.sector:
        yield lists(Organisation.sectors, filters.sector)
    if filters.category:
        yield col(Category.code) == filters.category
    if filters.country:
        yield col(Organisation.country) == filters.country
    if filters.for_us:
        yield they_seek(reader.profile)
    if filters.not_wished:
        yield from _not_said()
    words = fold(filters.text).split()
    named = names_of_people(session, reader.delegation.event_id) if words else {}
    for word in words:
        with_them = [delegation_id for delegation_id, names in named.items() if word in names]
        yield or_(col(Organisation.search_text).contains(word, autoescape=True), col(Delegation.id).in_(with_them))


def _choices(session: Session, reader: _Reader, language: str) -> Choices:
    found = session.execute(_kinds(), reader.asked).all()
    present = {category_id for category_id, _, _ in found}
    categories = session.exec(
        select_of(Category).where(col(Category.id).in_(present)).order_by(col(Category.position), col(Category.id))
    )
    return Choices(
        sectors=tuple(sorted({sector for _, _, sectors in found for sector in json.loads(sectors)})),
        categories=tuple((category.code, category.name(language)) for category in categories),
        countries=tuple(sorted({country for _, country, _ in found})),
    )


def _read(session: Session, reader: _Reader, statement: Select[Any], language: str) -> tuple[Company, ...]:
    rows = session.execute(statement, reader.asked).all()
    contacts = contacts_by_delegation(session, (row.Delegation.id for row in rows))
    return tuple(_company(reader, row, contacts.get(row.Delegation.id, ()), language) for row in rows)


def _company(reader: _Reader, row: Any, people: tuple[Contact, ...], language: str) -> Company:
    organisation, category = row.Organisation, row.Category
    return Company(
        delegation_id=row.Delegation.id,
        organisation_id=organisation.id,
        name=organisation.name,
        category_code=category.code,
        category=category.name(language),
        card=CompanyCard.of(organisation),
        logo=logo_version(organisation),
        people=people,
        match=match(reader.profile, _profile(organisation, people)),
        wish_id=row.wish_id,
        rank=row.rank,
        wished_us=row.answer is not None and row.veto is None,
        answer=row.answer or Answer.NONE,
        vetoed=row.veto is not None,
    )
