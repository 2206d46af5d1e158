"""The whole way from a problem to its result: a first schedule, goal after goal, places, reasons."""

from collections.abc import Callable, Mapping

from solver.board import Board, Seat
from solver.exact.conflict import conflict
from solver.exact.goals import GOALS
from solver.exact.model import ExactModel
from solver.explain import explain
from solver.first_come import serve
from solver.index import Index
from solver.place_kinds import PlaceKinds
from solver.places import furnish
from solver.problem import Problem
from solver.result import Goal, GoalResult, Progress, Result, Status
from solver.run import Run
from solver.schedule import Schedule
from solver.scores import Scores
from solver.settings import Settings
from solver.sketch import Choice, Sketch
from solver.validate import validate

SHARES = {Goal.REQUIRED: 0.1, Goal.GUARANTEES: 0.25, Goal.VALUE: 0.5, Goal.FAIRNESS: 0.3, Goal.BREAKS: 0.95}
"""Of the time that is left, the most that a goal may use; what it does not need goes to the next."""


def plan(
    problem: Problem,
    settings: Settings | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    start: Schedule | None = None,
) -> Result:
    """The best schedule found in the time, with a proved bound for each goal and a reason for each request left out.

    `on_progress` is called at most twice a second, `should_stop` every 0.1 s; both from the caller's thread.
    A `start` that breaks a hard rule is not used.
    """
    return _Planning(problem, Run(settings or Settings(), on_progress, should_stop)).result(start)


class _Planning:
    def __init__(self, problem: Problem, run: Run) -> None:
        self.problem, self.run = problem, run
        self.index = Index(problem)
        self.kinds = PlaceKinds(self.index)
        self.scores = Scores(self.index)
        self.impossible = self.unknown = False
        self.bounds: dict[Goal, int | None] = {Goal.PLACE_CHANGES: 0}

    def result(self, start: Schedule | None) -> Result:
        board = self._first(start)
        sketch = self._optimise(board)
        if self.impossible or self.unknown:
            return self._infeasible()
        board = furnish(self.index, self.kinds, sketch)
        self._fill(board)
        schedule = board.schedule()
        values = self.scores.of(board)
        goals = tuple(GoalResult(goal=goal, value=value, bound=self.bounds[goal]) for goal, value in values.items())
        for result in goals:
            self.run.tell(result, now=result.goal is Goal.PLACE_CHANGES)
        proved = {result.goal for result in goals if result.proved}
        status = Status.OPTIMAL if len(proved) == len(goals) else Status.FEASIBLE
        return Result(
            status=Status.STOPPED if self.run.stopped and status is Status.FEASIBLE else status,
            schedule=schedule,
            goals=goals,
            reasons=explain(self.problem, schedule, proved=Goal.VALUE in proved),
            seconds=self.run.seconds,
        )

    def _first(self, start: Schedule | None) -> Board:
        """The given start, or the most valuable requests served first, whichever meets more."""
        boards = []
        if start is not None and not validate(self.problem, start).violations:
            boards.append(Board(self.index, start))
        greedy = Board(self.index)
        order = sorted(self.index.cases, key=lambda case: (not case.required, -case.value))
        serve(greedy, [case.number for case in order if case.starts])
        boards.append(greedy)
        return min(boards, key=lambda board: _rank(self.scores.of(board)))

    def _optimise(self, board: Board) -> Sketch:
        """Goal after goal, each keeping the values reached before."""
        sketch = self._sketch(board)
        legal = all(case.number in sketch for case in self.index.cases if case.pinned or self.problem.place_all)
        values = self.scores.of(board)
        if legal:
            for goal in (Goal.REQUIRED, Goal.GUARANTEES, Goal.VALUE):
                self.run.tell(GoalResult(goal=goal, value=values[goal], bound=None))
        model = ExactModel(self.index, self.run)
        for goal, _ in GOALS:
            aim = model.aim(goal)
            self.bounds[goal] = aim.limit
            if self.run.over() and legal:
                continue
            if not legal or values[goal] != aim.limit:
                outcome = model.optimise(goal, sketch, values[goal] if legal else None, self.run.left * SHARES[goal])
                if outcome.impossible or (outcome.sketch is None and not legal):
                    self.impossible, self.unknown = outcome.impossible, not outcome.impossible
                    return {}
                self.bounds[goal] = outcome.bound
                found = outcome.sketch
                if found is not None:
                    after = self.scores.of(self._lay(found))
                    if not legal or _rank(after) < _rank(values):
                        sketch, values, legal = found, after, True
            model.keep(goal, values[goal])
            self.run.tell(GoalResult(goal=goal, value=values[goal], bound=self.bounds[goal]))
        return sketch

    def _infeasible(self) -> Result:
        status = Status.INFEASIBLE if self.impossible else Status.UNKNOWN
        return Result(
            status=status,
            schedule=Schedule(),
            goals=(),
            reasons=(),
            seconds=self.run.seconds,
            conflict=conflict(self.index) if self.impossible else (),
        )

    def _sketch(self, board: Board) -> Sketch:
        kinds = self.kinds.kind_of
        return {number: Choice(seat.slot, seat.agents, kinds[seat.place]) for number, seat in board.seats.items()}

    def _lay(self, sketch: Sketch) -> Board:
        """The sketch on a board, in any place of the right kind."""
        board = Board(self.index)
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, self.kinds.members[choice.kind][0], choice.agents))
        return board

    def _fill(self, board: Board) -> None:
        """Put in what still fits: without proof something may, and nobody should be told no without a reason."""
        for case in sorted(self.index.cases, key=lambda case: -case.value):
            if case.number in board.seats or not (case.value or case.required or self.scores.short(board, case)):
                continue
            seat = board.opening(case.number)
            if seat is not None:
                board.put(case.number, seat)


def _rank(values: Mapping[Goal, int]) -> tuple[int, ...]:
    """Goals in their order, smaller is better."""
    return tuple(-values[goal] if goal is Goal.VALUE else values[goal] for goal in Goal)
