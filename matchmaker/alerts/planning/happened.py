"""Causes of a change in words, as the command line takes them: a kind, whom or what, and what is said of it.

    withdraws PERSON                 organisation-withdraws ORGANISATION
    late PERSON TIME [DAY]           leaves PERSON TIME [DAY]        replaced PERSON [COLLEAGUE]
    table-lost CODE...               room-lost ROOM                  venue-lost VENUE
    block-moved BLOCK MINUTES        block-ends BLOCK TIME           block-cancelled BLOCK
    item-moved ITEM TIME             item-cancelled ITEM

People are named by their address or name, everything else by its code or name; a number is that of the row.
"""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from matchmaker.alerts.planning.day import ChangedDay
from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import Slot, row_id
from matchmaker.scheduling.planning.facts import Facts

MOST_MINUTES = 24 * 60
MINUTES = re.compile(r"[+-]?[0-9]{1,4}")


def read_causes(facts: Facts, texts: Sequence[str]) -> Disruption:
    """Return what several causes are together; raises `InvalidInput`, with the word that is not understood."""
    return _together([_read(facts, text) for text in texts])


def _read(facts: Facts, text: str) -> Disruption:
    try:
        kind, *words = shlex.split(text)
    except ValueError as error:
        raise InvalidInput(N_("“%(text)s” is no cause: %(known)s."), text=text[:80], known=", ".join(KINDS)) from error
    if kind not in KINDS:
        raise InvalidInput(N_("“%(text)s” is no cause: %(known)s."), text=kind[:80], known=", ".join(KINDS))
    shape = KINDS[kind]
    if not shape.least <= len(words) <= shape.most:
        raise InvalidInput(N_("A cause is written so: %(usage)s."), usage=f"{kind} {shape.usage}")
    return shape.read(_Words(facts), words)


def _together(found: Iterable[Disruption]) -> Disruption:
    absent: set[int] = set()
    missed: dict[int, set[int]] = {}
    closed: set[tuple[int, int]] = set()
    blocks: dict[int, int] = {}
    items: dict[int, int] = {}
    cancelled: set[int] = set()
    for one in found:
        absent |= set(one.absent)
        for person, slots in one.missed.items():
            missed.setdefault(person, set()).update(slots)
        closed |= set(one.day.closed)
        blocks |= one.day.blocks
        items |= one.day.items
        cancelled |= set(one.day.cancelled)
    day = ChangedDay(closed=closed, blocks=blocks, items=items, cancelled=cancelled)
    return Disruption(absent=absent, missed=missed, day=day)


class _Words:
    """The rows that words name."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def person(self, text: str) -> int:
        """Return the registration of an address or name."""
        persons = self.facts.persons.items()
        return self._one(text, {number: (person.email_key, person.name) for number, person in persons})

    def organisation(self, text: str) -> int:
        """Return the delegation of an organisation."""
        return self._one(text, {number: (one.name,) for number, one in self.facts.organisations.items()})

    def block(self, text: str) -> int:
        return self._one(text, {number: (one.code, *one.names.values()) for number, one in self.facts.blocks.items()})

    def item(self, text: str) -> int:
        return self._one(text, {number: (one.code, *one.titles.values()) for number, one in self.facts.items.items()})

    def place(self, text: str) -> int:
        """Return the place with this code."""
        return self._one(text, {number: (one.code,) for number, one in self.facts.places.items()})

    def room(self, text: str) -> set[int]:
        """Return the places whose label begins with the name of the room."""
        wanted = fold(text)
        found = {number for number, one in self.facts.places.items() if wanted and fold(one.label).startswith(wanted)}
        if not found:
            raise InvalidInput(NOT_HERE, text=text[:80])
        return found

    def venue(self, text: str) -> set[int]:
        """Return the places of a venue."""
        venue = self._one(text, {number: (one.name,) for number, one in self.facts.venues.items()})
        return {number for number, one in self.facts.places.items() if one.venue_id == venue}

    def closed(self, places: Collection[int], slots: Iterable[Slot] | None = None) -> Disruption:
        """Return that places cannot be used in some slots of theirs, or at all."""
        of = self.facts.places
        every = self.facts.slots.values() if slots is None else list(slots)
        lost = {(place, row_id(slot)) for place in places for slot in every if slot.venue_id == of[place].venue_id}
        return Disruption(day=ChangedDay(closed=lost))

    def without(self, slots: Iterable[Slot]) -> Disruption:
        """Return that nothing takes place in some slots."""
        return self.closed(self.facts.places, slots)

    def of_block(self, text: str) -> list[Slot]:
        block = self.block(text)
        return [slot for slot in self.facts.slots.values() if slot.block_id == block]

    def of_day(self, said: Sequence[str]) -> list[Slot]:
        """Return the slots of a day, by default of the first."""
        slots = list(self.facts.slots.values())
        days = {slot.day.isoformat() for slot in slots}
        day = said[0] if said else min(days, default="")
        if said and day not in days:
            raise InvalidInput(NOT_HERE, text=day[:80])
        return [slot for slot in slots if slot.day.isoformat() == day]

    @staticmethod
    def _one(text: str, names: Mapping[int, tuple[str, ...]]) -> int:
        if text.isascii() and text.isdigit() and len(text) < 19 and int(text) in names:
            return int(text)
        wanted = fold(text)
        found = [number for number, known in names.items() if wanted in map(fold, known)]
        if not found:
            raise InvalidInput(NOT_HERE, text=text[:80])
        if len(found) > 1:
            raise InvalidInput(SEVERAL, text=text[:80], numbers=", ".join(map(str, found)))
        return found[0]


NOT_HERE = N_("Nothing is called “%(text)s” in this event.")
SEVERAL = N_("Several are called “%(text)s”: name the number, %(numbers)s.")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a cause is written, and what it means."""

    usage: str
    read: Callable[[_Words, Sequence[str]], Disruption]
    least: int = 1
    most: int = 1


