"""What can change of an event whose schedule is made: a kind, who or what, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from matchmaker.models import Strength

MOST_CHANGES = 12
"""Of one search."""
MOST_OTHERS = 12
"""Organisations that one change names beside its own."""


class ChangeKind(StrEnum):
    """Kinds of changes; the same words as on the command line, where it has them."""

    WITHDRAWS = "withdraws"
    ORGANISATION = "organisation-withdraws"
    LATE = "late"
    LEAVES = "leaves"
    REPLACED = "replaced"
    NEWCOMER = "newcomer"
    WISH = "wish"
    WISH_GONE = "wish-withdrawn"
    TABLE = "table-lost"
    ROOM = "room-lost"
    VENUE = "venue-lost"
    BLOCK_MOVED = "block-moved"
    BLOCK_ENDS = "block-ends"
    BLOCK_CANCELLED = "block-cancelled"
    ITEM_MOVED = "item-moved"
    ITEM_CANCELLED = "item-cancelled"


OF_PERSON = frozenset({ChangeKind.WITHDRAWS, ChangeKind.LATE, ChangeKind.LEAVES, ChangeKind.REPLACED})
OF_ORGANISATION = frozenset({ChangeKind.ORGANISATION, ChangeKind.NEWCOMER, ChangeKind.WISH, ChangeKind.WISH_GONE})
OF_BLOCK = frozenset({ChangeKind.BLOCK_MOVED, ChangeKind.BLOCK_ENDS, ChangeKind.BLOCK_CANCELLED})
OF_ITEM = frozenset({ChangeKind.ITEM_MOVED, ChangeKind.ITEM_CANCELLED})
OF_PLACES = frozenset({ChangeKind.TABLE, ChangeKind.ROOM, ChangeKind.VENUE})
OF_STRUCTURE = OF_BLOCK | OF_ITEM | OF_PLACES
AT_A_TIME = frozenset({ChangeKind.LATE, ChangeKind.LEAVES, ChangeKind.BLOCK_ENDS, ChangeKind.ITEM_MOVED})
"""Kinds that say a time of the day."""
ADDS_WISHES = frozenset({ChangeKind.NEWCOMER, ChangeKind.WISH})
NAMES_OTHERS = ADDS_WISHES | {ChangeKind.WISH_GONE, ChangeKind.REPLACED}
"""Kinds that name other organisations, or a colleague."""
OF_A_DAY = OF_PLACES | {ChangeKind.LATE, ChangeKind.LEAVES}
"""Kinds that say of which day their time is."""
DETAILED = AT_A_TIME | OF_PLACES | NAMES_OTHERS | {ChangeKind.BLOCK_MOVED}
"""Kinds of which more is asked than who or what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """One change, as it was said."""

    kind: ChangeKind
    subject: int
    """Id of the registration, delegation, place, venue, block or item; of a room, of one of its places."""
    about: str
    """What the subject is called."""
    others: tuple[int, ...] = ()
    """Ids of delegations with which a meeting is wished; of one who is replaced, the registration of the colleague."""
    with_whom: tuple[str, ...] = ()
    """What the others are called."""
    day: date | None = None
    """Of an arrival or departure, or from which on places are lost."""
    at: time | None = None
    """Wall time of the venue: of the arrival or departure, the new end of a block, the new beginning of an item.

    Of places, from when on they are lost; None: from the beginning of the day.
    """
    until: time | None = None
    """Of places, until when on that day they are lost; None: for good."""
    minutes: int = 0
    """By how much a block moves; below 0, earlier."""
    strength: Strength = Strength.WANT
    """Of wishes that are added."""
    agreed: bool = False
    """Of wishes: the other sides have said yes to an organiser."""


def told_at_once(changes: Sequence[EventChange]) -> tuple[str, ...]:
    """Return who gets a mail as soon as changes are noted, which says only that: for whom an organiser acts."""
    own = OF_PERSON | OF_ORGANISATION
    names = [name for one in changes if one.kind in own for name in (one.about, *(one.with_whom if _both(one) else ()))]
    return tuple(dict.fromkeys(names))


def _both(change: EventChange) -> bool:
    return change.agreed or change.kind is ChangeKind.REPLACED


_CHANGES: TypeAdapter[tuple[EventChange, ...]] = TypeAdapter(tuple[EventChange, ...])


def changes_from_json(rows: Sequence[dict[str, Any]]) -> tuple[EventChange, ...]:
    """Return changes as `changes_to_json` has kept them."""
    return _CHANGES.validate_python(rows, strict=False)


def changes_to_json(changes: Sequence[EventChange]) -> list[dict[str, Any]]:
    """Return changes as a column keeps them."""
    rows: list[dict[str, Any]] = _CHANGES.dump_python(tuple(changes), mode="json")
    return rows
