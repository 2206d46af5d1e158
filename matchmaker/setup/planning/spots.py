"""Free spots for published meetings that cannot stay: at the same time if possible, else as near to it as possible.

A first answer for a trial of a change: the repairs of an alert are computed by the solver.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matchmaker.models import PairKey, Slot
from matchmaker.releases.planning.misfits import MisfitCause
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.places import place_in_words, places_of_pair
from matchmaker.scheduling.planning.results import Placed
from matchmaker.setup.planning.hits import FreeSpot, HitMeeting

MOVABLE = frozenset({MisfitCause.NO_PLACE, MisfitCause.NOT_AVAILABLE, MisfitCause.NO_SLOT, MisfitCause.TWO_PLACES})
"""Causes that another place or time can mend."""


@dataclass(frozen=True, slots=True)
class PlaceInSlot:
    """Ids of a slot and of a place that is free in it."""

    slot_id: int
    place_id: int
    makes_way: PairKey | None = None
    """Whose meeting leaves the place for another one at the same time."""


def find_spots(
    facts: Facts,
    placed: Mapping[PairKey, Placed],
    causes: Mapping[PairKey, MisfitCause | None],
    free: Mapping[int, frozenset[int]],
) -> dict[PairKey, PlaceInSlot]:
    """Return where each meeting with a cause could be, as far as free spots suffice.

    `free` are the slots in which each person can meet, by registration. Those whose place alone is the cause come
    first, as they can keep their time, if need be where another meeting can go to a free place. Nothing is found for
    a meeting that other causes forbid.
    """
    used = Counter((one.place_id, one.slot_id) for pair, one in placed.items() if pair not in causes)
    staying: dict[tuple[int, int], list[PairKey]] = {}
    for pair, one in placed.items():
        if pair not in causes:
            staying.setdefault((one.place_id, one.slot_id), []).append(pair)
    taken: dict[int, set[int]] = {}
    for pair, one in placed.items():
        if pair not in causes or causes[pair] is MisfitCause.NO_PLACE:
            _take(taken, one.people, one.slot_id)
    found: dict[PairKey, PlaceInSlot] = {}

    def put(pair: PairKey, slot_id: int) -> bool:
        for place_id in _places_for(facts, pair, slot_id):
            if used[place_id, slot_id] < facts.places[place_id].capacity:
                used[place_id, slot_id] += 1
                found[pair] = PlaceInSlot(slot_id, place_id)
                return True
        return False

    def make_way(pair: PairKey, slot_id: int) -> None:
        for place_id in _places_for(facts, pair, slot_id):
            for other in staying.get((place_id, slot_id), ()):
                for free_id in _places_for(facts, other, slot_id):
                    if free_id != place_id and used[free_id, slot_id] < facts.places[free_id].capacity:
                        used[free_id, slot_id] += 1
                        staying[place_id, slot_id].remove(other)
                        found[pair] = PlaceInSlot(slot_id, place_id, other)
                        return

    movable = sorted(pair for pair, cause in causes.items() if cause in MOVABLE)
    for pair in movable:
        if causes[pair] is MisfitCause.NO_PLACE:
            put(pair, placed[pair].slot_id)
    for pair in movable:
        if causes[pair] is MisfitCause.NO_PLACE and pair not in found:
            make_way(pair, placed[pair].slot_id)
    for pair in movable:
        if pair in found:
            continue
        one = placed[pair]
        for person in one.people:
            taken.get(person, set()).discard(one.slot_id)
        for slot_id in _nearest(facts, one, free, taken):
            if put(pair, slot_id):
                _take(taken, one.people, slot_id)
                break
    return found


def _take(taken: dict[int, set[int]], people: Iterable[int], slot_id: int) -> None:
    for person in people:
        taken.setdefault(person, set()).add(slot_id)


def _nearest(facts: Facts, one: Placed, free: Mapping[int, frozenset[int]], taken: Mapping[int, set[int]]) -> list[int]:
    """Return the other slots in which all people of a meeting are free, the nearest in time first."""
    now = facts.slots[one.slot_id]
    others = frozenset.intersection(*(free.get(person, frozenset()) for person in one.people)) - {one.slot_id}
    busy = [facts.slots[slot_id] for person in one.people for slot_id in taken.get(person, ())]
    open_ones = [slot_id for slot_id in others if not any(_clash(facts, facts.slots[slot_id], slot) for slot in busy)]
    return sorted(open_ones, key=lambda slot_id: (abs(facts.slots[slot_id].starts_at - now.starts_at), slot_id))


def _clash(facts: Facts, one: Slot, other: Slot) -> bool:
    """Tell whether nobody can be in both slots: they overlap, or the way between them takes too long."""
    overlap = one.starts_at < other.ends_at and other.starts_at < one.ends_at
    return overlap or bool(facts.travel.too_far(one, other))


def _places_for(facts: Facts, pair: PairKey, slot_id: int) -> Iterable[int]:
    """Return the open places where a pair may meet in a slot."""
    return (
        place_id
        for place_id in places_of_pair(facts, pair)
        if facts.places[place_id].venue_id == facts.slots[slot_id].venue_id
        and (place_id, slot_id) not in facts.closures
    )


def hit_meetings(
    facts: Facts,
    placed: Mapping[PairKey, Placed],
    causes: Mapping[PairKey, MisfitCause | None],
    free: Mapping[int, frozenset[int]],
) -> Mapping[PairKey, HitMeeting]:
    """Return published meetings that contradict the rows, each with where it can go; `free` as for `find_spots`."""
    spots = find_spots(facts, placed, causes, free)
    found = {}
    for pair, cause in causes.items():
        one, spot = placed[pair], spots.get(pair)
        slot = facts.slots[one.slot_id]
        keeps_time = spot is not None and spot.slot_id == one.slot_id
        found[pair] = HitMeeting(
            slot_id=one.slot_id,
            place_id=one.place_id,
            starts_at=slot.starts_at,
            day=slot.day,
            starts=slot.starts,
            place=place_in_words(facts, one.place_id),
            names=(facts.name(pair[0]), facts.name(pair[1])),
            people=one.people,
            cause=cause,
            elsewhere=place_in_words(facts, spot.place_id) if spot and keeps_time else "",
            makes_way=spot is not None and spot.makes_way is not None,
            other_time=_free_spot(facts, spot) if spot and not keeps_time else None,
        )
    return found


def _free_spot(facts: Facts, spot: PlaceInSlot) -> FreeSpot:
    slot = facts.slots[spot.slot_id]
    return FreeSpot(slot.day, slot.starts, place_in_words(facts, spot.place_id))