def _moment(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 -- a wall time of the venue, without a zone
    except ValueError as error:
        raise InvalidInput(N_("“%(text)s” is no time: write 14:30."), text=text[:80]) from error


def _minutes(text: str) -> int:
    minutes = int(text) if MINUTES.fullmatch(text) else 0
    if not 0 < abs(minutes) < MOST_MINUTES:
        raise InvalidInput(N_("“%(text)s” is no number of minutes: write +30 or -15."), text=text[:80])
    return minutes


def _late(words: _Words, said: Sequence[str]) -> Disruption:
    who, until = words.person(said[0]), _moment(said[1])
    return Disruption(missed={who: {row_id(slot) for slot in words.of_day(said[2:]) if slot.starts < until}})


def _leaves(words: _Words, said: Sequence[str]) -> Disruption:
    who, since = words.person(said[0]), _moment(said[1])
    return Disruption(missed={who: {row_id(slot) for slot in words.of_day(said[2:]) if slot.ends > since}})


def _replaced(words: _Words, said: Sequence[str]) -> Disruption:
    """By somebody new nothing changes but the name; by a colleague, one of the two is gone."""
    who = words.person(said[0])
    if len(said) == 1:
        return Disruption()
    of = words.facts.registrations
    if of[words.person(said[1])].delegation_id != of[who].delegation_id:
        raise InvalidInput(N_("“%(text)s” is of another organisation."), text=said[1][:80])
    return Disruption(absent={who})


def _organisation(words: _Words, said: Sequence[str]) -> Disruption:
    gone = words.organisation(said[0])
    return Disruption(absent={n for n, one in words.facts.registrations.items() if one.delegation_id == gone})


def _block_ends(words: _Words, said: Sequence[str]) -> Disruption:
    ends = _moment(said[1])
    return words.without(slot for slot in words.of_block(said[0]) if slot.ends > ends)


def _item_moved(words: _Words, said: Sequence[str]) -> Disruption:
    number, to = words.item(said[0]), _moment(said[1])
    starts = words.facts.items[number].starts
    by = (to.hour - starts.hour) * 60 + to.minute - starts.minute
    return Disruption(day=ChangedDay(items={number: by}))


def _tables(words: _Words, said: Sequence[str]) -> Disruption:
    return words.closed({words.place(code) for code in said})


KINDS: Mapping[str, Shape] = {
    "withdraws": Shape("PERSON", lambda words, said: Disruption(absent={words.person(said[0])})),
    "organisation-withdraws": Shape("ORGANISATION", _organisation),
    "late": Shape("PERSON TIME [DAY]", _late, 2, 3),
    "leaves": Shape("PERSON TIME [DAY]", _leaves, 2, 3),
    "replaced": Shape("PERSON [COLLEAGUE]", _replaced, 1, 2),
    "table-lost": Shape("CODE...", _tables, 1, 100),
    "room-lost": Shape("ROOM", lambda words, said: words.closed(words.room(said[0]))),
    "venue-lost": Shape("VENUE", lambda words, said: words.closed(words.venue(said[0]))),
    "block-moved": Shape(
        "BLOCK MINUTES",
        lambda words, said: Disruption(day=ChangedDay(blocks={words.block(said[0]): _minutes(said[1])})),
        2,
        2,
    ),
    "block-ends": Shape("BLOCK TIME", _block_ends, 2, 2),
    "block-cancelled": Shape("BLOCK", lambda words, said: words.without(words.of_block(said[0]))),
    "item-moved": Shape("ITEM TIME", _item_moved, 2, 2),
    "item-cancelled": Shape("ITEM", lambda words, said: Disruption(day=ChangedDay(cancelled={words.item(said[0])}))),
}
