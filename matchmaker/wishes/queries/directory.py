"""The directory: whom a delegation can meet, what speaks for it, and what the delegation already said."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlmodel import Session, col

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.base.paging import page_of
from matchmaker.base.reading import ask
from matchmaker.models import Answer, Category, Delegation, Organisation, Registration, category_name, taking_part
from matchmaker.people.rules.company import CompanyCard
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation, languages_by_delegation, names_of_people
from matchmaker.wishes.queries.logos import logo_version
from matchmaker.wishes.queries.matching import SHAPES, ProfileShape, codes_of, lists, points, they_seek
from matchmaker.wishes.queries.others import (
    OURS,
    THEIRS,
    VETO,
    OurSide,
    in_order,
    may_ask,
    not_said,
    others,
    our_side,
)
from matchmaker.wishes.rules.suggestions import Match, Profile, match

KINDS = 4096
"""Lists of sectors that a process remembers."""
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
class Listed:
    """Another delegation in the directory, seen by the reader's; never holds an address or a telephone number."""

    delegation_id: int
    name: str
    category_code: str
    category: str
    country: str
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    seeks: tuple[str, ...]
    logo: str
    """A text that changes with the logo; empty without one."""
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
    may_ask: bool
    """The rules of the event let our category wish for theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Listed):
    """All that others may know of a delegation."""

    card: CompanyCard
    people: tuple[Contact, ...]
    """Those who can be met."""
    joined: bool
    """Somebody there takes part, perhaps in a role without meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Values that lead to at least one company, with the names of categories."""

    sectors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One page of companies."""

    companies: tuple[Listed, ...]
    found: int
    total: int
    """Without any filter."""
    page: int
    pages: int
    choices: Choices


def read_directory(session: Session, delegation_id: int, filters: Filters, language: str) -> Directory:
    """Return a page of the companies that can be met: those with meetings, not withdrawn, with somebody to meet."""
    ours = our_side(session, delegation_id)
    kinds = ask(session, _kinds(), ours.asked).all()
    total = found = sum(kind.companies for kind in kinds)
    listed = _in_order(ProfileShape.of(ours.profile), filters.order)
    asked = ours.asked | codes_of(ours.profile)
    if filters.any:
        wanted = and_(true(), *_conditions(session, ours, filters))
        found = session.execute(others().add_columns(func.count()).where(wanted), asked).scalar_one()
        listed = listed.where(wanted)
    page = page_of(found, PAGE, filters.page)
    rows = ask(session, listed, asked | {"most": PAGE, "skipped": page.skipped}).all()
    spoken = languages_by_delegation(session, (row.id for row in rows))
    categories = _categories(kinds, language)
    return Directory(
        companies=tuple(
            Listed(**_seen(ours, row, categories[row.category_id], spoken.get(row.id, ()))) for row in rows
        ),
        found=found,
        total=total,
        page=page.number,
        pages=page.pages,
        choices=Choices(
            sectors=tuple(sorted({sector for kind in kinds for sector in _list(kind.sectors)})),
            categories=tuple(categories.values()),
            countries=tuple(sorted({kind.country for kind in kinds})),
        ),
    )


def read_company(session: Session, delegation_id: int, other_id: int, language: str) -> Company:
    """Return one company that can be met, or that we vetoed; raises `NotFound` for any other."""
    contacts = contacts_by_delegation(session, (delegation_id, other_id))
    ours = our_side(session, delegation_id, contacts.get(delegation_id, ()))
    row = session.execute(_one(), ours.asked | {"other_id": other_id}).first()
    if row is None:
        raise NotFound(N_("There is no such participant at this event."))
    people = contacts.get(other_id, ())
    spoken = [language for person in people for language in person.languages]
    category = row.Category.code, row.Category.name(language)
    return Company(
        **_seen(ours, row, category, spoken), card=CompanyCard.of(row.Organisation), people=people, joined=row.joined
    )


