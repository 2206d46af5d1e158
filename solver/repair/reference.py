"""The release that a repair counts against: what cannot stay of it, whom a schedule disturbs, and what it costs."""

from functools import cached_property

from solver.goals.lexicographic import first_bounds
from solver.model.fitting import fitting
from solver.model.problem import Problem
from solver.model.repair import Change, Happening, Tally
from solver.model.result import Goal
from solver.model.schedule import Assignment, Schedule
from solver.state.index import Index
from solver.state.last_index import index_of
from solver.state.promises import promises
from solver.state.standing import standing


class ReferenceSchedule:
    """A schedule made for the problem as it was, seen from the problem as it is now."""

    def __init__(self, index: Index, schedule: Schedule) -> None:
        self.index, self.schedule = index, fitting(index.problem, schedule)
        self._known = schedule
        """As people know it: perhaps with some who need not come any more."""
        self.fallen = standing(index, self.schedule).fallen
        self._forced = {item.request for item in self.fallen}

    def people(self, request: str) -> tuple[str, ...]:
        """Who was in the meeting; nobody if there was none."""
        was = self.schedule.assignments.get(request)
        return () if was is None else was.agents

    def is_fallen(self, request: str) -> bool:
        """Whether its meeting cannot stay where it was."""
        return request in self._forced

    def forced(self, request: str, agent: str) -> bool:
        """Whether the change forces the person to lose the meeting or to have it moved."""
        return self.is_fallen(request) and agent in self.people(request)

    def changes(self, schedule: Schedule) -> tuple[Change, ...]:
        """Every difference, person by person."""
        found: list[Change] = []
        for request in {**self.schedule.assignments, **schedule.assignments}:
            before, after = self.schedule.assignments.get(request), schedule.assignments.get(request)
            now = () if after is None else after.agents
            known = self._known.assignments.get(request)
            needless = set() if known is None else {*known.agents}.difference(self.people(request), now)
            found += [_freed(agent, request, before, after) for agent in needless]
            for agent in dict.fromkeys((*self.people(request), *now)):
                happening = _happening(before, after, was=agent in self.people(request), now=agent in now)
                if happening is not None:
                    forced = self.forced(request, agent)
                    found.append(
                        Change(
                            agent=agent,
                            request=request,
                            happening=happening,
                            before=before,
                            after=after,
                            forced=forced,
                        )
                    )
        return tuple(sorted(found, key=lambda change: (change.agent, change.request)))

    def tally(self, schedule: Schedule) -> Tally:
        """A schedule in plain numbers."""
        met = [case for name, case in zip(self._names, self.index.cases, strict=True) if name in schedule.assignments]
        count = [0] * len(self.index.problem.delegations)
        for case in met:
            for delegation in case.delegations:
                count[delegation] += 1
        return Tally(
            meetings=len(schedule),
            value=sum(case.value for case in met),
            wishes=sum(value > 0 for case in met for value in case.values),
            shortfall=sum(max(0, minimum - count[number]) for number, minimum in promises(self.index).minimums.items()),
            required_missing=sum(case.required for case in self.index.cases) - sum(case.required for case in met),
        )

    @cached_property
    def limits(self) -> dict[Goal, int]:
        """What no repair can pass of any goal; of those that disturb few people, less may be out of reach.

        A bound that is found later takes the place of one that says less.
        """
        return first_bounds(self.index)

    @cached_property
    def _names(self) -> list[str]:
        return [request.id for request in self.index.problem.requests]


def shortfall(problem: Problem, schedule: Schedule) -> int:
    """Return how many guaranteed meetings a schedule lacks, of those that the problem allows."""
    return ReferenceSchedule(index_of(problem), schedule).tally(schedule).shortfall


def _freed(agent: str, request: str, before: Assignment | None, after: Assignment | None) -> Change:
    """Somebody who need not come to a meeting any more: as if the change had taken it from them."""
    return Change(agent=agent, request=request, happening=Happening.LOSES, before=before, after=after, forced=True)


def _happening(before: Assignment | None, after: Assignment | None, *, was: bool, now: bool) -> Happening | None:
    if before is None or after is None or not (was and now):
        return Happening.LOSES if was else Happening.GAINS
    if before.slot != after.slot:
        return Happening.MOVES
    if before.place != after.place:
        return Happening.OTHER_PLACE
    return Happening.OTHER_PERSON if before.agents != after.agents else None
