"""A person's published agenda: the frozen entries of the last release and nothing live, except wishes not met."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlmodel import Session

from matchmaker.models import ReleaseEntry
from matchmaker.rules.details import MeetingDetails, ProgrammeDetails

ChangeKind = Literal["new", "moved", "place", "people", "cancelled", "back"]
"""What happened to a line since the person last looked; `back` is a cancelled meeting that takes place after all."""


@dataclass(frozen=True, slots=True)
class Spot:
    """When and where, as published."""

    day: date
    starts: time
    ends: time
    zone: str
    place: str
    """Code of the place, or the room of a programme item."""
    place_kind: str
    """A `PlaceKind` value, or "room"."""
    people: tuple[str, ...]
    """Names of the other side's people."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between the release that the person saw last and the present one."""

    kind: ChangeKind
    uid: str
    entry_kind: str
    titles: dict[str, str]
    """What it is about: the other organisation under every language, or the item's titles."""
    before: Spot | None
    after: Spot | None

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of the agenda; exactly one of `meeting` and `programme` is set."""

    entry: ReleaseEntry
    spot: Spot
    minutes: int
    meeting: MeetingDetails | None
    programme: ProgrammeDetails | None
    change: Change | None
    free_before: int
    """Minutes between the end of the line before on the same day and this one; 0 for the first."""

    @property
    def cancelled(self) -> bool:
        return self.entry.cancelled_at is not None


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day in one zone."""

    day: date
    zone: str
    lines: tuple[AgendaLine, ...]
    """In order of time, without the cancelled ones."""


@dataclass(frozen=True, slots=True)
class OwnUnmet:
    """An own wish that the published schedule does not meet, in the words for the participant (nothing private)."""

    delegation_id: int
    organisation: str
    rank: int
    strength: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What has been published to one person."""

    registration_id: int
    number: int
    kind: str
    """A `ReleaseKind` value: provisional or final."""
    published_at: datetime
    seen: int
    """Number of the release that the person looked at last; 0 for never."""
    days: tuple[AgendaDay, ...]
    cancelled: tuple[AgendaLine, ...]
    """Cancelled lines still carried."""
    changes: tuple[Change, ...]
    """Since `seen`; empty at the first visit."""
    unmet: tuple[OwnUnmet, ...]

    @property
    def lines(self) -> tuple[AgendaLine, ...]:
        return tuple(line for day in self.days for line in day.lines)

    @property
    def meetings(self) -> int:
        return sum(line.meeting is not None for line in self.lines)


def last_entries(session: Session, registration_id: int) -> tuple[ReleaseEntry, ...]:
    """Return the person's entries in the event's last release, cancelled ones included, in order of time."""
    raise NotImplementedError


def agenda(session: Session, registration_id: int, *, language: str) -> Agenda | None:
    """Return the person's agenda as last published; None while nothing is published.

    Entries are read from the last release only; `language` is for the sentences about unmet wishes.
    """
    raise NotImplementedError


def mark_seen(session: Session, registration_id: int, number: int) -> None:
    """Remember that the person has looked at release `number` (never goes back)."""
    raise NotImplementedError
