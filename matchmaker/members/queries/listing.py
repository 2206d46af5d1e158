"""The list of members: a page of organisations of a community, searched and filtered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, func, outerjoin, select
from sqlmodel import Session, col

from matchmaker.base.names import fold
from matchmaker.base.paging import page_of
from matchmaker.members.queries.conditions import UNMERGED, any_of, has_tag, has_tier, in_state, standing
from matchmaker.members.queries.of_members import periods_of, tags_of
from matchmaker.members.queries.search import Meant, meant, taken_for
from matchmaker.members.rules.membership import Membership, MembershipState, ending_within, membership
from matchmaker.members.rules.spelling import searched_words
from matchmaker.models import Community, Delegation, MemberTag, Organisation, Person, row_id

PAGE = 50
"""Members on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilters:
    """What the reader is looking for; empty values do not filter."""

    text: str = ""
    state: MembershipState | None = None
    tier: str = ""
    tag: str = ""
    town: str = ""
    country: str = ""
    page: int = 1

    @property
    def any(self) -> bool:
        return bool(self.text or self.state or self.tier or self.tag or self.town or self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One organisation of the list."""

    organisation_id: int
    name: str
    external_id: str
    town: str
    country: str
    membership: Membership
    tags: tuple[str, ...]
    people: int
    events: int
    """How many it takes or took part in."""
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChoices:
    """Values that lead to at least one member."""

    tags: tuple[str, ...]
    towns: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """One page of the list."""

    rows: tuple[MemberRow, ...]
    found: int
    total: int
    """Without any filter."""
    states: Mapping[MembershipState, int]
    """How many members there are in each state; one that is ending is current as well."""
    page: int
    pages: int
    choices: MemberChoices
    taken_for: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words of the search that nobody has, with those that were looked for instead."""


def read_members(session: Session, community: Community, filters: MemberFilters, today: date) -> MemberPage:
    """Return a page of the members, by name; `today` decides how their memberships stand."""
    community_id, days = row_id(community), ending_within(community)
    asked = searched_words(filters.text)
    words = meant(session, community_id, UNMERGED, _searched(), asked, town=col(Organisation.town))
    stands = standing(community_id, today)
    members = outerjoin(Organisation, stands, stands.c.organisation_id == col(Organisation.id))
    ours = and_(col(Organisation.community_id) == community_id, UNMERGED)
    each = (func.count().filter(in_state(stands, state, today, days)) for state in MembershipState)
    total, *states = session.execute(select(func.count(), *each).select_from(members).where(ours)).one()
    in_order = (col(Organisation.name_key), col(Organisation.id))
    # all ids at once: texts are searched only once, and sorting whole rows of thousands takes longer than all the rest
    found = session.scalars(
        select(col(Organisation.id))
        .select_from(Organisation if filters.state is None else members)
        .where(col(Organisation.community_id) == community_id, UNMERGED)
        .where(*_conditions(filters, words, stands, today, days))
        .order_by(*in_order)
    ).all()
    page = page_of(len(found), PAGE, filters.page)
    ids = found[page.skipped :][:PAGE]
    people = _number_of(Person.organisation_id, col(Person.merged_into_id).is_(None))
    rows = session.execute(
        select(Organisation, people, _number_of(Delegation.organisation_id))
        .where(col(Organisation.community_id) == community_id, col(Organisation.id).in_(ids))
        .order_by(*in_order)
    ).all()
    shown = [row_id(row[0]) for row in rows]
    periods, tags = periods_of(session, shown), tags_of(session, shown)
    return MemberPage(
        rows=tuple(
            MemberRow(
                organisation_id=row_id(one),
                name=one.name,
                external_id=one.external_id or "",
                town=one.town,
                country=one.country,
                membership=membership(periods.get(row_id(one), ()), today, days),
                tags=tags.get(row_id(one), ()),
                people=persons,
                events=events,
                is_public=one.is_public,
            )
            for one, persons, events in rows
        ),
        found=len(found),
        total=total,
        states=dict(zip(MembershipState, states, strict=True)),
        page=page.number,
        pages=page.pages,
        choices=_choices(session, community_id),
        taken_for=taken_for(words),
    )


def _searched() -> tuple[Any, ...]:
    """Return what is searched: the card, the member number and the VAT number."""
    return col(Organisation.search_text), func.lower(Organisation.external_id), func.lower(Organisation.vat)


def _conditions(
    filters: MemberFilters, words: Meant, stands: Subquery, today: date, days: int
) -> Iterator[ColumnElement[bool]]:
    for instead in words.values():
        yield any_of(_searched(), instead)
    if filters.state is not None:
        yield in_state(stands, filters.state, today, days)
    if filters.tier:
        yield has_tier(filters.tier, today)
    if filters.tag:
        yield has_tag(filters.tag)
    if filters.town:
        yield col(Organisation.town) == filters.town
    if filters.country:
        yield col(Organisation.country) == filters.country


def _number_of(owner: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return how many rows of a table belong to the organisation that `owner`, a column, names."""
    return (
        select(func.count())
        .where(col(owner) == col(Organisation.id), *conditions)
        .correlate(Organisation)
        .scalar_subquery()
    )


def _choices(session: Session, community_id: int) -> MemberChoices:
    places = session.execute(
        select(col(Organisation.town), col(Organisation.country))
        .where(col(Organisation.community_id) == community_id, UNMERGED)
        .distinct()
    ).all()
    tags = session.scalars(
        select(col(MemberTag.tag))
        .join(Organisation, col(Organisation.id) == col(MemberTag.organisation_id))
        .where(col(Organisation.community_id) == community_id, UNMERGED)
        .distinct()
    )
    return MemberChoices(
        tags=tuple(sorted(tags, key=fold)),
        towns=tuple(sorted({town for town, _country in places if town}, key=fold)),
        countries=tuple(sorted({country for _town, country in places})),
    )
