"""Programme items at the time of something else: for everyone at that of a block, or two of the same people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from matchmaker.base import clock
from matchmaker.models import Audience, ProgrammeItem, ProgrammeKind, row_id
from matchmaker.scheduling.planning.facts import Facts


@dataclass(frozen=True, slots=True)
class ItemInTheWay:
    """A programme item for everyone at the time of a block; values alone, as rows change."""

    item_id: int
    titles: Mapping[str, str]
    """By language."""
    starts: time
    ends: time
    block_id: int
    blocks: Mapping[str, str]
    """Name of the block, by language."""

    @property
    def key(self) -> tuple[int, int]:
        """The same for the same item and block, at whatever times."""
        return self.item_id, self.block_id

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")

    def block(self, language: str) -> str:
        return self.blocks.get(language) or next(iter(self.blocks.values()), "")


def items_in_the_way(facts: Facts, slot_ids: Collection[int] | None = None) -> tuple[ItemInTheWay, ...]:
    """Return the items for everyone that take some slots, or any, by time."""
    found: dict[tuple[int, int], ItemInTheWay] = {}
    items = [item for item in facts.items.values() if item.audience is Audience.EVERYONE]
    for item in sorted(items, key=lambda item: (item.starts_at, row_id(item))):
        for slot_id, slot in facts.slots.items():
            asked = slot_ids is None or slot_id in slot_ids
            if asked and item.starts_at < slot.ends_at and slot.starts_at < item.ends_at:
                block = facts.blocks[slot.block_id]
                one = ItemInTheWay(row_id(item), item.titles, item.starts, item.ends, slot.block_id, block.names)
                found[one.key] = one
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ItemTime:
    """A programme item with its times, of a transfer from the gathering on; values alone, as rows change."""

    item_id: int
    titles: Mapping[str, str]
    """By language."""
    starts: time
    ends: time

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")

    @property
    def words(self) -> tuple[object, ...]:
        """All of it but its id."""
        return sorted(self.titles.items()), str(self.starts), str(self.ends)


@dataclass(frozen=True, slots=True)
class DoubleTime:
    """Two programme items of the same people that overlap."""

    first: ItemTime
    second: ItemTime
    people: frozenset[int]
    """Registrations."""


def items_at_once(facts: Facts) -> Mapping[tuple[int, int], DoubleTime]:
    """Return the items that overlap for the same people, by their ids, by time.

    Of two items for everyone, one may choose; only who speaks in both cannot.
    """
    chosen: dict[int, set[int]] = {item_id: set() for item_id in facts.items}
    for item_id, registration_id in facts.attendances:
        if facts.takes_part(facts.registrations[registration_id]):
            chosen[item_id].add(registration_id)
    speaks = {one.item_id: {one.speaker_id} for one in facts.presentations if one.speaker_id is not None}
    found, running = {}, list[ProgrammeItem]()
    for item in sorted(facts.items.values(), key=lambda one: (begins_with_gathering(one), row_id(one))):
        running = [one for one in running if one.ends_at > begins_with_gathering(item)]
        for one in running:
            sides = [(each.audience is Audience.EVERYONE, row_id(each)) for each in (one, item)]
            if all(everyone for everyone, _ in sides):
                people = speaks.get(sides[0][1], set()) & speaks.get(sides[1][1], set())
            elif any(everyone for everyone, _ in sides):
                people = next(chosen[number] for everyone, number in sides if not everyone)
            else:
                people = set.intersection(*(chosen[number] | speaks.get(number, set()) for _, number in sides))
            if people:
                found[row_id(one), row_id(item)] = DoubleTime(_timed(one), _timed(item), frozenset(people))
        running.append(item)
    return found


def more_at_once(
    before: Mapping[tuple[int, int], DoubleTime], after: Mapping[tuple[int, int], DoubleTime]
) -> tuple[DoubleTime, ...]:
    """Return those of `after` that were not there before, or whose people are others too."""
    known = {frozenset(key): one.people for key, one in before.items()}
    return tuple(one for key, one in after.items() if one.people - known.get(frozenset(key), frozenset()))


def begins_with_gathering(item: ProgrammeItem) -> datetime:
    """Return when those who take part have to be there: of a transfer, when one gathers for it."""
    gathering = item.buffer_before if item.kind is ProgrammeKind.TRANSFER else 0
    return item.starts_at - timedelta(minutes=gathering)


def _timed(item: ProgrammeItem) -> ItemTime:
    return ItemTime(row_id(item), item.titles, clock.local(begins_with_gathering(item), item.zone).time(), item.ends)
