"""Breaks in an agent's agenda."""

from collections import defaultdict

from solver.problem import Agent
from solver.validate.facts import Facts, Meeting


def breaks_of(facts: Facts, agent: Agent) -> int:
    """Maximal runs of idle counting slots between two meetings of one day.

    Slots that overlap a meeting of the agent in time are part of that meeting, not idle.
    """
    days: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in facts.by_agent.get(agent.id, ()):
        days[meeting.span[0].day].append(meeting)
    return sum(_breaks_of_day(facts, agent, day, meetings) for day, meetings in days.items() if len(meetings) > 1)


def _breaks_of_day(facts: Facts, agent: Agent, day: str, meetings: list[Meeting]) -> int:
    met = {slot.id: slot for meeting in meetings for slot in meeting.span}
    found, idle, begun = 0, False, False
    for slot in facts.problem.slots:
        if slot.day != day or not (facts.problem.absence_counts or slot.id in agent.free or slot.id in met):
            continue
        if any(slot.start < other.end and other.start < slot.end for other in met.values()):
            found += begun and idle
            begun, idle = True, False
        else:
            idle = True
    return found
