"""Mails to members of the staff after a change of their log-in."""

from sqlmodel import Session

from matchmaker.base.i18n import screen_language
from matchmaker.base.links import forgotten_password_page
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.accounts import AccountChange, AccountMail
from matchmaker.models import Staff


def tell(session: Session, staff: Staff, change: AccountChange) -> None:
    """Queue the mail about a change, in the language of the account."""
    reader = Reader(email=staff.email, language=screen_language(staff.language), name=staff.name)
    queue(session, AccountMail(reader, Host(), change, forgotten_password_page()), event_id=None)
