"""Algorithm portfolio: search and proofs side by side until the best schedule meets the best bound."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from time import perf_counter, process_time

from solver.b2bsp.anneal import MOST_SLOTS, Annealing
from solver.b2bsp.helpers import Helper, Known
from solver.b2bsp.instance import Instance
from solver.b2bsp.ladder import Impossible, Infeasibility, Witness, climb
from solver.b2bsp.per_person import most, unavoidable

QUICK_LOOKS = 5
"""Looks of the search before anybody proves: often it meets the bound that is known already."""
PATTERNS_AFTER = 0.3
"""Seconds after which the busy-pattern relaxation is worth a process."""
PATTERNS_SECONDS = 1.5
ALONE_SECONDS, ALONE_SHARE = 3.0, 0.2
"""With one worker: most seconds, and most of the time, that the search gets before the proof; and the annealing before
neighbourhoods in long events with precedences, with any number of workers."""
STALL = 2.0
"""Seconds of work of the annealing without a better schedule: then others are worth more."""
STALL_SHORT = 0.3
"""The same in short events with precedences, which the exact model decides sooner."""
ILLEGAL = 0.4
"""Seconds of work after which the exact model looks for a first schedule beside the annealing."""
STALL_NEIGHBOURHOODS = 3.0
"""Seconds of work without a better schedule after which all meetings may move."""
FIRST, SECOND = 2, 4
"""Added to the seed for the first and the second proof: which seed finds a schedule soon is luck."""
PAUSE = 0.05
"""Seconds between two looks when only the proof works."""


@dataclass(slots=True)
class RaceResult:
    """What is known of an instance: the best schedule (a slot for each meeting, from 0), its breaks, their bound."""

    schedule: Sequence[int] | None = None
    breaks: int | None = None
    bound: int = 0
    infeasibility: Infeasibility | None = None
    witness: dict[str, Witness] = field(default_factory=dict)

    @property
    def decided(self) -> bool:
        """Whether nothing is left to find out."""
        return self.infeasibility is not None or (self.breaks is not None and self.breaks <= self.bound)

    def learn_schedule(self, instance: Instance, schedule: Sequence[int] | None) -> None:
        """Keep a schedule that is better than the one before."""
        if schedule is not None:
            breaks = instance.cost(schedule)
            if self.breaks is None or breaks < self.breaks:
                self.schedule, self.breaks = list(schedule), breaks

    def learn_bound(self, bound: int | None) -> None:
        """Keep a bound that is better than the one before."""
        self.bound = max(self.bound, bound or 0)


def solve(
    instance: Instance,
    seconds: float,
    *,
    workers: int = 2,
    seed: int = 0,
    should_stop: Callable[[], bool] = lambda: False,
) -> RaceResult:
    """The fewest breaks with all meetings, as far as it can be found out in the time; or why they cannot all be."""
    begun = perf_counter()

    def over() -> bool:
        return perf_counter() - begun >= seconds or should_stop()

    answer = RaceResult()
    try:
        instance = climb(instance)
        answer.learn_bound(_bound(instance))
    except Impossible as impossible:
        answer.infeasibility, answer.witness = impossible.infeasibility, dict(impossible.witness)
        return answer
    race = _Race(instance, answer, workers, seed)
    try:
        for _ in race.run(seconds):
            if answer.decided or over():
                break
    finally:
        race.end()
    if answer.infeasibility is Infeasibility.CONTRADICTION and instance.spread is not None:
        left = seconds - (perf_counter() - begun)
        fair = solve(replace(instance, spread=None), left, workers=workers, seed=seed, should_stop=should_stop)
        if fair.schedule is not None:
            answer.infeasibility, answer.witness = Infeasibility.FAIRNESS, {"spread": instance.spread}
    return answer


def _bound(instance: Instance) -> int:
    """The sum of everyone's unavoidable breaks; raises `Impossible` if they differ by too much."""
    least = unavoidable(instance)
    if instance.spread is not None and least:
        worst, lucky = max(range(len(least)), key=least.__getitem__), min(most(instance), default=0)
        if least[worst] > lucky + instance.spread:
            person = most(instance).index(lucky)
            raise Impossible(Infeasibility.FAIRNESS, {"spread": instance.spread, "person": worst, "other": person})
        lowest = max(least[worst] - instance.spread, 0)
        return sum(max(own, lowest) for own in least)
    return sum(least)


