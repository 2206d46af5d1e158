"""Number and length of the breaks in an agent's agenda."""

from collections.abc import Iterator

from solver.model.parts import Agent, Slot
from solver.validate.schedule_index import ScheduleIndex


def breaks_of(index: ScheduleIndex, agent: Agent) -> int:
    """Maximal runs of idle slots between two slots of one day with a meeting."""
    return sum(1 for _ in _breaks(index, agent))


def idle_slots_of(index: ScheduleIndex, agent: Agent) -> int:
    """The slots of all breaks; of counting slots at the same time only the first one is counted, idle or not."""
    found = list(_breaks(index, agent))
    hours = _hours(index, agent) if found else set()
    return sum(slot.id in hours for slots in found for slot in slots)


def _breaks(index: ScheduleIndex, agent: Agent) -> Iterator[list[Slot]]:
    """The idle slots of each break: slots that count and overlap none of the agent's meetings in time."""
    meetings = index.by_agent.get(agent.id, ())
    met = {slot.id for meeting in meetings for slot in meeting.span}
    if len(met) < 2:
        return
    engaged = set().union(*(index.overlapping[name] for name in met))
    for day in {meeting.span[0].day for meeting in meetings}:
        idle: list[Slot] | None = None
        for slot in index.slots_of_day[day]:
            if slot.id in met:
                if idle:
                    yield idle
                idle = []
            elif idle is not None and slot.id not in engaged and _counts(index, agent, slot):
                idle.append(slot)


def _counts(index: ScheduleIndex, agent: Agent, slot: Slot) -> bool:
    if any(slot.id in lunch for lunch in agent.keep_one_free):
        return False
    return index.problem.absence_counts or slot.id in agent.free


def _hours(index: ScheduleIndex, agent: Agent) -> set[str]:
    """The counting slots without those that overlap an earlier one of these."""
    hours: set[str] = set()
    for slot in index.problem.slots:
        if _counts(index, agent, slot) and hours.isdisjoint(index.overlapping[slot.id]):
            hours.add(slot.id)
    return hours
