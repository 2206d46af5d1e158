"""Events and the categories that group their participants."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class EventKind(StrEnum):
    FORUM = "forum"
    MISSION = "mission"


class Agreement(StrEnum):
    """Who must have said yes before a pair may meet."""

    MUTUAL = "mutual"
    ONE_SIDE = "one_side"
    ORGANISER = "organiser"


class Phase(StrEnum):
    """Where an event stands; participants may change wishes only while `OPEN`."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Event(SQLModel, table=True):
    """A forum or a mission."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("id", "community_id"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    slug: str = Field(max_length=60, unique=True)
    kind: EventKind = Field(default=EventKind.FORUM, sa_type=checked(EventKind))
    name: str = Field(max_length=200)
    city: str = Field(default="", max_length=100)
    zone: str = Field(default="Europe/Brussels", max_length=64)
    """The zone of deadlines; each slot has its venue's zone."""
    starts_on: date
    ends_on: date
    phase: Phase = Field(default=Phase.OPEN, sa_type=checked(Phase))
    agreement: Agreement = Field(default=Agreement.MUTUAL, sa_type=checked(Agreement))
    language: str = Field(default="fr", max_length=2)
    slot_minutes: int = Field(default=25)
    changeover_minutes: int = Field(default=5)
    opens_at: datetime | None = Field(default=None, sa_type=Instant)
    """When an event in preparation opens by itself; once it is open, when it was opened."""
    wishes_close_at: datetime | None = Field(default=None, sa_type=Instant)
    answers_close_at: datetime | None = Field(default=None, sa_type=Instant)
    floor_of_one: bool = Field(default=True)
    """A delegation with an eligible request is guaranteed one meeting (the goal `guarantees`)."""
    mail_invitations: bool = Field(default=False)
    """A person who has not chosen gets each meeting as an invitation by mail."""
    reminder_hours: int | None = Field(default=None)
    """How long before the first appointment of a day each person is reminded of that day; none for never."""
    cancel_after_minutes: int | None = Field(default=None)
    """How long a meeting that somebody cannot come to waits for the organisers before it is cancelled by itself; none
    for as long as it takes them.
    """
    contact_name: str = Field(default="", max_length=120)
    contact_email: str = Field(default="", max_length=254)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)

    @property
    def several_days(self) -> bool:
        """Whether a time alone does not say when."""
        return self.starts_on != self.ends_on


class Category(SQLModel, table=True):
    """How an event groups its participants, with the rules that hold for each group."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    code: str = Field(max_length=40)
    names: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """The name in each language, by language code."""
    position: int = Field(default=0)
    """Order among categories; first come, first served goes through them in this order."""
    has_meetings: bool = Field(default=True)
    may_present: bool = Field(default=False)
    weight: int = Field(default=1)
    wish_limit: int | None = None
    guarantee: int = Field(default=0)
    """The minimum of meetings promised to a delegation."""
    max_meetings: int | None = None
    max_received: int | None = None
    """Most meetings that only the other side wished for."""

    def name(self, language: str) -> str:
        return category_name(self.code, self.names, language)


class CategoryExclusion(SQLModel, table=True):
    """Delegations of one category may not wish for those of another; without a row they may."""

    __tablename__ = "category_exclusion"
    __table_args__ = (UniqueConstraint("from_id", "to_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    from_id: int = Field(foreign_key="category.id")
    to_id: int = Field(foreign_key="category.id", index=True)


class CategoryTier(SQLModel, table=True):
    """Organisations with a membership tier on the first day of the event take part in this category."""

    __tablename__ = "category_tier"
    __table_args__ = (UniqueConstraint("event_id", "tier"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    tier: str = Field(max_length=40)
    category_id: int = Field(foreign_key="category.id", index=True)


def category_name(code: str, names: Mapping[str, str], language: str) -> str:
    """Return the name of a category in a language, else in English, else the first one given, else its code."""
    return names.get(language) or names.get("en") or next(filter(None, names.values()), code)
