"""The grid of a scenario: people or places against time, with every text a server-rendered table needs."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlmodel import Session

from matchmaker.models import Event

CellKind = Literal["meeting", "programme", "quiet", "away", "closed", "free"]
"""What fills a cell; `quiet` is the pause around one's own presentation, `closed` a place that cannot be used."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A slot."""

    slot_id: int
    day: date
    starts: time
    ends: time
    starts_at: datetime
    block: str
    """Name of the session of the day."""
    first_of_block: bool


@dataclass(frozen=True, slots=True)
class GridMeeting:
    """A meeting in a cell, seen from the row's person or place."""

    meeting_id: int
    title: str
    """The other side's organisation (people), or both organisations (places)."""
    people: tuple[str, ...]
    """Names of the other side's people, or of both sides'."""
    place: str
    """Code of the place (people); empty in a row of a place."""
    strength: str
    """Strongest wish behind it: must, want, open; empty for none."""
    mutual: bool
    """Whether both sides wished for it."""
    locked: bool


@dataclass(frozen=True, slots=True)
class GridCell:
    """One row at one slot."""

    kind: CellKind
    text: str = ""
    """For programme: its title; for away: "arrives 09:45", "left 12:30" or nothing more."""
    meetings: tuple[GridMeeting, ...] = ()
    """At most one for a person; up to the capacity for a place."""
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person or a place."""

    id: int
    title: str
    subtitle: str
    """Organisation of a person, or where a place stands and whose it is."""
    delegation_id: int | None
    category: str
    """Name of the category of the person's delegation, empty for a place."""
    category_code: str
    meetings: int
    cells: tuple[GridCell, ...]
    """One per column, in the same order."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows against slots."""

    scenario_id: int
    scenario_name: str
    by: str
    """people or tables."""
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


def grid(
    session: Session, event: Event, scenario_id: int, *, by: Literal["people", "tables"], language: str
) -> Grid | None:
    """Return the grid of one scenario of the event; None if the event has no such scenario.

    People are those who can be sent to meetings, by organisation and name; tables are all places in their order.
    """
    raise NotImplementedError
