"""Changes of an event drawn at random: one of a kind, about whom and what the event has."""

from random import Random

from sqlmodel import Session, col, select

from matchmaker.change_desk.queries.subjects import others, subjects
from matchmaker.change_desk.rules import AT_A_TIME, NAMES_OTHERS, OF_A_DAY, OF_PLACES, ChangeKind, EventChange
from matchmaker.models import Event, Slot, Strength

DRAWN = 100
"""Times that a subject is drawn until there is somebody whom the change can name."""
WISHES = 5


def draw_change(session: Session, event: Event, kind: ChangeKind, random: Random) -> EventChange:
    """A change of a kind: what more it says (a time, colleague, wishes) is drawn too."""
    known = subjects(session, event, kind, "en")
    if kind is ChangeKind.NEWCOMER:
        known = known[:1]
    for _ in range(DRAWN):
        subject = random.choice(known)
        named = others(session, event, kind, subject.id) if kind in NAMES_OTHERS else []
        if named or kind not in NAMES_OTHERS:
            break
    else:
        raise AssertionError(f"nobody is left for {kind}")
    said: dict = {}
    if kind in NAMES_OTHERS:
        chosen = random.sample(named, min(len(named), WISHES if kind is ChangeKind.NEWCOMER else 1))
        said |= {"others": tuple(one.id for one in chosen), "with_whom": tuple(one.name for one in chosen)}
        said |= {"strength": random.choice(list(Strength)), "agreed": True}
    if kind in AT_A_TIME | OF_PLACES:
        slots = select(Slot).where(Slot.event_id == event.id)
        if kind is ChangeKind.BLOCK_ENDS:
            slots = slots.where(Slot.block_id == subject.id)
        slot = random.choice(session.exec(slots.order_by(col(Slot.id))).all())
        said["at"] = slot.starts
        if kind in OF_A_DAY:
            said["day"] = slot.day
        if kind in OF_PLACES and random.random() < 0.5:
            said["until"] = slot.ends
    if kind is ChangeKind.BLOCK_MOVED:
        said["minutes"] = random.choice([-30, -15, 15, 30])
    return EventChange(kind=kind, subject=subject.id, about=subject.about, **said)


def draw_changes(session: Session, event: Event, number: int, random: Random) -> list[EventChange]:
    """What happens at once in the given case: kinds take turns, and every fourth time there are two."""
    kinds = list(ChangeKind)
    drawn = [draw_change(session, event, kinds[number % len(kinds)], random)]
    if number % 4 == 3:
        drawn.append(draw_change(session, event, random.choice(kinds), random))
    return drawn
