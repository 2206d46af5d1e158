"""Compilation in a process of its own where numba's cache is cold, so that the stop flag can be polled meanwhile.

Compiling takes most of a minute, during which a process hears nothing. The other one leaves the compiled code in
numba's cache, where this one finds it. It ends with the process that started it, and never sooner: the next run finds
the cache warm, or nearly so.
"""

import os
import subprocess
import sys
from pathlib import Path
from threading import Lock

from solver.model.problem import Problem
from solver.search.arrays import problem_arrays
from solver.search.local import LocalSearch
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds

_starting = Lock()
_process: "subprocess.Popen[bytes] | None" = None


def load_compiled() -> None:
    """Load the compiled search, or compile it, before a clock begins."""
    _search_of_nothing().step(0.0, steps=0)


class Compiling:
    """Whether the search can begin; asked again and again. Runs of one process wait for the same compilation."""

    def __init__(self) -> None:
        self._ready = _search_of_nothing().is_compiled
        if not self._ready:
            _start_compilation()

    @property
    def done(self) -> bool:
        """Whether the code is compiled; also if that failed in the other process, and has to be tried in this one."""
        self._ready = self._ready or _process is None or _process.poll() is not None
        return self._ready


def _search_of_nothing() -> LocalSearch:
    """A search with nothing to do."""
    index = Index(Problem(slots=(), places=(), agents=(), delegations=(), requests=()))
    return LocalSearch(problem_arrays(index, PlaceKinds(index)), seed=0)


def _start_compilation() -> None:
    global _process  # noqa: PLW0603 -- one for all runs
    with _starting:
        if _process is None or _process.poll() is not None:
            path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
            _process = subprocess.Popen(  # noqa: S603 -- our own module
                [sys.executable, "-P", "-m", "solver.search.warm", str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ | {"PYTHONPATH": path},
            )
