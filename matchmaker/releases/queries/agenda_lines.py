"""The days and lines of a published agenda, with their ways and, at a mission, their cities and clocks."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from matchmaker.base import clock
from matchmaker.calendars.details import ArrivalDetails, MeetingDetails, ProgrammeDetails, WayDetails
from matchmaker.models import EntryKind, PlaceKind, ReleaseEntry
from matchmaker.releases.queries.spots import Spot

AgendaChange = Literal["new", "moved", "place", "people", "cancelled", "back"]
"""What happened to a line since the person last noted changes; `back` is a cancelled meeting that takes place."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A difference between the release whose changes the person noted last and the present one."""

    kind: AgendaChange
    uid: str
    entry_kind: EntryKind
    titles: dict[str, str]
    """What it is about: the other organisation, or the item's titles by language; read it with `title_of`."""
    before: Spot | None
    after: Spot | None

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where and when a transfer ends, by the clocks there."""

    place: str
    zone: str
    at: time
    shift: int
    """Minutes that a watch is put forward; negative: back."""
    later: int
    """Days from the day of the departure to that of the arrival, each by its own calendar."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of the agenda; exactly one of `meeting` and `programme` is set."""

    entry: ReleaseEntry
    spot: Spot
    minutes: int
    meeting: MeetingDetails | None
    programme: ProgrammeDetails | None
    change: LineChange | None
    free_before: int
    """Minutes between the end of the line before on the same day and this one, without the way; 0 for the first."""
    free_from: time
    """When they begin, by the clocks where the line before ends."""

    @property
    def over(self) -> bool:
        return self.entry.ends_at <= clock.now()

    @property
    def way(self) -> WayDetails | None:
        """The way to it from where its reader is before."""
        found: WayDetails | None = self.entry.details.get("way")
        return found

    @property
    def early(self) -> int:
        """Minutes before its beginning at which one gathers."""
        found: int = self.entry.details.get("early", 0)
        return found

    @property
    def gathers(self) -> time:
        """When one gathers for it."""
        return self._wall(self.early)

    @property
    def leaves(self) -> time:
        """When its reader leaves for it."""
        return self._wall(self.early + (self.way["minutes"] if self.way else 0))

    @property
    def arrival(self) -> Arrival | None:
        """Where a transfer ends."""
        details: ArrivalDetails | None = self.entry.details.get("arrival")
        if details is None:
            return None
        entry, there = self.entry, details["zone"]
        at = clock.local(entry.ends_at, there)
        return Arrival(
            place=details["place"],
            zone=there,
            at=at.time(),
            shift=clock.shift(entry.starts_at, entry.zone, entry.ends_at, there),
            later=(at.date() - entry.day).days,
        )

    @property
    def is_visit(self) -> bool:
        """Whether the reader meets somebody at an office."""
        return self.meeting is not None and self.meeting["place"]["kind"] == PlaceKind.OFFICE

    def _wall(self, minutes: int) -> time:
        return clock.local(self.entry.starts_at - timedelta(minutes=minutes), self.entry.zone).time()

    @property
    def cancelled(self) -> bool:
        return not self.entry.stands


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day; at a mission perhaps in several cities and zones."""

    day: date
    lines: tuple[AgendaLine, ...]
    """In order of time, without the cancelled ones."""
    turned: int = 0
    """Minutes by which the clocks of its first line were put forward (negative: back) since the line before."""

    @property
    def zone(self) -> str:
        """The zone of its first line."""
        return self.lines[0].entry.zone

    @property
    def zones(self) -> tuple[str, ...]:
        """By whose clocks its lines begin and end, in their order; of zones that show the same time, the one in which
        most lines begin, else the first."""
        found: list[list[str]] = []
        for line in self.lines:
            arrival = [line.arrival.zone] if line.arrival else []
            for zone in (line.entry.zone, *arrival):
                if not found or _ahead(zone, found[-1][-1], line.entry.ends_at):
                    found.append([])
                found[-1].append(zone)
        begins = Counter(line.entry.zone for line in self.lines)
        return tuple(max(same, key=lambda zone: begins[zone]) for same in found)

    def ahead_of(self, zone: str) -> int:
        """Return how many minutes its first line's clocks are ahead of those of a zone; negative: behind."""
        return _ahead(self.zone, zone, self.lines[0].entry.starts_at)

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities of a mission in which its lines begin and end, in their order; none at a forum."""
        found = [one for line in self.lines for one in (line.entry.details["venue"].get("leg"), _city_after(line))]
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def meetings(self) -> int:
        return sum(line.meeting is not None for line in self.lines)

    @property
    def visits(self) -> int:
        """How many of its meetings are at offices."""
        return sum(line.is_visit for line in self.lines)


def turned_between(last: AgendaLine, line: AgendaLine) -> int:
    """Return the minutes by which clocks are put forward (negative: back) between the end of a line and the next one.

    0 where the next one is by the clocks of elsewhere: its day says so.
    """
    ended, zone = last.entry.ends_at, line.entry.zone
    here = last.arrival.zone if last.arrival else last.entry.zone
    return 0 if _ahead(here, zone, ended) else clock.shift(ended, zone, line.entry.starts_at, zone)


def _ahead(zone: str, other: str, at: datetime) -> int:
    """Return how many minutes the clocks of a zone are ahead of those of another one."""
    one, two = (clock.local(at, name).replace(tzinfo=None) for name in (zone, other))
    return (one - two) // timedelta(minutes=1)


def _city_after(line: AgendaLine) -> str | None:
    return line.arrival.place if line.arrival else None
