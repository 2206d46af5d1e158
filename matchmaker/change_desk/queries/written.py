"""Changes as the command line takes them: a kind, whom or what, and what is said of it.

    withdraws PERSON                     organisation-withdraws ORGANISATION
    late PERSON TIME [DAY]               leaves PERSON TIME [DAY]             replaced PERSON COLLEAGUE
    newcomer ORGANISATION OTHER... [must|want|open] [agreed]
    wish ORGANISATION OTHER... [must|want|open] [agreed]                      wish-withdrawn ORGANISATION OTHER...
    table-lost CODE... [DAY] [FROM-UNTIL]    room-lost ROOM [DAY] [FROM-UNTIL]    venue-lost VENUE [DAY] [FROM-UNTIL]
    block-moved BLOCK MINUTES            block-ends BLOCK TIME                block-cancelled BLOCK
    item-moved ITEM TIME                 item-cancelled ITEM

People are named by their address or name, everything else by its code or name; any other number is that of the row.
"""

import re
import shlex
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.change_desk.queries.subjects import ChangeSubject, others, subjects
from matchmaker.change_desk.rules import (
    MOST_OTHERS,
    OF_BLOCK,
    OF_ITEM,
    OF_PERSON,
    ChangeKind,
    EventChange,
)
from matchmaker.models import Event, Strength
from matchmaker.scheduling.planning.facts import Facts, load_facts

