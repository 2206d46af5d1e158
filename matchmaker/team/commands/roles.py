"""Roles given and taken, in a community and at an event; the end of somebody's access.

Each command first locks the community's row, so that two at once never leave it without an administrator, or an event
without an organiser.
"""

from collections.abc import Collection

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    PARTNERS,
    Act,
    Community,
    CommunityRole,
    CommunityStaff,
    Delegation,
    Event,
    EventStaff,
    Staff,
    StaffRole,
    record,
    required,
    row_id,
)
from matchmaker.people.commands.sessions import end_sessions
from matchmaker.team.queries.brought import brought_token


def set_community_role(
    session: Session, community: Community, staff_id: int, role: CommunityRole | None, *, actor: str
) -> None:
    """Give somebody who works for the community, or at one of its events, another role in it; None takes it.

    Raises `NotFound` for anybody else, and `InvalidInput` for the last administrator.
    """
    _lock(session, community)
    staff = _staff_of(session, community, staff_id)
    present = _community_role(session, community, staff_id)
    if present is not None and present.role is CommunityRole.ADMINISTRATOR and role is not CommunityRole.ADMINISTRATOR:
        _keep_an_administrator(session, community, staff)
    if role is None:
        if present is not None:
            session.delete(present)
    else:
        present = present or CommunityStaff(community_id=row_id(community), staff_id=staff_id)
        present.role = role
        session.add(present)
    granted, number = role.value if role else "", row_id(community)
    record(session, actor, Act.SET_COMMUNITY_ROLE, event_id=None, community=number, staff=staff_id, role=granted)
    session.flush()


def end_access(session: Session, community: Community, staff_id: int, *, actor: str) -> Staff:
    """Take every role in the community and at its events from somebody, and end their log-ins at once.

    The account stays, without a page of this community. Raises `NotFound` for a stranger, and `InvalidInput` for the
    last administrator.
    """
    _lock(session, community)
    staff = _staff_of(session, community, staff_id)
    present = _community_role(session, community, staff_id)
    if present is not None:
        if present.role is CommunityRole.ADMINISTRATOR:
            _keep_an_administrator(session, community, staff)
        session.delete(present)
    roles = session.exec(
        select(EventStaff)
        .join(Event, col(Event.id) == col(EventStaff.event_id))
        .where(Event.community_id == community.id, EventStaff.staff_id == staff_id)
    ).all()
    for role in roles:
        session.delete(role)
    end_sessions(session, staff)
    record(session, actor, Act.END_ACCESS, event_id=None, community=community.id, staff=staff_id)
    session.flush()
    return staff


def set_event_role(session: Session, event: Event, staff_id: int, role: StaffRole | None, *, actor: str) -> Staff:
    """Give somebody who works for the event's community, or at one of its events, a role at it; None takes it.

    With a role end the feed of the event and, unless a partner stays one, the list of organisations that they bring.
    Raises `NotFound` for a stranger, and `InvalidInput` for the last organiser.
    """
    community = session.get_one(Community, event.community_id)
    _lock(session, community)
    staff = _staff_of(session, community, staff_id)
    present = session.exec(
        select(EventStaff).where(EventStaff.event_id == event.id, EventStaff.staff_id == staff_id)
    ).first()
    if present is not None and present.role is role:
        return staff
    if present is not None and present.role in PARTNERS and role in PARTNERS:
        present.role = role
    elif present is not None:
        if present.role is StaffRole.ORGANISER:
            _keep_an_organiser(session, event, staff)
        session.delete(present)
        session.flush()
        present = None
    if role is not None and present is None:
        session.add(EventStaff(event_id=row_id(event), staff_id=staff_id, role=role))
    granted = role.value if role else ""
    record(session, actor, Act.SET_EVENT_ROLE, event_id=row_id(event), staff=staff_id, role=granted)
    session.flush()
    return staff


def set_brought(
    session: Session,
    event: Event,
    staff_id: int,
    delegation_ids: Collection[int],
    *,
    actor: str,
    shown: str | None = None,
) -> None:
    """Say which organisations of the event a partner brings; one that another partner brought changes hands.

    `shown` is the token of what a form began with, if a form asks. Raises `NotFound` for somebody who is no partner
    there, or for an organisation of elsewhere, and `Stale` if the partner brings others by now.
    """
    event = lock_event(session, row_id(event))
    partner = session.exec(
        select(EventStaff).where(
            EventStaff.event_id == event.id, EventStaff.staff_id == staff_id, col(EventStaff.role).in_(PARTNERS)
        )
    ).first()
    ours = select(func.count()).where(Delegation.event_id == event.id, col(Delegation.id).in_(delegation_ids))
    if partner is None or session.exec(ours).one() != len(set(delegation_ids)):
        raise NotFound
    if shown is not None:
        present = session.exec(select(Delegation.id).where(Delegation.brought_by_id == partner.id))
        if shown != brought_token([required(number) for number in present]):
            raise Stale
    session.execute(update(Delegation).where(col(Delegation.brought_by_id) == partner.id).values(brought_by_id=None))
    session.execute(
        update(Delegation)
        .where(col(Delegation.event_id) == event.id, col(Delegation.id).in_(delegation_ids))
        .values(brought_by_id=partner.id)
    )
    number = len(set(delegation_ids))
    record(session, actor, Act.SET_BROUGHT, event_id=row_id(event), staff=staff_id, organisations=number)
    session.flush()


def _lock(session: Session, community: Community) -> None:
    session.exec(select(Community.id).where(Community.id == community.id).with_for_update(key_share=True)).one()


def _staff_of(session: Session, community: Community, staff_id: int) -> Staff:
    """Return somebody who has a role in the community or at one of its events."""
    in_community = select(CommunityStaff.staff_id).where(CommunityStaff.community_id == community.id)
    at_events = (
        select(EventStaff.staff_id)
        .join(Event, col(Event.id) == col(EventStaff.event_id))
        .where(Event.community_id == community.id)
    )
    staff = session.exec(
        select(Staff).where(Staff.id == staff_id, col(Staff.id).in_(in_community) | col(Staff.id).in_(at_events))
    ).first()
    if staff is None:
        raise NotFound
    return staff


def _community_role(session: Session, community: Community, staff_id: int) -> CommunityStaff | None:
    return session.exec(
        select(CommunityStaff).where(CommunityStaff.community_id == community.id, CommunityStaff.staff_id == staff_id)
    ).first()


def _keep_an_administrator(session: Session, community: Community, leaving: Staff) -> None:
    administers = (CommunityStaff.community_id == community.id, CommunityStaff.role == CommunityRole.ADMINISTRATOR)
    if not _has_another(session, CommunityStaff, administers, leaving):
        raise InvalidInput(
            N_("%(name)s is the last administrator of the community. Name another one first."), name=leaving.name
        )


def _keep_an_organiser(session: Session, event: Event, leaving: Staff) -> None:
    organises = (EventStaff.event_id == event.id, EventStaff.role == StaffRole.ORGANISER)
    if not _has_another(session, EventStaff, organises, leaving):
        raise InvalidInput(
            N_("%(name)s is the last organiser of the event. Name another one first."), name=leaving.name
        )


def _has_another(
    session: Session, roles: type[CommunityStaff] | type[EventStaff], holds: tuple[bool, bool], leaving: Staff
) -> bool:
    """Tell whether somebody else who can log in has a role, by the conditions that it is held."""
    others = (
        select(roles.staff_id)
        .join(Staff, col(Staff.id) == col(roles.staff_id))
        .where(*holds, Staff.id != leaving.id, col(Staff.active))
    )
    return session.exec(others.limit(1)).first() is not None
