"""Published meetings that a change of the structure hits, and where each could be."""

from dataclasses import dataclass
from datetime import date, datetime, time

from matchmaker.releases.planning.misfits import MisfitCause


@dataclass(frozen=True, slots=True)
class FreeSpot:
    """A time and a place at which a meeting could be."""

    day: date
    starts: time
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitMeeting:
    """A published meeting that cannot take place as published any more."""

    slot_id: int
    place_id: int
    starts_at: datetime
    day: date
    starts: time
    place: str
    names: tuple[str, str]
    people: tuple[int, ...]
    """Ids of registrations."""
    cause: MisfitCause | None
    elsewhere: str
    """Code of a place for it at the same time; empty if there is none or the place is not the cause."""
    makes_way: bool
    """Whether another meeting leaves that place for a free one, at the same time."""
    other_time: FreeSpot | None
    """Where it cannot keep its time: the nearest at which its people and a place are free, if there is one."""

    @property
    def keeps_time(self) -> bool:
        """Whether a free place is left for it at its time, for which no other meeting moves."""
        return bool(self.elsewhere) and not self.makes_way
