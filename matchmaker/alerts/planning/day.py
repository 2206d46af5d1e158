"""What has changed of the day and does not stand in the rows, put into the facts before the problem is made of them.

A block that moves keeps the ids of its slots, so that its meetings move with it (decision 11).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.models import ProgrammeItem, Slot
from matchmaker.scheduling.planning.facts import Facts

Timed = TypeVar("Timed", Slot, ProgrammeItem)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedDay:
    """Places, times and items that are others than the rows say, by their ids."""

    closed: Collection[tuple[int, int]] = ()
    """Places with the slots in which they cannot be used."""
    blocks: Mapping[int, int] = field(default_factory=dict)
    """Blocks that are so many minutes later, or earlier."""
    items: Mapping[int, int] = field(default_factory=dict)
    """Programme items that are."""
    cancelled: Collection[int] = ()
    """Programme items that do not take place."""


def with_changes(facts: Facts, day: ChangedDay) -> Facts:
    """Return the facts of the changed day; raises `InvalidInput` for what would not begin and end on its day."""
    if day == ChangedDay():
        return facts
    slots = {number: _moved(slot, day.blocks.get(slot.block_id, 0)) for number, slot in facts.slots.items()}
    items = {
        number: _moved(item, day.items.get(number, 0))
        for number, item in facts.items.items()
        if number not in day.cancelled
    }
    return replace(
        facts,
        slots=dict(sorted(slots.items(), key=lambda one: (one[1].starts_at, one[0]))),
        closures=facts.closures | frozenset(day.closed),
        items=items,
        attendances=frozenset(one for one in facts.attendances if one[0] in items),
        presentations=tuple(talk for talk in facts.presentations if talk.item_id in items),
    )


def _moved(row: Timed, minutes: int) -> Timed:
    """Return a copy of a row at another time, itself where it stays."""
    if not minutes:
        return row
    later = timedelta(minutes=minutes)
    starts, ends = (datetime.combine(row.day, wall) + later for wall in (row.starts, row.ends))
    if not row.day == starts.date() == ends.date():
        raise InvalidInput(N_("It would not begin and end on its day."))
    times = {
        "starts": starts.time(),
        "ends": ends.time(),
        "starts_at": clock.instant(row.day, starts.time(), row.zone),
        "ends_at": clock.instant(row.day, ends.time(), row.zone),
    }
    return type(row)(**(row.model_dump() | times))
