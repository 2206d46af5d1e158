"""Missions: their cities one after the other, who goes along where, whom they look for, and how long ways take."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, empty_list


class Leg(SQLModel, table=True):
    """The part of a mission in one city: its days, its zone, its airport, and how fast people move there."""

    __tablename__ = "leg"
    __table_args__ = (
        UniqueConstraint("event_id", "name"),
        CheckConstraint("starts_on <= ends_on", name="span"),
        CheckConstraint("speed > 0", name="speed"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    name: str = Field(max_length=100)
    """The city."""
    country: str = Field(default="BE", max_length=2)
    zone: str = Field(max_length=64)
    starts_on: date
    ends_on: date
    airport: str = Field(default="", max_length=120)
    speed: int = Field(default=20)
    """Kilometres per hour through the city, with all waiting."""
    detour: int = Field(default=130)
    """Length of a way in percent of the straight line."""
    margin: int = Field(default=10)
    """Minutes that every way costs beside its length: lifts, entrance, a lost turn."""
    district_minutes: dict[str, dict[str, int]] = Field(default_factory=dict, sa_type=JSON)
    """Minutes between two districts, for both directions: by the keys of their names, the first one first."""


class LegMember(SQLModel, table=True):
    """A delegation takes part in a leg; one that has no such row takes part in all of them."""

    __tablename__ = "leg_member"
    __table_args__ = (UniqueConstraint("leg_id", "delegation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    leg_id: int = Field(foreign_key="leg.id", index=True)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)


class Demand(SQLModel, table=True):
    """Whom a delegation looks for in a leg, and how it would like to meet them."""

    __tablename__ = "demand"
    __table_args__ = (
        UniqueConstraint("leg_id", "delegation_id"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: int | None = Field(default=None, primary_key=True)
    leg_id: int = Field(foreign_key="leg.id", index=True)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)
    sectors: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """Codes of the tag list, as are `profiles`: where those whom it looks for are at work."""
    profiles: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """What they offer or seek."""
    words: str = Field(default="", max_length=1000)
    """Names of organisations, a size, a role, what the visit is for."""
    not_whom: str = Field(default="", max_length=500)
    """Who is not to be asked; read by the company, organisers and the attaché, never by a counterpart."""
    languages: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """In which a visit can be held (ISO 639-1)."""
    minutes: int | None = None
    """Length of a visit that suits; none for that of the slots."""
    offers: str = Field(default="", max_length=600)
    """What the company offers, in the language of the city: read by counterparts."""
    offers_language: str = Field(default="", max_length=2)
    """Of `offers` (ISO 639-1); empty where nothing is offered."""
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    updated_by: str = Field(default="", max_length=201)
    """The name of who wrote it last; empty for an import."""

    @property
    def says_whom(self) -> bool:
        """Whether anything is said of whom the company looks for."""
        return any((self.sectors, self.profiles, self.words, self.not_whom, self.languages, self.minutes))


class TravelTime(SQLModel, table=True):
    """Minutes between two venues as an organiser has said them, for both directions; others are estimated."""

    __tablename__ = "travel_time"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="order"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    low_id: int = Field(foreign_key="venue.id", index=True)
    high_id: int = Field(foreign_key="venue.id", index=True)
    minutes: int
