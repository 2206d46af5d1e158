"""How the last release has reached its readers: who has seen it, whose mail failed, who reads it in a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select as select_many
from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.letters.schedule import ProvisionalMail, ScheduleMail
from matchmaker.models import (
    CalendarChoice,
    Delegation,
    Event,
    Message,
    MessageState,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    enrolled,
    row_id,
)
from matchmaker.releases.queries.published import last_release

WAITING = frozenset({MessageState.QUEUED, MessageState.SENDING})
FAILED = frozenset({MessageState.FAILED, MessageState.BOUNCED})
LATELY = timedelta(hours=4)
"""Who was told so long ago is not told the same again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Somebody with an agenda in the last release."""

    registration_id: int
    name: str
    organisation: str
    language: str
    seen: int
    """The last release that they have looked at; 0 for none."""
    calendar: CalendarChoice | None
    """How they get it into a calendar program; None if they have not chosen."""
    feed_read_at: datetime | None
    """When a calendar program last asked for their feed; None if none ever did."""
    mail: MessageState | None
    """What became of the last mail with a schedule; None if there was none."""
    mail_at: datetime | None
    message_id: int | None
    told_today: bool
    """Whether they have been told of this release again today."""

    @property
    def subscribes(self) -> bool:
        """Whether a calendar program of theirs asks for their feed, or should."""
        return self.calendar is CalendarChoice.FEED or self.feed_read_at is not None

    @property
    def told_lately(self) -> bool:
        """Whether their last mail has only just left."""
        return self.mail_at is not None and clock.now() - self.mail_at < LATELY


@dataclass(frozen=True, slots=True)
class Reach:
    """The last release with its readers, by organisation and name."""

    release: Release
    readers: tuple[Reached, ...]

    @property
    def unseen(self) -> tuple[Reached, ...]:
        """Those who have not looked at it."""
        return tuple(one for one in self.readers if one.seen < self.release.number)

    @property
    def failed(self) -> tuple[Reached, ...]:
        """Those whose last mail did not arrive."""
        return tuple(one for one in self.readers if one.mail in FAILED)

    @property
    def behind(self) -> tuple[Reached, ...]:
        """Those whose calendar program has not asked for their feed since it was published."""
        since = self.release.published_at
        old = (one for one in self.readers if one.feed_read_at is None or one.feed_read_at < since)
        return tuple(one for one in old if one.subscribes)

    @property
    def by_need(self) -> tuple[Reached, ...]:
        """All, first whoever needs something: no mail arrived, they have not looked, their calendar is old."""
        needs = [{one.registration_id for one in some} for some in (self.failed, self.unseen, self.behind)]
        return tuple(sorted(self.readers, key=lambda one: tuple(one.registration_id not in need for need in needs)))

    @property
    def to_tell(self) -> tuple[Reached, ...]:
        """Those who have not looked at it, and whose mail neither waits nor failed nor left lately or today again."""
        reached = (one for one in self.unseen if one.mail not in WAITING | FAILED)
        return tuple(one for one in reached if not one.told_today and not one.told_lately)

    @property
    def to_tell_later(self) -> int:
        """How many have not looked at it, and were told too lately to be told again."""
        return sum(one.told_lately and one.mail not in WAITING | FAILED for one in self.unseen)

    @property
    def token(self) -> str:
        """What a button says that its reader has seen (optimistic locking)."""
        return content_token(self.release.number, [one.registration_id for one in self.to_tell])


def occasion_of(event: Event) -> str:
    """Return what begins the keys of mails that tell again: the day at the event, so that each gets one a day."""
    return f"again:{clock.local(clock.now(), event.zone).date()}"


def read_reach(session: Session, event: Event) -> Reach | None:
    """Return how the last release has reached its readers; None before there is one."""
    release = last_release(session, row_id(event))
    if release is None:
        return None
    mails, today = _last_mails(session, row_id(event)), f"{occasion_of(event)}:{release.id}:"
    rows = session.exec(
        select(Registration, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(
            Registration.event_id == event.id,
            enrolled(),
            col(Registration.id).in_(select(ReleaseEntry.registration_id).where(ReleaseEntry.release_id == release.id)),
        )
    ).all()
    readers = []
    for registration, person, organisation in rows:
        mail = mails.get(row_id(registration))
        chosen = registration.calendar_chosen_at is not None
        readers.append(
            Reached(
                registration_id=row_id(registration),
                name=person.name,
                organisation=organisation,
                language=person.language,
                seen=registration.seen_release,
                calendar=calendar_choice(event, registration) if chosen else None,
                feed_read_at=registration.feed_read_at,
                mail=MessageState(mail.state) if mail else None,
                mail_at=mail.sent_at if mail else None,
                message_id=mail.id if mail else None,
                told_today=mail is not None and (mail.dedupe_key or "").startswith(today),
            )
        )
    return Reach(release, tuple(sorted(readers, key=lambda one: (fold(one.organisation), fold(one.name)))))


class _Mail(NamedTuple):
    registration_id: int | None
    id: int | None
    state: MessageState
    sent_at: datetime | None
    dedupe_key: str | None


def _last_mails(session: Session, event_id: int) -> Mapping[int | None, _Mail]:
    """Return the last mail with a schedule of each person."""
    kinds = (ProvisionalMail.kind, ScheduleMail.kind)
    own = (col(Message.event_id) == event_id, col(Message.kind).in_(kinds), col(Message.registration_id).is_not(None))
    last = select(func.max(Message.id)).where(*own).group_by(col(Message.registration_id))
    columns = (Message.registration_id, Message.id, Message.state, Message.sent_at, Message.dedupe_key)
    rows = session.connection().execute(select_many(*map(col, columns)).where(col(Message.id).in_(last)))
    return {mail.registration_id: mail for mail in map(_Mail._make, rows)}
