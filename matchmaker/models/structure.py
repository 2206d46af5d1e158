"""Where and when an event takes place: venues, blocks of the day, slots, places, programme."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel
from ulid import ULID

from matchmaker.models.base import Instant, checked, empty_list, first_epoch


class Venue(SQLModel, table=True):
    """A site with one address and one time zone; a counterpart's office is one too."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    leg_id: int | None = Field(default=None, foreign_key="leg.id", index=True)
    hub: bool = Field(default=False)
    """Where the delegation of a mission stays and has its tables in that city."""
    name: str = Field(max_length=200)
    address: str = Field(default="", max_length=300)
    city: str = Field(default="", max_length=100)
    postcode: str = Field(default="", max_length=20)
    district: str = Field(default="", max_length=100)
    """The part of its city, between which and others an organiser may say the minutes."""
    country: str = Field(default="BE", max_length=2)
    zone: str = Field(max_length=64)
    latitude: float | None = None
    longitude: float | None = None


class Block(SQLModel, table=True):
    """A session of the day at a venue, cut into slots; wall times of the venue."""

    __tablename__ = "block"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    venue_id: int = Field(foreign_key="venue.id", index=True)
    code: str = Field(max_length=40)
    names: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    day: date
    starts: time
    ends: time

    def name(self, language: str) -> str:
        return self.names.get(language) or next(iter(self.names.values()), self.code)


class Slot(SQLModel, table=True):
    """A cell of a block in which one meeting fits: wall times are the truth, instants stand beside them."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("event_id", "venue_id", "day", "starts"),
        CheckConstraint("starts_at < ends_at", name="span"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    block_id: int = Field(foreign_key="block.id", index=True)
    venue_id: int = Field(foreign_key="venue.id")
    day: date
    starts: time
    ends: time
    zone: str = Field(max_length=64)
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)


class PlaceKind(StrEnum):
    TABLE = "table"
    BOOTH = "booth"
    OFFICE = "office"


class Place(SQLModel, table=True):
    """A table, a booth or a counterpart's office."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("event_id", "code"), CheckConstraint("capacity > 0", name="capacity"))

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    venue_id: int = Field(foreign_key="venue.id")
    code: str = Field(max_length=20)
    kind: PlaceKind = Field(default=PlaceKind.TABLE, sa_type=checked(PlaceKind))
    label: str = Field(default="", max_length=120)
    """Where it stands, in words ("Hall A, by the window")."""
    position: int = Field(default=0)
    capacity: int = Field(default=1)
    owner_id: int | None = Field(default=None, foreign_key="delegation.id")
    travel_group: str = Field(default="", max_length=40)
    feed_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the address of the table's feed."""


class FloorPlan(SQLModel, table=True):
    """A drawing of a room: where its tables and booths stand on a grid, with doors, stage and labels."""

    __tablename__ = "floor_plan"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    venue_id: int = Field(foreign_key="venue.id")
    name: str = Field(max_length=120)
    columns: int
    """Cells of the grid across; `rows` down."""
    rows: int
    spots: dict[str, list[int]] = Field(default_factory=dict, sa_type=JSON)
    """Column and row of the upper left cell of each place, by the code of the place; from 0."""
    shapes: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """`kind` (a `ShapeKind`), `x`, `y`, `width`, `height` in cells, and `text`."""


class ShapeKind(StrEnum):
    """What a plan shows beside tables."""

    DOOR = "door"
    STAGE = "stage"
    DESK = "desk"
    """Where people are welcomed."""
    LABEL = "label"
    """Words alone."""


class PlaceClosure(SQLModel, table=True):
    """A slot in which a place cannot be used."""

    __tablename__ = "place_closure"
    __table_args__ = (UniqueConstraint("place_id", "slot_id"),)

    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="place.id", index=True)
    slot_id: int = Field(foreign_key="slot.id")


class ProgrammeKind(StrEnum):
    OPENING = "opening"
    CLOSING = "closing"
    PRESENTATION = "presentation"
    TALK = "talk"
    MEAL = "meal"
    RECEPTION = "reception"
    SEMINAR = "seminar"
    SIGNING = "signing"
    """Of an agreement."""
    VISIT = "visit"
    TRANSFER = "transfer"


class Audience(StrEnum):
    """Whose slots a programme item takes: everyone's, or only those of the people who take part in it."""

    EVERYONE = "everyone"
    CHOSEN = "chosen"


class Means(StrEnum):
    """How a delegation goes from one city to the next."""

    BUS = "bus"
    FLIGHT = "flight"
    FERRY = "ferry"
    TRAIN = "train"


class ProgrammeItem(SQLModel, table=True):
    """A presentation, visit, reception, meal or transfer; blocks those who take part, with its buffers."""

    __tablename__ = "programme_item"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="span"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    venue_id: int = Field(foreign_key="venue.id")
    code: str = Field(max_length=40)
    """The identity of the item on import, unique within its event."""
    uid: str = Field(default_factory=lambda: str(ULID()), max_length=26, unique=True)
    kind: ProgrammeKind = Field(sa_type=checked(ProgrammeKind))
    audience: Audience = Field(default=Audience.EVERYONE, sa_type=checked(Audience))
    titles: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """The title in each language; a presentation usually has one language only."""
    room: str = Field(default="", max_length=120)
    day: date
    starts: time
    ends: time
    zone: str = Field(max_length=64)
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    buffer_before: int = Field(default=0)
    """Minutes kept free before it for those who take part; for a speaker see `quiet_minutes` of Presentation."""
    buffer_after: int = Field(default=0)
    to_leg_id: int | None = Field(default=None, foreign_key="leg.id", index=True)
    """Of a transfer: the city where it ends."""
    to_venue_id: int | None = Field(default=None, foreign_key="venue.id", index=True)
    """Of a transfer that ends outside the cities of the mission: where it does, such as the airport at home."""
    means: Means | None = Field(default=None, sa_type=checked(Means))

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), self.code)

    @property
    def margins(self) -> tuple[timedelta, timedelta]:
        """The time before and after that is part of it: of a transfer its buffers (coach, airport, luggage)."""
        if self.kind is not ProgrammeKind.TRANSFER:
            return timedelta(), timedelta()
        return timedelta(minutes=self.buffer_before), timedelta(minutes=self.buffer_after)


class Attendance(SQLModel, table=True):
    """One registration takes part in one programme item."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("item_id", "registration_id"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="programme_item.id", index=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
