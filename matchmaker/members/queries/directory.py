"""The public directory of a community: the members that have agreed to stand there, and of each what was ticked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, select, true
from sqlmodel import Session, col

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.paging import page_of
from matchmaker.members.queries.conditions import UNMERGED, any_of, has_tier, holds, is_member, on_day
from matchmaker.members.queries.search import Meant, meant, taken_for
from matchmaker.members.rules.spelling import searched_words
from matchmaker.models import Community, Logo, Organisation, Person, TierPeriod, row_id
from matchmaker.people.rules.public_card import PublicCard, PublicField, public_card

PAGE = 24
"""Members on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFilters:
    """What the reader is looking for; empty values do not filter."""

    text: str = ""
    sector: str = ""
    offers: str = ""
    seeks: str = ""
    language: str = ""
    """Spoken by somebody of the member (ISO 639-1)."""
    tier: str = ""
    town: str = ""
    country: str = ""
    page: int = 1

    @property
    def any(self) -> bool:
        chosen = (self.text, self.sector, self.offers, self.seeks, self.language, self.tier, self.town, self.country)
        return any(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town with members, and where it is on the map: the middle of their positions."""

    name: str
    """Empty for those that name none."""
    country: str
    members: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMember:
    """A member that names no town and has a position, put on the map by hand."""

    organisation_id: int
    name: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDirectory:
    """One page of the directory, by name whatever the tier."""

    members: tuple[PublicCard, ...]
    found: int
    total: int
    """Without any filter."""
    page: int
    pages: int
    towns: tuple[Town, ...]
    """Of all that match but for the place, the largest first."""
    pins: tuple[PlacedMember, ...]
    """Of the same members, those that no town brings onto the map."""
    taken_for: tuple[tuple[str, tuple[str, ...]], ...]
    """Words of the search that nobody has, with those that were looked for instead."""


def open_directory(session: Session, slug: str) -> Community:
    """Return the community whose directory has this address; raises `NotFound` where none is open."""
    found = session.scalars(
        select(Community).where(col(Community.slug) == slug, col(Community.directory_open).is_(True))
    ).first()
    if found is None:
        raise NotFound
    return found


def read_directory(
    session: Session, community: Community, filters: DirectoryFilters, today: date, most: int = PAGE
) -> MemberDirectory:
    """Return a page of at most `most` members of the directory; `today` decides on their tiers."""
    shown = _stands(community, today)
    asked, texts = searched_words(filters.text), [col(Organisation.public_text)]
    town = case((_shows(PublicField.PLACE), col(Organisation.town)), else_="")
    words = meant(session, row_id(community), shown, texts, asked, town=town)
    anywhere = and_(true(), *_conditions(filters, words, today))
    wanted = and_(anywhere, *_in_place(filters))
    listed = and_(col(Organisation.community_id) == community.id, shown)
    counted = select(func.count(), func.count().filter(wanted)).select_from(Organisation).where(listed)
    total, found = session.execute(counted).one()
    page = page_of(found, most, filters.page)
    in_order = (col(Organisation.name_key), col(Organisation.id))
    # ids first: sorting whole rows of thousands takes longer than all the rest
    ids = session.scalars(
        select(col(Organisation.id))
        .where(col(Organisation.community_id) == community.id, shown, wanted)
        .order_by(*in_order)
        .limit(most)
        .offset(page.skipped)
    ).all()
    chosen = select(Organisation, _tier(today)).where(col(Organisation.id).in_(ids)).order_by(*in_order)
    rows = session.execute(chosen).all()
    spoken = _languages(session, ids)
    return MemberDirectory(
        members=tuple(
            public_card(organisation, tier or "", spoken.get(row_id(organisation), ())) for organisation, tier in rows
        ),
        found=found,
        total=total,
        page=page.number,
        pages=page.pages,
        towns=_towns(session, row_id(community), and_(shown, anywhere)),
        pins=_pins(session, row_id(community), and_(shown, anywhere)),
        taken_for=taken_for(words),
    )


def read_public_card(session: Session, community: Community, organisation_id: int, today: date) -> PublicCard:
    """Return what the public reads of one member; raises `NotFound` for one that is not in the directory."""
    row = session.execute(
        select(Organisation, _tier(today)).where(
            col(Organisation.community_id) == community.id,
            col(Organisation.id) == organisation_id,
            _stands(community, today),
        )
    ).first()
    if row is None:
        raise NotFound
    return public_card(row[0], row[1] or "", _languages(session, [organisation_id]).get(organisation_id, ()))


def public_logo(session: Session, card: PublicCard) -> tuple[bytes, str]:
    """Return the logo that a member shows, and its media type; raises `NotFound` for none."""
    found = session.get(Logo, card.organisation_id) if card.has_logo else None
    if found is None:
        raise NotFound(N_("There is no such picture."))
    return found.data, found.media_type


def _stands(community: Community, today: date) -> ColumnElement[bool]:
    """Return that an organisation stands in the directory: it has agreed, and is a member on the day."""
    return and_(col(Organisation.is_public).is_(True), UNMERGED, is_member(row_id(community), today))


def _tier(today: date) -> ScalarSelect[str]:
    """Return the tier of the organisation on a day; null without one."""
    return (
        select(func.max(col(TierPeriod.tier)))
        .where(col(TierPeriod.organisation_id) == col(Organisation.id), on_day(today))
        .correlate(Organisation)
        .scalar_subquery()
    )


_OF_IT = and_(col(Person.organisation_id) == col(Organisation.id), col(Person.merged_into_id).is_(None))


def _languages(session: Session, ids: Sequence[int | None]) -> dict[int, set[str]]:
    """Return the languages that the people of organisations speak, by the ids of these."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    people = select(col(Person.organisation_id), col(Person.languages)).where(
        col(Person.organisation_id).in_(ids), col(Person.merged_into_id).is_(None)
    )
    for number, languages in session.execute(people):
        found[number].update(languages)
    return found


