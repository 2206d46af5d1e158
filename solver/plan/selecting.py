"""Bounds of large problems: the selection relaxation of one goal after the other, beside the search."""

from collections.abc import Callable, Mapping, Sequence

from solver.bounds.selection import selection_model
from solver.goals import GoalDefinition
from solver.goals.lexicographic import cost, kept_before
from solver.model.result import Goal
from solver.proof.worker import Search, Worker
from solver.state.clock import Run
from solver.state.index import Index

SECONDS, SHARE = 1.5, 0.1
"""With one worker: seconds, or this part of the time if that is more, for one goal."""


class Selecting:
    """The goals about which requests are placed, each once all before it are proved; waits only with one worker."""

    def __init__(self, index: Index, run: Run, goals: Sequence[GoalDefinition]) -> None:
        self._index, self._run, self._goals = index, run, goals
        self._open = [item for item in goals if item.terms]
        self._asked: list[Goal] = []
        self._worker: Worker | None = None

    def poll(self, values: Mapping[Goal, int], bounds: Mapping[Goal, int], learn: Callable[[Goal, int], None]) -> None:
        """Tell what no schedule can pass, given the `values` of the goals before, which are proved by then.

        `bounds` are those that are known. Called all the time.
        """
        if self._worker is None:
            self._begin(values, bounds)
        if self._worker is not None and self._worker.done:
            self.end(learn)

    def end(self, learn: Callable[[Goal, int], None]) -> None:
        """Stop what is being found, and tell what is known of it."""
        if self._worker is not None:
            self._worker.stop()
            bound, self._worker = self._worker.answer.bound, None
            if bound is not None:
                learn(self._asked[-1], cost(self._asked[-1], bound))

    def _begin(self, values: Mapping[Goal, int], bounds: Mapping[Goal, int]) -> None:
        """The first goal that is not proved, if nothing has been found of it."""
        if any(values[goal] != bounds[goal] for goal in self._asked):
            return
        while self._open:
            definition = self._open.pop(0)
            self._asked.append(definition.goal)
            if values[definition.goal] == bounds[definition.goal]:
                continue
            assert definition.terms is not None
            kept = kept_before(self._index, definition.goal, values, self._goals)
            model = selection_model(self._index, definition.terms(self._index), kept)
            alone = self._run.repeatable or self._run.settings.workers < 2
            seconds = max(SECONDS, SHARE * self._run.left) if alone else self._run.left
            self._worker = Worker(model, Search(self._run, seconds, beside=True, direct=True))
            self._worker.start()
            if alone:
                self._worker.wait(lambda _: None)
            return
