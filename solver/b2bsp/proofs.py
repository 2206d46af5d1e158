"""What helper processes do: the exact model, the busy-pattern relaxation, and neighbourhoods, in CP-SAT."""

from math import ceil, isfinite

from ortools.sat.python import cp_model

from solver.b2bsp.helpers import Known, News, Tell
from solver.b2bsp.instance import Instance
from solver.b2bsp.lns import improve, settle
from solver.b2bsp.model import ProofModel
from solver.b2bsp.patterns import pattern_model


def prove(instance: Instance, known: Known, seed: int, seconds: float, tell: Tell) -> None:
    """The exact model by core-guided search: bounds on the way, the schedule at the end."""
    proof = ProofModel(instance)
    proof.minimize(known.bound)
    if known.schedule is not None:
        proof.hint(known.schedule)
    solver = _solver(seed, seconds, tell)
    solver.parameters.optimize_with_core = True
    solver.parameters.linearization_level = 0
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(proof.model, _Schedules(proof, tell))
    if status == cp_model.INFEASIBLE:
        tell(News(infeasible=True))
    elif status == cp_model.OPTIMAL:
        tell(News(bound=round(solver.objective_value), schedule=proof.read(solver.response_proto.solution)))


def relax(instance: Instance, seconds: float, tell: Tell) -> None:
    """The bound of the busy-pattern relaxation."""
    solver = _solver(0, seconds, tell)
    if solver.solve(pattern_model(instance)) == cp_model.INFEASIBLE:
        tell(News(infeasible=True))


def search(instance: Instance, known: Known, seed: int, stall: float, tell: Tell) -> None:
    """Neighbourhoods of the best schedule, or of any first one, until `stall` seconds bring no better one."""
    improve(instance, known, seed, stall, tell)


def search_and_prove(instance: Instance, known: Known, seed: int, stall: float, tell: Tell) -> None:
    """The same, and by turns the question whether there is a better one among all: until there is none."""
    settle(instance, known, seed, stall, tell)


def _solver(seed: int, seconds: float, tell: Tell) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed
    solver.best_bound_callback = lambda bound: tell(News(bound=ceil(bound - 1e-6))) if isfinite(bound) else None
    return solver


class _Schedules(cp_model.CpSolverSolutionCallback):
    def __init__(self, proof: ProofModel, tell: Tell) -> None:
        super().__init__()
        self._proof, self._tell = proof, tell

    def on_solution_callback(self) -> None:
        self._tell(News(schedule=self._proof.read(self.response_proto.solution)))
