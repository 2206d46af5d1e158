"""Reminders of renewals by mail: each contact once for the end of a period, whoever asks for it."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from matchmaker.base.errors import Stale
from matchmaker.base.i18n import screen_language
from matchmaker.communities.queries import sender_of_community
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.renewals import RenewalMail
from matchmaker.members.queries.renewals import Renewal, read_renewals, renewal_key, renewals_token
from matchmaker.models import Act, Community, record


def remind_shown(session: Session, community: Community, today: date, *, shown: str, actor: str) -> int:
    """Queue the reminders of all memberships that end soon, and return how many.

    `shown` is the `renewals_token` of what the page listed. Raises `Stale` if others would get a mail by now.
    """
    renewals = read_renewals(session, community, today)
    if shown != renewals_token(renewals):
        raise Stale
    return remind(session, community, renewals, actor=actor)


def remind(session: Session, community: Community, renewals: Iterable[Renewal], *, actor: str) -> int:
    """Queue the reminders of some memberships, to contacts who got none yet, and return how many."""
    count = sum(_write(session, community, renewal) for renewal in renewals)
    if count:
        record(session, actor, Act.REMIND_RENEWAL, event_id=None, community=community.id, number=count)
    session.flush()
    return count


def _write(session: Session, community: Community, renewal: Renewal) -> int:
    sender = sender_of_community(community)
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
