"""The whole way from a changed problem to its three proposals."""

from collections.abc import Callable, Mapping
from math import inf

from solver.board import Board, Seat
from solver.exact.goals import GOALS
from solver.index import Index
from solver.place_kinds import PlaceKinds
from solver.problem import Problem
from solver.repair.model import RepairModel
from solver.repair.pursuit import Extra, Manner, Pursuit, Step, Values
from solver.repair.reach import Reach
from solver.repair.release import Release
from solver.repair.result import Proposal, ProposalKind, Repair, disturbed
from solver.repair.standing import standing
from solver.repair.tables import seat
from solver.result import Goal, GoalResult
from solver.run import Run
from solver.schedule import Schedule
from solver.scores import Scores
from solver.settings import Settings
from solver.size import combinations
from solver.sketch import Choice, Sketch
from solver.validate import validate

SECONDS = 2.0
"""For all three together, unless the caller's settings say otherwise."""
RESERVE = 0.08
"""Share of the time that is left for tables and for saying what changes."""
SHARE = 0.7
"""Of the time that is left, the most that one step may use."""
NEAR = 2
"""People whom a change disturbs at least that is tried before all others when more value is wanted."""
LARGE = 60_000
"""Above so many possible (request, slot, agent) combinations only changes near the release are considered."""
FIRST = (Goal.REQUIRED, Goal.GUARANTEES)
"""Goals that come before the number of people disturbed."""
LAST = tuple(goal for goal, _ in GOALS if goal not in (*FIRST, Goal.VALUE, Goal.PLACE_CHANGES))
"""Goals that come after the value; tables are kept, not chosen anew."""


