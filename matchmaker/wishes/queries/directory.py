"""The directory: whom a delegation can meet, what speaks for it, and what the delegation already said."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, true
from sqlmodel import Session, col
from sqlmodel import select as select_of

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import Answer, Category, Delegation, Organisation
from matchmaker.people.rules.company import CompanyCard
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation, names_of_people
from matchmaker.wishes.queries.logos import logo_version
from matchmaker.wishes.queries.matching import lists, points, they_seek
from matchmaker.wishes.queries.others import (
    OURS,
    THEIRS,
    VETO,
    OurSide,
    in_order,
    not_said,
    others,
    our_side,
    profile_of,
)
from matchmaker.wishes.rules.suggestions import Match, match

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


def read_directory(session: Session, delegation_id: int, filters: Filters, language: str) -> Directory:
    """Return a page of the companies that can be met: those with meetings, not withdrawn, with somebody to meet."""
    ours = our_side(session, delegation_id)
    wanted = and_(true(), *_conditions(session, ours, filters))
    kinds = session.execute(_kinds(), ours.asked).all()
    total = found = sum(kind.companies for kind in kinds)
    if filters.any:
        found = session.execute(others().add_columns(func.count()).where(wanted), ours.asked).scalar_one()
    pages = max(1, -(-found // PAGE))
    page = min(max(filters.page, 1), pages)
    best = (points(ours.profile).desc(),) if filters.order is Order.MATCH else ()
    rows = in_order(_companies(), *best).where(wanted)
    return Directory(
        companies=_read(session, ours, rows.limit(PAGE).offset((page - 1) * PAGE), language),
        found=found,
        total=total,
        page=page,
        pages=pages,
        choices=_choices(session, kinds, language),
    )


def read_company(session: Session, delegation_id: int, other_id: int, language: str) -> Company:
    """Return one company that can be met, or that we vetoed; raises `NotFound` for any other."""
    ours = our_side(session, delegation_id)
    for found in _read(session, ours, _companies().where(col(Delegation.id) == other_id), language):
        return found
    raise NotFound(N_("There is no such participant at this event."))


@cache
def _companies() -> Select[Any]:
    """Return the statement with everything that a `Company` is made of."""
    return others().add_columns(
        Delegation,
        Organisation,
        Category,
        col(OURS.id).label("wish_id"),
        col(OURS.rank).label("rank"),
        col(THEIRS.answer).label("answer"),
        col(VETO.id).label("veto"),
    )


@cache
def _kinds() -> Select[Any]:
    """Return the statement of how many companies there are of each category, country and list of sectors."""
    kind = (col(Delegation.category_id), col(Organisation.country), cast(Organisation.sectors, Text).label("sectors"))
    return others().add_columns(*kind, func.count().label("companies")).group_by(*kind)


def _conditions(session: Session, ours: OurSide, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what the reader is looking for."""
    if filters.sector:
        yield lists(Organisation.sectors, filters.sector)
    if filters.category:
        yield col(Category.code) == filters.category
    if filters.country:
        yield col(Organisation.country) == filters.country
    if filters.for_us:
        yield they_seek(ours.profile)
    if filters.not_wished:
        yield from not_said()
    words = fold(filters.text).split()
    named = names_of_people(session, ours.delegation.event_id) if words else {}
    for word in words:
        with_them = [delegation_id for delegation_id, names in named.items() if word in names]
        yield or_(col(Organisation.search_text).contains(word, autoescape=True), col(Delegation.id).in_(with_them))


def _choices(session: Session, kinds: Sequence[Any], language: str) -> Choices:
    present = {kind.category_id for kind in kinds}
    categories = session.exec(
        select_of(Category).where(col(Category.id).in_(present)).order_by(col(Category.position), col(Category.id))
    )
    return Choices(
        sectors=tuple(sorted({sector for kind in kinds for sector in json.loads(kind.sectors)})),
        categories=tuple((category.code, category.name(language)) for category in categories),
        countries=tuple(sorted({kind.country for kind in kinds})),
    )


def _read(session: Session, ours: OurSide, statement: Select[Any], language: str) -> tuple[Company, ...]:
    rows = session.execute(statement, ours.asked).all()
    contacts = contacts_by_delegation(session, (row.Delegation.id for row in rows))
    return tuple(_company(ours, row, contacts.get(row.Delegation.id, ()), language) for row in rows)


def _company(ours: OurSide, row: Any, people: tuple[Contact, ...], language: str) -> Company:
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
        match=match(ours.profile, profile_of(organisation, people)),
        wish_id=row.wish_id,
        rank=row.rank,
        wished_us=row.answer is not None and row.veto is None,
        answer=row.answer or Answer.NONE,
        vetoed=row.veto is not None,
    )
