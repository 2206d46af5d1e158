"""Goal after goal from a first schedule: who solves which, for how long, and what is known afterwards."""

from collections.abc import Callable

from solver.board import Board, Seat
from solver.bounds.goals import best_of, rank
from solver.exact.worker import Answer
from solver.index import Index
from solver.place_kinds import PlaceKinds
from solver.proving import ORDER, Proving, can_prove, first_bounds
from solver.result import Goal, GoalResult
from solver.run import Run
from solver.scores import Scores
from solver.search.breaks import fewer_breaks
from solver.search.insertion import insert_more
from solver.search.value import more_value
from solver.sketch import Choice, Sketch

SHARES = {Goal.REQUIRED: 0.1, Goal.GUARANTEES: 0.25, Goal.VALUE: 0.4, Goal.FAIRNESS: 0.25, Goal.BREAKS: 0.97}
"""Of the time that is left, the most that a goal may use; what it does not need goes to the next."""
SHARE = 0.8
"""The same for any other goal."""
INSERTING = 0.1
"""The same for inserting requests by chains before the first goal."""
SHARE_WITHOUT_SCHEDULE = 0.5
"""The same for finding any schedule that places whatever must be placed."""


class Stages:
    """The state between the goals: the best sketch, its values, and the bounds so far."""

    def __init__(self, index: Index, kinds: PlaceKinds, scores: Scores, run: Run, board: Board) -> None:
        self._index, self._kinds, self._scores, self._run = index, kinds, scores, run
        self.sketch: Sketch = {
            number: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for number, seat in board.seats.items()
        }
        self.values = scores.of(board)
        self.bounds = first_bounds(index)
        self.kept: dict[Goal, int] = {}
        """The values for which the bounds of later goals hold."""
        self.legal = self._places_obligatory(self.sketch)
        """Whether the sketch places whatever must be placed."""
        self.impossible = False

    def improve(self) -> None:
        """All goals in their order; without a legal schedule afterwards there is none, or it was not found in time."""
        self._insert()
        if self.legal:
            self._tell(Goal.REQUIRED, Goal.GUARANTEES, Goal.VALUE)
        if not can_prove(self._index):
            self._improve_large()
            return
        proving = Proving(self._index, self._run)
        for goal in ORDER:
            if self._run.over() and self.legal:
                return
            self._learn(goal, proving.limit(goal))
            if not self.legal or self.values[goal] != self.bounds[goal]:
                if goal in (Goal.VALUE, Goal.BREAKS) and self.legal and self._index.problem.break_spread is None:
                    self._solve_beside(proving, goal)
                else:
                    self._solve(proving, goal)
                self.bounds[Goal.PLACE_CHANGES] = proving.changes_and_breaks
                if not self.legal or self._run.over():
                    return
            proving.keep(goal, self.values[goal])
            self.kept = proving.kept
            self._tell(goal)

    def _solve(self, proving: Proving, goal: Goal) -> None:
        """By the exact model alone."""
        share = SHARES.get(goal, SHARE) if self.legal else SHARE_WITHOUT_SCHEDULE
        proving.begin(goal, self.sketch, self._run.left * share, beside=False, only_bound=False)
        self._await(proving, goal)

    def _solve_beside(self, proving: Proving, goal: Goal) -> None:
        """By local search for schedules, and by the exact model: at once, or one after the other with one worker.

        For breaks the exact model only proves, for the value it finds schedules too.
        """
        run, only_bound = self._run, goal is Goal.BREAKS
        beside = run.settings.workers > 1 and not run.repeatable
        seconds = run.left * SHARES[goal] * (1 if beside else 0.5)
        if beside:
            proving.begin(goal, self.sketch, seconds, beside=True, only_bound=only_bound)

        def enough(value: int) -> bool:
            self._learn(goal, proving.bound)
            self._say(goal, value)
            return value == self.bounds[goal] or (beside and proving.done)

        search = self._fewer_breaks if only_bound else self._more_value
        self._adopt(search(seconds, enough))
        if not beside:
            proving.begin(goal, self.sketch, seconds, beside=False, only_bound=only_bound)
        if beside and self.values[goal] == self.bounds[goal]:
            proving.end()
        self._await(proving, goal)

    def _await(self, proving: Proving, goal: Goal) -> None:
        def tell(answer: Answer) -> None:
            self._learn(goal, proving.bound)
            if self.legal:
                values = [self.values[goal], *([] if answer.value is None else [answer.value])]
                self._say(goal, max(values) if goal.largest else min(values))

        proving.wait(tell)
        self.impossible = proving.impossible and not self.legal
        self._learn(goal, proving.bound)
        self._adopt(proving.found())

    def _learn(self, goal: Goal, found: int) -> None:
        """The better one of the bound so far and another one."""
        self.bounds[goal] = best_of(goal, self.bounds[goal], found)

    def _insert(self) -> None:
        """Requests that are missing, by chains."""
        if self._index.problem.break_spread is None:
            seconds = self._run.left * INSERTING
            self._adopt(insert_more(self._index, self._kinds, self.sketch, self._run, seconds=seconds))

    def _more_value(self, seconds: float, enough: Callable[[int], bool]) -> Sketch:
        index, kinds, scores = self._index, self._kinds, self._scores
        return more_value(index, kinds, scores, self.sketch, self._run, seconds=seconds, enough=enough)

    def _fewer_breaks(self, seconds: float, enough: Callable[[int], bool]) -> Sketch:
        return fewer_breaks(self._index, self._kinds, self.sketch, self._run, seconds=seconds, enough=enough)

    def _improve_large(self) -> None:
        def enough(breaks: int) -> bool:
            self._say(Goal.BREAKS, breaks)
            return breaks == 0

        if self._index.problem.break_spread is None and not self._run.repeatable:
            self._adopt(self._fewer_breaks(self._run.left * SHARES[Goal.BREAKS], enough))

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
