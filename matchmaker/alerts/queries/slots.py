"""When a meeting could be instead, and how things stand at the time that somebody proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import Alert, AlertKind, Event, Meeting, PairKey, Placement, Registration, Slot, row_id
from matchmaker.releases.queries.drafts import starting_point
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots
from matchmaker.scheduling.planning.engine import Assignment
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.places import places_of_pair
from matchmaker.scheduling.planning.problem import pair_key, request_id, row_number
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.queries.open_slots import open_slots

NEAR = timedelta(minutes=15)
"""How far a slot may begin from the time that somebody proposes."""


@dataclass(frozen=True, slots=True)
class PersonThen:
    """What somebody who goes to the meeting does at another time."""

    name: str
    organisation: str
    meets: str
    """The organisation that they meet then; empty for none."""
    busy: BusyKind | None
    """Why they cannot meet then; None if they can."""

    @property
    def free(self) -> bool:
        return not self.meets and self.busy is None


@dataclass(frozen=True, slots=True)
class ProposedTime:
    """How things stand at the slot nearest to the time that somebody proposes."""

    slot: Slot
    people: tuple[PersonThen, ...]
    """Those who go to the meeting now."""
    places: int
    """How many are free."""


def proposed_slots(session: Session, event: Event, alert: Alert) -> list[int]:
    """Return the slots nearest to the time that an alert proposes, still to come; none if it names no time, or none
    is near.
    """
    if alert.moment is None or alert.kind is not AlertKind.COUNTER:
        return []
    near = [
        (abs(slot.starts_at - alert.moment), row_id(slot))
        for slot in _slots(session, event)
        if abs(slot.starts_at - alert.moment) <= NEAR and slot.starts_at > clock.now()
    ]
    return [slot_id for distance, slot_id in near if distance == min(near)[0]]


def other_slots(session: Session, event: Event, alert: Alert) -> list[int]:
    """Return the slots still to come in which the meeting is not now; for one who is late, those late enough."""
    now = _present_slot(session, event, alert)
    earliest = clock.now()
    if now is not None and alert.kind is AlertKind.LATE:
        earliest = max(earliest, now.starts_at + timedelta(minutes=alert.minutes or 0))
    return [row_id(slot) for slot in _slots(session, event) if slot != now and slot.starts_at > earliest]


def missed_slots(session: Session, event: Event, alert: Alert) -> list[int]:
    """Return the slots that begin before somebody who is late for the day is there, on that day."""
    moment = alert.moment
    if moment is None:
        return []
    return [row_id(slot) for slot in _slots(session, event) if _same_day(slot, moment) and slot.starts_at < moment]


def without_slot(session: Session, event: Event, alert: Alert) -> bool:
    """Tell whether the hours that suit somebody, as an alert says, leave no slot in which they could meet."""
    if alert.kind is not AlertKind.HOURS or alert.registration_id is None:
        return False
    return not open_slots(session, event, session.get_one(Registration, alert.registration_id))


def proposed_time(session: Session, event: Event, alert: Alert) -> ProposedTime | None:
    """Return how things stand at the time that an alert proposes; None if it proposes none that could be."""
    slots = proposed_slots(session, event, alert)
    start = starting_point(session, event)
    if not slots or start is None or alert.meeting_id is None:
        return None
    meeting = session.get_one(Meeting, alert.meeting_id)
    facts, schedule = load_facts(session, event), read_schedule(session, start)
    placed = schedule.assignments.get(request_id(meeting.pair))
    if placed is None:
        return None
    slot = facts.slots[slots[0]]
    others = {pair_key(name): one for name, one in schedule.assignments.items() if one.slot == f"s{slot.id}"}
    return ProposedTime(
        slot=slot,
        people=tuple(_then(facts, others, person, slot) for person in facts.humans.people(placed.agents, meeting.pair)),
        places=_free_places(facts, others, meeting, slot),
    )


def _then(facts: Facts, others: Mapping[PairKey, Assignment], registration_id: int, slot: Slot) -> PersonThen:
    own = facts.registrations[registration_id].delegation_id
    agent = facts.humans.agent(registration_id)
    meets = next((pair for pair, placed in others.items() if agent in placed.agents), ())
    other = next((side for side in meets if facts.humans.registration(agent, side) is None), None)
    busy = busy_slots(facts)[registration_id].get(row_id(slot))
    return PersonThen(
        name=facts.persons[registration_id].name,
        organisation=facts.name(own),
        meets="" if other is None else facts.name(other),
        busy=busy.kind if busy else None,
    )


def _free_places(facts: Facts, others: Mapping[PairKey, Assignment], meeting: Meeting, slot: Slot) -> int:
    """Return how many meetings more could take place at the places of the two."""
    mine = {
        place_id: facts.places[place_id].capacity
        for place_id in places_of_pair(facts, meeting.pair)
        if facts.places[place_id].venue_id == slot.venue_id and (place_id, row_id(slot)) not in facts.closures
    }
    return sum(mine.values()) - sum(row_number(placed.place) in mine for placed in others.values())


def _present_slot(session: Session, event: Event, alert: Alert) -> Slot | None:
    start = starting_point(session, event)
    if start is None:
        return None
    return session.exec(
        select(Slot)
        .join(Placement, col(Placement.slot_id) == col(Slot.id))
        .where(col(Placement.scenario_id) == start.id, col(Placement.meeting_id) == alert.meeting_id)
    ).first()


def _slots(session: Session, event: Event) -> Sequence[Slot]:
    return session.exec(select(Slot).where(col(Slot.event_id) == event.id).order_by(col(Slot.starts_at))).all()


def _same_day(slot: Slot, moment: datetime) -> bool:
    return clock.local(moment, slot.zone).date() == slot.day
