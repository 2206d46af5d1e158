"""A child process that solves CP-SAT models for its parent, so that it can be killed at any moment.

It is started as a script and imports nothing of this package, and of CP-SAT the compiled module without the layer for
modelling, which needs pandas: it is ready soon, whatever the caller has loaded or forked. Messages are pickled tuples.
In come ("solve", number, model, parameters), both in text form, and ("stop",); a hint is completed first. Out go
("bound", number, bound), ("solution", number, objective, values) and ("over", number, status, objective, bound,
values). It ends itself when the caller is gone.
"""

import os
import pickle
import signal
import sys
from queue import SimpleQueue
from threading import Lock, Thread
from time import sleep
from typing import Any, BinaryIO

from ortools.sat.python import cp_model_helper as cp_sat

COMPLETING = 2.0
"""Most work (deterministic seconds) for completing a hint."""


def complete_hint(model: cp_sat.CpModelProto, solver: cp_sat.SolveWrapper) -> None:
    """Extend a hint of the decisions to all that follows from them, if a solution does: a solve that is given only
    the decisions seldom finds it again.
    """
    hint, parameters = model.solution_hint, cp_sat.SatParameters()
    if not len(hint.vars):
        return
    parameters.fix_variables_to_their_hinted_value = True
    parameters.num_workers, parameters.linearization_level = 1, 0
    parameters.max_deterministic_time = COMPLETING
    solver.set_parameters(parameters)
    found = solver.solve(model)
    if found.status in (cp_sat.OPTIMAL, cp_sat.FEASIBLE):
        values = list(found.solution)
        hint.vars.clear()
        hint.values.clear()
        hint.vars.extend(range(len(values)))
        hint.values.extend(values)


class Server:
    """Solves one model after the other; a new one ends the one before."""

    def __init__(self, inbound: BinaryIO, outbound: BinaryIO) -> None:
        self._inbound, self._outbound = inbound, outbound
        self._sending = Lock()
        self._tasks: SimpleQueue[tuple[int, str, str]] = SimpleQueue()
        self._latest = 0
        """Number of the task that is wanted; 0: none."""
        self._solver: cp_sat.SolveWrapper | None = None

    def serve(self) -> None:
        """Solve until the parent is gone."""
        Thread(target=self._listen, daemon=True).start()
        Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
        while True:
            number, model, parameters = self._tasks.get()
            if number == self._latest:
                self._solve(number, model, parameters)

    def send(self, *message: Any) -> None:
        """Send a message; end the process if the pipe is closed, because the parent is gone."""
        with self._sending:
            try:
                pickle.dump(message, self._outbound)
                self._outbound.flush()
            except OSError:
                os._exit(1)

    def _listen(self) -> None:
        while True:
            try:
                message = pickle.load(self._inbound)  # noqa: S301 -- from the process that started this one
            except (EOFError, OSError):
                os._exit(0)
            self._latest = 0
            solver = self._solver
            if solver is not None:
                solver.stop_search()
            if message[0] == "solve":
                self._latest = message[1]
                self._tasks.put(message[1:])

    def _solve(self, number: int, text: str, settings: str) -> None:
        model, parameters, solver = cp_sat.CpModelProto(), cp_sat.SatParameters(), cp_sat.SolveWrapper()
        model.parse_text_format(text)
        parameters.parse_text_format(settings)
        self._solver = completing = cp_sat.SolveWrapper()
        if number == self._latest:
            complete_hint(model, completing)
        solver.set_parameters(parameters)
        solver.add_best_bound_callback(lambda bound: self.send("bound", number, bound))
        listener = _Listener(self, number)
        solver.add_solution_callback(listener)
        self._solver = solver
        found = solver.solve(model) if number == self._latest else None
        self._solver = None
        solver.clear_solution_callback(listener)
        if found is not None and found.status in (cp_sat.OPTIMAL, cp_sat.FEASIBLE):
            values = list(found.solution)
            self.send("over", number, int(found.status), found.objective_value, found.best_objective_bound, values)
        else:
            status = cp_sat.UNKNOWN if found is None else found.status
            self.send("over", number, int(status), None, None, None)


class _Listener(cp_sat.SolutionCallback):
    def __init__(self, server: Server, number: int) -> None:
        super().__init__()
        self._server, self._number = server, number

    def OnSolutionCallback(self) -> None:  # noqa: N802 -- the name of CP-SAT
        self._server.send("solution", self._number, self.ObjectiveValue(), list(self.Response().solution))


def _end_with(parent: int) -> None:
    """A copy of the pipe in another child of the caller would hide that the caller is gone."""
    while os.getppid() == parent:
        sleep(1)
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the caller's affair
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed does not get between the messages
    Server(sys.stdin.buffer, out).serve()
