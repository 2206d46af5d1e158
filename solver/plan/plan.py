"""The whole way from a problem to its result: a first schedule, goal after goal, places, reasons."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

from solver.bounds.goals import stated
from solver.diagnose import FindingCode, contradictions
from solver.explain.reasons import reasons
from solver.goals.scores import Scores
from solver.model.problem import Problem
from solver.model.result import Goal, GoalResult, Progress, Result, Status
from solver.model.schedule import Schedule
from solver.model.settings import Settings
from solver.plan.fixed_meetings import Given, given_rows
from solver.plan.places import furnish
from solver.plan.stages import Stages
from solver.proof.conflict import conflict
from solver.proof.proving import first_bounds
from solver.search.cold import Compiling
from solver.state.board import Board
from solver.state.clock import EXPLAINED, FILLED, PAUSE, Run, Stopped, undisturbed
from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.rows import rows_of
from solver.state.sketch import Choice, Sketch
from solver.validate import broken

Values = dict[Goal, int]


def plan(
    problem: Problem,
    settings: Settings | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    start: Schedule | None = None,
) -> Result:
    """The best schedule found in the time, with a proved bound for each goal and a reason for each request left out.

    Half a second after a stop the schedule comes back as it is; what could not be explained by then says so.
    `on_progress` is called at most twice a second, `should_stop` every 0.05 s; both from the caller's thread.
    A `start` that breaks a hard rule is not used.
    """
    run = Run(settings or Settings(), on_progress, should_stop)
    try:
        with undisturbed():
            index = Index(problem, run.heed)
            kinds, scores = PlaceKinds(index), Scores(index)
        return _plan(index, kinds, scores, run, start)
    except Stopped:
        return _without_schedule(run, Status.UNKNOWN)


def _plan(index: Index, kinds: PlaceKinds, scores: Scores, run: Run, start: Schedule | None) -> Result:
    given = given_rows(index, run)
    if given is not None:
        settled = Given(index, kinds, given, run)
        if settled.sketch is None:
            return _impossible(index, run) if settled.impossible else _without_schedule(run, Status.UNKNOWN)
        return _furnished(index, kinds, run, rows_of(settled.sketch, len(index.cases)), settled.bounds)
    compiling = Compiling()
    if not compiling.done:
        first = _first_come(index, run, lambda: compiling.done)
        run.wait_for(lambda: compiling.done)
        if run.asked_to_stop():
            return _as_it_is(index, kinds, run, first)
    with undisturbed():
        stages = Stages(index, kinds, scores, run)
    stages.improve(_sketch(index, kinds, start))
    if not stages.legal:
        return _impossible(index, run) if stages.impossible else _without_schedule(run, Status.UNKNOWN)
    return _furnished(index, kinds, run, stages.rows, lambda values: stated(stages.bounds, stages.kept, values))


def _first_come(index: Index, run: Run, ready: Callable[[], bool]) -> Board:
    """What to fall back upon while the search is compiled: obligatory requests first, then the most valuable."""
    everything, board = index.problem.place_all, Board(index)
    for case in sorted(index.cases, key=lambda case: (not (case.pinned or everything), not case.required, -case.value)):
        if ready() or run.asked_to_stop():
            break
        seat = board.opening(case.number) if case.value or case.required or case.pinned or everything else None
        if seat is not None:
            board.put(case.number, seat)
    return board


def _as_it_is(index: Index, kinds: PlaceKinds, run: Run, board: Board) -> Result:
    """The result with a schedule that nothing was searched for, if it has all that must be placed."""
    schedule = board.schedule()
    if not schedule.assignments or broken(index.problem, schedule):
        return _without_schedule(run, Status.UNKNOWN)
    rows = rows_of(_sketched(board, kinds), len(index.cases))
    return _furnished(index, kinds, run, rows, lambda _: first_bounds(index))


def _furnished(index: Index, kinds: PlaceKinds, run: Run, rows: Ints, bounds_for: Callable[[Values], Values]) -> Result:
    """The result with concrete places; `bounds_for` says what is proved when the goals have these values."""
    scores = Scores(index)
    with undisturbed():
        board = furnish(index, kinds, rows, lambda: run.over() or run.left < run.reserved / 2)
        _fill(board, scores, run.hurry(FILLED))
        values = scores.of(board)
        schedule = board.schedule()
    bounds = bounds_for(values)
    goals = tuple(GoalResult(goal=goal, value=value, bound=bounds[goal]) for goal, value in values.items())
    status = Status.OPTIMAL if all(result.proved for result in goals) else Status.FEASIBLE
    if run.stopped and status is Status.FEASIBLE:
        status = Status.STOPPED
    run.finish(goals)
    value = next(result for result in goals if result.goal is Goal.VALUE)
    with undisturbed():
        found = reasons(board, proved=value.proved, should_stop=run.over, give_up=run.hurry(EXPLAINED))
    return Result(status=status, schedule=schedule, goals=goals, reasons=found, seconds=run.seconds)


def _sketch(index: Index, kinds: PlaceKinds, start: Schedule | None) -> Sketch | None:
    """The given start, if it keeps every rule; a stop is heard while the judge looks at it."""
    if start is None:
        return None
    lawful: list[bool] = []
    judge = Thread(target=lambda: lawful.append(not broken(index.problem, start)), daemon=True)
    judge.start()
    while judge.is_alive():
        judge.join(PAUSE)
        index.heed()
    return _sketched(Board(index, start), kinds) if lawful == [True] else None


def _sketched(board: Board, kinds: PlaceKinds) -> Sketch:
    seats = board.seats.items()
    return {number: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for number, seat in seats}


def _fill(board: Board, scores: Scores, give_up: Callable[[], bool]) -> None:
    """Put in what still fits: without proof something may, and nobody should be told no without a reason."""
    missing = (case for case in board.index.cases if case.number not in board.seats)
    for case in sorted(missing, key=lambda case: -case.value):
        if not (case.value or case.required or scores.short(board, case)):
            continue
        if give_up():
            return
        seat = board.opening(case.number)
        if seat is not None:
            board.put(case.number, seat)


def _impossible(index: Index, run: Run) -> Result:
    conflict = _conflict(index, run)
    return replace(_without_schedule(run, Status.INFEASIBLE), conflict=conflict)


def _without_schedule(run: Run, status: Status) -> Result:
    return Result(status=status, schedule=Schedule(), goals=(), reasons=(), seconds=run.seconds)


def _conflict(index: Index, run: Run) -> tuple[str, ...]:
    """What contradicts itself: by the ladder of cheap tests if it sees it, else by searching for a core."""
    for finding in contradictions(index):
        if finding.code is not FindingCode.FORCED:
            return tuple(finding.witness["requests"])
    return conflict(index, run.asked_to_stop)
