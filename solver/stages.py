"""Goal after goal from a first schedule: who solves which, for how long, and what is known afterwards."""

from collections.abc import Mapping

from solver.board import Board, Seat
from solver.exact.goals import GOALS
from solver.exact.model import ExactModel
from solver.exact.worker import Worker
from solver.index import Index
from solver.place_kinds import PlaceKinds
from solver.result import Goal, GoalResult
from solver.run import Run
from solver.scores import Scores
from solver.search.breaks import fewer_breaks
from solver.search.insertion import insert_more
from solver.search.value import more_value
from solver.sketch import Choice, Sketch

SHARES = {Goal.REQUIRED: 0.1, Goal.GUARANTEES: 0.25, Goal.VALUE: 0.25, Goal.FAIRNESS: 0.25, Goal.BREAKS: 0.97}
"""Of the time that is left, the most that a goal may use; what it does not need goes to the next."""
INSERTING = 0.1
"""The same for inserting requests by chains before the first goal."""
EXCHANGING = 0.25
"""The same for exchanging requests before the exact search for the best value."""
EXACT_LIMIT = 400_000
"""Above so many possible (request, slot, agent) combinations the exact model would take too long to build."""


class Stages:
    """The state between the goals: the best sketch, its values, and the bounds so far."""

    def __init__(self, index: Index, kinds: PlaceKinds, scores: Scores, run: Run, board: Board) -> None:
        self._index, self._kinds, self._scores, self._run = index, kinds, scores, run
        self.sketch: Sketch = {
            number: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for number, seat in board.seats.items()
        }
        self.values = scores.of(board)
        self.bounds: dict[Goal, int | None] = dict.fromkeys(Goal, 0)
        self.bounds[Goal.VALUE] = sum(case.value for case in index.cases if case.starts)
        self.legal = self._places_obligatory(self.sketch)
        """Whether the sketch places whatever must be placed."""
        self.impossible = False

    def improve(self) -> None:
        """All goals in their order; without a legal schedule afterwards there is none, or it was not found in time."""
        self._insert()
        if self.legal:
            self._tell(Goal.REQUIRED, Goal.GUARANTEES, Goal.VALUE)
        if _combinations(self._index) > EXACT_LIMIT:
            self._improve_large()
            return
        model = ExactModel(self._index, self._run)
        for goal, _ in GOALS:
            if self._run.over() and self.legal:
                return
            self.bounds[goal] = model.aim(goal).limit
            if not self.legal or self.values[goal] != self.bounds[goal]:
                if goal is Goal.VALUE:
                    self._exchange()
                if goal is Goal.BREAKS and self._index.problem.break_spread is None:
                    self._rearrange(model)
                elif not self.legal or self.values[goal] != self.bounds[goal]:
                    self._solve(model, goal)
                if not self.legal or self._run.over():
                    return
            model.keep(goal, self.values[goal])
            self._tell(goal)

    def _solve(self, model: ExactModel, goal: Goal) -> None:
        share = SHARES[goal] if self.legal else 0.5
        outcome = model.optimise(goal, self.sketch, self.values[goal] if self.legal else None, self._run.left * share)
        self.impossible = outcome.impossible and not self.legal
        self.bounds[goal] = outcome.bound
        self._adopt(outcome.sketch)

    def _insert(self) -> None:
        """Requests that are missing, by chains."""
        if self._index.problem.break_spread is None:
            seconds = self._run.left * INSERTING
            self._adopt(insert_more(self._index, self._kinds, self.sketch, self._run, seconds=seconds))

    def _exchange(self) -> None:
        """More value by exchanges of requests."""
        if self._index.problem.break_spread is not None or not self.legal:
            return

        def enough(value: int) -> bool:
            self._say(Goal.VALUE, value)
            return value == self.bounds[Goal.VALUE]

        found = more_value(
            self._index,
            self._kinds,
            self._scores,
            self.sketch,
            self._run,
            seconds=self._run.left * EXCHANGING,
            enough=enough,
        )
        self._adopt(found)

    def _rearrange(self, model: ExactModel) -> None:
        """Breaks: local search for good schedules, and beside it (after it, with one worker) the proof."""
        run, goal = self._run, Goal.BREAKS
        beside = run.settings.workers > 1 and not run.repeatable
        seconds = run.left * SHARES[goal]
        worker = model.worker(goal, self.sketch, seconds if beside else seconds / 2, proof=True)
        if beside:
            worker.start()
        self._adopt(self._fewer_breaks(seconds if beside else seconds / 2, worker))
        if not beside:
            worker.start()
            worker.wait(lambda answer: self._note_bound(goal, answer.bound))
            self._tell(goal)
        worker.stop()
        outcome = model.outcome(goal, worker)
        self._note_bound(goal, outcome.bound)
        self._adopt(outcome.sketch)

    def _fewer_breaks(self, seconds: float, worker: Worker | None) -> Sketch:
        def enough(breaks: int) -> bool:
            if worker is not None:
                self._note_bound(Goal.BREAKS, worker.answer.bound)
            self._say(Goal.BREAKS, breaks)
            return breaks == self.bounds[Goal.BREAKS]

        return fewer_breaks(self._index, self._kinds, self.sketch, self._run, seconds=seconds, enough=enough)

    def _improve_large(self) -> None:
        if self._index.problem.break_spread is None and not self._run.repeatable:
            self._adopt(self._fewer_breaks(self._run.left * SHARES[Goal.BREAKS], None))

    def _note_bound(self, goal: Goal, bound: int | None) -> None:
        self.bounds[goal] = max(self.bounds[goal] or 0, bound or 0)

    def _adopt(self, sketch: Sketch | None) -> None:
        """Take a sketch over if it is better, goal by goal in their order; one that is not legal never replaces one."""
        if sketch is None:
            return
        values, legal = self._scores.of(self._lay(sketch)), self._places_obligatory(sketch)
        if (not legal, rank(values)) <= (not self.legal, rank(self.values)):
            self.sketch, self.values, self.legal = sketch, values, legal

    def _places_obligatory(self, sketch: Sketch) -> bool:
        everything = self._index.problem.place_all
        return all(case.number in sketch for case in self._index.cases if everything or case.pinned)

    def _lay(self, sketch: Sketch) -> Board:
        """The sketch on a board, in any place of the right kind."""
        board = Board(self._index)
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, self._kinds.members[choice.kind][0], choice.agents))
        return board

    def _tell(self, *goals: Goal) -> None:
        for goal in goals:
            self._say(goal, self.values[goal])

    def _say(self, goal: Goal, value: int) -> None:
        self._run.tell(GoalResult(goal=goal, value=value, bound=self.bounds[goal]))


def rank(values: Mapping[Goal, int]) -> tuple[int, ...]:
    """Goals in their order, smaller is better; places are not chosen yet, so their changes do not count."""
    goals = [goal for goal in Goal if goal is not Goal.PLACE_CHANGES]
    return tuple(-values[goal] if goal is Goal.VALUE else values[goal] for goal in goals)


def _combinations(index: Index) -> int:
    return sum(case.starts.bit_count() * (1 + sum(len(side) for side in case.sides)) for case in index.cases)
