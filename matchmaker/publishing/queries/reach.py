"""How the last release has reached its readers: who has seen it, whose mail failed, who reads it in a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
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
    changed: int
    """The last release that has changed their agenda."""
    calendar: CalendarChoice | None
    """How they get it into a calendar program; None if they have not chosen."""
    feed_read_at: datetime | None
    """When a calendar program last asked for their feed; None if none ever did."""
    mail: MessageState | None
    """What became of the last mail with a schedule; None if there was none."""
    mail_at: datetime | None
    message_id: int | None
    """Of that mail; of the one that came back where `returned`."""
    returned: bool
    """Whether a mail came back from the same address before, and they have never looked at a release."""
    told_today: bool
    """Whether they have been told of this release again today."""

    @property
    def knows(self) -> bool:
        """Whether they have looked since their agenda was last changed."""
        return self.seen >= self.changed

    @property
    def lost(self) -> bool:
        """Whether their last mail did not arrive, or cannot."""
        return self.mail in FAILED or self.returned

    @property
    def subscribes(self) -> bool:
        """Whether a calendar program of theirs asks for their feed, or should."""
        return self.calendar is CalendarChoice.FEED or self.feed_read_at is not None

    @property
    def told_lately(self) -> bool:
        """Whether their last mail has only just left."""
        return self.mail_at is not None and clock.now() - self.mail_at < LATELY


class Whom(StrEnum):
    """Who of the readers is told again."""

    UNSEEN = "unseen"
    """All who have not looked since their agenda was last changed."""
    CHANGE = "change"
    """Those of them for whom the last release has changed something."""
    EARLIER = "earlier"
    """The others: what they have not seen is of before."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The last release with its readers, by organisation and name."""

    release: Release
    readers: tuple[Reached, ...]

    @property
    def unseen(self) -> tuple[Reached, ...]:
        """Those who have not looked since their agenda was last changed."""
        return tuple(one for one in self.readers if not one.knows)

    def among(self, whom: Whom) -> tuple[Reached, ...]:
        """Return who of those is meant."""
        newest = self.release.number
        return tuple(
            one for one in self.unseen if whom is Whom.UNSEEN or (one.changed == newest) is (whom is Whom.CHANGE)
        )

    @property
    def failed(self) -> tuple[Reached, ...]:
        """Those whose last mail did not arrive, or cannot."""
        return tuple(one for one in self.readers if one.lost)

    @property
    def behind(self) -> tuple[Reached, ...]:
        """Those whose calendar program has not asked for their feed since it was published."""
        since = self.release.published_at
        old = (one for one in self.readers if one.feed_read_at is None or one.feed_read_at < since)
        return tuple(one for one in old if one.subscribes)

    @property
    def by_need(self) -> tuple[Reached, ...]:
        """All, first whoever needs something: no mail arrived, they have not looked (at the newest change first), their
        calendar is old.
        """
        kinds = (self.failed, self.among(Whom.CHANGE), self.unseen, self.behind)
        needs = [{one.registration_id for one in some} for some in kinds]
        return tuple(sorted(self.readers, key=lambda one: tuple(one.registration_id not in need for need in needs)))

    def to_tell(self, whom: Whom = Whom.UNSEEN, *, lately: bool = False) -> tuple[Reached, ...]:
        """Return those who have not looked, and whose mail neither waits nor failed nor left today again.

        Nor `lately`, unless they are to be told all the same.
        """
        reached = (one for one in self.among(whom) if one.mail not in WAITING and not one.lost)
        return tuple(one for one in reached if not one.told_today and (lately or not one.told_lately))

    def token(self, whom: Whom = Whom.UNSEEN, *, lately: bool = False) -> str:
        """Return what a button says that its reader has seen (optimistic locking)."""
        return content_token(self.release.number, [one.registration_id for one in self.to_tell(whom, lately=lately)])


def occasion_of(event: Event) -> str:
    """Return what begins the keys of mails that tell again: the day at the event, so that each gets one a day."""
    return f"again:{clock.local(clock.now(), event.zone).date()}"


def read_reach(session: Session, event: Event) -> Reach | None:
    """Return how the last release has reached its readers; None before there is one."""
    release = last_release(session, row_id(event))
    if release is None:
        return None
    mails, today = _last_mails(session, row_id(event)), f"{occasion_of(event)}:{release.id}:"
    back, changed = _returned(session, row_id(event)), _last_changes(session, release)
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
        returned = None if mail is None or registration.seen_release else back.get((registration.id, mail.recipient))
        chosen = registration.calendar_chosen_at is not None
        readers.append(
            Reached(
                registration_id=row_id(registration),
                name=person.name,
                organisation=organisation,
                language=person.language,
                seen=registration.seen_release,
                changed=changed.get(row_id(registration), release.number),
                calendar=calendar_choice(event, registration) if chosen else None,
                feed_read_at=registration.feed_read_at,
                mail=MessageState(mail.state) if mail else None,
                mail_at=mail.sent_at if mail else None,
                message_id=returned or (mail.id if mail else None),
                returned=returned is not None,
                told_today=mail is not None and (mail.dedupe_key or "").startswith(today),
            )
        )
    return Reach(release, tuple(sorted(readers, key=lambda one: (fold(one.organisation), fold(one.name)))))


_MAIL = (
    *(Message.registration_id, Message.id, Message.state, Message.sent_at, Message.dedupe_key),
    Message.recipient,
)


class _Mail(NamedTuple):
    registration_id: int | None
    id: int | None
    state: MessageState
    sent_at: datetime | None
    dedupe_key: str | None
    recipient: str


def _last_mails(session: Session, event_id: int) -> Mapping[int | None, _Mail]:
    """Return the last mail with a schedule of each person."""
    kinds = (ProvisionalMail.kind, ScheduleMail.kind)
    own = (col(Message.event_id) == event_id, col(Message.kind).in_(kinds), col(Message.registration_id).is_not(None))
    last = select(func.max(Message.id)).where(*own).group_by(col(Message.registration_id))
    columns = map(col, _MAIL)
    rows = session.connection().execute(select_many(*columns).where(col(Message.id).in_(last)))
    return {mail.registration_id: mail for mail in map(_Mail._make, rows)}


def _returned(session: Session, event_id: int) -> Mapping[tuple[int | None, str], int]:
    """Return the last mail that came back from each address of each person."""
    rows = session.execute(
        select_many(col(Message.registration_id), col(Message.recipient), func.max(Message.id))
        .where(col(Message.event_id) == event_id, col(Message.state) == MessageState.BOUNCED)
        .group_by(col(Message.registration_id), col(Message.recipient))
    )
    return {(registration_id, recipient): message_id for registration_id, recipient, message_id in rows}


def _last_changes(session: Session, release: Release) -> Mapping[int, int]:
    """Return the number of the release that has last changed the agenda of each reader."""
    published = session.exec(
        select(Release.published_at, Release.number)
        .where(Release.event_id == release.event_id)
        .order_by(col(Release.number))
    ).all()
    changes = session.exec(
        select(ReleaseEntry.registration_id, func.max(col(ReleaseEntry.changed_at)))
        .where(ReleaseEntry.release_id == release.id)
        .group_by(col(ReleaseEntry.registration_id))
    )
    return {
        person: next((number for at, number in published if at >= changed), release.number)
        for person, changed in changes
    }
