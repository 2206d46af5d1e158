"""The ways between the lines of each agenda: worked out when it is published, so that pages and calendars agree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from matchmaker.calendars.along import comes_along
from matchmaker.calendars.details import WayDetails
from matchmaker.models import ProgrammeItem, ProgrammeKind
from matchmaker.releases.rules.succession import ProposedEntry
from matchmaker.scheduling.planning.availability import end_of, hub_in
from matchmaker.scheduling.planning.facts import Facts


@dataclass(frozen=True, slots=True)
class Stay:
    """Where people are for a line of an agenda (ids of venues)."""

    begins: int
    ends: int | None
    """None where it is not known where they are afterwards."""

    @classmethod
    def of_item(cls, item: ProgrammeItem, facts: Facts) -> "Stay":
        return cls(item.venue_id, end_of(item, facts))


def with_ways(lines: Iterable[ProposedEntry], stays: Mapping[str, Stay], facts: Facts) -> Iterator[ProposedEntry]:
    """Yield lines with the way to each; `stays` are by uid.

    Who travels with a delegation, or comes along to its meetings, begins the day at the hotel of the city.
    Between lines that overlap there is no way, nor where the place before is not known.
    """
    if len(facts.venues) < 2:
        yield from lines
        return
    own: dict[int, list[ProposedEntry]] = {}
    for line in lines:
        own.setdefault(line.registration_id, []).append(line)
    for agenda in own.values():
        agenda.sort(key=lambda line: (line.starts_at, line.ends_at))
        yield from _of_one(agenda, stays, facts)


def _of_one(agenda: list[ProposedEntry], stays: Mapping[str, Stay], facts: Facts) -> Iterator[ProposedEntry]:
    travels = any(
        line.details.get("item_kind") == ProgrammeKind.TRANSFER or comes_along(line.details) for line in agenda
    )
    before: ProposedEntry | None = None
    for line in agenda:
        goal = stays[line.uid].begins
        origin = None
        if before is None or before.day != line.day:
            origin = hub_in(facts, facts.venues[goal].leg_id) if travels else None
        elif before.ends_at <= line.starts_at:
            origin = stays[before.uid].ends
        way = None if origin is None else _way(origin, goal, facts)
        yield line if way is None else replace(line, details={**line.details, "way": way})
        if before is None or before.ends_at <= line.ends_at:
            before = line


def _way(origin: int, goal: int, facts: Facts) -> WayDetails | None:
    way = facts.travel.way(origin, goal)
    if not way.minutes:
        return None
    return {
        "minutes": way.minutes,
        "source": way.source.value,
        "origin": facts.venues[origin].name,
        "goal": facts.venues[goal].name,
    }
