"""What a schedule changes of the reference: people displaced and disturbed, meetings moved, from both schedules."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from solver.model.fitting import fitting
from solver.model.reference import Mode, Reference
from solver.model.schedule import Assignment
from solver.validate.schedule_index import ScheduleIndex
from solver.validate.standing import cannot_stay


@dataclass(frozen=True, slots=True)
class Differences:
    """People displaced and disturbed, meetings moved, and how many people may be displaced (None: any number)."""

    displaced: frozenset[str]
    disturbed: frozenset[str]
    moved: frozenset[str]
    allowed: int | None


def excess(index: ScheduleIndex) -> int:
    """People displaced beyond what the mode of the reference allows."""
    found = differences(index)
    return 0 if found is None or found.allowed is None else max(0, len(found.displaced) - found.allowed)


def disturbed(index: ScheduleIndex) -> int:
    """People who lose or move a meeting that could stay, or are in one in which they were not."""
    found = differences(index)
    return 0 if found is None else len(found.disturbed)


def moved(index: ScheduleIndex) -> int:
    """Meetings that could stay, and are at another time, with other people, or nowhere."""
    found = differences(index)
    return 0 if found is None else len(found.moved)


def differences(index: ScheduleIndex) -> Differences | None:
    """All of it, counted once; None without a reference."""
    reference = index.problem.reference
    if reference is None:
        return None
    if index not in _KNOWN:
        _KNOWN[index] = _compare(index, reference)
    return _KNOWN[index]


def _compare(index: ScheduleIndex, reference: Reference) -> Differences:
    before = fitting(index.problem, reference.schedule).assignments
    forced = cannot_stay(index.problem, reference.schedule)
    people: set[str] = set()
    for name, was in before.items():
        if name not in index.requests:
            continue
        meeting = index.meetings.get(name)
        then = frozenset(was.agents)
        now = frozenset[str]() if meeting is None else frozenset(meeting.agents)
        people |= now - then
        if name not in forced:
            people |= then if meeting is None or meeting.span[0].id != was.slot else then - now
    moved = {name for name, was in before.items() if name not in forced and not _same(index, was)}
    gains = {agent for name, meeting in index.meetings.items() if name not in before for agent in meeting.agents}
    return Differences(
        displaced=frozenset(people & index.agents.keys()),
        disturbed=frozenset((people | gains) & index.agents.keys()),
        moved=frozenset(moved),
        allowed=_allowed(index, reference, forced),
    )


def _same(index: ScheduleIndex, was: Assignment) -> bool:
    meeting = index.meetings.get(was.request)
    return meeting is not None and (meeting.span[0].id, meeting.agents) == (was.slot, was.agents)


def _allowed(index: ScheduleIndex, reference: Reference, forced: frozenset[str]) -> int | None:
    """Allowances of what is gained beside the meetings that can stay, less those of what is given up of them."""
    if reference.mode is Mode.BETTER:
        return None
    if reference.mode is Mode.ADD:
        return 0
    stays = reference.schedule.assignments.keys() - forced
    gained = sum(index.requests[name].allowance for name in index.meetings.keys() - stays)
    return gained - sum(index.requests[name].allowance for name in stays - index.meetings.keys())


_KNOWN: WeakKeyDictionary[ScheduleIndex, Differences] = WeakKeyDictionary()