class _Race:
    """The search in this process, proofs in helpers."""

    def __init__(self, instance: Instance, answer: RaceResult, workers: int, seed: int) -> None:
        self._instance, self._answer, self._workers, self._seed = instance, answer, workers, seed
        self._helpers: list[Helper] = []
        self._searcher: Helper | None = None

    def run(self, seconds: float) -> Iterator[None]:
        """Yields often; ends when there is nothing more to do."""
        begun, better = perf_counter(), process_time()
        alone, best = self._workers < 2, None
        worked_before = better
        for look, own in enumerate(self._searches(seconds)):
            yield
            self._listen()
            if own != best:
                best, better = own, process_time()
            passed = perf_counter() - begun
            if alone and passed > min(ALONE_SECONDS, ALONE_SHARE * seconds):
                break
            if not alone and look == QUICK_LOOKS:
                self._prove(FIRST, seconds - passed)
            if len(self._helpers) == 1 and (passed > PATTERNS_AFTER or self._instance.orders):
                self._help("relax", PATTERNS_SECONDS)
                for number in range(2, self._workers):
                    self._prove(SECOND + number, seconds - passed)
            if len(self._helpers) > 1:
                if process_time() - better > self._stall:
                    break
                if self._instance.orders and best is None and process_time() - worked_before > ILLEGAL:
                    self._look_around()
            yield
        if alone:
            self._help("relax", PATTERNS_SECONDS)
            yield from self._await()
            if self._instance.orders:
                self._help("search", self._known, self._seed, min(ALONE_SECONDS, ALONE_SHARE * seconds))
                yield from self._await(self._helpers[-1])
        ordered, first = not alone and bool(self._instance.orders), alone or not self._helpers
        if first or not ordered:
            self._prove(FIRST if first else SECOND, seconds - (perf_counter() - begun))
        if ordered:
            self._look_around(best)
        yield from self._await()

    def _look_around(self, own: int | None = None) -> None:
        """Search neighbourhoods; from the best schedule again if the annealing has found it with so many breaks."""
        if self._searcher is not None and own is not None and own == self._answer.breaks:
            self._searcher.end()
            self._searcher = None
        if self._searcher is None:
            self._searcher = self._help("search_and_prove", self._known, self._seed, STALL_NEIGHBOURHOODS)

    @property
    def _stall(self) -> float:
        if not self._instance.orders:
            return STALL
        return STALL_SHORT if self._instance.is_short else inf

    @property
    def _known(self) -> Known:
        return Known(self._answer.bound, self._answer.schedule)

    def _await(self, *helpers: Helper) -> Iterator[None]:
        """Until these helpers, or all, have nothing more to say."""
        while not all(helper.over for helper in helpers or self._helpers):
            self._listen(PAUSE)
            yield

    def _prove(self, number: int, seconds: float) -> None:
        self._help("prove", self._known, self._seed + number, max(0.0, seconds))

    def end(self) -> None:
        """Kill all helpers."""
        for helper in self._helpers:
            helper.end()

    def _searches(self, seconds: float) -> Iterator[int | None]:
        """Annealing; yields the breaks of its best schedule; with precedences and many slots it ends by itself."""
        instance, answer = self._instance, self._answer
        if instance.slots > MOST_SLOTS:
            return
        annealing = Annealing(instance, self._seed, lowest=0)
        share = ALONE_SHARE * seconds if instance.orders and not instance.is_short else None
        for _ in annealing.rounds(lambda: answer.bound, share):
            answer.learn_schedule(instance, annealing.schedule)
            yield annealing.breaks

    def _help(self, work: str, *arguments: object) -> Helper:
        self._helpers.append(Helper(work, self._instance, *arguments))
        return self._helpers[-1]

    def _listen(self, seconds: float = 0.0) -> None:
        for helper in self._helpers:
            for news in helper.news(seconds):
                if news.infeasible:
                    self._answer.infeasibility = Infeasibility.CONTRADICTION
                self._answer.learn_bound(news.bound)
                self._answer.learn_schedule(self._instance, news.schedule)
