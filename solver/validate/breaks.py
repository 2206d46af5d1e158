"""Number and length of the breaks in an agent's agenda."""

from collections import defaultdict

from solver.model.parts import Agent
from solver.validate.schedule_index import Meeting, ScheduleIndex


def breaks_of(index: ScheduleIndex, agent: Agent) -> int:
    """Maximal runs of idle counting slots between two meetings of one day.

    Slots that overlap a meeting of the agent in time are part of that meeting, not idle.
    """
    days = _days(index, agent)
    return sum(_breaks_of_day(index, agent, day, meetings) for day, meetings in days.items() if len(meetings) > 1)


def idle_slots_of(index: ScheduleIndex, agent: Agent) -> int:
    """Idle counting slots between two meetings of one day; of slots at the same time only the first counts."""
    days = _days(index, agent)
    return sum(_idle_of_day(index, agent, day, meetings) for day, meetings in days.items() if len(meetings) > 1)


def _idle_of_day(index: ScheduleIndex, agent: Agent, day: str, meetings: list[Meeting]) -> int:
    met, engaged = _met(index, meetings)
    hours: set[str] = set()
    found, idle, begun = 0, 0, False
    for slot in index.slots_of_day[day]:
        counts = index.problem.absence_counts or slot.id in agent.free
        if not (counts or slot.id in met):
            continue
        new = counts and hours.isdisjoint(index.overlapping[slot.id])
        if new:
            hours.add(slot.id)
        if slot.id in engaged:
            found += idle
            idle, begun = 0, True
        else:
            idle += new and begun
    return found


def _days(index: ScheduleIndex, agent: Agent) -> dict[str, list[Meeting]]:
    days: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in index.by_agent.get(agent.id, ()):
        days[meeting.span[0].day].append(meeting)
    return days


def _met(index: ScheduleIndex, meetings: list[Meeting]) -> tuple[set[str], set[str]]:
    """The slots of the meetings, and all slots that overlap one of them in time."""
    met = {slot.id for meeting in meetings for slot in meeting.span}
    return met, set().union(*(index.overlapping[name] for name in met))


def _breaks_of_day(index: ScheduleIndex, agent: Agent, day: str, meetings: list[Meeting]) -> int:
    met, engaged = _met(index, meetings)
    found, idle, begun = 0, False, False
    for slot in index.slots_of_day[day]:
        if not (index.problem.absence_counts or slot.id in agent.free or slot.id in met):
            continue
        if slot.id in engaged:
            found += begun and idle
            begun, idle = True, False
        else:
            idle = True
    return found
