"""Lexicographic optimisation on one model: steps one after the other, each keeping what was reached before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from ortools.sat.python import cp_model

from solver.exact.objective import Objective
from solver.model.result import Goal
from solver.proof.worker import Search, Worker
from solver.repair.model import RepairModel
from solver.repair.time_limit import SECONDS_OF_A_LITERAL
from solver.state.clock import Run
from solver.state.sketch import Sketch


class Extra(StrEnum):
    """What a repair optimises beside the goals of every schedule."""

    DISTURBED = "disturbed"
    """People disturbed: fewest."""


Step = Goal | Extra
Values = dict[Step, int]


class Manner(StrEnum):
    """Strategy of the solver for a step."""

    PLAIN = "plain"
    """Propagation only: schedules soon."""
    CORES = "cores"
    """From the best that could be towards what is possible: quick proofs for few people, no schedule before."""
    LINEAR = "linear"
    """With a linear relaxation: good bounds for the value, some time for each schedule."""
    BELOW = "below"
    """With a linear relaxation, along its bound: soon proves that there is nothing as good as asked."""


SECONDS_OF_WORK = {Manner.PLAIN: 0.6, Manner.CORES: 1.0, Manner.LINEAR: 4.0, Manner.BELOW: 1.4}
"""Seconds of a processor for each of CP-SAT's deterministic seconds, as measured on models of some thousand literals.
It counts steps, so that a search ends where it ended before, however busy the machine is."""
BROAD = 15_000
"""Above so many literals a step of propagation takes longer: they are not all in the processor's cache."""
SLOWER = 2.5
"""So many times as long."""


@dataclass(frozen=True, slots=True)
class _Search(Search):
    """One worker, and no probing: it takes longer than solving, where little can change."""

    manner: Manner = Manner.PLAIN
    steps: float = inf
    """CP-SAT's deterministic seconds."""

    def apply(self, solver: cp_model.CpSolver) -> None:
        Search.apply(self, solver)
        parameters = solver.parameters
        parameters.num_workers = 1
        if not self.run.repeatable:
            parameters.max_deterministic_time = max(0.0, self.steps)
        parameters.cp_model_probing_level = 0
        parameters.max_presolve_iterations = 1
        parameters.symmetry_level = 0
        parameters.linearization_level = 2 if self.manner in {Manner.LINEAR, Manner.BELOW} else 0
        if self.manner is Manner.BELOW:
            parameters.search_branching = cp_model.PARTIAL_FIXED_SEARCH
        parameters.optimize_with_core = self.manner is Manner.CORES


