"""Compile the search into numba's cache: `python -m solver.search.warm`; without it the first run takes longer."""

from solver.b2bsp.anneal import load_compiled as load_benchmark_search
from solver.index import Index
from solver.place_kinds import PlaceKinds
from solver.problem import Problem
from solver.scores import Scores
from solver.search.arrays import facts
from solver.search.local import LocalSearch


def load_compiled() -> None:
    """Load the compiled search, or compile it, before a clock begins."""
    index = Index(Problem(slots=(), places=(), agents=(), delegations=(), requests=()))
    LocalSearch(facts(index, PlaceKinds(index), Scores(index)), seed=0).step(0.0, steps=0)


if __name__ == "__main__":
    load_compiled()
    load_benchmark_search()