def repair(
    problem: Problem,
    before: Schedule,
    *,
    released: Schedule | None = None,
    settings: Settings | None = None,
    most_disturbed: int | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Repair:
    """Up to three schedules for a problem that has changed, from the smallest change to the most meetings.

    `problem` is the problem after the change; `before`, the schedule to start from, may break its rules and name what
    it no longer has. Disturbance is counted against `released` (by default the same). More met may disturb
    `most_disturbed` people, by default twice those of least disturbance and four more. `should_stop` is called every
    0.1 s from the caller's thread.
    """
    run = Run(settings or Settings(time_limit=SECONDS), None, should_stop)
    index = Index(problem)
    release = Release(index, before if released is None else released)
    return _Repairing(index, run, before, release).repair(most_disturbed)


class _Repairing:
    def __init__(self, index: Index, run: Run, before: Schedule, release: Release) -> None:
        self.index, self.run, self.before, self.release = index, run, before, release
        self.kinds, self.scores = PlaceKinds(index), Scores(index)
        self.reach = Reach(index, release)
        board = standing(index, before).board
        self.cancelled = {n: Choice(s.slot, s.agents, self.kinds.kind_of[s.place]) for n, s in board.seats.items()}
        """Only what must go is taken out: where the others start."""
        self.lawful = self._keeps_obligations()
        """False if something must be placed, or breaks must be spread, that then is not."""
        self._everyone = len(index.free)
        self._large = combinations(index) > LARGE
        self._ends = inf if run.repeatable else run.settings.time_limit * (1 - RESERVE)

    def repair(self, most_disturbed: int | None) -> Repair:
        """All three; more met is looked for in the background while least disturbance is polished."""
        proposals = []
        if self.lawful:
            proposals.append(self._proposal(ProposalKind.ONLY_CANCEL, self.cancelled, {}))
        least = self._least_disturbance()
        most = 2 * least.values[Extra.DISTURBED] + 4 if most_disturbed is None else most_disturbed
        small = least.most <= NEAR
        if least.legal:
            self._look_for_value(least)
            if small:
                self._polish(least)
        more = self._more_met(least, most)
        if more is not None:
            self._look_for_value(more)
        if least.legal:
            if not small:
                self._polish(least)
            proposals.append(self._proposal(ProposalKind.LEAST_DISTURBANCE, least.sketch, least.bounds))
        if more is not None:
            if least.legal and least.values[Extra.DISTURBED] <= most:
                more.offer(least.sketch, [Goal.VALUE])
            self._polish(more)
            proposals.append(self._proposal(ProposalKind.MORE_MET, more.sketch, more.bounds))
        return Repair(
            fallen=self.release.fallen,
            proposals=tuple(proposals),
            most_disturbed=most,
            impossible=least.impossible,
            seconds=self.run.seconds,
        )

    def _keeps_obligations(self) -> bool:
        problem = self.index.problem
        placed = all(case.number in self.cancelled for case in self.index.cases if case.pinned or problem.place_all)
        if problem.break_spread is None:
            return placed
        return placed and validate(problem, self._board(self.cancelled).schedule()).valid

    def _least_disturbance(self) -> Pursuit:
        """The fewest people for the least shortfall: with nobody, with one person, or with as many as it takes."""
        steps = (*FIRST, Extra.DISTURBED)
        for most in (0, 1) if self._large else (0, 1, self._everyone):
            least = self._pursuit(self.cancelled, most, legal=self.lawful)
            least.settle(steps, self._left * SHARE, Manner.CORES)
            if least.at_best(FIRST):
                return least
        if self._large or not least.legal:
            least.bounds.clear()
            return least
        narrow = self._pursuit(least.sketch, least.values[Extra.DISTURBED], legal=True)
        narrow.keep(steps, least.bounds)
        return narrow

    def _more_met(self, least: Pursuit, most: int) -> Pursuit | None:
        """With the least shortfall that at most so many people allow; None if none was found."""
        near = NEAR if self._large else None
        if least.legal and least.values[Extra.DISTURBED] <= most:
            more = self._pursuit(least.sketch, most, legal=True, near=near)
            more.keep(FIRST, least.bounds)
        else:
            more = self._pursuit(self.cancelled, most, legal=self.lawful, near=near)
            more.settle(FIRST, self._left * SHARE, Manner.CORES)
        return more if more.legal else None

    def _look_for_value(self, pursuit: Pursuit) -> None:
        """Begin to look for more value in the background; before that, where changes are smallest."""
        if pursuit.most > NEAR and pursuit.whole:
            scout = self._pursuit(pursuit.sketch, pursuit.most, legal=True, near=NEAR)
            scout.keep(pursuit.settled, {})
            scout.settle([Goal.VALUE], self._left * SHARE / 2, Manner.LINEAR)
            pursuit.offer(scout.sketch, [Goal.VALUE])
        pursuit.begin([Goal.VALUE], self._left * SHARE, Manner.LINEAR)

    def _polish(self, pursuit: Pursuit) -> None:
        pursuit.end([Goal.VALUE])
        for goal in LAST:
            if self.run.over() or self._left <= 0:
                return
            pursuit.settle([goal], self._left * SHARE)

    def _pursuit(self, sketch: Sketch, most: int, *, legal: bool, near: int | None = None) -> Pursuit:
        """From a sketch, with at most so many people disturbed, by changes of which each needs no more than `near`."""
        model = RepairModel(self.reach.within(most if near is None else min(near, most)), self.release)
        model.disturb_at_most(most)
        pursuit = Pursuit(model, self.run, self._measure, sketch, most, whole=near is None or near >= most)
        pursuit.legal = legal and pursuit.values[Extra.DISTURBED] <= most
        return pursuit

    @property
    def _left(self) -> float:
        return self._ends - self.run.seconds

    def _board(self, sketch: Sketch) -> Board:
        """The sketch in any place of the right kind."""
        board = Board(self.index)
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, self.kinds.members[choice.kind][0], choice.agents))
        return board

    def _measure(self, sketch: Sketch) -> Values:
        board = self._board(sketch)
        values: Values = {Extra.DISTURBED: len(disturbed(self.release.changes(board.schedule())))}
        values.update(self.scores.of(board).items())
        return values

    def _proposal(self, kind: ProposalKind, sketch: Sketch, bounds: Mapping[Step, int]) -> Proposal:
        board = seat(self.index, sketch, (self.before, self.release.schedule))
        schedule, values = board.schedule(), self.scores.of(board)
        return Proposal(
            kind=kind,
            schedule=schedule,
            goals=tuple(GoalResult(goal=goal, value=values[goal], bound=bounds.get(goal)) for goal in Goal),
            changes=self.release.changes(schedule),
            disturbed_bound=bounds.get(Extra.DISTURBED),
            before=self.release.tally(self.release.schedule),
            after=self.release.tally(schedule),
        )
