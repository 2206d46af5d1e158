"""What became of meetings: what each side says of them, and what people answer months later."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, first_epoch


class Teller(StrEnum):
    """Who says whether a meeting took place."""

    SIDE = "side"
    """One of the two delegations."""
    ATTACHE = "attache"
    ORGANISER = "organiser"


class MeetingOutcome(StrEnum):
    """What became of a meeting, as somebody says it."""

    HELD = "held"
    ABSENT = "absent"
    """The other side did not come."""
    MISSED = "missed"
    """The own side could not."""
    LATER = "later"
    """It is put off."""
    NOT_HELD = "not_held"
    """Said by who was on neither side."""


class MeetingReport(SQLModel, table=True):
    """What one teller says of a meeting that is over.

    What a side says of result and next step is read by its people and by organisers, never by the other side. The lock
    of the event keeps the reports of attaché and organisers to one each.
    """

    __tablename__ = "meeting_report"
    __table_args__ = (UniqueConstraint("meeting_id", "teller", "delegation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    teller: Teller = Field(sa_type=checked(Teller))
    delegation_id: int | None = Field(default=None, foreign_key="delegation.id", index=True)
    """Of a side."""
    outcome: MeetingOutcome = Field(sa_type=checked(MeetingOutcome, "outcome"))
    result: str = Field(default="", max_length=500)
    next_step: str = Field(default="", max_length=200)
    due_on: date | None = None
    to_other: str = Field(default="", max_length=300)
    """One line to the other side, which reads it."""
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    changed_by: str = Field(default="", max_length=201)


class MeetingRating(SQLModel, table=True):
    """How useful a meeting was to one person, from 1 to 5; read by that person and, without names, by organisers."""

    __tablename__ = "meeting_rating"
    __table_args__ = (
        UniqueConstraint("meeting_id", "registration_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    rating: int


class FollowUpRound(SQLModel, table=True):
    """Mails some months after an event, with three questions: what an organiser has set of it, or that it has begun."""

    __tablename__ = "follow_up_round"
    __table_args__ = (UniqueConstraint("event_id", "months"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    months: int
    """After the last day of the event: which round it is."""
    opens_on: date | None = None
    """When the mails leave; none for that many months after the last day."""
    is_on: bool = Field(default=True)
    """Whether mails leave and answers are taken."""


class FollowUpAnswer(SQLModel, table=True):
    """One person who is asked in a round, and what they answered; its secret address is the key."""

    __tablename__ = "follow_up_answer"
    __table_args__ = (
        UniqueConstraint("round_id", "registration_id"),
        CheckConstraint("contacts >= 0 AND offers >= 0 AND contracts >= 0 AND value >= 0", name="counts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="follow_up_round.id", index=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    link_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the address."""
    asked_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    """When an organiser ended it: the address opens nothing from then on, and nobody is reminded."""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was answered last; what follows counts from then on."""
    contacts: int = Field(default=0)
    """Made at the event, and still alive."""
    offers: int = Field(default=0)
    contracts: int = Field(default=0)
    value: int | None = Field(default=None, sa_type=BigInteger)
    """Of the contracts, in whole units of `currency`; none where it is not said."""
    currency: str = Field(default="EUR", max_length=3)
    may_be_named: bool = Field(default=False)
    """Whether the report for funders may show the answer with the name of the company."""
    words: str = Field(default="", max_length=1000)
