"""Invitations to the staff by mail: offered, taken back, accepted.

The link is a bearer secret of the mailbox: it makes an account for somebody new, who is in with the password that they
choose there, and gives somebody known the role, but never logs in to a known account and never changes its password.
"""

from collections.abc import Collection
from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, NotFound, Stale, TooMany
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.links import staff_invitation_page
from matchmaker.base.names import email_key
from matchmaker.base.plain_text import one_line
from matchmaker.communities.words import role_name
from matchmaker.events.commands import lock_event
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.team import StaffInvitationMail
from matchmaker.models import (
    SEEING_PARTNERS,
    Act,
    Community,
    CommunityRole,
    CommunityStaff,
    Delegation,
    Event,
    EventStaff,
    Staff,
    StaffInvitation,
    StaffRole,
    record,
    required,
    row_id,
)
from matchmaker.team.commands.roles import set_brought
from matchmaker.team.queries.brought import brought_token
from matchmaker.team.queries.invitations import partner_offer, role_of, secret_hash

VALID = timedelta(days=7)
MOST_OPEN = 50
"""Open invitations of one community: the product is no way to write to strangers in numbers."""


def invite(
    session: Session,
    community: Community,
    email: str,
    role: CommunityRole | StaffRole,
    *,
    event: Event | None = None,
    language: str,
    actor: str,
) -> StaffInvitation:
    """Offer somebody a role in the community, or at its event, by a mail with a link; replaces an earlier offer.

    Raises `InvalidInput` for what is no address and for somebody who has a role there already, and `TooMany` beyond
    `MOST_OPEN`.
    """
    try:
        address = normal_address(email)
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=email) from error
    event_id = row_id(event) if event else None
    if _has_role(session, email_key(address), community, event):
        raise InvalidInput(N_("%(email)s is in the team already. Change the role in the list."), email=address)
    session.execute(
        delete(StaffInvitation).where(
            col(StaffInvitation.community_id) == community.id,
            col(StaffInvitation.event_id) == event_id,
            col(StaffInvitation.email_key) == email_key(address),
            col(StaffInvitation.accepted_at).is_(None),
        )
    )
    waiting = session.exec(
        select(func.count()).where(
            StaffInvitation.community_id == community.id, col(StaffInvitation.accepted_at).is_(None)
        )
    ).one()
    if waiting >= MOST_OPEN:
        raise TooMany(N_("There are %(number)d open invitations already. Take some back first."), number=waiting)
    secret = token_urlsafe(32)
    invitation = StaffInvitation(
        community_id=row_id(community),
        event_id=event_id,
        community_role=role if isinstance(role, CommunityRole) else None,
        event_role=role if isinstance(role, StaffRole) else None,
        email=address,
        email_key=email_key(address),
        language=screen_language(language),
        secret_hash=secret_hash(secret),
        invited_by=actor,
        expires_at=clock.now() + VALID,
    )
    session.add(invitation)
    session.flush()
    mail = StaffInvitationMail(
        Reader(address, invitation.language),
        Host.of(event) if event else Host(),
        staff_invitation_page(secret),
        days=VALID.days,
        community=community.name,
        role=role_name(role, invitation.language),
        invited_by=actor,
    )
    queue(session, mail, event_id=event_id)
    record(session, actor, Act.INVITE_STAFF, event_id=event_id, community=community.id, role=role.value)
    return invitation


def take_back(session: Session, community: Community, invitation_id: int, *, event: Event | None, actor: str) -> None:
    """End an open invitation of the community, or only of one event; its link is worthless then.

    Raises `NotFound` for one of elsewhere and for one that was accepted.
    """
    found = session.get(StaffInvitation, invitation_id)
    ours = found is not None and found.community_id == community.id and found.accepted_at is None
    if found is None or not ours or (event is not None and found.event_id != event.id):
        raise NotFound
    session.delete(found)
    record(session, actor, Act.TAKE_BACK_INVITATION, event_id=found.event_id, community=community.id)
    session.flush()


