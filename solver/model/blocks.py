"""Which slots follow each other directly, and which ones a meeting of some length covers."""

from collections.abc import Mapping

from solver.model.parts import Slot


def following_slots(slots: tuple[Slot, ...]) -> dict[str, str]:
    """The next slot of the same block, for each slot that is not the last one of its block."""
    latest: dict[tuple[str, str, str], str] = {}
    following: dict[str, str] = {}
    for slot in slots:
        block = (slot.day, slot.block, slot.venue)
        if block in latest:
            following[latest[block]] = slot.id
        latest[block] = slot.id
    return following


def slots_from(first: str, length: int, following: Mapping[str, str]) -> tuple[str, ...] | None:
    """The slots of a meeting that begins in `first`; None if it does not fit into the block."""
    span = [first]
    while len(span) < length:
        if span[-1] not in following:
            return None
        span.append(following[span[-1]])
    return tuple(span)
