"""The trade-off between wishes met and people disturbed: the best schedule for at most so many of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import solver.repair
from matchmaker.models import SolveMode, Strength
from matchmaker.scheduling.planning.closeness import Start, compare, staying_close
from matchmaker.scheduling.planning.engine import solve
from matchmaker.scheduling.planning.exchanges import exchanged
from matchmaker.scheduling.planning.met import is_proved, wishes_met
from matchmaker.scheduling.planning.preferring import problem_to_search
from matchmaker.scheduling.planning.tasks import Task
from solver.repair import ProposalKind

STEPS = (0, 2, 5, 10, 20)
"""Most people disturbed, one point each; one more point disturbs as many as it takes."""
SHARE = 0.4
"""Of the time, the part for that one."""


@dataclass(frozen=True, slots=True)
class TradeOffResult:
    """The best schedule that was found for at most so many people disturbed."""

    most: int | None
    """None: as many as it takes."""
    task: Task
    """What was solved, and what it started from."""
    result: solver.Result

    @property
    def people(self) -> int:
        """How many people it disturbs."""
        start = self.task.start
        return 0 if start is None else len(compare(self.task.problem, start.schedule, self.result.schedule).disturbed)

    @property
    def worth(self) -> int:
        """What the wishes that it meets are worth to the solver."""
        return self._goal(solver.Goal.VALUE)

    @property
    def missing(self) -> int:
        """How many guaranteed meetings are missing; they count before the worth."""
        return self._goal(solver.Goal.GUARANTEES)

    def _goal(self, goal: solver.Goal) -> int:
        return next((one.value for one in self.result.goals if one.goal is goal), 0)

    @property
    def proved(self) -> bool:
        """Whether no schedule that disturbs no more people is worth more."""
        return is_proved(self.result)

    def wishes(self, strength: Strength | None = None) -> int:
        """Return how many directed wishes (of a strength) it meets."""
        return wishes_met(self.task, self.result.schedule.assignments, strength)


def trade_off(
    task: Task, start: Start, seconds: float, *, workers: int, should_stop: Callable[[], bool]
) -> Iterator[TradeOffResult]:
    """Yield the points of what `task` asks, against the schedule of `start`: nobody, then everybody, then between.

    A step that gives no more than the one before is left out, and after a stop what is not found by then.
    """
    each = solver.Settings(time_limit=seconds * (1 - SHARE) / len(STEPS), workers=workers)
    asked = replace(task, problem=problem_to_search(task.facts, task.found, start))
    search = _Search(asked, start, each, should_stop)
    first = search.within(STEPS[0], start.schedule)
    if first is None:
        return
    yield first
    if should_stop():
        return
    best = search.without_limit(seconds * SHARE)
    if best is None:
        return
    if _values(best.result.goals) > _values(first.result.goals):
        yield best
    before = first
    for most in STEPS[1:]:
        if most >= best.people or should_stop():
            return
        found = search.within(most, before.result.schedule)
        if found is not None and _values(found.result.goals) > _values(before.result.goals):
            yield found
            before = found


@dataclass(frozen=True, slots=True)
class _Search:
    task: Task
    start: Start
    settings: solver.Settings
    """For one point."""
    should_stop: Callable[[], bool]

    def within(self, most: int, begin: solver.Schedule) -> TradeOffResult | None:
        """Return the best schedule that disturbs at most so many people, looked for from `begin`."""
        problem = self.task.problem
        found = solver.repair.repair(
            problem,
            begin,
            released=exchanged(problem, self.start.schedule)[0],
            settings=self.settings,
            most_disturbed=most,
            should_stop=self.should_stop,
        )
        possible = [item for item in found.proposals if len(item.disturbed) <= most]
        if not possible:
            return None
        chosen = max(possible, key=lambda item: (_values(item.goals), item.kind is ProposalKind.MORE_MET))
        result = solver.Result(
            status=solver.Status.FEASIBLE,
            schedule=chosen.schedule,
            goals=chosen.goals,
            reasons=solver.explain(problem, chosen.schedule, proved=False),
            seconds=found.seconds,
        )
        return TradeOffResult(most, replace(self.task, start=replace(self.start, mode=SolveMode.TRADE_OFF)), result)

    def without_limit(self, seconds: float) -> TradeOffResult | None:
        """Return the schedule that is worth most, and of several that which disturbs fewest; None if none was found."""
        start = replace(self.start, mode=SolveMode.BETTER)
        near = replace(self.task, problem=staying_close(self.task.problem, self.task.found, start), start=start)
        settings = replace(self.settings, time_limit=seconds)
        result = solve(near, settings, on_progress=lambda _: None, should_stop=self.should_stop)
        return TradeOffResult(None, near, result) if result.goals else None


def _values(goals: tuple[solver.GoalResult, ...]) -> tuple[int, ...]:
    """Return what counts before the people disturbed, the best largest."""
    value = {goal.goal: goal.value for goal in goals}
    first = (solver.Goal.REQUIRED, solver.Goal.GUARANTEES)
    return (*(-value[goal] for goal in first), value[solver.Goal.VALUE], -value[solver.Goal.FAIRNESS])
