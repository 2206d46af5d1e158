"""Presentations that a change touches: no repair decides of them, and none is lost silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.change_desk.rules import OF_ITEM, ChangeKind, EventChange
from matchmaker.models import Decision, Presentation, ProgrammeItem, ProposalState, Registration, row_id
from matchmaker.scheduling.planning.facts import Facts


class TalkFate(StrEnum):
    """What becomes of a presentation by a change."""

    NO_SPEAKER = "no_speaker"
    """Its speaker has withdrawn."""
    SPEAKER_AWAY = "speaker_away"
    """Its speaker is not there yet, or gone by then."""
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TouchedTalk:
    """An accepted presentation that a change touches; it may have no time yet."""

    presentation_id: int
    title: str
    fate: TalkFate


@dataclass(frozen=True, slots=True)
class TalkStand:
    """How a presentation stands at a moment: values alone, as its rows change afterwards."""

    title: str
    starts_at: datetime | None
    """None before it has a time."""
    fate: TalkFate | None
    """Why it cannot be given; None if it can."""


@dataclass(frozen=True, slots=True)
class StayingTalk:
    """A presentation at the time of a block that moves, which stays where it is unless somebody says otherwise."""

    item_id: int
    title: str
    starts: time
    along: time
    """When it begins if it moves along."""


def staying_talks(facts: Facts, changes: Sequence[EventChange]) -> tuple[StayingTalk, ...]:
    """Return the presentations at the time of blocks that changes move, by time, but for those they move or cancel.

    `facts` are those of before. One that would not begin and end on its day cannot move along, and is left out.
    """
    said = {change.subject for change in changes if change.kind in OF_ITEM}
    found: dict[int, StayingTalk] = {}
    for change in changes:
        if change.kind is not ChangeKind.BLOCK_MOVED or (block := facts.blocks.get(change.subject)) is None:
            continue
        later = timedelta(minutes=change.minutes)
        for talk in facts.presentations:
            item = facts.items[talk.item_id or 0]
            here = (item.venue_id, item.day) == (block.venue_id, block.day)
            here = here and item.starts < block.ends and block.starts < item.ends
            begins, ends = (datetime.combine(item.day, wall) + later for wall in (item.starts, item.ends))
            if here and row_id(item) not in said and begins.date() == ends.date() == item.day:
                found[row_id(item)] = StayingTalk(row_id(item), talk.title, item.starts, begins.time())
    return tuple(sorted(found.values(), key=lambda one: (one.starts, one.item_id)))


def read_talks(session: Session, facts: Facts) -> Mapping[int, TalkStand]:
    """Return how the presentations on the programme stand, and those accepted that have no time yet, by their ids."""
    found = {}
    for talk in facts.presentations:
        item = facts.items[talk.item_id or 0]
        found[row_id(talk)] = TalkStand(talk.title, item.starts_at, _fate(facts, talk, item))
    untimed = select(Presentation).where(
        Presentation.event_id == facts.event.id,
        col(Presentation.item_id).is_(None),
        Presentation.decision == Decision.ACCEPTED,
        Presentation.state == ProposalState.SENT,
    )
    for talk in session.exec(untimed.order_by(col(Presentation.id))):
        found[row_id(talk)] = TalkStand(talk.title, None, _fate(facts, talk, None))
    return found


def touched_talks(before: Mapping[int, TalkStand], after: Mapping[int, TalkStand]) -> tuple[TouchedTalk, ...]:
    """Return what becomes of presentations between two moments, by time; those without a time last."""
    found = []
    for number, stood in sorted(before.items(), key=_by_time):
        stands = after.get(number)
        fate = TalkFate.CANCELLED if stands is None else stands.fate if stands.fate is not stood.fate else None
        if fate is None and stands is not None and stands.starts_at != stood.starts_at:
            fate = TalkFate.MOVED
        if fate is not None:
            found.append(TouchedTalk(number, stood.title, fate))
    return tuple(found)


def _by_time(talk: tuple[int, TalkStand]) -> tuple[bool, datetime, int]:
    number, stands = talk
    return stands.starts_at is None, stands.starts_at or datetime.min.replace(tzinfo=UTC), number


def _fate(facts: Facts, talk: Presentation, item: ProgrammeItem | None) -> TalkFate | None:
    speaker = facts.registrations.get(talk.speaker_id or 0)
    if speaker is None:
        return None
    if not facts.takes_part(speaker):
        return TalkFate.NO_SPEAKER
    return TalkFate.SPEAKER_AWAY if item is not None and _away(speaker, item) else None


def _away(speaker: Registration, item: ProgrammeItem) -> bool:
    """Tell whether an item begins before an arrival or ends after a departure, all by the venue's clocks."""
    begins, ends = (clock.local(at, item.zone).replace(tzinfo=None) for at in (item.starts_at, item.ends_at))
    arrival, departure = (
        None if day is None or wall is None else datetime.combine(day, wall)
        for day, wall in ((speaker.arrives_day, speaker.arrives), (speaker.leaves_day, speaker.leaves))
    )
    return (arrival is not None and begins < arrival) or (departure is not None and ends > departure)
