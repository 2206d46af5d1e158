"""Times at which a presentation can be given, and what the solver finds with its speaker away at each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain

from matchmaker.base import clock
from matchmaker.models import Audience, Presentation, ProgrammeItem, ProgrammeKind, Slot, row_id
from matchmaker.presentations.rules import impossible_at
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.planning.tasks import Task

MOST_TIMES = 40
"""Times of one presentation that are looked at."""
_NEW = 0
"""Id of the item that is tried."""


@dataclass(frozen=True, slots=True)
class TalkTime:
    """A time at which a presentation could be given, in the wall time of its venue."""

    venue_id: int
    zone: str
    day: date
    starts: time
    ends: time
    impossible: bool
    """In a part of the day in which its speaker cannot speak, or while they are away."""

    @property
    def key(self) -> str:
        """The same for the same time at the same venue."""
        return f"{self.venue_id}|{self.day.isoformat()}|{self.starts:%H:%M}"

    @property
    def starts_at(self) -> datetime:
        return clock.instant(self.day, self.starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        return clock.instant(self.day, self.ends, self.zone)

    def with_quiet(self, minutes: int) -> tuple[datetime, datetime]:
        """Return from when to when its speaker can have no meeting."""
        quiet = timedelta(minutes=minutes)
        return self.starts_at - quiet, self.ends_at + quiet


@dataclass(frozen=True, slots=True)
class TakenTime:
    """A time at which a presentation cannot be given."""

    time: TalkTime
    item: ProgrammeItem
    """What is then: an item for everybody, or one that the speaker attends."""


def talk_times(facts: Facts, talk: Presentation) -> tuple[TalkTime, ...]:
    """Return the times at which a presentation can begin, with each slot; none during an item that its speaker attends.

    Within the quiet around another item there may be a presentation, as there may be no meeting.
    """
    return tuple(one for one, item in _beginnings(facts, talk) if item is None)[:MOST_TIMES]


def taken_times(facts: Facts, talk: Presentation) -> tuple[TakenTime, ...]:
    """Return the times at which a presentation cannot begin for an item of the programme, with that item."""
    return tuple(TakenTime(one, item) for one, item in _beginnings(facts, talk) if item is not None)[:MOST_TIMES]


def _beginnings(facts: Facts, talk: Presentation) -> Iterator[tuple[TalkTime, ProgrammeItem | None]]:
    """Yield a time for each slot, with the item of the programme that is in the way."""
    minutes = timedelta(minutes=talk.minutes or facts.event.slot_minutes)
    busy = busy_slots(facts).get(talk.speaker_id or 0, {})
    for slot in facts.slots.values():
        ends = datetime.combine(slot.day, slot.starts) + minutes
        if ends.date() != slot.day:
            continue
        one = TalkTime(slot.venue_id, slot.zone, slot.day, slot.starts, ends.time(), impossible=False)
        over = [busy.get(other_id) for other_id, other in facts.slots.items() if _overlap(one, other)]
        attended = (reason.item for reason in over if reason is not None and reason.kind is BusyKind.PROGRAMME)
        everybody = (item for item in _of_everybody(facts) if _overlap(one, item))
        kinds = {reason.kind for reason in over if reason is not None}
        away = bool(kinds & {BusyKind.NOT_YET, BusyKind.GONE, BusyKind.ABSENT, BusyKind.ELSEWHERE})
        impossible = away or impossible_at(talk.impossible, one.starts, one.ends)
        yield replace(one, impossible=impossible), next(chain(attended, everybody), None)


def _overlap(one: TalkTime, other: Slot | ProgrammeItem) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _of_everybody(facts: Facts) -> list[ProgrammeItem]:
    return [item for item in facts.items.values() if item.audience is Audience.EVERYONE]


def task_with(facts: Facts, talk: Presentation, at: TalkTime | None) -> Task:
    """Return what the event would ask of the solver with a presentation at a time; with none, without it."""
    others = tuple(one for one in facts.presentations if one.id != talk.id)
    if at is not None:
        item = ProgrammeItem(
            id=_NEW,
            event_id=row_id(facts.event),
            venue_id=at.venue_id,
            code="",
            kind=ProgrammeKind.PRESENTATION,
            audience=Audience.CHOSEN,
            day=at.day,
            starts=at.starts,
            ends=at.ends,
            zone=at.zone,
            starts_at=at.starts_at,
            ends_at=at.ends_at,
        )
        tried = Presentation(
            id=_NEW,
            event_id=talk.event_id,
            delegation_id=talk.delegation_id,
            speaker_id=talk.speaker_id,
            item_id=_NEW,
            title=talk.title,
            quiet_minutes=talk.quiet_minutes,
        )
        facts = replace(facts, items={**facts.items, _NEW: item}, presentations=(*others, tried))
    found = find_pairs(facts)
    return Task(facts, found, build_problem(facts, found), clock.now())
