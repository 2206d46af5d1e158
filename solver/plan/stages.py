"""Lexicographic optimisation by search and proof side by side: what works on which goal, for how long."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from time import sleep

import numpy as np

from solver.bounds.flow import flow_bound_of
from solver.diagnose import contradictions
from solver.goals import PLAIN, GoalDefinition, scores
from solver.goals.lexicographic import best_of, known_bounds, rank
from solver.model.finding import Finding
from solver.model.result import Goal, GoalResult
from solver.plan.beside import SearchBeside
from solver.plan.places import seconds_for_places
from solver.plan.selecting import Selecting
from solver.plan.shares import (
    AFTERWARDS,
    CORES,
    FROZEN,
    LADDER,
    LADDER_SHARE,
    PAUSE,
    SEARCH_ALONE,
    SEARCH_ALONE_SHARE,
    SEARCH_SHARE,
    SECONDS_OF_A_COMBINATION,
    SECONDS_OF_A_REQUEST,
    SHARE,
    SHARE_WITHOUT_SCHEDULE,
    SHARES,
)
from solver.proof.proving import Proving, can_prove
from solver.search.arrays import problem_arrays
from solver.search.portfolio import Portfolio
from solver.state.board import Board, Seat
from solver.state.clock import Run, StopRequested, free_later, without_gc
from solver.state.closeness import closeness
from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.rows import ROW_SLOT, rows_of, sketch_of
from solver.state.size import combinations
from solver.state.sketch import Sketch


def first_contradiction(index: Index, run: Run) -> Finding | None:
    """What provably cannot be kept, by cheap tests; they may take `LADDER` seconds whatever the time limit."""
    end = run.seconds + max(LADDER, LADDER_SHARE * run.left)
    return next(contradictions(index, lambda: run.asked_to_stop() or run.seconds > end), None)


class Stages:
    """The search and the proofs of a run, the bounds so far, and what is proved."""

    def __init__(
        self,
        index: Index,
        kinds: PlaceKinds,
        run: Run,
        goals: Sequence[GoalDefinition] = PLAIN,
        proved: Mapping[Goal, int] | None = None,
    ) -> None:
        self._index, self._kinds, self._run, self._goals = index, kinds, run, goals
        self._portfolio = Portfolio(problem_arrays(index, kinds), run)
        self._order = [item.goal for item in goals if item.objective]
        """The goals that are optimised here, in their order; the others are when places are assigned."""
        self._searched = list(takewhile(self._portfolio.values.__contains__, self._order))
        """Those that the search optimises. Goals after one that it does not know are the exact model's alone: the
        search would give up the value of that one for them."""
        self._polished: Ints | None = None
        """As good as the search's best in the goals that it optimises, and better in one of the others."""
        self.bounds = known_bounds(index, goals, proved or {})
        self.kept: dict[Goal, int] = {}
        """The values for which the bounds of later goals hold."""
        self.contradiction: Finding | None = None
        """Why there is no schedule, if that is seen before the search."""
        self.impossible = False
        self._near = closeness(index) is not None
        """Whether there is a reference: then it is where everything begins, and often where it ends at once."""

    @property
    def rows(self) -> Ints:
        """The best schedule so far, a row for each request."""
        return self._portfolio.rows if self._polished is None else self._polished

    @property
    def sketch(self) -> Sketch:
        """The same for the exact model."""
        return sketch_of(self.rows)

    @property
    def legal(self) -> bool:
        """Whether it places whatever must be placed."""
        return self._portfolio.legal

    @property
    def _beside(self) -> bool:
        """Whether the search has a core of its own beside the proofs."""
        return self._run.settings.workers > 1 and not self._run.repeatable

    def improve(self, starts: Sequence[Sketch] = ()) -> None:
        """All goals; without a legal schedule afterwards there is none, or it was not found in time."""
        if not self._near or not starts:
            self._portfolio.construct()
        for start in starts:
            self._portfolio.adopt(rows_of(start, self._index))
        self._run.has_result = self.legal
        if not self.legal:
            self.contradiction = first_contradiction(self._index, self._run)
            if self.contradiction is not None:
                self.impossible = True
                return
        small = can_prove(self._index)
        self._run.reserve(max(seconds_for_places(self._index), 0.0 if small else AFTERWARDS * self._run.seconds))
        try:
            with without_gc():
                self._learn(Goal.VALUE, flow_bound_of(self._index).value)
            if small:
                if not (self._near and starts and self._beside):
                    self._search_first()
                self._prove()
            else:
                self._search_only()
        except StopRequested as stopped:
            free_later(stopped)  # and with it all that was being made

    def _search_only(self) -> None:
        """Where the exact model is too large: search for all the time there is, on two cores."""
        seconds = max(0.0, self._seconds(1.0))
        self._portfolio.begin(seconds)
        self._portfolio.start_second(seconds)
        selecting = Selecting(self._index, self._run, self._goals)
        try:
            while not self._run.over() and not self._search_proved() and self._portfolio.step():
                if self.legal:
                    selecting.poll(self._portfolio.values, self.bounds, self._learn)
                self._tell()
        finally:
            selecting.end(self._learn)
            self._portfolio.stop_second()

    def _search_first(self) -> None:
        """Good schedules are found before anything is proved; with one worker there is only this time for it."""
        if self._beside:
            alone = SEARCH_ALONE + SECONDS_OF_A_COMBINATION * combinations(self._index)
            seconds = min(alone, SEARCH_ALONE_SHARE * self._run.left)
        else:
            seconds = min(self._seconds(SEARCH_SHARE), SECONDS_OF_A_REQUEST * len(self._index.cases))
        self._portfolio.begin(seconds)
        self._portfolio.start_second(seconds)
        while not self._run.over() and not self._search_proved() and self._portfolio.step():
            self._tell()
        self._portfolio.stop_second()

    def _prove(self) -> None:
        """One goal after the other, with the search beside if there is a core for it."""
        self._portfolio.take_news()
        run, beside = self._run, self._beside
        if self.legal and (run.over() or (self._search_proved() and self._searched == self._order)):
            return
        with without_gc():
            proving = Proving(self._index, run, self._goals)
        if beside:
            self._portfolio.begin(run.left)
        try:
            self._prove_goals(proving, beside=beside)
        finally:
            free_later(proving)

    def _prove_goals(self, proving: Proving, *, beside: bool) -> None:
        run = self._run
        for goal in self._order:
            if run.over() and self.legal:
                return
            unproved = not (self._near and self.legal and self._value(goal) == self.bounds[goal])
            self._learn(goal, proving.limit(goal, self.bounds, relaxed=unproved))
            if not self.legal or self._value(goal) != self.bounds[goal]:
                self._prove_goal(proving, goal, beside=beside and goal in self._searched)
                if not self.legal or run.over():
                    return
            proving.keep(goal, self._value(goal))
            self.kept = proving.kept
            self.bounds |= proving.afterwards
            proved = all(self._value(other) == self.bounds[other] for other in self.kept)
            if proved and goal in FROZEN and goal in self._searched:
                self._portfolio.freeze(goal)
                if beside:
                    self._portfolio.begin(run.left)
            self._tell()
            if goal is Goal.MOVED and self._settled():
                self.bounds |= {other: self._value(other) for other in self._order}
                self.kept = {other: self._value(other) for other in self._order}
                return
            if not beside:
                self._search_again(goal)

    def _settled(self) -> bool:
        """Whether no other schedule keeps the goals so far: all that can stay of the reference stays, and no value can
        be added to it."""
        near = closeness(self._index)
        proved = all(self._value(goal) == self.bounds[goal] for goal in self.kept)
        if near is None or not proved or self._value(Goal.MOVED):
            return False
        return near.whole(self._index, self.sketch.keys())

    def _prove_goal(self, proving: Proving, goal: Goal, *, beside: bool) -> None:
        run = self._run
        seconds = self._seconds(SHARES.get(goal, SHARE) if self.legal else SHARE_WITHOUT_SCHEDULE)
        only_bound = self.legal and (goal in CORES or (goal is Goal.BREAKS and beside))
        proving.begin(goal, self.sketch, seconds, beside=beside and self.legal, only_bound=only_bound)
        if not beside:
            proving.wait()
        ends, search = run.seconds + seconds, SearchBeside(self._portfolio, proving, goal, self._index, run)
        while beside and not proving.done and not run.over() and run.seconds < ends:
            if not (self.legal and search.step()):
                sleep(PAUSE)
            if self._portfolio.take_news():
                proving.better(self.sketch)
            self._learn(goal, proving.bound)
            self._tell()
            if self.legal and self._value(goal) == self.bounds[goal]:
                break
        proving.end()
        self.impossible = proving.impossible and not self.legal
        self._learn(goal, proving.bound)
        found = proving.found()
        if found is not None:
            self._take(found, goal)

    def _take(self, found: Sketch, goal: Goal) -> None:
        """A schedule that the proof of a goal has found."""
        rows = rows_of(found, self._index)
        if goal in self._searched or not self.legal:
            self._portfolio.adopt(rows)
        if goal not in self._searched:
            values, known = self._values(found), self._values(self.sketch)
            if rank(values, self._goals) < rank(known, self._goals):
                self._polished = rows

    def _search_again(self, goal: Goal) -> None:
        """Without a core for it, the search works between two proofs: a proof may have changed everything."""
        if goal in self._searched[:-1] and self._portfolio.take_news() and not self._search_proved():
            self._portfolio.begin(min(self._seconds(0.1), SECONDS_OF_A_REQUEST * len(self._index.cases)))
            while not self._run.over() and self._portfolio.step():
                self._tell()

    def _seconds(self, share: float) -> float:
        limit = self._run.settings.deterministic_limit
        return self._run.left * share if limit is None else limit

    def _value(self, goal: Goal) -> int:
        """The value of a goal in the best schedule."""
        return self._portfolio.values[goal] if goal in self._searched else self._values(self.sketch)[goal]

    def _values(self, sketch: Sketch) -> Mapping[Goal, int]:
        """All goals of a schedule, in any place of the right kind."""
        board = Board(self._index)
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, self._kinds.members[choice.kind][0], choice.agents))
        return scores(board, self._goals)

    def _learn(self, goal: Goal, found: int) -> None:
        """Tighten a bound."""
        self.bounds[goal] = best_of(goal, self.bounds[goal], found)

    def _search_proved(self) -> bool:
        """Whether every goal that the search optimises has reached its bound."""
        return self.legal and all(self._portfolio.values[goal] == self.bounds[goal] for goal in self._searched)

    def _tell(self) -> None:
        if self.legal:
            polished = {goal: value for goal, value in self.kept.items() if goal not in self._searched}
            values = self._portfolio.values | polished
            known = (goal for goal in self._order if goal in values)
            results = (GoalResult(goal=goal, value=values[goal], bound=self.bounds[goal]) for goal in known)
            self._run.tell(*results, placed=self._placed)

    def _placed(self) -> frozenset[str]:
        """The ids of the requests that the best schedule places."""
        requests = self._index.problem.requests
        return frozenset(requests[number].id for number in np.flatnonzero(self.rows[:, ROW_SLOT] >= 0).tolist())
