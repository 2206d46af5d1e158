"""What speaks against a person having a meeting in a slot: availability, other meetings, personal limits.

The rules are those of the judge (`solver.validate.rules`), said one slot at a time and with what is in the way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from matchmaker.drafts.rules.conflicts import Conflict, ConflictKind
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import PairKey, Slot, WaivedRule, row_id
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots, lunch_sets
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.waivers import PersonalLimits, personal_limits

_BUSY = {
    BusyKind.PROGRAMME: ConflictKind.PROGRAMME,
    BusyKind.QUIET: ConflictKind.QUIET,
    BusyKind.NOT_YET: ConflictKind.NOT_YET,
    BusyKind.GONE: ConflictKind.GONE,
    BusyKind.ABSENT: ConflictKind.ABSENT,
    BusyKind.RULE: ConflictKind.HOURS,
    BusyKind.ELSEWHERE: ConflictKind.ELSEWHERE,
    BusyKind.ON_THE_WAY: ConflictKind.ITEM_TRAVEL,
}


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that is in the draft."""

    meeting_id: int
    pair: PairKey
    spot: MeetingSpot


class PersonDays:
    """The days of some people, read once: who they are, when they can, what they bear."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        # what is waived is asked for meeting by meeting: here every limit counts
        self._busy = busy_slots(replace(facts, waivers={}))
        self._lunches = lunch_sets(facts)
        self._registrations: dict[str, list[int]] = {}
        for number in facts.registrations:
            self._registrations.setdefault(facts.humans.agent(number), []).append(number)
        self._blocks: dict[int, list[int]] = {}
        for slot_id, slot in facts.slots.items():
            self._blocks.setdefault(slot.block_id, []).append(slot_id)
        self._overlapping = _overlapping(facts.slots)

    def conflicts(
        self,
        person: int,
        slot_id: int,
        others: Iterable[Held],
        waived: Mapping[int, Mapping[WaivedRule, frozenset[int]]],
    ) -> Iterator[Conflict]:
        """Yield what speaks against a meeting of a person in a slot, beside `others`, their other meetings."""
        registrations = self._registrations[self.facts.humans.agent(person)]
        for registration in registrations:
            busy = self._busy[registration].get(slot_id)
            if busy is None:
                continue
            kind = _BUSY[busy.kind]
            if kind is ConflictKind.QUIET and slot_id in waived.get(registration, {}).get(WaivedRule.QUIET, ()):
                continue
            item_id = None if busy.item is None else row_id(busy.item)
            yield Conflict(kind, registration, item_id=item_id, minutes=busy.minutes or None)
        own, slots, travel = list(others), self.facts.slots, self.facts.travel
        for one in own:
            if one.spot.slot_id in self._overlapping[slot_id]:
                yield Conflict(ConflictKind.BUSY, person, meeting_id=one.meeting_id)
            elif minutes := travel.too_far(slots[slot_id], slots[one.spot.slot_id]):
                yield Conflict(ConflictKind.TRAVEL, person, meeting_id=one.meeting_id, minutes=minutes)
        taken = {one.spot.slot_id for one in own} | {slot_id}
        for registration in registrations:
            near = self._near(waived.get(registration, {}), slot_id)
            limits = personal_limits(self.facts.registrations[registration], near, self._lunches, self.facts.slots)
            yield from self._beyond(registration, limits, slot_id, [one.spot.slot_id for one in own], taken)

    def _near(self, waived: Mapping[WaivedRule, frozenset[int]], slot_id: int) -> Mapping[WaivedRule, frozenset[int]]:
        """Return what of the waivers counts for a slot: numbers only on its day, or in its block."""
        slots = self.facts.slots
        here = slots[slot_id]
        return dict(waived) | {
            WaivedRule.MAX_PER_DAY: frozenset(
                one for one in waived.get(WaivedRule.MAX_PER_DAY, ()) if slots[one].day == here.day
            ),
            WaivedRule.MAX_IN_A_ROW: frozenset(
                one for one in waived.get(WaivedRule.MAX_IN_A_ROW, ()) if slots[one].block_id == here.block_id
            ),
        }

    def agent(self, person: int) -> str:
        return self.facts.humans.agent(person)

    def _beyond(
        self, person: int, limits: PersonalLimits, slot_id: int, others: list[int], taken: set[int]
    ) -> Iterator[Conflict]:
        slots = self.facts.slots
        days = Counter(slots[other].day for other in (*others, slot_id))
        if limits.max_per_day is not None and days[slots[slot_id].day] > limits.max_per_day:
            yield Conflict(ConflictKind.MAX_PER_DAY, person)
        if limits.max_in_a_row is not None and self._row(slot_id, taken) > limits.max_in_a_row:
            yield Conflict(ConflictKind.MAX_IN_A_ROW, person)
        if any(slot_id in kept and kept <= taken for kept in limits.keep_one_free):
            yield Conflict(ConflictKind.LUNCH, person)

    def _row(self, slot_id: int, taken: set[int]) -> int:
        """Return the length of the run of consecutive taken slots of the block that holds a slot."""
        row, around = 0, False
        for other in self._blocks[self.facts.slots[slot_id].block_id]:
            if other in taken:
                row, around = row + 1, around or other == slot_id
            elif around:
                return row
            else:
                row = 0
        return row


def _overlapping(slots: Mapping[int, Slot]) -> dict[int, frozenset[int]]:
    """Return, for each slot, itself and those that overlap it in time."""
    return {
        one_id: frozenset(
            other_id
            for other_id, other in slots.items()
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at
        )
        for one_id, one in slots.items()
    }
