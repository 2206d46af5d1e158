"""What comes back by mail: mails as they were received, and answers to invitations."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class InboundKind(StrEnum):
    """What a mail is; calendar programs send the first three."""

    REPLY = "reply"
    COUNTER = "counter"
    """Proposes another time."""
    REFRESH = "refresh"
    """Asks for the invitation again."""
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    """Out of office, read receipts, lists: filed, and nothing follows."""
    MESSAGE = "message"
    """A mail that an organiser must read."""


class InboundState(StrEnum):
    RECEIVED = "received"
    """Stored; what follows from it is still to be done."""
    DONE = "done"
    FAILED = "failed"
    """Given up after several tries: a person must read it."""


class InboundMail(SQLModel, table=True):
    """A mail that came in, stored once, before anything follows from it."""

    __tablename__ = "inbound_mail"

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(max_length=64, unique=True)
    received_at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    size: int = Field(sa_type=BigInteger)
    """In bytes, as sent."""
    raw: bytes
    """Its beginning, at most `matchmaker.inbox.commands.store.KEPT` bytes."""
    message_id: str = Field(default="", max_length=254)
    sender: str = Field(default="", max_length=254)
    sender_name: str = Field(default="", max_length=120)
    subject: str = Field(default="", max_length=300)
    written_at: datetime | None = Field(default=None, sa_type=Instant)
    kind: InboundKind = Field(sa_type=checked(InboundKind))
    automatic: bool = Field(default=False)
    """No person wrote it: no machine of ours answers it."""
    text: str = Field(default="")
    """What the writer wrote above the mail that they answer."""
    understood: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """`matchmaker.inbox.parsing.understand.Understood`, without what stands in columns."""
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    registration_id: int | None = Field(default=None, foreign_key="registration.id", index=True)
    invitation_id: int | None = Field(default=None, foreign_key="sent_invitation.id", index=True)
    outbox_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """The mail of ours that it is about."""
    sure: bool = Field(default=False)
    """It came to the secret address, from the person whose answer it is."""
    stale: bool = Field(default=False)
    """It answers an earlier version, or was overtaken by a later answer."""
    state: InboundState = Field(default=InboundState.RECEIVED, sa_type=checked(InboundState), index=True)
    attempts: int = Field(default=0)
    error: str = Field(default="", max_length=500)


class MailboxPosition(SQLModel, table=True):
    """The cursor (last UID) of an IMAP mailbox; advances in the transaction that stores the mail: none is skipped."""

    __tablename__ = "mailbox_position"

    mailbox: str = Field(primary_key=True, max_length=300)
    """User, server and folder."""
    validity: int = Field(sa_type=BigInteger)
    """The server's UIDVALIDITY: with another one all numbers are new."""
    last_uid: int = Field(sa_type=BigInteger)


class Says(StrEnum):
    """What somebody answered to an invitation."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class InvitationAnswer(SQLModel, table=True):
    """What one person last answered to the invitation to one line of their agenda."""

    __tablename__ = "invitation_answer"
    __table_args__ = (UniqueConstraint("registration_id", "uid"),)

    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    uid: str = Field(max_length=40)
    """As in `ReleaseEntry.uid`."""
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    says: Says = Field(sa_type=checked(Says))
    sure: bool
    """Otherwise somebody says so who may be another; a sure answer is never replaced by one that is not."""
    sequence: int
    """Of the invitation that it answers."""
    stamped_at: datetime = Field(sa_type=Instant)
    mail_id: int | None = Field(default=None, foreign_key="inbound_mail.id")
    """The mail that it came by; none for an answer by the links in the invitation."""