@cache
def _companies() -> Select[Any]:
    """Return the statement with everything that a `Listed` is made of, but the category and the languages spoken."""
    return others().add_columns(
        *(col(Delegation.id), col(Delegation.category_id), col(Organisation.name), col(Organisation.country)),
        *(col(Organisation.sectors), col(Organisation.offers), col(Organisation.seeks)),
        *(col(Organisation.has_logo), col(Organisation.updated_at)),
        col(OURS.id).label("wish_id"),
        col(OURS.rank).label("rank"),
        col(THEIRS.answer).label("answer"),
        col(VETO.id).label("veto"),
        may_ask().label("may_ask"),
    )


@lru_cache(SHAPES)
def _in_order(ours: ProfileShape, order: Order) -> Select[Any]:
    """Return the statement of a page of companies in an order: `:most` of them after `:skipped`."""
    best = (points(ours).desc(),) if order is Order.MATCH else ()
    skipped: BindParameter[int] = bindparam("skipped")
    return in_order(_companies(), *best).limit(bindparam("most")).offset(skipped)


@cache
def _one() -> Select[Any]:
    """Return the statement of the company `:other_id` with everything that a `Company` is made of, but its people."""
    joined = exists().where(col(Registration.delegation_id) == col(Delegation.id), taking_part())
    return (
        _companies()
        .add_columns(Organisation, Category, joined.label("joined"))
        .where(col(Delegation.id) == bindparam("other_id"))
    )


@cache
def _kinds() -> Select[Any]:
    """Return the statement of how many companies there are of each category, country and list of sectors.

    Lists and names are JSON texts.
    """
    kind = (
        *(col(Delegation.category_id), col(Organisation.country)),
        cast(Organisation.sectors, Text).label("sectors"),
    )
    # the category is looked up for each kind, not for each company
    kinds = others().add_columns(*kind, func.count().label("companies")).group_by(*kind).subquery()
    category = (col(Category.code), cast(Category.names, Text).label("names"), col(Category.position))
    return select(*kinds.c, *category).join(Category, col(Category.id) == kinds.c.category_id)


@lru_cache(KINDS)
def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _conditions(session: Session, ours: OurSide, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what the reader is looking for."""
    if filters.sector:
        yield lists(Organisation.sectors, filters.sector)
    if filters.category:
        yield col(Category.code) == filters.category
    if filters.country:
        yield col(Organisation.country) == filters.country
    if filters.for_us:
        yield they_seek(ProfileShape.of(ours.profile))
    if filters.not_wished:
        yield from not_said()
        yield may_ask()
    words = fold(filters.text).split()
    named = names_of_people(session, ours.delegation.event_id) if words else {}
    for word in words:
        with_them = [delegation_id for delegation_id, names in named.items() if word in names]
        yield or_(col(Organisation.search_text).contains(word, autoescape=True), col(Delegation.id).in_(with_them))


def _categories(kinds: Sequence[Any], language: str) -> dict[int, tuple[str, str]]:
    """Return code and name of each category by id, in their order."""
    found = {kind.category_id: kind for kind in sorted(kinds, key=lambda kind: (kind.position, kind.category_id))}
    return {
        category_id: (kind.code, category_name(kind.code, json.loads(kind.names), language))
        for category_id, kind in found.items()
    }


def _seen(ours: OurSide, row: Any, category: tuple[str, str], spoken: Iterable[str]) -> dict[str, Any]:
    """Return the values of `Listed`; `category` is its code and name, `spoken` all languages of their people."""
    code, name = category
    return {
        "delegation_id": row.id,
        "name": row.name,
        "category_code": code,
        "category": name,
        "country": row.country,
        "sectors": tuple(row.sectors),
        "offers": tuple(row.offers),
        "seeks": tuple(row.seeks),
        "logo": logo_version(row),
        "match": match(ours.profile, Profile.of(row.offers, row.seeks, spoken)),
        "wish_id": row.wish_id,
        "rank": row.rank,
        "wished_us": row.answer is not None and row.veto is None,
        "answer": row.answer or Answer.NONE,
        "vetoed": row.veto is not None,
        "may_ask": row.may_ask,
    }
