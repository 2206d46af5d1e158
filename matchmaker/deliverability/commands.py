"""A test of a community's sender."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.i18n import screen_language
from matchmaker.base.links import sender_page
from matchmaker.deliverability.queries import read_sender
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.sender_tests import SenderTestMail
from matchmaker.models import Community, Staff, row_id


def send_sender_test(session: Session, community: Community, staff: Staff) -> None:
    """Queue a test from the community's sender to the member of the staff, and to the mailbox that is read, if any.

    At most one of each a minute.
    """
    view, language = read_sender(community), screen_language(staff.language)
    readers = [Reader(staff.email, language, staff.name)] + ([Reader(view.mailbox, language)] if view.mailbox else [])
    for reader in readers:
        mail = SenderTestMail(reader, Host(), community.name, sender_page(community.slug))
        key = f"sender-test:{row_id(community)}:{staff.id}:{clock.now():%Y-%m-%dT%H:%M}:{reader is readers[0]:d}"
        outbox.queue(session, mail, dedupe_key=key, sender=view.sender)
