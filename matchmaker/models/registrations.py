"""Who takes part: delegations, registrations, and when each person cannot meet."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKeyConstraint, UniqueConstraint, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select

from matchmaker.base import clock
from matchmaker.models.base import Instant, TableWithConditions, checked, first_epoch
from matchmaker.models.events import Category


class Delegation(TableWithConditions, table=True):
    """All registrations of one organisation at one event; limits left empty are those of its category.

    Both are of one community: the foreign keys see to it.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        UniqueConstraint("event_id", "organisation_id"),
        ForeignKeyConstraint(["event_id", "community_id"], ["event.id", "event.community_id"]),
        ForeignKeyConstraint(["organisation_id", "community_id"], ["organisation.id", "organisation.community_id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int
    event_id: int = Field(index=True)
    organisation_id: int = Field(index=True)
    category_id: int = Field(foreign_key="category.id", index=True)
    category_by_hand: bool = Field(default=False)
    """Whether an organiser has chosen the category: it then no longer follows the membership tier."""
    brought_by_id: int | None = Field(default=None, foreign_key="event_staff.id", ondelete="SET NULL", index=True)
    """The partner of the event whose member this organisation is; their role says what they may do with it."""
    wish_limit: int | None = None
    guarantee: int | None = None
    max_meetings: int | None = None
    max_received: int | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    feed_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the address of the colleagues' feed."""
    removed_wish: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The wish that was taken off its list last, with the answer to it, for as long as that can be undone."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)

    @hybrid_property
    def withdrawn(self) -> bool:
        """Whether it takes no longer part, none of its people either."""
        return self.withdrawn_at is not None

    @withdrawn.inplace.expression
    @classmethod
    def _withdrawn(cls) -> ColumnElement[bool]:
        return col(cls.withdrawn_at).is_not(None)


@dataclass(frozen=True, slots=True)
class Limits:
    """The effective limits of a delegation; None for no limit."""

    wish_limit: int | None
    guarantee: int
    max_meetings: int | None
    max_received: int | None


def effective_limits(delegation: Delegation, category: Category) -> Limits:
    """Return the limits that hold for a delegation: its own, and those of its category where it has none."""
    own, default = delegation, category
    return Limits(
        wish_limit=default.wish_limit if own.wish_limit is None else own.wish_limit,
        guarantee=default.guarantee if own.guarantee is None else own.guarantee,
        max_meetings=default.max_meetings if own.max_meetings is None else own.max_meetings,
        max_received=default.max_received if own.max_received is None else own.max_received,
    )


class Role(StrEnum):
    """What a registration does at the event; only delegates are sent to meetings by the solver's choice."""

    DELEGATE = "delegate"
    HEAD = "head"
    INTERPRETER = "interpreter"
    ATTACHE = "attache"
    OFFICIAL = "official"


SENT_TO_MEETINGS = frozenset({Role.DELEGATE, Role.HEAD})
"""Only these roles are sent to meetings by the solver's choice."""
COMES_ALONG = frozenset(Role) - {Role.DELEGATE}
"""These roles may join a meeting of two other organisations."""


class CalendarChoice(StrEnum):
    """Invitations by mail or a subscribed feed: both together give double entries."""

    MAIL = "mail"
    FEED = "feed"


class Registration(TableWithConditions, table=True):
    """One person taking part in one event for one organisation, with a personal pace."""

    __tablename__ = "registration"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)
    role: Role = Field(default=Role.DELEGATE, sa_type=checked(Role))
    interprets: str = Field(default="", max_length=200)
    """Of an interpreter: between which languages, as "da-fr,fi-fr"; empty for any two of those that they speak.

    A text, since JSON has no equality on PostgreSQL.
    """
    invited_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    agreed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the person accepted what is agreed to on the welcome page."""
    card_done_at: datetime | None = Field(default=None, sa_type=Instant)
    availability_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the person last said when they can meet."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    arrives_day: date | None = None
    arrives: time | None = None
    """Wall time of the venue, as are departure and absences."""
    leaves_day: date | None = None
    leaves: time | None = None
    max_per_day: int | None = None
    max_in_a_row: int | None = None
    lunch_free: bool = Field(default=False)
    calendar: CalendarChoice = Field(default=CalendarChoice.FEED, sa_type=checked(CalendarChoice))
    """Counts once it was chosen; until then the event's `mail_invitations` decides."""
    calendar_chosen_at: datetime | None = Field(default=None, sa_type=Instant)
    share_email: bool = Field(default=False)
    share_phone: bool = Field(default=False)
    share_linkedin: bool = Field(default=False)
    """Each ticked by the person: only then it is shown to the other side of a confirmed meeting."""
    feed_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the person's feed address."""
    feed_read_at: datetime | None = Field(default=None, sa_type=Instant)
    """When a calendar program last asked for the person's feed: kept once a day, and once for each release."""
    seen_release: int = Field(default=0)
    """Number of the release that the person last looked at."""
    noted_release: int = Field(default=0)
    """The changes of "My schedule" are those since this release, until the person says that they have noted them."""
    last_seen_at: datetime | None = Field(default=None, sa_type=Instant)
    unsubscribed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the person refused reminders and news about wishes; changes of the schedule are always told."""
    wishes_told_at: datetime | None = Field(default=None, sa_type=Instant)
    """Up to when wishes and answers have been told by mail."""

    @hybrid_property
    def withdrawn(self) -> bool:
        """Whether the person has withdrawn; `is_enrolled` asks for their delegation as well."""
        return self.withdrawn_at is not None

    @withdrawn.inplace.expression
    @classmethod
    def _withdrawn(cls) -> ColumnElement[bool]:
        return col(cls.withdrawn_at).is_not(None)

    @hybrid_property
    def meets(self) -> bool:
        """Whether the role is one that is sent to meetings."""
        return self.role in SENT_TO_MEETINGS

    @meets.inplace.expression
    @classmethod
    def _meets(cls) -> ColumnElement[bool]:
        return col(cls.role).in_(SENT_TO_MEETINGS)


def is_enrolled(registration: Registration, delegation: Delegation) -> bool:
    """Tell whether a person is still registered: neither they nor their delegation have withdrawn."""
    return not (registration.withdrawn or delegation.withdrawn)


def takes_part(registration: Registration, delegation: Delegation) -> bool:
    """Tell whether a person is registered and has agreed to the terms; only then anything is put in their agenda."""
    return registration.agreed_at is not None and is_enrolled(registration, delegation)


def can_be_sent(registration: Registration, delegation: Delegation) -> bool:
    """Tell whether a person takes part in a role that is sent to meetings."""
    return registration.meets and takes_part(registration, delegation)


@cache
def enrolled() -> ColumnElement[bool]:
    """Return `is_enrolled` as a condition on `Registration`; the statement need not join `Delegation`."""
    gone = aliased(Delegation)
    of_one = select(gone.id).where(gone.withdrawn)
    return and_(~Registration.withdrawn, col(Registration.delegation_id).not_in(of_one))


@cache
def taking_part() -> ColumnElement[bool]:
    """Return `takes_part` as a condition on `Registration`."""
    return and_(col(Registration.agreed_at).is_not(None), enrolled())


@cache
def sendable() -> ColumnElement[bool]:
    """Return `can_be_sent` as a condition on `Registration`."""
    return and_(Registration.meets, taking_part())


class Absence(SQLModel, table=True):
    """A span of wall time in which a person does not want meetings; the note is private."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("starts < ends", name="span"),)

    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    day: date
    starts: time
    ends: time
    note: str = Field(default="", max_length=200)
