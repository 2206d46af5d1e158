"""Releases with their immutable entries, and the outbox."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, TableWithConditions, checked

KEEP_CANCELLED = timedelta(days=30)
"""How long releases and feeds carry a cancelled entry, for calendars that would otherwise keep the meeting."""
MEETING_UID, PROGRAMME_UID = "m-", "p-"
"""What the uid of a line begins with."""


class ReleaseKind(StrEnum):
    PROVISIONAL = "provisional"
    FINAL = "final"


class Release(SQLModel, table=True):
    """A published schedule: numbered from 1 within its event, immutable."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    number: int
    kind: ReleaseKind = Field(sa_type=checked(ReleaseKind))
    scenario_id: int = Field(foreign_key="scenario.id")
    note: str = Field(default="", max_length=500)
    published_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    published_by_id: int | None = Field(default=None, foreign_key="staff.id")


class EntryKind(StrEnum):
    MEETING = "meeting"
    PRESENTATION = "presentation"
    PROGRAMME = "programme"


class EntryState(StrEnum):
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class ReleaseEntry(TableWithConditions, table=True):
    """One immutable line of one person's published agenda: instants, zone, texts, people, place, SEQUENCE.

    Agendas, feeds, mails and prints read these rows and nothing live. A cancelled entry is carried along for
    `KEEP_CANCELLED` so that calendars which only add learn of it.
    """

    __tablename__ = "release_entry"
    __table_args__ = (UniqueConstraint("release_id", "registration_id", "uid"), Index(None, "registration_id", "uid"))

    id: int | None = Field(default=None, primary_key=True)
    release_id: int = Field(foreign_key="release.id", index=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    kind: EntryKind = Field(sa_type=checked(EntryKind))
    state: EntryState = Field(default=EntryState.CONFIRMED, sa_type=checked(EntryState))
    uid: str = Field(max_length=40)
    """`m-` or `p-` and the ULID of the meeting or programme item; the calendar adds @domain."""
    sequence: int = Field(default=0)
    changed_at: datetime = Field(sa_type=Instant)
    """When this entry last differed from the release before: the feed's DTSTAMP and LAST-MODIFIED."""
    created_at: datetime = Field(sa_type=Instant)
    """When the entry was first published."""
    cancelled_at: datetime | None = Field(default=None, sa_type=Instant)
    day: date
    starts: time
    ends: time
    zone: str = Field(max_length=64)
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Frozen texts: `matchmaker.calendars.details` defines and documents the keys."""

    @hybrid_property
    def stands(self) -> bool:
        """Whether it takes place; in a statement, the condition that it does."""
        return self.state == EntryState.CONFIRMED


class ReleaseUnmet(SQLModel, table=True):
    """A wish that a release does not meet, and why: what its author reads, whatever happens afterwards."""

    __tablename__ = "release_unmet"
    __table_args__ = (UniqueConstraint("release_id", "from_id", "to_id"),)

    id: int | None = Field(default=None, primary_key=True)
    release_id: int = Field(foreign_key="release.id")
    from_id: int = Field(foreign_key="delegation.id")
    to_id: int = Field(foreign_key="delegation.id")
    code: str = Field(max_length=40)
    """An `UnmetReason` value of `matchmaker.scheduling.rules.reasons`."""
    own_side: bool | None = None
    """Whether it lies with the author's own delegation, if known."""
    agreed: bool = False
    """Whether its author saw a yes when it was published."""


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """Given up after many tries."""
    BOUNCED = "bounced"
    """Refused for good, at once or by a report that came later: the address is wrong or full."""
    SUPERSEDED = "superseded"
    """A newer message of the same topic was made before this one left: it must not arrive any more."""


class Message(SQLModel, table=True):
    """A mail in the outbox, with its final bytes, so that a retry is identical."""

    __tablename__ = "message"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    registration_id: int | None = Field(default=None, foreign_key="registration.id", index=True)
    kind: str = Field(max_length=40)
    dedupe_key: str | None = Field(default=None, max_length=120, unique=True)
    """At most one message is ever made with the same key."""
    topic: str | None = Field(default=None, max_length=80, index=True)
    """Messages of one topic leave in the order in which they were made, and a newer one supersedes those waiting."""
    recipient: str = Field(max_length=254)
    subject: str = Field(max_length=300)
    mime: bytes
    state: MessageState = Field(default=MessageState.QUEUED, sa_type=checked(MessageState), index=True)
    attempts: int = Field(default=0)
    not_before: datetime = Field(default_factory=clock.now, sa_type=Instant)
    claimed_at: datetime | None = Field(default=None, sa_type=Instant)
    tried_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """When it was last handed to the server; what the limit per minute counts."""
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str = Field(default="", max_length=500)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class InvitationMethod(StrEnum):
    REQUEST = "request"
    CANCEL = "cancel"


class SentInvitation(SQLModel, table=True):
    """What was last sent to one person about one line of their agenda: the state that the next mail starts from.

    Made with the first invitation and kept for ever, so that sequences grow and replies find what they answer.
    """

    __tablename__ = "sent_invitation"
    __table_args__ = (UniqueConstraint("registration_id", "uid"),)

    id: int | None = Field(default=None, primary_key=True)
    """What the reply address names: `matchmaker.mail.reply_address`."""
    registration_id: int = Field(foreign_key="registration.id", index=True)
    uid: str = Field(max_length=40)
    """As in `ReleaseEntry.uid`."""
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    method: InvitationMethod = Field(sa_type=checked(InvitationMethod))
    sequence: int
    """Of the last message; never below that of the release entry, and never falling."""
    content_hash: str = Field(max_length=64)
    stamped_at: datetime = Field(sa_type=Instant)
    """DTSTAMP of the last message."""
    recipient: str = Field(max_length=254)
    thread_root: str = Field(default="", max_length=200)
    """Message-ID of the first mail to this recipient about this line."""
    last_message_id: str = Field(default="", max_length=200)
    """Message-ID of the last one."""
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """Its row in the outbox."""
    entry_id: int = Field(foreign_key="release_entry.id")
    """What the last message says."""
    standing_id: int | None = Field(default=None, foreign_key="release_entry.id")
    """What the reader had in the calendar before it; none for nothing."""
