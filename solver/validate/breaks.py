"""Breaks in an agent's agenda, and how long they are."""

from collections import defaultdict

from solver.problem import Agent, Slot
from solver.validate.facts import Facts, Meeting


def breaks_of(facts: Facts, agent: Agent) -> int:
    """Maximal runs of idle counting slots between two meetings of one day.

    Slots that overlap a meeting of the agent in time are part of that meeting, not idle.
    """
    days = _days(facts, agent)
    return sum(_breaks_of_day(facts, agent, day, meetings) for day, meetings in days.items() if len(meetings) > 1)


def idle_slots_of(facts: Facts, agent: Agent) -> int:
    """Idle counting slots between two meetings of one day; of slots at the same time only the first counts."""
    days = _days(facts, agent)
    return sum(_idle_of_day(facts, agent, day, meetings) for day, meetings in days.items() if len(meetings) > 1)


def _idle_of_day(facts: Facts, agent: Agent, day: str, meetings: list[Meeting]) -> int:
    met = {slot.id: slot for meeting in meetings for slot in meeting.span}
    hours: list[Slot] = []
    found, idle, begun = 0, 0, False
    for slot in facts.problem.slots:
        counts = facts.problem.absence_counts or slot.id in agent.free
        if slot.day != day or not (counts or slot.id in met):
            continue
        new = counts and not any(_overlap(slot, other) for other in hours)
        if new:
            hours.append(slot)
        if any(_overlap(slot, other) for other in met.values()):
            found += idle
            idle, begun = 0, True
        else:
            idle += new and begun
    return found


def _days(facts: Facts, agent: Agent) -> dict[str, list[Meeting]]:
    days: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in facts.by_agent.get(agent.id, ()):
        days[meeting.span[0].day].append(meeting)
    return days


def _overlap(one: Slot, two: Slot) -> bool:
    return one.start < two.end and two.start < one.end


def _breaks_of_day(facts: Facts, agent: Agent, day: str, meetings: list[Meeting]) -> int:
    met = {slot.id: slot for meeting in meetings for slot in meeting.span}
    found, idle, begun = 0, False, False
    for slot in facts.problem.slots:
        if slot.day != day or not (facts.problem.absence_counts or slot.id in agent.free or slot.id in met):
            continue
        if any(_overlap(slot, other) for other in met.values()):
            found += begun and idle
            begun, idle = True, False
        else:
            idle = True
    return found
