"""The directory: whom a delegation can meet, what speaks for it, and what the delegation already said."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, select
from sqlmodel import Session, col

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.base.paging import page_of
from matchmaker.base.reading import read_rows
from matchmaker.models import Answer, Delegation, Organisation, Registration, taking_part
from matchmaker.people.rules.company import CompanyCard
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation
from matchmaker.wishes.queries.listing import ListedDelegation
from matchmaker.wishes.queries.others import OurSide, our_side
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
    wished: int
    """Wishes that we have made."""


def read_directory(session: Session, delegation_id: int, filters: Filters, language: str) -> Directory:
    """Return a page of the companies that can be met: those with meetings, not withdrawn, with somebody to meet."""
    ours = our_side(session, delegation_id)
    others = list(ours.others())
    found = list(_wanted(ours, others, filters)) if filters.any else others
    if filters.order is Order.MATCH:
        points = ours.listing.points(ours.profile)
        found = sorted(found, key=lambda other: -points.get(other.delegation_id, 0))  # stable: then by name
    page = page_of(len(found), PAGE, filters.page)
    present = {other.category_id for other in others}
    return Directory(
        companies=tuple(Listed(**_seen(ours, other, language)) for other in found[page.skipped : page.skipped + PAGE]),
        found=len(found),
        total=len(others),
        page=page.number,
        pages=page.pages,
        choices=Choices(
            sectors=tuple(sorted({sector for other in others for sector in other.sectors})),
            categories=tuple(
                (category.code, category.name(language))
                for number, category in ours.listing.categories.items()
                if number in present
            ),
            countries=tuple(sorted({other.country for other in others})),
        ),
        wished=sum(said.wish_id is not None for said in ours.said.values()),
    )


def read_company(session: Session, delegation_id: int, other_id: int, language: str) -> Company:
    """Return one company that can be met, or that we vetoed; raises `NotFound` for any other."""
    ours = our_side(session, delegation_id)
    other = ours.find(other_id)
    if other is None:
        raise NotFound(N_("There is no such participant at this event."))
    [(organisation, joined)] = read_rows(session, _card(), {"other_id": other_id})
    return Company(
        **_seen(ours, other, language),
        card=CompanyCard.of(organisation),
        people=contacts_by_delegation(session, [other_id]).get(other_id, ()),
        joined=joined,
    )


@cache
def _card() -> Select[*tuple[Any, ...]]:
    """Return the statement of the card of `:other_id`, and whether somebody there takes part."""
    joined = exists().where(col(Registration.delegation_id) == col(Delegation.id), taking_part())
    return (
        select(Organisation, joined.label("joined"))
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .where(col(Delegation.id) == bindparam("other_id"))
    )


def _wanted(ours: OurSide, others: list[ListedDelegation], filters: Filters) -> Iterator[ListedDelegation]:
    """Yield those whom the reader is looking for."""
    words = fold(filters.text).split()
    for other in others:
        code = ours.listing.categories[other.category_id].code
        if (
            filters.sector in {"", *other.sectors}
            and filters.category in {"", code}
            and filters.country in {"", other.country}
            and not (filters.for_us and ours.profile.offers.isdisjoint(other.profile.seeks))
            and not (filters.not_wished and (ours.to(other.delegation_id).by_us or not ours.may_ask(other)))
            and all(word in other.words for word in words)
        ):
            yield other


def _seen(ours: OurSide, other: ListedDelegation, language: str) -> dict[str, Any]:
    """Return the values of `Listed`."""
    said, category = ours.to(other.delegation_id), ours.listing.categories[other.category_id]
    return {
        "delegation_id": other.delegation_id,
        "name": other.name,
        "category_code": category.code,
        "category": category.name(language),
        "country": other.country,
        "sectors": other.sectors,
        "offers": other.offers,
        "seeks": other.seeks,
        "logo": other.logo,
        "match": match(ours.profile, other.profile),
        "wish_id": said.wish_id,
        "rank": said.rank,
        "wished_us": said.answer is not None and not said.vetoed,
        "answer": said.answer or Answer.NONE,
        "vetoed": said.vetoed,
        "may_ask": ours.may_ask(other),
    }