MOST_MINUTES = 24 * 60
MINUTES = re.compile(r"[+-]?[0-9]{1,4}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SPAN = re.compile(r"([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})?")
"""From a time on, until another one or for good."""
AGREED = "agreed"
"""Said of wishes to which the other sides have said yes."""

NO_CAUSE = N_("“%(text)s” is no cause: %(known)s.")
NOT_HERE = N_("Nothing is called “%(text)s” in this event.")
SEVERAL = N_("Several are called “%(text)s”: name the number, %(numbers)s.")
SEVERAL_ROOMS = N_("Several rooms begin with “%(text)s”: %(names)s. Write one of them whole.")
ALREADY_WISHED = N_("%(one)s wishes to meet “%(text)s” already.")
OUTSIDE = N_("Say a time between %(starts)s and %(ends)s.")
NOT_WISHED = N_("%(one)s does not wish to meet “%(text)s”.")


def read_changes(session: Session, event: Event, texts: Sequence[str], language: str) -> tuple[EventChange, ...]:
    """Return what several causes say; raises `InvalidInput`, with the word that is not understood."""
    reader = _Reader(session, event, language)
    return tuple(change for text in texts for change in _read(reader, text))


def usage() -> list[str]:
    """Return how each kind is written."""
    return [f"{kind} {shape.usage}" for kind, shape in SHAPES.items()]


def _read(reader: "_Reader", text: str) -> Iterator[EventChange]:
    try:
        first, *words = shlex.split(text)
        kind = ChangeKind(first)
    except ValueError as error:
        raise InvalidInput(NO_CAUSE, text=text[:80], known=", ".join(ChangeKind)) from error
    shape = SHAPES[kind]
    if len(words) < shape.least:
        raise _misread(kind)
    said = _Said(kind, words)
    yield from shape.read(reader, said)
    if said.words:
        raise _misread(kind)


def _misread(kind: ChangeKind) -> InvalidInput:
    return InvalidInput(N_("A cause is written so: %(usage)s."), usage=f"{kind} {SHAPES[kind].usage}")


class _Said:
    """The words of a cause after its kind; those that were read are taken out."""

    def __init__(self, kind: ChangeKind, words: Sequence[str]) -> None:
        self.kind, self.words = kind, list(words)

    def next(self) -> str:
        if not self.words:
            raise _misread(self.kind)
        return self.words.pop(0)

    def last(self, fits: Callable[[str], object]) -> str:
        """Return the last word if it is of that form; empty if it is not."""
        return self.words.pop() if self.words and fits(self.words[-1]) else ""

    def rest(self) -> list[str]:
        """Return all that is left: at least one word, at most as many as one change may name."""
        words, self.words = self.words, []
        if not 1 <= len(words) <= MOST_OTHERS:
            raise _misread(self.kind)
        return words

    def moment(self) -> time:
        return _moment(self.next())


class _Reader:
    """The rows that words name."""

    def __init__(self, session: Session, event: Event, language: str) -> None:
        self.session, self.event, self.language = session, event, language
        self.facts: Facts = load_facts(session, event)

    def subject(self, kind: ChangeKind, text: str) -> ChangeSubject:
        """Return whom or what a change of a kind is about."""
        return self._called(text, subjects(self.session, self.event, kind, self.language), self._names(kind))

    def rooms(self, text: str) -> list[ChangeSubject]:
        """Return the room of that name, or the one whose name begins so, with all its corners.

        Corners of a room are named after it, behind a comma. Raises `InvalidInput` where several rooms begin so.
        """
        known, wanted = subjects(self.session, self.event, ChangeKind.ROOM, self.language), fold(text)
        called = [one for one in known if fold(one.name) == wanted]
        begins = [one for one in known if wanted and fold(one.name).startswith(wanted)]
        rooms = {fold(one.name.split(",")[0]) for one in begins}
        corners = [one for one in begins if fold(one.name.split(",")[0]) == wanted]
        found = called or corners or begins
        if found is begins and len(rooms) > 1:
            names = ", ".join(dict.fromkeys(one.name.split(",")[0] for one in begins))
            raise InvalidInput(SEVERAL_ROOMS, text=text[:80], names=names[:200])
        return found or [self.subject(ChangeKind.ROOM, text)]

    def others(self, kind: ChangeKind, subject: ChangeSubject, texts: Sequence[str]) -> list[ChangeSubject]:
        """Return whom a change names beside its subject, each once."""
        possible = others(self.session, self.event, kind, subject.id)
        found = [self._other(kind, subject, text, possible) for text in texts]
        return list(dict.fromkeys(found))

    def _other(
        self, kind: ChangeKind, subject: ChangeSubject, text: str, possible: Sequence[ChangeSubject]
    ) -> ChangeSubject:
        try:
            return self._called(text, possible, self._names(kind))
        except InvalidInput:
            known = self.subject(kind, text)  # which says that nothing is called so
            if kind is ChangeKind.REPLACED and known == subject:
                raise InvalidInput(N_("%(name)s cannot come in their own place."), name=subject.name) from None
            if kind is ChangeKind.REPLACED:
                raise InvalidInput(N_("“%(text)s” is of another organisation."), text=text[:80]) from None
            said = NOT_WISHED if kind is ChangeKind.WISH_GONE else ALREADY_WISHED
            said = NOT_HERE if known == subject else said
            raise InvalidInput(said, one=subject.name, text=text[:80]) from None

    def day(self, text: str) -> date:
        """Return a day of the event, by default the first."""
        days = {slot.day.isoformat(): slot.day for slot in self.facts.slots.values()}
        if text and text not in days:
            raise InvalidInput(NOT_HERE, text=text[:80])
        return days.get(text, self.event.starts_on)

    def _names(self, kind: ChangeKind) -> Mapping[int, Collection[str]]:
        """Return what else the subjects of a kind are called: addresses, codes, names in other languages."""
        facts = self.facts
        if kind in OF_PERSON:
            return {number: (one.email_key,) for number, one in facts.persons.items()}
        if kind in OF_BLOCK:
            return {number: (one.code, *one.names.values()) for number, one in facts.blocks.items()}
        if kind in OF_ITEM:
            return {number: (one.code, *one.titles.values()) for number, one in facts.items.items()}
        return {}

    @staticmethod
    def _called(text: str, known: Sequence[ChangeSubject], names: Mapping[int, Collection[str]]) -> ChangeSubject:
        # a table may be called "5": names come first
        wanted = fold(text)
        named = [one for one in known if wanted in map(fold, (one.name, *names.get(one.id, ())))]
        found = named or [one for one in known if f"{one.id}" == text]
        if not found:
            raise InvalidInput(NOT_HERE, text=text[:80])
        if len(found) > 1:
            numbers = ", ".join(f"{one.id}" for one in found)
            raise InvalidInput(SEVERAL, text=text[:80], numbers=numbers)
        return found[0]


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


def _change(kind: ChangeKind, subject: ChangeSubject, **said: Any) -> EventChange:
    return EventChange(kind=kind, subject=subject.id, about=subject.about, **said)


def _naming(
    reader: _Reader, said: _Said, subject: ChangeSubject, texts: Sequence[str], **more: Any
) -> Iterator[EventChange]:
    named = reader.others(said.kind, subject, texts)
    others = {"others": tuple(one.id for one in named), "with_whom": tuple(one.name for one in named)}
    yield _change(said.kind, subject, **others, **more)


def _plain(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    yield _change(said.kind, reader.subject(said.kind, said.next()))


def _block_ends(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    subject, at = reader.subject(said.kind, said.next()), said.moment()
    block = reader.facts.blocks[subject.id]
    if not block.starts < at < block.ends:
        raise InvalidInput(OUTSIDE, starts=f"{block.starts:%H:%M}", ends=f"{block.ends:%H:%M}")
    yield _change(said.kind, subject, at=at)


def _item_moved(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    yield _change(said.kind, reader.subject(said.kind, said.next()), at=said.moment())


def _stay(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    subject, at = reader.subject(said.kind, said.next()), said.moment()
    yield _change(said.kind, subject, at=at, day=reader.day(said.next() if said.words else ""))


def _replaced(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    yield from _naming(reader, said, reader.subject(said.kind, said.next()), [said.next()])


def _wishes(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    subject = reader.subject(said.kind, said.next())
    agreed = bool(said.last(lambda word: word == AGREED))
    strength = Strength(said.last(lambda word: word in set(Strength)) or Strength.WANT)
    yield from _naming(reader, said, subject, said.rest(), strength=strength, agreed=agreed)


def _wishes_gone(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    yield from _naming(reader, said, reader.subject(said.kind, said.next()), said.rest())


def _places(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    span = SPAN.fullmatch(said.last(SPAN.fullmatch))
    day = reader.day(said.last(DAY.fullmatch))
    at, until = (None if span is None or not span[n] else _moment(span[n]) for n in (1, 2))
    if at is not None and until is not None and until <= at:
        raise InvalidInput(N_("It ends before it begins."))
    if said.kind is ChangeKind.ROOM:
        lost = reader.rooms(said.next())
    else:
        texts = said.rest() if said.kind is ChangeKind.TABLE else [said.next()]
        lost = [reader.subject(said.kind, text) for text in texts]
    for place in lost:
        yield _change(said.kind, place, day=day, at=at, until=until)


def _block_moved(reader: _Reader, said: _Said) -> Iterator[EventChange]:
    yield _change(said.kind, reader.subject(said.kind, said.next()), minutes=_minutes(said.next()))


@dataclass(frozen=True, slots=True)
class ChangeShape:
    """How a change of a kind is written, and read; `least` words follow the kind."""

    usage: str
    read: Callable[[_Reader, _Said], Iterator[EventChange]]
    least: int = 1


SHAPES: Mapping[ChangeKind, ChangeShape] = {
    ChangeKind.WITHDRAWS: ChangeShape("PERSON", _plain),
    ChangeKind.ORGANISATION: ChangeShape("ORGANISATION", _plain),
    ChangeKind.LATE: ChangeShape("PERSON TIME [DAY]", _stay, 2),
    ChangeKind.LEAVES: ChangeShape("PERSON TIME [DAY]", _stay, 2),
    ChangeKind.REPLACED: ChangeShape("PERSON COLLEAGUE", _replaced, 2),
    ChangeKind.NEWCOMER: ChangeShape("ORGANISATION OTHER... [must|want|open] [agreed]", _wishes, 2),
    ChangeKind.WISH: ChangeShape("ORGANISATION OTHER... [must|want|open] [agreed]", _wishes, 2),
    ChangeKind.WISH_GONE: ChangeShape("ORGANISATION OTHER...", _wishes_gone, 2),
    ChangeKind.TABLE: ChangeShape("CODE... [DAY] [FROM-UNTIL]", _places),
    ChangeKind.ROOM: ChangeShape("ROOM [DAY] [FROM-UNTIL]", _places),
    ChangeKind.VENUE: ChangeShape("VENUE [DAY] [FROM-UNTIL]", _places),
    ChangeKind.BLOCK_MOVED: ChangeShape("BLOCK MINUTES", _block_moved, 2),
    ChangeKind.BLOCK_ENDS: ChangeShape("BLOCK TIME", _block_ends, 2),
    ChangeKind.BLOCK_CANCELLED: ChangeShape("BLOCK", _plain),
    ChangeKind.ITEM_MOVED: ChangeShape("ITEM TIME", _item_moved, 2),
    ChangeKind.ITEM_CANCELLED: ChangeShape("ITEM", _plain),
}
