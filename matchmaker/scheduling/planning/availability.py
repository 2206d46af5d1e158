"""When each person can meet: arrival and departure, absences, the programme with ways and buffers, quiet time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from matchmaker.base import clock
from matchmaker.models import (
    Audience,
    Presentation,
    ProgrammeItem,
    Registration,
    Slot,
    WaivedRule,
    row_id,
)
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.travel import Travel
from matchmaker.scheduling.planning.waivers import NONE

LUNCH_FROM, LUNCH_TO = time(12), time(14)
LUNCH_MINUTES = 45
"""A gap of this length between slots, inside lunch time, is lunch for everyone."""


class BusyKind(StrEnum):
    PROGRAMME = "programme"
    QUIET = "quiet"
    """Buffers of a programme item, and the pause around one's own presentation."""
    NOT_YET = "not_yet"
    GONE = "gone"
    ABSENT = "absent"
    RULE = "rule"
    """By a rule that an organiser has set for particular people."""
    ELSEWHERE = "elsewhere"
    """Of a mission: the delegation does not take part in this city."""
    ON_THE_WAY = "on_the_way"
    """To a programme item at another venue, or from there."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Why a person cannot meet in a slot."""

    kind: BusyKind
    item: ProgrammeItem | None = None
    minutes: int = 0
    """Of the way between the item and the slot."""


@dataclass(frozen=True, slots=True)
class _Span:
    starts_at: datetime
    ends_at: datetime
    busy: Busy

    def at(self, slot: Slot) -> Busy | None:
        """Return what is in the way in a slot; None if the span leaves it free."""
        return self.busy if self.starts_at < slot.ends_at and slot.starts_at < self.ends_at else None


@dataclass(frozen=True, slots=True)
class _Ways:
    """The time that a programme item leaves for the ways to it and from it."""

    item: ProgrammeItem
    from_id: int | None
    """The venue where one is afterwards, if it is known: a transfer ends in another city."""
    travel: Travel

    def at(self, slot: Slot) -> Busy | None:
        """Return the way that a slot leaves no time for; None if there is time enough."""
        before, after = self.item.margins
        if slot.starts_at < self.item.starts_at:
            minutes = self.travel.minutes_if_known(slot.venue_id, self.item.venue_id)
            late = slot.ends_at + timedelta(minutes=minutes) > self.item.starts_at - before
        else:
            minutes = self.travel.minutes_if_known(slot.venue_id, self.from_id)
            late = self.item.ends_at + after + timedelta(minutes=minutes) > slot.starts_at
        return Busy(BusyKind.ON_THE_WAY, self.item, minutes) if minutes and late else None


_Stay = tuple[date | None, time | None, date | None, time | None]
"""Day and time of an arrival and of a departure."""


def busy_slots(facts: Facts) -> dict[int, dict[int, Busy]]:
    """Return, for each registration, the slots in which that person cannot meet, and why.

    Where several things are in the way, the programme is named before the ways to it, these before the quiet time,
    all of them before an absence, that before a rule for particular people, and that before a city where they are not.
    """
    everyone = [item for item in facts.items.values() if item.audience is Audience.EVERYONE]
    chosen: dict[int, list[ProgrammeItem]] = {}
    for item_id, registration_id in sorted(facts.attendances):
        chosen.setdefault(registration_id, []).append(facts.items[item_id])
    talks: dict[int, list[Presentation]] = {}
    for presentation in facts.presentations:
        if presentation.speaker_id is not None:
            talks.setdefault(presentation.speaker_id, []).append(presentation)
    days: dict[tuple[tuple[int, ...], tuple[int, ...]], dict[int, Busy]] = {}
    stays: dict[_Stay, dict[int, Busy]] = {}
    found: dict[int, dict[int, Busy]] = {}
    for registration_id, registration in facts.registrations.items():
        own, own_talks = chosen.get(registration_id, []), talks.get(registration_id, [])
        # few differ in these: each is found once
        day = (tuple(map(row_id, own)), tuple(map(row_id, own_talks)))
        if day not in days:
            days[day] = _taken(_spans([*everyone, *own], own_talks, facts), facts)
        taken = days[day]
        stay = (registration.arrives_day, registration.arrives, registration.leaves_day, registration.leaves)
        if stay not in stays:
            stays[stay] = _outside(stay, facts)
        waived = facts.waivers.get(registration_id, NONE).get(WaivedRule.QUIET)
        if waived:
            taken = {
                slot_id: busy
                for slot_id, busy in taken.items()
                if slot_id not in waived or busy.kind is not BusyKind.QUIET
            }
        found[registration_id] = (
            _elsewhere(facts, registration)
            | _outside_hours(facts, registration)
            | _by_slot(facts, taken, stays[stay], registration_id)
        )
    return found


def _elsewhere(facts: Facts, registration: Registration) -> dict[int, Busy]:
    """Return the slots in cities of a mission in which the delegation of somebody does not take part."""
    legs = facts.leg_members.get(registration.delegation_id)
    if legs is None:
        return {}
    return {
        slot_id: Busy(BusyKind.ELSEWHERE)
        for slot_id, slot in facts.slots.items()
        if facts.venues[slot.venue_id].leg_id not in {None, *legs}
    }


