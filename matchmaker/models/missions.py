"""Missions: their cities one after the other, who goes along where, and how long ways take."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


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


class LegMember(SQLModel, table=True):
    """A delegation takes part in a leg; one that has no such row takes part in all of them."""

    __tablename__ = "leg_member"
    __table_args__ = (UniqueConstraint("leg_id", "delegation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    leg_id: int = Field(foreign_key="leg.id", index=True)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)


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