def set_offered(
    session: Session, event: Event, invitation_id: int, delegation_ids: Collection[int], *, shown: str, actor: str
) -> None:
    """Say which organisations of the event an invited partner will bring once they accept.

    `shown` is the token of what the form began with. Raises `NotFound` for an invitation that `partner_offer` does not
    find, or for an organisation of elsewhere, and `Stale` if somebody has chosen others meanwhile.
    """
    event = lock_event(session, row_id(event))
    found = partner_offer(session, event, invitation_id)
    ours = select(func.count()).where(Delegation.event_id == event.id, col(Delegation.id).in_(delegation_ids))
    if session.exec(ours).one() != len(set(delegation_ids)):
        raise NotFound
    if shown != brought_token(found.delegation_ids):
        raise Stale
    found.delegation_ids = sorted(set(delegation_ids))
    session.add(found)
    number = len(found.delegation_ids)
    record(session, actor, Act.SET_BROUGHT, event_id=row_id(event), subject=found.email, organisations=number)
    session.flush()


def accept(
    session: Session, secret: str, *, name: str = "", password_hash: str = "", language: str = ""
) -> Staff | None:
    """Use a link up and give its reader the role; somebody new gets an account with this name, password and language.

    One conditional update decides, so that of two clicks at once only one succeeds. None for a link that no longer
    works. A known account keeps its name and password. Raises `InvalidInput` without a name.
    """
    found = session.execute(
        update(StaffInvitation)
        .where(
            col(StaffInvitation.secret_hash) == secret_hash(secret),
            col(StaffInvitation.accepted_at).is_(None),
            col(StaffInvitation.expires_at) > clock.now(),
        )
        .values(accepted_at=clock.now())
        .returning(col(StaffInvitation.id))
    ).scalar_one_or_none()
    if found is None:
        return None
    invitation = session.get_one(StaffInvitation, found)
    staff = session.exec(select(Staff).where(Staff.email_key == invitation.email_key)).first()
    if staff is None:
        if not one_line(name) or not password_hash:
            raise InvalidInput(N_("Enter your name and choose a password."))
        staff = Staff(
            email=invitation.email,
            email_key=invitation.email_key,
            name=one_line(name),
            language=screen_language(language or invitation.language),
            password_hash=password_hash,
        )
        session.add(staff)
        session.flush()
    if not staff.active:
        return None
    _grant(session, staff, invitation)
    record(
        session,
        staff.name,
        Act.JOIN_STAFF,
        event_id=invitation.event_id,
        community=invitation.community_id,
        staff=staff.id,
        role=role_of(invitation).value,
    )
    session.flush()
    return staff


def _has_role(session: Session, key: str, community: Community, event: Event | None) -> bool:
    mine = select(Staff.id).where(Staff.email_key == key).scalar_subquery()
    if event is not None:
        found = select(EventStaff.id).where(EventStaff.event_id == event.id, EventStaff.staff_id == mine)
    else:
        found = select(CommunityStaff.id).where(
            CommunityStaff.community_id == community.id, CommunityStaff.staff_id == mine
        )
    return session.exec(found).first() is not None


def _grant(session: Session, staff: Staff, invitation: StaffInvitation) -> None:
    """Give the role that was offered; a role that they have got there meanwhile stays."""
    community = session.get_one(Community, invitation.community_id)
    event = session.get_one(Event, invitation.event_id) if invitation.event_id is not None else None
    if _has_role(session, staff.email_key, community, event):
        return
    if invitation.event_role is not None and event is not None:
        session.add(EventStaff(event_id=row_id(event), staff_id=row_id(staff), role=invitation.event_role))
        session.flush()
        if invitation.delegation_ids and invitation.event_role in SEEING_PARTNERS:
            there = select(Delegation.id).where(
                Delegation.event_id == event.id, col(Delegation.id).in_(invitation.delegation_ids)
            )
            brought = [required(number) for number in session.exec(there)]
            set_brought(session, event, row_id(staff), brought, actor=invitation.invited_by)
    elif invitation.community_role is not None:
        session.add(
            CommunityStaff(community_id=row_id(community), staff_id=row_id(staff), role=invitation.community_role)
        )
