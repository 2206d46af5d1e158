"""Meetings of a schedule that leave somebody too little time for a way: to another meeting, or to the programme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from matchmaker.models import PairKey, ProgrammeItem, Slot
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.results import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortWay:
    """A way of a person from a meeting or to it, for which there is too little time."""

    pair: PairKey
    """Of the meeting."""
    slot: Slot
    registration_id: int
    from_id: int
    """Venue where the way begins."""
    to_id: int
    minutes: int
    left: int
    """Minutes that there are."""
    item: ProgrammeItem | None = None
    """Of the programme, at the other end; None for another meeting."""


def short_ways(facts: Facts, placed: Mapping[PairKey, Placed]) -> tuple[ShortWay, ...]:
    """Return the ways for which a schedule leaves too little time, by time; each once for each meeting at its ends."""
    if len(facts.venues) < 2:
        return ()
    known = {pair: one for pair, one in placed.items() if one.slot_id in facts.slots}
    found = [*_between_meetings(facts, known), *_to_programme(facts, known)]
    return tuple(sorted(found, key=lambda way: (way.slot.starts_at, way.pair, way.registration_id)))


def _between_meetings(facts: Facts, placed: Mapping[PairKey, Placed]) -> Iterator[ShortWay]:
    own: dict[str, list[tuple[Slot, PairKey, int]]] = {}
    for pair, one in placed.items():
        for person in one.people:
            own.setdefault(facts.humans.agent(person), []).append((facts.slots[one.slot_id], pair, person))
    for meetings in own.values():
        for first, second in combinations(sorted(meetings, key=lambda meeting: meeting[0].starts_at), 2):
            left = _minutes(first[0].ends_at, second[0].starts_at)
            if left >= 0 and (minutes := facts.travel.too_far(first[0], second[0])):
                for slot, pair, person in (first, second):
                    yield ShortWay(
                        pair=pair,
                        slot=slot,
                        registration_id=person,
                        from_id=first[0].venue_id,
                        to_id=second[0].venue_id,
                        minutes=minutes,
                        left=left,
                    )


def _to_programme(facts: Facts, placed: Mapping[PairKey, Placed]) -> Iterator[ShortWay]:
    busy = busy_slots(facts)
    for pair, one in placed.items():
        slot = facts.slots[one.slot_id]
        for person in one.people:
            why = busy[person].get(one.slot_id)
            if why is None or why.item is None or why.kind is not BusyKind.ON_THE_WAY:
                continue
            before = slot.starts_at < why.item.starts_at
            early, late = why.item.margins
            ends = (slot.venue_id, why.item.venue_id) if before else (why.item.venue_id, slot.venue_id)
            yield ShortWay(
                pair=pair,
                slot=slot,
                registration_id=person,
                from_id=ends[0],
                to_id=ends[1],
                minutes=why.minutes,
                left=_minutes(slot.ends_at, why.item.starts_at - early)
                if before
                else _minutes(why.item.ends_at + late, slot.starts_at),
                item=why.item,
            )


def _minutes(begins: datetime, ends: datetime) -> int:
    return (ends - begins) // timedelta(minutes=1)