def _outside_hours(facts: Facts, registration: Registration) -> dict[int, Busy]:
    """Return the slots in which rules for particular people let somebody have no meeting."""
    hours = facts.rules.hours(row_id(registration), registration.delegation_id)
    if hours is None:
        return {}
    begins, ends = hours
    return {
        slot_id: Busy(BusyKind.RULE)
        for slot_id, slot in facts.slots.items()
        if slot.starts < begins or slot.ends > ends
    }


def _taken(spans: Sequence[_Span | _Ways], facts: Facts) -> dict[int, Busy]:
    """Return the slots that spans do not leave free, with what the first of them says of each."""
    return {
        slot_id: busy
        for slot_id, slot in facts.slots.items()
        if (busy := next(filter(None, (span.at(slot) for span in spans)), None)) is not None
    }


def _outside(stay: _Stay, facts: Facts) -> dict[int, Busy]:
    """Return the slots before an arrival and after a departure."""
    arrives_day, arrives, leaves_day, leaves = stay
    arrival = _wall(arrives_day or facts.event.starts_on, arrives or time.min)
    departure = _wall(leaves_day or facts.event.ends_on, leaves or time.max)
    found = {}
    for slot_id, slot in facts.slots.items():
        if _wall(slot.day, slot.starts) < arrival:
            found[slot_id] = Busy(BusyKind.NOT_YET)
        elif _wall(slot.day, slot.ends) > departure:
            found[slot_id] = Busy(BusyKind.GONE)
    return found


def _by_slot(facts: Facts, taken: dict[int, Busy], outside: dict[int, Busy], registration_id: int) -> dict[int, Busy]:
    """Return what is first in the way in each slot."""
    late, absences = facts.late.get(registration_id), facts.absences.get(registration_id)
    if not late and not absences:
        return outside | taken
    found = {}
    for slot_id, slot in facts.slots.items():
        before = outside.get(slot_id)
        if slot_id in taken:
            found[slot_id] = taken[slot_id]
        elif before is not None and before.kind is BusyKind.NOT_YET:
            found[slot_id] = before
        elif any(
            slot.starts_at < moment and clock.local(moment, slot.zone).date() == slot.day for moment in late or ()
        ):
            found[slot_id] = Busy(BusyKind.NOT_YET)
        elif before is not None:
            found[slot_id] = before
        elif any(
            absence.day == slot.day and absence.starts < slot.ends and slot.starts < absence.ends
            for absence in absences or ()
        ):
            found[slot_id] = Busy(BusyKind.ABSENT)
    return found


def _spans(items: list[ProgrammeItem], talks: list[Presentation], facts: Facts) -> list[_Span | _Ways]:
    """Return the spans that programme items take: the items, the ways to them and from them, the pauses around them."""
    spoken = {talk.item_id: talk for talk in talks}
    own = {row_id(item): item for item in items} | {
        item_id: facts.items[item_id] for item_id in spoken if item_id is not None
    }
    items_first = [_Span(item.starts_at, item.ends_at, Busy(BusyKind.PROGRAMME, item)) for item in own.values()]
    pauses = []
    for item_id, item in own.items():
        quiet = spoken[item_id].quiet_minutes if item_id in spoken else 0
        before = timedelta(minutes=max(item.buffer_before, quiet))
        after = timedelta(minutes=max(item.buffer_after, quiet))
        pauses.append(_Span(item.starts_at - before, item.ends_at + after, Busy(BusyKind.QUIET, item)))
    ways = [_Ways(item, end_of(item, facts), facts.travel) for item in own.values()] if len(facts.venues) > 1 else []
    return [*items_first, *ways, *pauses]


def end_of(item: ProgrammeItem, facts: Facts) -> int | None:
    """Return the venue where those who take part are afterwards; of a transfer, the hub of the city where it ends."""
    if item.to_leg_id is None:
        return item.to_venue_id or item.venue_id
    return hub_in(facts, item.to_leg_id)


def hub_in(facts: Facts, leg_id: int | None) -> int | None:
    """Return the venue where the delegation of a mission stays in a city (leg); None where there is none."""
    hubs = (number for number, venue in facts.venues.items() if leg_id and venue.leg_id == leg_id and venue.hub)
    return next(hubs, None)


def lunch_sets(facts: Facts) -> tuple[frozenset[int], ...]:
    """Return, for each day whose slots leave no time for lunch, the slots of which one must stay free for it."""
    days: dict[date, list[Slot]] = {}
    for slot in facts.slots.values():
        if slot.starts < LUNCH_TO and slot.ends > LUNCH_FROM:
            days.setdefault(slot.day, []).append(slot)
    return tuple(
        frozenset(row_id(slot) for slot in slots) for day, slots in sorted(days.items()) if not _has_gap(day, slots)
    )


def _has_gap(day: date, slots: list[Slot]) -> bool:
    """Tell whether the slots that overlap lunch time leave a gap inside it that is long enough to eat."""
    free_from = _wall(day, LUNCH_FROM)
    for slot in sorted(slots, key=lambda slot: slot.starts):
        if _wall(day, slot.starts) - free_from >= timedelta(minutes=LUNCH_MINUTES):
            return True
        free_from = max(free_from, _wall(day, slot.ends))
    return _wall(day, LUNCH_TO) - free_from >= timedelta(minutes=LUNCH_MINUTES)


def _wall(day: date, wall: time) -> datetime:
    """Return a wall time as something to compare and subtract; never leaves this file."""
    return datetime.combine(day, wall)
