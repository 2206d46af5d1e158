"""Reminders of renewals by mail: each contact once for the end of a period, whoever asks for it."""

from datetime import date

from sqlmodel import Session

from matchmaker.base.config import get_config
from matchmaker.base.i18n import screen_language
from matchmaker.communities.queries import Sender
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.renewals import RenewalMail
from matchmaker.members.queries.renewals import Renewal, read_renewals, renewal_key
from matchmaker.models import Act, Community, record


def remind(
    session: Session, community: Community, today: date, *, only: frozenset[int] | None = None, actor: str
) -> int:
    """Queue the reminders of all memberships that end soon, or of `only` some (ids of periods); return how many."""
    count = 0
    for renewal in read_renewals(session, community, today):
        if only is None or renewal.period_id in only:
            count += _write(session, community, renewal)
    if count:
        record(session, actor, Act.REMIND_RENEWAL, event_id=None, community=community.id, number=count)
    session.flush()
    return count


def _write(session: Session, community: Community, renewal: Renewal) -> int:
    config = get_config()
    sender = Sender(community.sender_name or config.mail_from_name, community.sender_email or config.mail_from)
    for contact in renewal.to_remind:
        mail = RenewalMail(
            Reader(contact.email, screen_language(contact.language), contact.name),
            Host(),
            community=community.name,
            organisation=renewal.name,
            tier=renewal.tier,
            ends_on=renewal.ends_on,
        )
        queue(session, mail, dedupe_key=renewal_key(renewal.period_id, renewal.ends_on, contact), sender=sender)
    return len(renewal.to_remind)
