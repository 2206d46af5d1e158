"""Reminders of renewals by mail: each contact once for the end of a period, whoever asks for it; their own words."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_, SCREEN_LANGUAGES
from matchmaker.base.plain_text import several_lines
from matchmaker.communities.queries import sender_of_community
from matchmaker.mail.commands.outbox import queue
from matchmaker.members.queries.renewals import Renewal, read_renewals, renewal_key, renewals_token
from matchmaker.members.rules.renewals import LONGEST_WORDS, words_token
from matchmaker.members.words import renewal_mail
from matchmaker.models import Act, Community, record


def remind_shown(
    session: Session, community: Community, today: date, days: int | None = None, *, shown: str, actor: str
) -> int:
    """Queue the reminders of all memberships that end within some days, and return how many.

    `days` is as in `read_renewals`; `shown` is the `renewals_token` of what the page listed. Raises `Stale` if others
    would get a mail by now, or would read other words.
    """
    lock_reminders(session, community)
    renewals = read_renewals(session, community, today, days)
    if shown != renewals_token(renewals, community.renewal_words):
        raise Stale
    return remind(session, community, renewals, actor=actor)


def lock_reminders(session: Session, community: Community) -> None:
    """Let nobody else remind the members of a community until the end of the transaction: they are counted once."""
    session.refresh(community, with_for_update={"key_share": True})


def remind(session: Session, community: Community, renewals: Iterable[Renewal], *, actor: str) -> int:
    """Queue the reminders of some memberships, to contacts who got none yet, and return how many."""
    count = sum(_write(session, community, renewal) for renewal in renewals)
    if count:
        record(session, actor, Act.REMIND_RENEWAL, event_id=None, community=community.id, number=count)
    session.flush()
    return count


def save_words(session: Session, community: Community, words: Mapping[str, str], *, shown: str, actor: str) -> None:
    """Save what the reminders say after the date, by language; empty for the words of the product.

    `shown` is the `words_token` that the form began with. Raises `Stale` if somebody else changed them meanwhile, and
    `InvalidInput` for a text that is too long.
    """
    session.refresh(community, with_for_update=True)
    if shown != words_token(community.renewal_words):
        raise Stale
    cleaned = {code: several_lines(text).strip() for code, text in words.items() if code in SCREEN_LANGUAGES}
    if any(len(text) > LONGEST_WORDS for text in cleaned.values()):
        raise InvalidInput(N_("At most %(number)d characters, please."), number=LONGEST_WORDS)
    community.renewal_words = {code: text for code, text in cleaned.items() if text}
    session.add(community)
    record(session, actor, Act.SAVE_COMMUNITY, event_id=None, community=community.id)
    session.flush()


def _write(session: Session, community: Community, renewal: Renewal) -> int:
    sender = sender_of_community(community)
    for contact in renewal.to_remind:
        mail = renewal_mail(community, renewal, contact)
        queue(session, mail, dedupe_key=renewal_key(renewal.period_id, renewal.ends_on, contact), sender=sender)
    return len(renewal.to_remind)
