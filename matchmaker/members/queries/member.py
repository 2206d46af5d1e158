"""One member: its card, memberships, contacts, tags, people and the events that it takes part in."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.communities.queries import organisations_of
from matchmaker.members.queries.conditions import is_member
from matchmaker.members.queries.of_members import periods_of, tags_of
from matchmaker.members.rules.membership import Membership, ending_within, membership
from matchmaker.members.rules.record import MemberRecord
from matchmaker.models import (
    Community,
    Delegation,
    Event,
    MemberContact,
    Organisation,
    Person,
    Registration,
    TierPeriod,
    row_id,
)


@dataclass(frozen=True, slots=True)
class MemberAtEvent:
    """An event that somebody is registered for, and where its organisers find them."""

    name: str
    slug: str
    registration_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPerson:
    """Somebody of an organisation; contact details stay with the events for which they were given."""

    name: str
    job_title: str
    events: tuple[MemberAtEvent, ...]
    """Those that they are registered for, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An organisation with everything that its community knows of it."""

    organisation: Organisation
    tags: tuple[str, ...]
    membership: Membership
    periods: tuple[TierPeriod, ...]
    """The latest first."""
    contacts: tuple[MemberContact, ...]
    stands_in_directory: bool
    """The public directory shows it once it has agreed: it is a member today, or the community keeps no memberships."""
    people: tuple[MemberPerson, ...]
    events: tuple[Event, ...]
    """Those that it takes or took part in, the latest first."""
    shown: str
    """Token of the values as they stand, for `save_member`."""

    @property
    def periods_shown(self) -> str:
        """Token of the periods as they stand, for the commands that change them."""
        return periods_token(self.periods)


def find_member(session: Session, community_id: int, organisation_id: int, *, lock: bool = False) -> Organisation:
    """Return one organisation of the community, locked for a change if wanted; raises `NotFound` for any other id."""
    statement = organisations_of(community_id).where(Organisation.id == organisation_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    organisation = session.exec(statement).first()
    if organisation is None:
        raise NotFound
    return organisation


def read_member(session: Session, community: Community, organisation_id: int, today: date) -> Member:
    """Return one organisation of the community; raises `NotFound` for any other id."""
    organisation = find_member(session, row_id(community), organisation_id)
    periods = periods_of(session, [organisation_id]).get(organisation_id, [])
    tags = tags_of(session, [organisation_id]).get(organisation_id, ())
    contacts = session.exec(select(MemberContact).where(MemberContact.organisation_id == organisation_id)).all()
    events = session.exec(
        select(Event)
        .join(Delegation, col(Delegation.event_id) == col(Event.id))
        .where(Delegation.organisation_id == organisation_id)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    ).all()
    return Member(
        organisation=organisation,
        tags=tags,
        membership=membership(periods, today, ending_within(community)),
        periods=tuple(reversed(periods)),
        contacts=tuple(sorted(contacts, key=lambda contact: fold(contact.title))),
        stands_in_directory=session.exec(
            select(is_member(row_id(community), today)).where(Organisation.id == organisation_id)
        ).one(),
        people=_people(session, organisation_id),
        events=tuple(events),
        shown=MemberRecord.of(organisation, tags).token,
    )


def ends_of_memberships(session: Session, community: Community, today: date) -> tuple[date, ...]:
    """Return the last days of the memberships of a community that have not ended."""
    periods = session.exec(
        select(TierPeriod)
        .join(Organisation, col(Organisation.id) == col(TierPeriod.organisation_id))
        .where(Organisation.community_id == community.id, col(TierPeriod.ends_on) >= today)
    )
    return tuple(period.ends_on for period in periods if period.ends_on is not None)


def periods_token(periods: tuple[TierPeriod, ...] | list[TierPeriod]) -> str:
    """Return the token of the periods of an organisation, for optimistic locking."""
    return content_token(*sorted((one.starts_on.isoformat(), str(one.ends_on or ""), one.tier) for one in periods))


def contact_token(contact: MemberContact | None) -> str:
    """Return the token of a contact, for optimistic locking; empty for one that is not there yet."""
    if contact is None:
        return ""
    return content_token(contact.name, contact.email, contact.phone, contact.function, contact.language)


def position_token(organisation: Organisation) -> str:
    """Return the token of where an organisation is on the map, for optimistic locking."""
    return content_token(organisation.latitude, organisation.longitude, organisation.placed_by_hand)


def _people(session: Session, organisation_id: int) -> tuple[MemberPerson, ...]:
    events: dict[int, list[MemberAtEvent]] = {}
    for person_id, *event in session.exec(
        select(Registration.person_id, Event.name, Event.slug, Registration.id)
        .join(Event, col(Event.id) == col(Registration.event_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Person.organisation_id == organisation_id)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    ):
        events.setdefault(person_id, []).append(MemberAtEvent(*event))
    people = session.exec(
        select(Person).where(Person.organisation_id == organisation_id, col(Person.merged_into_id).is_(None))
    ).all()
    return tuple(
        MemberPerson(name=one.name, job_title=one.job_title, events=tuple(events.get(row_id(one), ())))
        for one in sorted(people, key=lambda person: (fold(person.last_name), fold(person.first_name)))
    )