@dataclass(slots=True)
class Optimisation:
    """A lexicographic optimisation: the best sketch so far, its values, and what is proved of them."""

    make: Callable[[], RepairModel]
    """Makes the model, which takes long: when something is to be solved first, if ever."""
    limits: Mapping[Goal, int]
    """What no schedule can pass."""
    run: Run
    measure: Callable[[Sketch], Values]
    sketch: Sketch
    most: int
    """People who may be disturbed."""
    whole: bool = True
    """Whether the model has everything that so many people allow; otherwise its bounds say nothing."""
    legal: bool = False
    """Whether the sketch is one of the model's solutions."""
    values: Values = field(default_factory=dict)
    """Those of the sketch; measured, if they are not known."""
    bounds: dict[Step, int] = field(init=False, default_factory=dict)
    kept: list[Step] = field(init=False, default_factory=list)
    impossible: bool = field(init=False, default=False)
    """It is proved that the model has no solution."""
    making: float = field(init=False, default=0.0)
    """Seconds of a processor that the making of the model has taken, by its size."""
    work: float = field(init=False, default=0.0)
    """Seconds of a processor that the solves so far have taken, as steps count."""
    _to_hold: Values = field(init=False, default_factory=dict)
    """The values of steps that are held, and not yet in the model."""
    _model: RepairModel | None = field(init=False, default=None)
    _worker: Worker | None = field(init=False, default=None)
    _manner: Manner = field(init=False, default=Manner.PLAIN)

    def __post_init__(self) -> None:
        self.values = self.values or self.measure(self.sketch)

    @property
    def model(self) -> RepairModel:
        """The model, made when it is first asked for."""
        if self._model is None:
            self._model = self.make()
            self._model.disturb_at_most(self.most)
            self.making = SECONDS_OF_A_LITERAL * len(self._model.variables.model.proto.variables)
        return self._model

    def at_best(self, steps: Sequence[Step]) -> bool:
        """Whether no schedule at all could be better in these steps."""
        return self.legal and all(self.values[step] == self._limit(step) for step in steps)

    def proves(self, steps: Sequence[Step]) -> bool:
        """Whether it is proved that the model has nothing better in these steps, or nothing at all."""
        return self.impossible or (self.legal and all(self.bounds.get(step) == self.values[step] for step in steps))

    def optimise(self, steps: Sequence[Step], work: float, manner: Manner = Manner.PLAIN) -> None:
        """Optimise steps together, earlier ones first, and keep what is reached; `work` as in `begin`."""
        self.begin(steps, work, manner)
        self.end(steps)

    def begin(self, steps: Sequence[Step], work: float, manner: Manner = Manner.PLAIN) -> None:
        """Start a solve in the background, unless the sketch is already the best that could be.

        It may take so much `work`, in seconds of a processor as steps count.
        """
        self._manner = manner
        if not self.at_best(steps):
            self._constrain()
            together = _together([self._objective(step) for step in steps])
            search = _Search(self.run, self.run.left, manner=manner, steps=work / self._seconds_of_work)
            self._worker = self.model.solve(together, self.sketch if self.legal else None, search)
            self._worker.start()

    def end(self, steps: Sequence[Step]) -> None:
        """Wait until the steps are proved or the time is over, take over what was found, and keep it."""
        worker, self._worker = self._worker, None
        bounds: dict[Step, int] = {}
        if worker is not None:
            worker.wait(lambda _: None)
            self.work += worker.answer.work * self._seconds_of_work
            outcome = self.model.solve_result(worker)
            self.impossible = outcome.impossible
            if outcome.sketch is not None:
                self.offer(outcome.sketch, steps)
            bounds = self._read(steps, worker.answer.bound)
        elif self.at_best(steps):
            bounds = {step: self._limit(step) for step in steps}
        if self.legal:
            self.keep(steps, bounds)

    def hold(self, values: Values) -> None:
        """Constrain goals to values that the sketch need not have; nothing is claimed of them."""
        self._to_hold.update(values)

    def offer(self, sketch: Sketch, steps: Sequence[Step]) -> None:
        """Take over a solution of the model if it is no worse in what is kept and in these steps."""
        values, order = self.measure(sketch), [*self.kept, *steps]
        if not self.legal or rank(values, order) <= rank(self.values, order):
            self.sketch, self.values, self.legal = sketch, values, True

    def keep(self, steps: Iterable[Step], bounds: Mapping[Step, int]) -> None:
        """Hold the values of steps from now on, with what is known of their bounds."""
        for step in steps:
            self._to_hold[step] = self.values[step]
            self.kept.append(step)
            if step in bounds and (self.whole or bounds[step] == self._limit(step)):
                self.bounds[step] = bounds[step]

    def _constrain(self) -> None:
        """Put what is held into the model, which only another solve needs: for the last steps it never is."""
        model = self.model.variables.model
        for step, value in self._to_hold.items():
            objective = self._objective(step)
            model.add(objective.sum >= value) if objective.largest else model.add(objective.sum <= value)
        self._to_hold.clear()

    @property
    def _seconds_of_work(self) -> float:
        broad = self._manner is Manner.PLAIN and len(self.model.variables.model.proto.variables) > BROAD
        return SECONDS_OF_WORK[self._manner] * (SLOWER if broad else 1)

    def _limit(self, step: Step) -> int:
        return 0 if isinstance(step, Extra) else self.limits[step]

    def _objective(self, step: Step) -> Objective:
        return self.model.disturbance if isinstance(step, Extra) else self.model.objective(step)

    def _read(self, steps: Sequence[Step], bound: int | None) -> dict[Step, int]:
        """The bound of all steps together, step by step; one is certain only while those before are proved."""
        objectives, bounds = [self._objective(step) for step in steps], {}
        for place, (step, objective) in enumerate(zip(steps, objectives, strict=True)):
            if bound is None:
                bounds[step] = objective.limit
            else:
                weight = _weight(objectives[place + 1 :])
                own, bound = divmod(bound, weight)
                bounds[step] = min(own, objective.limit) if objective.largest else max(own, objective.limit)
            if bounds[step] != self.values[step]:
                break
        return bounds


def _together(objectives: Sequence[Objective]) -> Objective:
    """One objective for several, in which less of an earlier one is worth any amount of the later ones."""
    if len(objectives) == 1:
        return objectives[0]
    literals: list[cp_model.LiteralT] = []
    weights: list[int] = []
    for place, objective in enumerate(objectives):
        weight = _weight(objectives[place + 1 :])
        literals += objective.literals
        weights += [weight * own for own in objective.weights]
    return Objective(literals, weights)


def _weight(later: Sequence[Objective]) -> int:
    weight = 1
    for objective in later:
        weight *= sum(objective.weights) + 1
    return weight


def rank(values: Values, order: Sequence[Step]) -> tuple[int, ...]:
    """The values of steps in an order, each as something of which less is better."""
    return tuple(-values[step] if isinstance(step, Goal) and step.largest else values[step] for step in order)
