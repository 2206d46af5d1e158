"""From the rows of an event to the solver's problem, and results that need no search."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlmodel import Session

import solver
from matchmaker.base import clock
from matchmaker.models import Event, PairKey
from matchmaker.scheduling.planning.closeness import Start, staying_close, without_reference
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs
from matchmaker.scheduling.planning.preferring import has_preferences, problem_to_search
from matchmaker.scheduling.planning.problem import arrival_order, build_problem
from solver.formats import dump_problem
from solver.validate import validate


@dataclass(frozen=True)
class Task:
    """What an event asks of the solver at a moment."""

    facts: Facts
    found: Pairs
    problem: solver.Problem
    as_of: datetime
    start: Start | None = None
    """What the run starts from; it is the reference of the problem."""

    @property
    def bare(self) -> "Task":
        """The same without what it starts from."""
        return replace(self, problem=without_reference(self.problem), start=None)

    @property
    def proved(self) -> Mapping[solver.Goal, int]:
        """The bounds that are known already: those of what the run starts from, if nothing has changed since.

        None where languages are preferred: what is searched then depends on the start, and so did what was proved.
        """
        known = self.start is not None and self._nothing_changed and not has_preferences(self.facts)
        return self.start.proved if self.start is not None and known else {}

    @property
    def settled(self) -> bool:
        """Whether what is published answers the same question, and the run is not to look for anything better."""
        return self.start is not None and self.start.settled and self._nothing_changed

    @property
    def _nothing_changed(self) -> bool:
        return self.start is not None and self.start.fingerprint == self.fingerprint

    @cached_property
    def problem_json(self) -> dict[str, Any]:
        return dump_problem(self.problem)

    @cached_property
    def fingerprint(self) -> str:
        """The same for two tasks that ask the same, whatever they start from."""
        # what a search prefers depends on its start
        whole = (
            build_problem(self.facts, self.found) if has_preferences(self.facts) else without_reference(self.problem)
        )
        asked = dump_problem(whole)
        return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def make_task(
    session: Session,
    event: Event,
    *,
    allowing: Iterable[PairKey] | None = None,
    start: Start | None = None,
) -> Task:
    """Return what the event asks of the solver, from its rows as they are now.

    Meetings that somebody has declined are left out of it. A schedule that goes on from another one says which of its
    pairs may stay all the same. A run that stays close to a schedule says where it starts.
    """
    as_of = clock.now()
    facts = load_facts(session, event, anew=allowing is None)
    found = find_pairs(facts, published=allowing or ())
    problem = problem_to_search(facts, found, start) if allowing is None else build_problem(facts, found)
    return Task(facts, found, problem if start is None else staying_close(problem, found, start), as_of, start)


def first_come(task: Task) -> solver.Result:
    """Return the greedy schedule first come, first served: by tier, then by age of the wish, then by rank."""
    return unproved(task, solver.first_come_first_served(task.problem, arrival_order(task.facts, task.found)))


def unproved(task: Task, schedule: solver.Schedule, *, explained: bool = True) -> solver.Result:
    """Return a schedule that no search has made as a result: scored, with no bound, and `explained` if asked (slow)."""
    scores = validate(task.problem, schedule).scores
    return solver.Result(
        status=solver.Status.FEASIBLE,
        schedule=schedule,
        goals=tuple(solver.GoalResult(goal=goal, value=value, bound=None) for goal, value in scores.items()),
        reasons=solver.explain(task.problem, schedule, proved=False) if explained else (),
        seconds=0.0,
    )
