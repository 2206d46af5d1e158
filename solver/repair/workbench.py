"""What all optimisations of one repair share: the problem, what people know, and how much work is left."""

from collections.abc import Callable
from math import inf

from solver.goals import scores
from solver.model.repair import disturbed
from solver.model.result import Goal
from solver.repair import time_limit
from solver.repair.model import RepairModel
from solver.repair.neighbourhood import Neighbourhood
from solver.repair.optimisation import Extra, Optimisation, Values
from solver.repair.reference import ReferenceSchedule
from solver.repair.serving import Serving
from solver.repair.worth import worth_at_most
from solver.state.board import Board, Seat
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.size import combinations
from solver.state.sketch import Sketch

RESERVE = 0.15
"""Share of the work that is left for tables and for saying what changes."""
ALL_THERE_IS = 1
"""The most people disturbed for which changes near the release (`Neighbourhood.near`) are all that there are."""


class Workbench:
    """Makes optimisations of one repair, and counts their work."""

    def __init__(self, index: Index, run: Run, release: ReferenceSchedule, work: float) -> None:
        self.index, self.run, self.release = index, run, release
        self.kinds = PlaceKinds(index)
        self.neighbourhood = Neighbourhood(index, release)
        self.serving = Serving(index, self.neighbourhood)
        self.everyone = len(index.free)
        self.large = combinations(index) > time_limit.LARGE
        self.work = inf if run.repeatable else work
        """All that may be searched, in seconds of a processor as steps count."""
        self._begun: list[Optimisation] = []

    @property
    def left(self) -> float:
        """Work that may still be done, without what works in the background; none when the time is over."""
        if self.run.over():
            return -inf
        return self.work * (1 - RESERVE) - sum(one.work + one.making for one in self._begun)

    def limit_value(self) -> None:
        """Look for no value that no schedule has; with thousands of possible meetings that takes too long."""
        most = None if self.large else worth_at_most(self.index)
        if most is not None:
            self.release.limits[Goal.VALUE] = min(most, self.release.limits[Goal.VALUE])

    def has_time_for(self, models: int) -> bool:
        """Whether so much work is left as it takes to make the last model, of a large problem, so many times."""
        last = next((one.making for one in reversed(self._begun) if one.making), 0.0)
        return self.left >= (models * last if self.large else 0.0)

    def optimisation(
        self, sketch: Sketch, most: int, *, legal: bool, near: int | None = None, values: Values | None = None
    ) -> Optimisation:
        """From a sketch, with at most so many people disturbed, by changes of which each needs no more than `near`."""
        each = most if near is None else min(near, most)

        def make() -> RepairModel:
            if not self.large:
                return RepairModel(self.neighbourhood.within(each), self.release)
            near = self.neighbourhood.near(each, None if most <= ALL_THERE_IS else sketch)
            return RepairModel(near, self.release)

        return self._begin(
            make, sketch, most, legal=legal, whole=most <= ALL_THERE_IS if self.large else each == most, values=values
        )

    def for_fewest(self, sketch: Sketch, most: int, *, legal: bool, fewest: int = 0) -> Optimisation:
        """The same for the least shortfall and the fewest people alone: all that those need, and no more.

        It is known that they are `fewest` at least.
        """
        if not self.serving.applies:
            return self.optimisation(sketch, most, legal=legal)

        def make() -> RepairModel:
            model = RepairModel(self.serving.within(most), self.release)
            self.serving.constrain(model.variables)
            if self._pays_to_count(most):
                self.serving.limit_lost(model.variables, most)
            model.disturb_at_least(fewest)
            return model

        return self._begin(make, sketch, most, legal=legal, whole=True)

    def _pays_to_count(self, most: int) -> bool:
        """Whether fewer meetings are between so few people than their own suggest, and the count is not too long."""
        return time_limit.FEWEST_COUNTED <= most <= time_limit.MOST_COUNTED and not self.large

    def _begin(
        self,
        make: Callable[[], RepairModel],
        sketch: Sketch,
        most: int,
        *,
        legal: bool,
        whole: bool,
        values: Values | None = None,
    ) -> Optimisation:
        begun = Optimisation(
            make, self.release.limits, self.run, self.measure, sketch, most, whole=whole, values=values or {}
        )
        begun.legal = legal and begun.values[Extra.DISTURBED] <= most
        self._begun.append(begun)
        return begun

    def board(self, sketch: Sketch) -> Board:
        """The sketch in any place of the right kind."""
        board = Board(self.index)
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, self.kinds.members[choice.kind][0], choice.agents))
        return board

    def measure(self, sketch: Sketch) -> Values:
        board = self.board(sketch)
        values: Values = {Extra.DISTURBED: len(disturbed(self.release.changes(board.schedule())))}
        values.update(scores(board).items())
        return values
