"""Planning from a problem to its result: a first schedule, goal after goal, concrete places, reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from threading import Thread

from solver.diagnose import FindingCode
from solver.explain.reasons import reasons
from solver.goals import GoalDefinition, goals_of, scores
from solver.goals.lexicographic import first_bounds, known_bounds, stated
from solver.model.finding import Finding
from solver.model.problem import Problem
from solver.model.result import Goal, GoalResult, PlanProgress, Result, Status
from solver.model.schedule import Schedule
from solver.model.settings import Settings
from solver.plan.fixed_meetings import FixedMeetings, fixed_instance
from solver.plan.places import AT_LEAST, assign_places, seconds_for_places
from solver.plan.roles import exchange_roles
from solver.plan.stages import Stages, first_contradiction
from solver.proof.conflict import conflict
from solver.proof.proving import can_prove
from solver.repair.tables import seat
from solver.search.compilation import Compiling
from solver.state.board import Board
from solver.state.clock import EXPLAINED, FILLED, HOUSED, PAUSE, Run, StopRequested, without_gc
from solver.state.closeness import closeness
from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.promises import promises
from solver.state.rows import rows_of, sketch_of
from solver.state.sketch import Choice, Sketch
from solver.state.standing import standing
from solver.validate import broken

Values = dict[Goal, int]


def solve(
    problem: Problem,
    settings: Settings | None = None,
    *,
    on_progress: Callable[[PlanProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    start: Schedule | None = None,
    goals: Sequence[GoalDefinition] | None = None,
    proved: Mapping[Goal, int] | None = None,
    settled: bool = False,
) -> Result:
    """The best schedule found in the time, with a proved bound for each goal and a reason for each request left out.

    Half a second after a stop the schedule comes back as it is; what could not be explained by then says so.
    `on_progress` is called at most twice a second, `should_stop` every 0.05 s; both from the caller's thread.
    A `start` that breaks a hard rule is not used. `goals` are optimised in their order (see `solver.goals`), by default
    those of the problem. With a reference the search begins with what can stay of it, and who keeps a time keeps the
    place. `proved` are bounds that are known already: of the same problem without its reference, each for the values
    that the reference has of the goals before. Where the reference reaches them all, it is the answer at once; if it is
    `settled`, the result of an earlier search for the same problem, it is that too while something is unproved.
    """
    run = Run(settings or Settings(), on_progress, should_stop)
    try:
        with without_gc():
            index = Index(problem, run.poll_stop)
            kinds = PlaceKinds(index)
            promises(index)  # takes a while in a large problem, and everything after it needs them
        planning = _Planning(
            index, kinds, run, goals_of(problem) if goals is None else goals, proved or {}, settled=settled
        )
        return planning.solve(start)
    except StopRequested:
        return _without_schedule(run, Status.UNKNOWN)


class _Planning:
    """One run on one problem."""

    def __init__(
        self,
        index: Index,
        kinds: PlaceKinds,
        run: Run,
        goals: Sequence[GoalDefinition],
        proved: Mapping[Goal, int],
        *,
        settled: bool,
    ) -> None:
        self._index, self._kinds, self._run, self._goals = index, kinds, run, goals
        self._near = closeness(index)
        self._kept = None if index.problem.reference is None else standing(index, index.problem.reference.schedule)
        self._proved = proved if self._kept is not None and not self._kept.fallen else {}
        """What is proved of a reference that can stay as it is."""
        self._settled = settled and self._kept is not None and not self._kept.fallen

    def solve(self, start: Schedule | None) -> Result:
        index, kinds, run = self._index, self._kinds, self._run
        instance = None if self._near is not None else fixed_instance(index, run)
        if instance is not None:
            run.reserve(seconds_for_places(index))
            return self._fixed(FixedMeetings(index, kinds, instance, run, self._goals))
        unchanged = self._unchanged()
        if unchanged is not None:
            return unchanged
        compiling = Compiling()
        if not compiling.done:
            first = _first_come(index, run, lambda: compiling.done)
            run.wait_for(lambda: compiling.done)
            if run.asked_to_stop():
                return self._unsearched(first)
        with without_gc():
            stages = Stages(index, kinds, run, self._goals, self._proved)
        kept = None if self._kept is None else self._kept.board.schedule()
        stages.improve(
            [sketch for given in (start, kept) if (sketch := _lawful_start(index, kinds, given)) is not None]
        )
        if not stages.legal:
            return self._unsolved(stages.contradiction, impossible=stages.impossible)
        first_sight = first_bounds(index, self._goals)
        return self._result_with_places(
            stages.rows, lambda values: stated(stages.bounds, stages.kept, values, first_sight, self._goals)
        )

    def _unchanged(self) -> Result | None:
        """The reference, where it is settled, or what is proved of it leaves no other schedule as good and as close."""
        if self._kept is None or not (self._proved or self._settled):
            return None
        index, board, near = self._index, self._kept.board, self._near
        values, known = scores(board, self._goals), known_bounds(index, self._goals, self._proved)
        if self._settled and not broken(index.problem, board.schedule()):
            return self._result(board, lambda _: known)
        compared = takewhile(lambda goal: goal is not Goal.BREAKS, values)
        as_good = all(values[goal] == known[goal] for goal in compared) and Goal.MOVED in values
        if near is None or not as_good or not near.whole(index, board.seats.keys()):
            return None
        if broken(index.problem, board.schedule()):
            return None
        optimised = {item.goal for item in self._goals if item.objective}
        rows = rows_of(_sketch_of(board, self._kinds), index)
        return self._result_with_places(rows, lambda found: known | {goal: found[goal] for goal in optimised})

    def _fixed(self, found: FixedMeetings) -> Result:
        """The result where all meetings are given and only their slots are open."""
        if found.sketch is None:
            contradiction = first_contradiction(self._index, self._run)
            return self._unsolved(contradiction, impossible=found.impossible or contradiction is not None)
        return self._result_with_places(rows_of(found.sketch, self._index), found.bounds)

    def _unsearched(self, board: Board) -> Result:
        """The result with a schedule that nothing was searched for, if it has all that must be placed."""
        schedule = board.schedule()
        if not schedule.assignments or broken(self._index.problem, schedule):
            return _without_schedule(self._run, Status.UNKNOWN)
        rows = rows_of(_sketch_of(board, self._kinds), self._index)
        return self._result_with_places(rows, lambda _: first_bounds(self._index, self._goals))

    def _result_with_places(self, rows: Ints, bounds_for: Callable[[Values], Values]) -> Result:
        """The result with concrete places; `bounds_for` says what is proved when the goals have these values."""
        run = self._run
        with without_gc():
            board = self._board_with_places(rows)
            if _insert_what_fits(board, run.deadline_after_stop(FILLED)) and not run.asked_to_stop():
                board = self._board_with_places(rows_of(_sketch_of(board, self._kinds), self._index))
        return self._result(board, bounds_for)

    def _result(self, board: Board, bounds_for: Callable[[Values], Values]) -> Result:
        """The result of a schedule that is as it stays."""
        run = self._run
        with without_gc():
            values = scores(board, self._goals)
            schedule = board.schedule()
        bounds = bounds_for(values)
        goals = tuple(GoalResult(goal=goal, value=value, bound=bounds[goal]) for goal, value in values.items())
        status = Status.OPTIMAL if all(result.proved for result in goals) else Status.FEASIBLE
        if run.stopped and status is Status.FEASIBLE:
            status = Status.STOPPED
        run.finish(goals, schedule.assignments)
        value = next(result for result in goals if result.goal is Goal.VALUE)
        proved = value.proved and (self._near is None or self._near.allowances is None)
        with without_gc():
            found = reasons(board, proved=proved, should_stop=run.over, give_up=run.deadline_after_stop(EXPLAINED))
        return Result(status=status, schedule=schedule, goals=goals, reasons=found, seconds=run.seconds)

    def _board_with_places(self, rows: Ints) -> Board:
        """Concrete places: chosen anew, or those of the reference wherever a time is kept."""
        reference = self._index.problem.reference
        if reference is None:
            end = self._end_of_places()
            return assign_places(self._index, self._kinds, exchange_roles(self._index, rows, end), end)
        return seat(self._index, sketch_of(rows), (reference.schedule,))

    def _end_of_places(self) -> Callable[[], bool]:
        """Whether to take any places from now on: soon after a stop; a time limit cuts off only what takes long."""
        run, reserved, begun = self._run, self._run.release(), self._run.seconds
        if can_prove(self._index):
            return run.deadline_after_stop(HOUSED)
        return lambda: run.asked_to_stop() or (run.left < reserved / 2 and run.seconds - begun > AT_LEAST)

    def _unsolved(self, contradiction: Finding | None, *, impossible: bool) -> Result:
        """There is no schedule, or none was found; the requests that contradict each other are named."""
        index, run = self._index, self._run
        if not impossible:
            return _without_schedule(run, Status.UNKNOWN)
        if contradiction is None:
            requests = conflict(index, run.asked_to_stop)
        elif contradiction.code is FindingCode.FORCED:
            requests = conflict(index, run.over, _involved(contradiction))
        else:
            requests = tuple(contradiction.witness["requests"])
        return replace(_without_schedule(run, Status.INFEASIBLE), conflict=requests)


def _first_come(index: Index, run: Run, ready: Callable[[], bool]) -> Board:
    """A greedy schedule in case of a stop while the search is compiled: obligatory first, then the most valuable."""
    everything, board = index.problem.place_all, Board(index)
    for case in sorted(index.cases, key=lambda case: (not (case.pinned or everything), not case.required, -case.value)):
        if ready() or run.grace_is_over():
            break
        seat = board.opening(case.number) if case.value or case.required or case.pinned or everything else None
        if seat is not None:
            board.put(case.number, seat)
    return board


def _lawful_start(index: Index, kinds: PlaceKinds, start: Schedule | None) -> Sketch | None:
    """The given start, if it keeps every rule; the stop flag is polled while it is validated."""
    if start is None:
        return None
    lawful: list[bool] = []
    judge = Thread(target=lambda: lawful.append(not broken(index.problem, start)), daemon=True)
    judge.start()
    while judge.is_alive():
        judge.join(PAUSE)
        index.poll_stop()
    return _sketch_of(Board(index, start), kinds) if lawful == [True] else None


def _sketch_of(board: Board, kinds: PlaceKinds) -> Sketch:
    seats = board.seats.items()
    return {number: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for number, seat in seats}


def _insert_what_fits(board: Board, give_up: Callable[[], bool]) -> bool:
    """Greedy completion: without proof something may still fit, and then there is no reason to leave it out.

    Returns whether anything did.
    """
    promised, before, near = promises(board.index), len(board.seats), closeness(board.index)
    known = () if near is None else near.people  # these disturb somebody wherever they are put
    missing = (case for case in board.index.cases if case.number not in board.seats and case.number not in known)
    for case in sorted(missing, key=lambda case: -case.value):
        if not (case.value or case.required or promised.short(board.met, case)):
            continue
        if give_up():
            break
        seat = board.opening(case.number)
        if seat is not None:
            board.put(case.number, seat)
    return len(board.seats) > before


def _involved(forced: Finding) -> set[str]:
    """The requests of all steps of a forced contradiction."""
    steps = forced.witness["steps"]
    named = (step[key] for step in steps for key in ("request", "after", "before") if key in step)
    return {*named, *(name for step in steps for name in step.get("because", ()))}


def _without_schedule(run: Run, status: Status) -> Result:
    return Result(status=status, schedule=Schedule(), goals=(), reasons=(), seconds=run.seconds)
