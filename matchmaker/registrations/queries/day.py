"""The days of one person as strips: published meetings, programme, free slots, absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlmodel import Session, col, select

from matchmaker.models import EntryKind, Registration, ReleaseEntry
from matchmaker.releases.queries.published import stands_now
from matchmaker.releases.queries.spots import place_of, title_of
from matchmaker.releases.rules.gaps import Gap, Span, longest_gap
from matchmaker.scheduling.queries.availability import Cell, CellState, Day, ItemLine, read_timetable


class StripKind(StrEnum):
    """What fills a cell of a strip."""

    MEETING = "meeting"
    PRESENTATION = "presentation"
    """The person's own."""
    PROGRAMME = "programme"
    QUIET = "quiet"
    """Kept free around an item."""
    KEPT = "kept"
    """Kept free for a presentation that the reader must not know of yet."""
    AWAY = "away"
    """Before the arrival or after the departure."""
    ABSENT = "absent"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class StripCell:
    """A span of the day; wall times of the venue."""

    starts: time
    ends: time
    kind: StripKind
    title: str = ""
    """The other organisation, or the item of the programme."""
    place: str = ""
    people: tuple[str, ...] = ()
    """Of the other side of a meeting."""
    delegation_id: int | None = None
    """The other side of a meeting."""
    meeting_id: int | None = None
    must: bool = False
    """The person's side wishes for the meeting as a must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStrip:
    """One day at one venue, in order of time."""

    day: date
    venue: str
    zone: str
    cells: tuple[StripCell, ...]

    @property
    def gap(self) -> Gap | None:
        """The longest free time between two meetings."""
        return longest_gap(Span.of(self.day, cell.starts, cell.ends, cell.kind) for cell in self.cells)

    def count(self, *kinds: StripKind) -> int:
        """Return how many cells are of one of these kinds."""
        return sum(cell.kind in kinds for cell in self.cells)


def read_days(
    session: Session, registration: Registration, language: str, *, to_organisers: bool = False
) -> tuple[DayStrip, ...]:
    """Return the days of a person: what is published for them, and between it what their slots hold.

    An accepted presentation shows `to_organisers` alone until its proposer is told or it is published.
    """
    entries = session.exec(
        select(ReleaseEntry)
        .where(
            stands_now(registration.event_id),
            col(ReleaseEntry.registration_id) == registration.id,
            col(ReleaseEntry.kind) == EntryKind.MEETING,
        )
        .order_by(col(ReleaseEntry.starts_at))
    ).all()
    timetable = read_timetable(session, registration, language, to_organisers=to_organisers)
    days = [_strip(day, [entry for entry in entries if _is_on(entry, day)], language) for day in timetable.days]
    shown = {(day.day, day.zone) for day in days}
    left = [entry for entry in entries if (entry.day, entry.zone) not in shown]
    for day, zone in dict.fromkeys((entry.day, entry.zone) for entry in left):
        cells = tuple(_meeting(entry, language) for entry in left if (entry.day, entry.zone) == (day, zone))
        days.append(DayStrip(day=day, venue="", zone=zone, cells=cells))
    return tuple(sorted(days, key=lambda day: day.day))


def _is_on(entry: ReleaseEntry, day: Day) -> bool:
    return (entry.day, entry.zone, entry.details["venue"]["name"]) == (day.day, day.zone, day.venue)


def _strip(day: Day, entries: Iterable[ReleaseEntry], language: str) -> DayStrip:
    """Return a day with its meetings; slots that a meeting takes, in whole or in part, are not shown beside it."""
    meetings = [_meeting(entry, language) for entry in entries]
    cells = [*meetings]
    for line in day.lines:
        cell = _item(line) if isinstance(line, ItemLine) else _slot(line)
        if any(cell.starts < meeting.ends and meeting.starts < cell.ends for meeting in meetings):
            continue
        before = cells[-1] if cells else None
        if before is not None and cell.title and (before.kind, before.title) == (cell.kind, cell.title):
            continue  # an item that takes several slots is one
        cells.append(cell)
    cells.sort(key=lambda cell: (cell.starts, cell.ends))
    return DayStrip(day=day.day, venue=day.venue, zone=day.zone, cells=tuple(cells))


def _meeting(entry: ReleaseEntry, language: str) -> StripCell:
    details, wish = entry.details, entry.details["why"]["mine"]
    return StripCell(
        starts=entry.starts,
        ends=entry.ends,
        kind=StripKind.MEETING,
        title=title_of(entry, language),
        place=place_of(details),
        people=tuple(person["name"] for person in details["other"]["people"]),
        delegation_id=details["other"]["delegation_id"],
        meeting_id=entry.meeting_id,
        must=wish is not None and wish["strength"] == "must",
    )


def _item(item: ItemLine) -> StripCell:
    kind = StripKind.PRESENTATION if item.own else StripKind.PROGRAMME
    return StripCell(starts=item.starts, ends=item.ends, kind=kind, title=item.title, place=item.room)


def _slot(slot: Cell) -> StripCell:
    match slot.state:
        case CellState.AWAY:
            kind = StripKind.AWAY
        case CellState.ABSENT:
            kind = StripKind.ABSENT
        case CellState.TAKEN if slot.kept:
            kind = StripKind.KEPT
        case CellState.TAKEN if slot.quiet:
            kind = StripKind.QUIET
        case CellState.TAKEN:
            kind = StripKind.PRESENTATION if slot.own else StripKind.PROGRAMME
        case _:
            kind = StripKind.FREE
    title = slot.item if kind in {StripKind.PRESENTATION, StripKind.PROGRAMME} else ""
    return StripCell(starts=slot.starts, ends=slot.ends, kind=kind, title=title)
