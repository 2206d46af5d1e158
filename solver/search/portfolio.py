"""Portfolio of local searches: one in the caller's thread, and a second one with another seed where a core is free."""

from threading import Event, Thread

from solver.model.result import Goal
from solver.search.arrays import Ints, ProblemArrays
from solver.search.local import LocalSearch, Values, values_of
from solver.search.rounds import FIRST_ROUND, STEPS_OF_A_REQUEST, TURN, Pace, Rounds
from solver.state.clock import Run

STEPS_PER_SECOND = 1_000_000
"""Steps that stand for a second, where no clock counts; about what one core does."""

Costs = tuple[int, ...]


class Portfolio:
    """The searches of a run, and the best of what they have found."""

    def __init__(self, problem: ProblemArrays, run: Run) -> None:
        self._problem, self._run = problem, run
        self._own = LocalSearch(problem, run.settings.seed)
        self._steps, self._pace = 0, Pace()
        self._rounds: Rounds | None = None
        self._second: _SecondSearch | None = None
        self._rows: Ints | None = None
        """The best schedule, if it is not the own search that has it."""
        self.costs = self._told = self._own.costs

    @property
    def rows(self) -> Ints:
        """The best schedule found by anybody, a row for each request."""
        return self._own.rows() if self._rows is None else self._rows

    @property
    def values(self) -> Values:
        """The goals of the best schedule."""
        return values_of(self.costs)

    @property
    def legal(self) -> bool:
        """Whether the best schedule places whatever must be placed."""
        return self.costs[0] == 0

    def take_news(self) -> bool:
        """Whether there is a better schedule than at the last call."""
        news, self._told = self.costs != self._told, self.costs
        return news

    def construct(self) -> None:
        """Greedy construction: the most important requests first, as far as it gets until a stop and its grace."""
        while self._own.construct() and not self._run.grace_is_over() and self._run.left > 0:
            pass
        self._keep_if_better(self._own)

    def adopt(self, rows: Ints) -> None:
        """A legal schedule that somebody else has found; the search goes on from it if it is the best one."""
        self._own.adopt(rows)
        self._keep_if_better(self._own)

    def freeze(self, goal: Goal) -> None:
        """All goals up to this one are proved: what time is left is for those after it."""
        self._own.freeze(goal)

    def begin(self, seconds: float) -> None:
        """Coolings from now on, for so many seconds (or what stands for them)."""
        self._steps, self._begun = 0, self._run.seconds
        first = max(FIRST_ROUND, STEPS_OF_A_REQUEST * len(self._problem.request))
        if self._run.repeatable:
            self._total = seconds * STEPS_PER_SECOND
            self._rounds = Rounds(first, self._total)
        else:
            self._total = seconds
            self._rounds = Rounds(first / STEPS_PER_SECOND, self._total)

    def step(self) -> bool:
        """Search for a turn; False when the time given to `begin` is used."""
        if self._rounds is None or self._used() >= self._total:
            return False
        if self._run.repeatable:
            self._own.step(self._rounds.at(self._used()), TURN)
            self._steps += TURN
        else:
            begun = self._used()
            self._own.step(self._rounds.at(begun), self._pace.steps)
            self._pace.took(self._used() - begun)
        self._keep_if_better(self._own)
        if self._second is not None:
            self._ask_second(self._second)
        return True

    def start_second(self, seconds: float) -> None:
        """Start a second search that works beside this one from the best schedule so far."""
        if self._run.settings.workers > 1 and not self._run.repeatable and self._second is None:
            search = LocalSearch(self._problem, self._run.settings.seed + 1)
            search.adopt(self.rows)
            self._second = _SecondSearch(search, seconds, self._run)
            self._second.start()

    def stop_second(self) -> None:
        """End the second search, and keep what it has found."""
        if self._second is not None:
            self._second.end()
            self._keep_if_better(self._second.search)
            self._second = None

    def _used(self) -> float:
        return float(self._steps) if self._run.repeatable else self._run.seconds - self._begun

    def _keep_if_better(self, search: LocalSearch) -> None:
        if search.costs < self.costs:
            self.costs, self._rows = search.costs, None if search is self._own else search.rows()

    def _ask_second(self, second: "_SecondSearch") -> None:
        """Never waits: what is better now is asked for, and told after the present turn of the other one."""
        if second.told is not None and second.told[0] < self.costs:
            self.costs, self._rows = second.told
        if second.costs < self.costs:
            second.asked.set()


class _SecondSearch(Thread):
    """The second search, in a thread: compiled code releases the interpreter lock."""

    def __init__(self, search: LocalSearch, seconds: float, run: Run) -> None:
        super().__init__(daemon=True)
        self.search, self.costs, self.asked = search, search.costs, Event()
        self.told: tuple[Costs, Ints] | None = None
        """The best schedule and its costs, when they were last asked for."""
        self._run_of_all, self._seconds, self._ended = run, seconds, Event()

    def run(self) -> None:
        """Cool down again and again until told to end."""
        begun = self._run_of_all.seconds
        first = max(FIRST_ROUND, STEPS_OF_A_REQUEST * len(self.search.problem.request)) / STEPS_PER_SECOND
        rounds, pace = Rounds(first, self._seconds), Pace()
        while not self._ended.is_set() and (now := self._run_of_all.seconds - begun) < self._seconds:
            self.search.step(rounds.at(now), pace.steps)
            self.costs = self.search.costs
            if self.asked.is_set():
                self.told = self.costs, self.search.rows()
                self.asked.clear()
            pace.took(self._run_of_all.seconds - begun - now)

    def end(self) -> None:
        """Stop after the present turn."""
        self._ended.set()
        self.join()
