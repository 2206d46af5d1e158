"""Members of the staff and their passwords."""

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key
from matchmaker.mail.letters.accounts import AccountChange
from matchmaker.models import (
    COMMAND_LINE,
    Act,
    Community,
    CommunityRole,
    CommunityStaff,
    Event,
    EventStaff,
    Staff,
    StaffRole,
    record,
    row_id,
)
from matchmaker.people.commands.account_mails import tell
from matchmaker.people.commands.sessions import end_sessions


def create_organiser(session: Session, email: str, name: str, password_hash: str, event: Event) -> Staff:
    """Make `email` an organiser of `event`; somebody known keeps the account and gets the new name and password.

    The first account of a community is that of an administrator, others are organisers of it. The hash is computed
    before the transaction (`matchmaker/people/rules/passwords.py`).
    """
    assert event.id is not None
    key = email_key(email)
    staff = session.exec(select(Staff).where(Staff.email_key == key)).first()
    if staff is None:
        staff = Staff(email=email.strip(), email_key=key, name=name, language=event.language, password_hash="")
    elif staff.password_hash:
        end_sessions(session, staff)
        tell(session, staff, AccountChange.PASSWORD)
    staff.name, staff.active = name, True
    staff.password_hash = password_hash
    session.add(staff)
    session.flush()
    assert staff.id is not None
    role = session.exec(
        select(EventStaff).where(EventStaff.event_id == event.id, EventStaff.staff_id == staff.id)
    ).first()
    role = role or EventStaff(event_id=event.id, staff_id=staff.id)
    role.role = StaffRole.ORGANISER
    session.add(role)
    _join(session, staff, event.community_id)
    record(session, COMMAND_LINE, Act.CREATE_ORGANISER, event_id=event.id, staff=staff.id)
    session.flush()
    return staff


def _join(session: Session, staff: Staff, community_id: int) -> None:
    """Give somebody who has no role in the community that of an organiser; the first one is its administrator."""
    present = session.exec(select(CommunityStaff).where(CommunityStaff.community_id == community_id)).all()
    if all(one.staff_id != staff.id for one in present):
        role = CommunityRole.ORGANISER if present else CommunityRole.ADMINISTRATOR
        session.add(CommunityStaff(community_id=community_id, staff_id=row_id(staff), role=role))


def remove_organiser(session: Session, email: str, event: Event) -> Staff:
    """Let somebody organise `event` no longer: its pages are closed to them, and their feed of it ends.

    The account stays. Raises `NotFound` if they do not organise it.
    """
    found = session.exec(
        select(Staff, EventStaff)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == event.id, Staff.email_key == email_key(email))
    ).first()
    if found is None:
        raise NotFound(N_("%(email)s does not organise this event."), email=email)
    staff, role = found
    session.delete(role)
    record(session, COMMAND_LINE, Act.REMOVE_ORGANISER, event_id=event.id, staff=staff.id)
    session.flush()
    return staff


def set_administrator(session: Session, email: str, community: Community, *, administrator: bool) -> Staff:
    """Make a member of the staff an administrator of a community, or an organiser of it like others.

    Raises `NotFound` for an address that has no account.
    """
    staff = staff_called(session, email)
    role = session.exec(
        select(CommunityStaff).where(
            CommunityStaff.community_id == community.id, CommunityStaff.staff_id == row_id(staff)
        )
    ).first()
    if role is None and not administrator:
        return staff
    role = role or CommunityStaff(community_id=row_id(community), staff_id=row_id(staff))
    role.role = CommunityRole.ADMINISTRATOR if administrator else CommunityRole.ORGANISER
    session.add(role)
    act = Act.MAKE_ADMINISTRATOR if administrator else Act.REMOVE_ADMINISTRATOR
    record(session, COMMAND_LINE, act, event_id=None, community=community.id, staff=staff.id)
    session.flush()
    return staff


def staff_called(session: Session, email: str) -> Staff:
    """Return the member of the staff with this address; raises `NotFound` if there is none."""
    staff = session.exec(select(Staff).where(Staff.email_key == email_key(email))).first()
    if staff is None:
        raise NotFound(N_("There is no account with the address %(email)s."), email=email)
    return staff


def verified(session: Session, email: str, known_hash: str, new_hash: str) -> Staff | None:
    """Return the active member of the staff whose password was verified against `known_hash`, and keep `new_hash`.

    Compare-and-set: None if the password was changed, or the account closed, since the hash was read.
    """
    staff = session.exec(
        select(Staff).where(
            Staff.email_key == email_key(email), Staff.password_hash == known_hash, col(Staff.active).is_(True)
        )
    ).first()
    if staff is not None and new_hash != known_hash:
        staff.password_hash = new_hash
        session.add(staff)
        session.flush()
    return staff
