"""Second factor of the staff: a code of an authenticator app (TOTP), or a recovery code.

Changes need the session in which they were begun: it ends with every other change of the log-in. Codes are accepted
once.
"""

from collections.abc import Mapping

from sqlalchemy import delete, update
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.sealing import seal, unseal
from matchmaker.mail.letters.accounts import AccountChange
from matchmaker.models import Act, Community, RecoveryCode, Staff, record, row_id
from matchmaker.people.commands.account_mails import tell
from matchmaker.people.commands.sessions import check_current, end_sessions
from matchmaker.people.queries.accounts import communities_of_staff, demanding_community, staff_awaiting_code
from matchmaker.people.rules.totp import step_of

SECRET = "totp"  # noqa: S105 -- a purpose of encryption
WRONG_CODE = N_("This code is not right, or it was used already. Wait for the next one.")


def turn_on(
    session: Session, staff_id: int, session_id: int, *, secret: str, code: str, hashes: Mapping[str, str]
) -> Staff:
    """Ask for codes of this secret from now on, keep the recovery codes, and end all log-ins.

    `hashes` are those of `recovery.hashes`. An earlier secret and its recovery codes are replaced. Raises
    `InvalidInput` if `code` is not one of the secret, and `Stale` if the log-in has ended.
    """
    step = step_of(secret, code, clock.now())
    if step is None:
        raise InvalidInput(WRONG_CODE)
    staff = _current(session, staff_id, session_id)
    staff.totp_secret, staff.totp_step = seal(secret, SECRET), step
    _replace_codes(session, staff, hashes)
    _changed(session, staff, AccountChange.SECOND_FACTOR_ON)
    return staff


def turn_off(session: Session, staff_id: int, session_id: int) -> Staff:
    """Ask for the password alone from now on, and end all log-ins.

    Raises `Closed` where a community of theirs demands a second factor, and `Stale` if the log-in has ended.
    """
    staff = _current(session, staff_id, session_id)
    if community := demanding_community(session, staff_id):
        raise Closed(N_("%(community)s demands a second factor."), community=community.name)
    _remove(session, staff)
    _changed(session, staff, AccountChange.SECOND_FACTOR_OFF)
    return staff


def renew_codes(session: Session, staff_id: int, session_id: int, hashes: Mapping[str, str]) -> Staff:
    """Replace the recovery codes; raises `Stale` if the log-in or the second factor has ended."""
    staff = _current(session, staff_id, session_id)
    if not staff.totp_secret:
        raise Stale(N_("Your second factor was turned off meanwhile. Nothing was changed now."))
    _replace_codes(session, staff, hashes)
    _told(session, staff, AccountChange.RECOVERY_CODES)
    return staff


def use_code(session: Session, staff_id: int, proof: str, code: str) -> bool:
    """Use up a code of the app and tell whether it was right.

    One conditional update decides: the same code, or one before it, is never accepted again.
    """
    staff = staff_awaiting_code(session, staff_id, proof, lock=True)
    secret = unseal(staff.totp_secret, SECRET) if staff else None
    step = step_of(secret, code, clock.now()) if secret else None
    if step is None:
        return False
    used = session.execute(
        update(Staff)
        .where(col(Staff.id) == staff_id, col(Staff.totp_step) < step)
        .values(totp_step=step)
        .returning(col(Staff.id))
    )
    return used.one_or_none() is not None


def use_recovery_code(session: Session, staff_id: int, proof: str, code_hash: str) -> bool:
    """Use up the recovery code whose secret was verified against `code_hash`; False if it was used already."""
    staff = staff_awaiting_code(session, staff_id, proof, lock=True)
    if staff is None:
        return False
    used = session.execute(
        update(RecoveryCode)
        .where(
            col(RecoveryCode.staff_id) == staff_id,
            col(RecoveryCode.code_hash) == code_hash,
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=clock.now())
        .returning(col(RecoveryCode.id))
    ).one_or_none()
    if used is not None:
        _told(session, staff, AccountChange.RECOVERY_CODE_USED)
    return used is not None


def reset(session: Session, staff_id: int, community: Community, *, administrator: Staff) -> Staff:
    """Remove the second factor of somebody of the community's staff who has lost it, and end their log-ins.

    Raises `NotFound` for anybody else. Raises `Closed` for one's own, which needs the password, and for somebody who
    works for another community too: no community weakens the log-in to another one.
    """
    communities = communities_of_staff(session, staff_id)
    staff = session.get(Staff, staff_id)
    if staff is None or row_id(community) not in communities:
        raise NotFound
    if staff_id == administrator.id:
        raise Closed(N_("Change your own second factor on the page “My account”."))
    if len(communities) > 1:
        raise Closed(
            N_("%(name)s works for another community too. Whoever runs the installation can do this."), name=staff.name
        )
    reset_by_installation(session, staff, actor=administrator.name, community=row_id(community))
    return staff


def reset_by_installation(session: Session, staff: Staff, *, actor: str, community: int | None = None) -> None:
    """Remove somebody's second factor and end their log-ins, whichever communities they work for."""
    _remove(session, staff)
    end_sessions(session, staff)
    tell(session, staff, AccountChange.SECOND_FACTOR_RESET)
    record(session, actor, Act.SECOND_FACTOR_RESET, event_id=None, community=community, staff=row_id(staff))


def _current(session: Session, staff_id: int, session_id: int) -> Staff:
    staff = session.get_one(Staff, staff_id)
    check_current(session, staff, session_id)
    return staff


def _remove(session: Session, staff: Staff) -> None:
    staff.totp_secret = ""
    session.add(staff)
    _replace_codes(session, staff, {})


def _replace_codes(session: Session, staff: Staff, hashes: Mapping[str, str]) -> None:
    staff_id = row_id(staff)
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.staff_id) == staff_id))
    session.add_all(RecoveryCode(staff_id=staff_id, label=label, code_hash=hashed) for label, hashed in hashes.items())


def _changed(session: Session, staff: Staff, change: AccountChange) -> None:
    end_sessions(session, staff)
    _told(session, staff, change)


def _told(session: Session, staff: Staff, change: AccountChange) -> None:
    tell(session, staff, change)
    record(session, staff.name, Act(change), event_id=None, staff=row_id(staff))
    session.flush()
