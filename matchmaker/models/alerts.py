"""Alerts: what the organisers must look at."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class AlertKind(StrEnum):
    DECLINED = "declined"
    """The invitation, in a calendar program or by its links."""
    CANCELLED = "cancelled"
    """By its participant, on the page "Something is wrong", as are the next four."""
    WITHDRAWN = "withdrawn"
    MOVE = "move"
    LATE = "late"
    NO_SHOW = "no_show"
    REFUSED = "refused"
    """A "no" or a veto against somebody with whom a meeting is published."""
    HOURS = "hours"
    """A counterpart has tapped hours, on its page, that leave out a published meeting."""
    PLACE = "place"
    """A counterpart says, on its page, that it receives elsewhere than where a published meeting is."""
    AWAY = "away"
    """Somebody who comes along says that they are away during a published meeting."""
    COUNTER = "counter"
    """By mail: another time is proposed."""
    BOUNCED = "bounced"
    MESSAGE = "message"
    """A mail that needs a person."""
    STRUCTURE = "structure"
    """A change of the structure leaves published meetings without their time or place; one for the whole event."""
    SPEAKER = "speaker"
    """An accepted presentation has lost its speaker."""


class AlertState(StrEnum):
    OPEN = "open"
    HANDLED = "handled"
    DISMISSED = "dismissed"
    TAKEN_BACK = "taken_back"
    """By the one who caused it."""


class Again(StrEnum):
    """Who may come to a meeting that somebody cannot come to: what the organisers have decided about planning it."""

    NOBODY = "nobody"
    """It is left out of every new schedule, until they say otherwise."""
    COLLEAGUE = "colleague"
    ANYBODY = "anybody"
    """Also the one who could not come: as before."""


class Alert(SQLModel, table=True):
    """Something that the organisers must look at; in itself it cancels and sends nothing."""

    __tablename__ = "alert"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    """None for a mail that belongs to no event that we know of."""
    kind: AlertKind = Field(sa_type=checked(AlertKind))
    registration_id: int | None = Field(default=None, foreign_key="registration.id", index=True)
    """Who caused it, or whose mail did not arrive."""
    uid: str | None = Field(default=None, max_length=40)
    """The line of the agenda that it is about, as in `ReleaseEntry.uid`."""
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    mail_id: int | None = Field(default=None, foreign_key="inbound_mail.id")
    message_id: int | None = Field(default=None, foreign_key="message.id")
    """The mail of ours that did not arrive."""
    minutes: int | None = None
    """How late somebody is."""
    moment: datetime | None = Field(default=None, sa_type=Instant)
    """The time that is proposed, or from which on somebody who is late for the day is there."""
    note: str = Field(default="", max_length=500)
    """In the words of the one who caused it."""
    sure: bool = Field(default=True)
    """Only a sure alert puts a meeting in danger."""
    state: AlertState = Field(default=AlertState.OPEN, sa_type=checked(AlertState), index=True)
    open_key: str | None = Field(default=None, max_length=120, unique=True)
    """Says what it is about while it is open, so that the same thing is never open twice."""
    again: Again = Field(default=Again.NOBODY, sa_type=checked(Again))
    cancels_at: datetime | None = Field(default=None, sa_type=Instant)
    """When its meetings are cancelled by themselves while it is open; none for never."""
    scenario_id: int | None = Field(default=None, foreign_key="scenario.id")
    """The repair that was chosen, or that was published by itself."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    untold: bool = Field(default=True)
    """The organisers must still be written to about it as it stands now."""
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When they were last written to about it."""
    partners_told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When those who wait for somebody late were written to; none if they must be, as it stands now."""
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_by_id: int | None = Field(default=None, foreign_key="staff.id")

    @property
    def is_of_presentation(self) -> bool:
        """Whether it is about a presentation, which no repair of meetings mends."""
        return self.kind is AlertKind.SPEAKER or (self.uid is not None and self.meeting_id is None)

    @property
    def is_needless(self) -> bool:
        """Whether it has closed itself because nothing follows from it: somebody withdrew before any schedule."""
        noted = self.kind is AlertKind.WITHDRAWN and self.state is AlertState.HANDLED
        return noted and self.settled_by_id is None and self.scenario_id is None
