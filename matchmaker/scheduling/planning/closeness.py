"""Staying close to a schedule: the reference of a problem, and how one schedule differs from another."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import solver
from matchmaker.models import SolveMode, Strength
from matchmaker.scheduling.planning.exchanges import exchanged
from matchmaker.scheduling.planning.pairs import Pair, Pairs
from matchmaker.scheduling.planning.problem import pair_key
from solver.repair import holds

STANDARD = 2
"""People who may be displaced for a gained wish of strength “must”, unless the organiser says otherwise."""
LARGEST = 20
_PARTS = {Strength.MUST: 1, Strength.WANT: 2, Strength.OPEN: 4}
"""A wish of each strength may displace that part of what a “must” may: 2, 1 and 0 by the standard."""
CHANGES = ("same", "moved", "place", "people", "new", "gone")
"""What becomes of a meeting: of several the first after `same` that holds."""


@dataclass(frozen=True, slots=True)
class Start:
    """The schedule that a run starts from, and what it may change of it."""

    scenario_id: int
    schedule: solver.Schedule
    mode: SolveMode
    allowance: int = STANDARD
    fingerprint: str = ""
    """Of what was asked when it was made."""
    proved: Mapping[solver.Goal, int] = field(default_factory=dict)
    """The bounds of its goals, in their order, each for the values of those before; none if they hold only for
    schedules that are close to another one."""
    settled: bool = False
    """It was searched for and is published, and the mode asks to stay close: asked the same again, it is the answer."""
    locked: frozenset[str] = frozenset()
    """The requests whose meetings an organiser has locked: they stay where they are, while they can."""
    by_hand: frozenset[str] = frozenset()
    """Those whose meetings an organiser has put there, where the mode asks to stay close: they stay as well."""

    @property
    def settings(self) -> dict[str, Any]:
        """Return what a scenario keeps of it."""
        held = {name: len(found) for name, found in (("locked", self.locked), ("by_hand", self.by_hand)) if found}
        return {"mode": self.mode.value, "reference": self.scenario_id, "allowance": self.allowance} | held


def staying_close(problem: solver.Problem, found: Pairs, start: Start) -> solver.Problem:
    """Return the problem with the schedule as its reference; what is locked or placed by hand is pinned where it is."""
    requests = tuple(
        replace(request, allowance=_allowance(found.eligible[pair_key(request.id)], start.allowance))
        for request in problem.requests
    )
    assignments = exchanged(problem, start.schedule)[0].assignments
    reference = solver.Reference(assignments=tuple(assignments.values()), mode=solver.Mode(start.mode.value))
    near = replace(problem, requests=requests, reference=reference)
    pinned = {name: assignments[name] for name in start.locked | start.by_hand if name in assignments}
    return holds(near, solver.Schedule(pinned)) if pinned else near


def without_reference(problem: solver.Problem) -> solver.Problem:
    """Return what the problem asks, whatever a run starts from."""
    if problem.reference is None:
        return problem
    requests = tuple(replace(request, allowance=0, pin=None) for request in problem.requests)
    return replace(problem, requests=requests, reference=None)


def _allowance(pair: Pair, most: int) -> int:
    """Return how many people may be displaced for a pair: for each of its wishes; a required pair counts two musts."""
    if pair.required:
        return 2 * most
    return sum(allowance_of(wish.strength, most) for wish in pair.wishes if wish is not None)


def allowance_of(strength: Strength, most: int) -> int:
    """Return how many people may be displaced for a gained wish, of `most` for one of strength “must”."""
    return most // _PARTS[strength]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a schedule differs from one before it: people as agents of the solver, each in one of the three sets."""

    disturbed: frozenset[str]
    """Who loses, gains or moves a meeting beyond what a change of the event forces."""
    forced: frozenset[str]
    """Others who lose or move one: it could not stay."""
    reseated: frozenset[str]
    """Others who keep their times, at another place or with another person."""
    meetings: Mapping[str, int]
    """How many meetings of each of `CHANGES`."""


def compare(problem: solver.Problem, before: solver.Schedule, after: solver.Schedule) -> Comparison:
    """Return how a schedule of the problem differs from one that was made before; that one may break its rules.

    Whom it disturbs is what repairs and runs count: who comes along in the place of another one is not disturbed.
    """
    pairs = [
        (before.assignments.get(name), after.assignments.get(name))
        for name in {**before.assignments, **after.assignments}
    ]
    counted = Counter(_change(one, other) for one, other in pairs)
    asked = without_reference(problem)
    disturbed = solver.people_disturbed(asked, exchanged(asked, before)[0], after)
    forced = frozenset(agent for one, other in pairs for agent in _replanned(one, other)) - disturbed
    told = frozenset(
        agent
        for one, other in pairs
        if one is not None and other is not None and one != other
        for agent in other.agents
    )
    return Comparison(disturbed, forced, told - disturbed - forced, {change: counted[change] for change in CHANGES})


def _replanned(before: solver.Assignment | None, after: solver.Assignment | None) -> set[str]:
    """Return who has the meeting only before or only after, or at another time."""
    was = set() if before is None else set(before.agents)
    now = set() if after is None else set(after.agents)
    same_time = before is not None and after is not None and before.slot == after.slot
    return was ^ now if same_time else was | now


def _change(before: solver.Assignment | None, after: solver.Assignment | None) -> str:
    if before is None or after is None:
        return "new" if before is None else "gone"
    if before.slot != after.slot:
        return "moved"
    if before.place != after.place:
        return "place"
    return "people" if before.agents != after.agents else "same"
