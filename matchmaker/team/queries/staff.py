"""Staff of a community and team of an event."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import NotFound
from matchmaker.base.names import fold
from matchmaker.models import (
    CommunityRole,
    CommunityStaff,
    Delegation,
    Event,
    EventStaff,
    Staff,
    StaffRole,
    row_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRole:
    """A role at one event."""

    event_id: int
    name: str
    role: StaffRole | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody with a role in a community, or at one of its events."""

    staff_id: int
    name: str
    email: str
    active: bool
    second_factor: bool
    role: CommunityRole | None
    events: tuple[EventRole, ...]
    """Where they have a role, the latest event first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """Somebody with a role at an event."""

    staff_id: int
    role_id: int
    """`EventStaff.id`."""
    name: str
    email: str
    role: StaffRole
    brought: int
    """How many organisations they bring."""
    organisations: int
    """Of the event, as many as those who are not limited see."""


def staff_of(session: Session, community_id: int) -> tuple[StaffMember, ...]:
    """Return everybody with a role in the community or at one of its events, by name."""
    roles = {
        role.staff_id: role.role
        for role in session.exec(select(CommunityStaff).where(CommunityStaff.community_id == community_id))
    }
    events: dict[int, list[EventRole]] = {}
    for role, event in session.exec(
        select(EventStaff, Event)
        .join(Event, col(Event.id) == col(EventStaff.event_id))
        .where(Event.community_id == community_id)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    ):
        found = EventRole(event_id=row_id(event), name=event.name, role=role.role)
        events.setdefault(role.staff_id, []).append(found)
    people = session.exec(select(Staff).where(col(Staff.id).in_({*roles, *events}))).all()
    members = (
        StaffMember(
            staff_id=row_id(staff),
            name=staff.name,
            email=staff.email,
            active=staff.active,
            second_factor=bool(staff.totp_secret),
            role=roles.get(row_id(staff)),
            events=tuple(events.get(row_id(staff), ())),
        )
        for staff in people
    )
    return tuple(sorted(members, key=lambda member: (fold(member.name), member.staff_id)))


def read_staff_member(session: Session, community_id: int, staff_id: int) -> StaffMember:
    """Return one of `staff_of`, with all events of the community; raises `NotFound` for anybody else."""
    found = next((one for one in staff_of(session, community_id) if one.staff_id == staff_id), None)
    if found is None:
        raise NotFound
    return found


def events_of_community(session: Session, community_id: int) -> tuple[EventRole, ...]:
    """Return the events of a community, the latest first; `role` is empty."""
    rows = session.exec(
        select(Event).where(Event.community_id == community_id).order_by(col(Event.starts_on).desc(), col(Event.id))
    )
    return tuple(EventRole(event_id=row_id(event), name=event.name, role=None) for event in rows)


def unorganised(session: Session, community_id: int) -> tuple[str, ...]:
    """Return the names of events that nobody organises who can log in."""
    organised = (
        select(EventStaff.event_id)
        .join(Staff, col(Staff.id) == col(EventStaff.staff_id))
        .where(EventStaff.role == StaffRole.ORGANISER, col(Staff.active))
    )
    rows = session.exec(
        select(Event.name)
        .where(Event.community_id == community_id, col(Event.id).not_in(organised))
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    )
    return tuple(rows)


def team_of(session: Session, event_id: int) -> tuple[TeamMember, ...]:
    """Return everybody with a role at the event: organisers first, then by name."""
    brought = (
        select(func.count()).where(Delegation.brought_by_id == col(EventStaff.id)).correlate(EventStaff)
    ).scalar_subquery()
    of_event = select(func.count()).where(Delegation.event_id == event_id).scalar_subquery()
    rows = session.exec(
        select(Staff, EventStaff, brought, of_event)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == event_id)
    ).all()
    order = list(StaffRole)
    members = (
        TeamMember(
            staff_id=row_id(staff),
            role_id=row_id(mine),
            name=staff.name,
            email=staff.email,
            role=mine.role,
            brought=count,
            organisations=organisations,
        )
        for staff, mine, count, organisations in rows
    )
    return tuple(sorted(members, key=lambda one: (order.index(one.role), fold(one.name), one.staff_id)))


def candidates(session: Session, event: Event) -> tuple[tuple[int, str], ...]:
    """Return id and name of the active staff of the community who have no role at the event, by name."""
    taken = select(EventStaff.staff_id).where(EventStaff.event_id == event.id)
    rows = session.exec(
        select(Staff)
        .join(CommunityStaff, col(CommunityStaff.staff_id) == col(Staff.id))
        .where(CommunityStaff.community_id == event.community_id, col(Staff.active), col(Staff.id).not_in(taken))
    )
    return tuple(sorted(((row_id(staff), staff.name) for staff in rows), key=lambda one: (fold(one[1]), one[0])))