def _conditions(filters: DirectoryFilters, words: Meant, today: date) -> Iterator[ColumnElement[bool]]:
    """Yield what the reader is looking for, but for the place; a field that is not shown is not searched."""
    for instead in words.values():
        yield any_of([col(Organisation.public_text)], instead)
    listed = (
        (PublicField.SECTORS, Organisation.sectors, filters.sector),
        (PublicField.OFFERS, Organisation.offers, filters.offers),
        (PublicField.SEEKS, Organisation.seeks, filters.seeks),
    )
    for field, column, code in listed:
        if code:
            yield and_(_shows(field), holds(column, code))
    if filters.language:
        speaks = exists().where(_OF_IT, holds(Person.languages, filters.language))
        yield and_(_shows(PublicField.LANGUAGES), speaks)
    if filters.tier:
        yield and_(_shows(PublicField.TIER), has_tier(filters.tier, today))


def _in_place(filters: DirectoryFilters) -> Iterator[ColumnElement[bool]]:
    if filters.town or filters.country:
        yield _shows(PublicField.PLACE)
    if filters.town:
        yield col(Organisation.town) == filters.town
    if filters.country:
        yield col(Organisation.country) == filters.country


def _shows(field: PublicField) -> ColumnElement[bool]:
    return holds(Organisation.public_fields, field.value)


def _towns(session: Session, community_id: int, wanted: ColumnElement[bool]) -> tuple[Town, ...]:
    town, country = col(Organisation.town), col(Organisation.country)
    rows = session.execute(
        select(country, town, func.count(), func.avg(Organisation.latitude), func.avg(Organisation.longitude))
        .where(col(Organisation.community_id) == community_id, wanted, _shows(PublicField.PLACE))
        .group_by(country, town)
        .order_by(func.count().desc(), town, country)
    )
    return tuple(
        Town(name=name, country=code, members=members, latitude=latitude, longitude=longitude)
        for code, name, members, latitude, longitude in rows
    )


def _pins(session: Session, community_id: int, wanted: ColumnElement[bool]) -> tuple[PlacedMember, ...]:
    member = col(Organisation.id), col(Organisation.name), col(Organisation.country)
    placed = col(Organisation.latitude), col(Organisation.longitude)
    rows = session.execute(
        select(*member, *placed)
        .where(col(Organisation.community_id) == community_id, wanted, _shows(PublicField.PLACE))
        .where(col(Organisation.town) == "", placed[0].is_not(None), placed[1].is_not(None))
        .order_by(col(Organisation.name_key), col(Organisation.id))
    )
    return tuple(
        PlacedMember(organisation_id=number, name=name, country=country, latitude=latitude, longitude=longitude)
        for number, name, country, latitude, longitude in rows
    )
