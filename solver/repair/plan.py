"""Repairing from a changed problem to its three proposals."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from solver.goals import PLAIN, scores
from solver.model.problem import Problem
from solver.model.repair import Proposal, ProposalKind, Repair, RepairOutcome
from solver.model.result import Goal, GoalResult
from solver.model.schedule import Schedule
from solver.model.settings import Settings
from solver.repair import time_limit
from solver.repair.elsewhen import at_other_times
from solver.repair.least import FIRST, LeastDisturbance, the_lesser
from solver.repair.optimisation import Extra, Manner, Optimisation, Step
from solver.repair.reference import ReferenceSchedule
from solver.repair.tables import seat
from solver.repair.workbench import Workbench
from solver.state.clock import Run, StopRequested, without_gc
from solver.state.index import Index
from solver.state.last_index import index_of
from solver.state.sketch import Choice, Sketch
from solver.state.standing import standing
from solver.validate import validate

SHARE = 0.7
"""Of the work that is left, the most that one step may use."""
ENOUGH = 3
"""Proposals to choose from."""
NEAR = 2
"""People whom a change disturbs at least that is tried first when more value is wanted."""
Kept = tuple[Sequence[Step], Mapping[Step, int]]
"""Steps that are kept, and what is proved of them."""
LAST = tuple(item.goal for item in PLAIN if item.objective and item.goal not in (*FIRST, Goal.VALUE))
"""Goals that come after the value; tables are kept, not chosen anew."""
LAST_IF_LARGE = LAST[: LAST.index(Goal.BREAKS) + 1]
"""In a large problem: each goal is a model with thousands of literals, and how long breaks are counts least."""


def repair(
    problem: Problem,
    before: Schedule,
    *,
    released: Schedule | None = None,
    settings: Settings | None = None,
    most_disturbed: int | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_found: Callable[[Repair], None] | None = None,
    start: Schedule | None = None,
    work: float | None = None,
    other_times: bool = False,
) -> Repair:
    """Up to three schedules for a problem that has changed, from the smallest change to the most meetings.

    `problem` is the problem after the change; `before`, the schedule to start from, may break its rules and name what
    it no longer has. Disturbance is counted against `released` (by default the same). More met may disturb
    `most_disturbed` people, by default twice those of least disturbance and four more. `should_stop` is called every
    0.05 s from the caller's thread; soon after a stop those proposals come back that there are by then, as they are, or
    the outcome STOPPED. `on_found` is called once, before the search, with what the change forces and only to cancel.
    With `start`, a repair that was found already, least disturbance is left out: more met is looked for from there,
    with another number of people.
    With `other_times`, where fewer than three differ, that of least disturbance comes with other times as well.
    `work` is how much may be searched, in seconds of a processor as steps count (by default as much as the time limit,
    or what the problem needs): whatever else the machine does, the same work finds the same proposals, unless the
    time limit of the `settings` ends it before.
    """
    work = work or (time_limit.time_for(problem) if settings is None else settings.time_limit)
    run = Run(settings or time_limit.patient(work), None, should_stop)
    try:
        with without_gc():
            index = index_of(problem, run.poll_stop)
            release = ReferenceSchedule(index, before if released is None else released)
            repairing = _Repairing(index, run, before, release, work)
            found = repairing.repair(most_disturbed, on_found, start)
            return repairing.with_other_times(found) if other_times else found
    except StopRequested:
        return Repair(outcome=RepairOutcome.STOPPED, fallen=(), proposals=(), most_disturbed=0, seconds=run.seconds)


def most_by_default(fewest: int) -> int:
    """How many people more met may disturb where least disturbance disturbs so many."""
    return 2 * fewest + 4


class _Repairing:
    def __init__(self, index: Index, run: Run, before: Schedule, release: ReferenceSchedule, work: float) -> None:
        self.index, self.run, self.before, self.release = index, run, before, release
        self.bench = Workbench(index, run, release, work)
        self.cancelled = self._sketch(before)
        """Only what must go is taken out: where the others start."""
        self.lawful = self._keeps_obligations(self.cancelled)
        """False if something must be placed, or breaks must be spread, that then is not."""
        self.least: Optimisation | None = None
        self.more: Optimisation | None = None
        self.most = most_by_default(0)

    def _sketch(self, schedule: Schedule) -> Sketch:
        """What of a schedule can stay."""
        seats = standing(self.index, schedule).board.seats
        return {n: Choice(seat.slot, seat.agents, self.bench.kinds.kind_of[seat.place]) for n, seat in seats.items()}

    def repair(
        self, most_disturbed: int | None, on_found: Callable[[Repair], None] | None, start: Schedule | None
    ) -> Repair:
        """Those proposals that there are when everything is done, the time is over, or a stop comes."""
        proposals = []
        if self.lawful:
            proposals.append(self._proposal(ProposalKind.ONLY_CANCEL, self.cancelled, {}))
        self.run.has_result = self.lawful
        if on_found is not None:
            on_found(self._found(proposals))
        with suppress(StopRequested):
            if start is None:
                self._optimise(most_disturbed)
            else:
                self._optimise_more(self._sketch(start), self.most if most_disturbed is None else most_disturbed)
        if self.least is not None and self.more is not None:
            self.least = the_lesser(self.least, self.more)
        for kind, found in ((ProposalKind.LEAST_DISTURBANCE, self.least), (ProposalKind.MORE_MET, self.more)):
            if found is not None and found.legal:
                proposals.append(self._proposal(kind, found.sketch, found.bounds))
        return self._found(proposals)

    def with_other_times(self, found: Repair) -> Repair:
        """The same with one more, where fewer than three differ and meetings that could not stay have other times."""
        least = found.proposal(ProposalKind.LEAST_DISTURBANCE)
        if self.least is None or least is None:
            return found
        different = [one for one in found.proposals if found.same_as(one) is None and not _only_disturbs(one, least)]
        if len(different) >= ENOUGH:
            return found
        board = seat(self.index, self.least.sketch, (self.before, self.release.schedule))
        slots, numbers = self.index.slot_number, self.index.request_number
        held = {name: slots.get(one.slot) for name, one in self.before.assignments.items()}
        moved = {
            number: slots[one.was.slot]
            for one in self.release.fallen
            if (number := numbers.get(one.request, -1)) in board.seats and one.was.slot in slots
            # where an earlier repair has put it, it stays
            if board.seats[number].slot != held.get(one.request)
        }
        sketch = at_other_times(self.index, self.bench.kinds, board, moved)
        if sketch is None:
            return found
        return replace(found, proposals=(*found.proposals, self._proposal(ProposalKind.OTHER_TIMES, sketch, {})))

    def _found(self, proposals: Sequence[Proposal]) -> Repair:
        return Repair(
            outcome=RepairOutcome.PROPOSED if proposals else self._without_proposal(),
            fallen=self.release.fallen,
            proposals=tuple(proposals),
            most_disturbed=self.most,
            seconds=self.run.seconds,
            worth_at_most=self.release.limits[Goal.VALUE],
        )

    def _without_proposal(self) -> RepairOutcome:
        proved = not self.bench.large and self.least is not None and self.least.impossible
        return RepairOutcome.IMPOSSIBLE if proved else RepairOutcome.NOT_FOUND

    def _optimise(self, most_disturbed: int | None) -> None:
        """Least disturbance, then more met, which is looked for in the background while the first is polished."""
        self.least = least = LeastDisturbance(self.bench, self.cancelled, lawful=self.lawful).find()
        fewest = least.values[Extra.DISTURBED]
        self.most = most = most_by_default(fewest) if most_disturbed is None else most_disturbed
        if least.legal and self.bench.has_time_for(time_limit.FOR_ONE):
            self.least = least = self._seeking_value(least, (*FIRST, Extra.DISTURBED), fewest)
            if fewest <= NEAR:
                self._polish(least)
        if not self.bench.has_time_for(time_limit.FOR_MORE):
            return
        self.bench.limit_value()
        first = least if least.legal and fewest <= most else self._within(most)
        self.more = more = self._seeking_value(first, FIRST, most) if first.legal else None
        if least.legal and fewest > NEAR:
            self._polish(least)
        if more is not None:
            if least.legal and fewest <= most:
                more.offer(least.sketch, [Goal.VALUE])
            self._polish(more)

    def _optimise_more(self, start: Sketch, most: int) -> None:
        """More met alone."""
        self.most = most
        first = self.bench.optimisation(start, most, legal=self._keeps_obligations(start))
        first.optimise(FIRST, self.bench.left * SHARE / 2, Manner.CORES)
        if first.legal and self.bench.has_time_for(time_limit.FOR_ONE):
            self.bench.limit_value()
            self.more = self._seeking_value(first, FIRST, most)
            self._polish(self.more)

    def _keeps_obligations(self, sketch: Sketch) -> bool:
        problem = self.index.problem
        placed = all(case.number in sketch for case in self.index.cases if case.pinned or problem.place_all)
        if problem.break_spread is None:
            return placed
        return placed and validate(problem, self.bench.board(sketch).schedule()).valid

    def _within(self, most: int) -> Optimisation:
        """The least shortfall that so many people allow, where it takes more for the least there is."""
        within = self.bench.for_fewest(self.cancelled, most, legal=self.lawful)
        within.optimise(FIRST, self.bench.left * SHARE, Manner.CORES)
        return within

    def _seeking_value(self, start: Optimisation, steps: Sequence[Step], most: int) -> Optimisation:
        """Keeping the steps reached: first where changes are smallest, then, in the background, everywhere."""
        near = self._from(start, most, (steps, start.bounds), near=None if self.bench.large else NEAR)
        if not near.whole:
            near.optimise([Goal.VALUE], self.bench.left * SHARE / 2)
            if self.bench.large or self.bench.left < time_limit.ENOUGH * self.bench.work:
                return near
            near = self._from(near, most, (steps, start.bounds))
        work = self.bench.left * SHARE
        near.begin([Goal.VALUE], work if most <= NEAR else min(work, time_limit.AT_ONCE), Manner.LINEAR)
        return near

    def _polish(self, optimisation: Optimisation) -> None:
        if Goal.VALUE not in optimisation.kept:
            optimisation.end([Goal.VALUE])
        for goal in LAST_IF_LARGE if self.bench.large else LAST:
            late = self.bench.left < time_limit.TOO_LATE * self.bench.work
            if late or not self.bench.has_time_for(time_limit.FOR_ONE):
                return
            work = self.bench.left * SHARE
            optimisation.optimise([goal], min(work, time_limit.POLISH * self.bench.work) if self.bench.large else work)

    def _from(self, start: Optimisation, most: int, kept: Kept, near: int | None = None) -> Optimisation:
        """Another one that begins where `start` is, and keeps steps, of which bounds are proved."""
        following = self.bench.optimisation(start.sketch, most, legal=True, near=near, values=start.values)
        following.keep(*kept)
        steps, bounds = kept  # of all schedules, also where the model does not have them all
        following.bounds |= {step: bounds[step] for step in steps if step in bounds}
        return following

    def _proposal(self, kind: ProposalKind, sketch: Sketch, bounds: Mapping[Step, int]) -> Proposal:
        board = seat(self.index, sketch, (self.before, self.release.schedule))
        schedule, values = board.schedule(), scores(board)
        return Proposal(
            kind=kind,
            schedule=schedule,
            goals=tuple(GoalResult(goal=goal, value=value, bound=bounds.get(goal)) for goal, value in values.items()),
            changes=self.release.changes(schedule),
            disturbed_bound=bounds.get(Extra.DISTURBED),
            before=self.release.tally(self.release.schedule),
            after=self.release.tally(schedule),
        )


def _only_disturbs(one: Proposal, least: Proposal) -> bool:
    """Whether a proposal disturbs more people than the fewest, and brings nothing for it."""
    return len(one.disturbed) > len(least.disturbed) and one.after.value <= least.after.value
