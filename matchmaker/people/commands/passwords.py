"""Passwords of the staff: changing one, and a link by mail for one that was forgotten.

The link is computed, not stored: its signature covers the present password, so that its use makes it worthless.
"""

import re
from datetime import timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.links import password_page
from matchmaker.base.names import email_key
from matchmaker.base.signing import LENGTH, is_signed, signature
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.accounts import AccountChange
from matchmaker.mail.letters.links import PasswordMail
from matchmaker.models import Act, Staff, record, row_id
from matchmaker.people.commands.account_mails import tell
from matchmaker.people.commands.log_ins import note
from matchmaker.people.commands.sessions import end_sessions
from matchmaker.people.commands.tries import PASSWORD_LINKS, count_mail

RESET_MINUTES = 30
_TOKEN = re.compile(rf"([1-9][0-9]{{0,9}})-([0-9]{{1,12}})-([0-9a-f]{{{LENGTH}}})")


def mail_reset(session: Session, email: str) -> None:
    """Queue a mail with a link for a new password if the address is that of an active account.

    A mailbox that has got enough of them of late gets no more: those that it has still work.
    """
    staff = session.exec(select(Staff).where(Staff.email_key == email_key(email), col(Staff.active).is_(True))).first()
    if staff is None or not count_mail(session, PASSWORD_LINKS, email):
        return
    record(session, "", Act.PASSWORD_LINK, event_id=None, staff=row_id(staff))
    until = int((clock.now() + timedelta(minutes=RESET_MINUTES)).timestamp())
    token = f"{staff.id}-{until}-{signature(_signed(staff, until))}"
    reader = Reader(email=staff.email, language=screen_language(staff.language), name=staff.name)
    queue(session, PasswordMail(reader, Host(), password_page(token), RESET_MINUTES), event_id=None)


def read_reset(session: Session, token: str) -> Staff | None:
    """Return whose password a link may set; None for one that was used, has expired or was never made."""
    match = _TOKEN.fullmatch(token)
    if match is None or int(match[2]) <= clock.now().timestamp():
        return None
    staff = session.get(Staff, int(match[1]))
    if staff is None or not staff.active or not is_signed(_signed(staff, int(match[2])), match[3]):
        return None
    return staff


def set_password(
    session: Session, staff_id: int, known_hash: str, new_hash: str, *, act: Act = Act.PASSWORD_CHANGED
) -> Staff:
    """Give a member of the staff another password, end all their log-ins, tell them by mail and record `act`.

    Compare-and-set: raises `Stale` if the password was changed, or the account closed, since `known_hash` was read.
    """
    staff = session.exec(
        select(Staff).where(Staff.id == staff_id, Staff.password_hash == known_hash, col(Staff.active).is_(True))
    ).first()
    if staff is None:
        raise Stale(N_("This password was changed meanwhile. Nothing was changed now."))
    staff.password_hash = new_hash
    end_sessions(session, staff)
    tell(session, staff, AccountChange.PASSWORD)
    note(session, staff, act)
    return staff


def _signed(staff: Staff, until: int) -> str:
    return f"password:{row_id(staff)}:{until}:{staff.password_hash}"
