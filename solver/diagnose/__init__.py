"""Infeasibility tests before solving (the ladder): what provably cannot be kept, and what provably costs wishes.

Nothing here searches for a schedule; fixes are for one that there is. The tests are tried from the cheapest to the
dearest, on three views of the problem: requests that must be placed (pins, everything), those with what is required,
and all that anybody wants.
"""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic

from solver.diagnose.agendas import full_agendas, guarantees
from solver.diagnose.counting import maximums, unplaceable
from solver.diagnose.fixes import fixes as find_fixes
from solver.diagnose.groups import odd_groups
from solver.diagnose.order import chains
from solver.diagnose.places import places
from solver.diagnose.propagation import propagate
from solver.diagnose.view import View
from solver.model.finding import Finding, FindingCode, Promise, Severity
from solver.model.fix import Fix, FixKind
from solver.model.problem import Problem
from solver.state.case import Case
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds

__all__ = [
    "Finding",
    "FindingCode",
    "Fix",
    "FixKind",
    "Promise",
    "Severity",
    "contradictions",
    "diagnose",
    "find_fixes",
]

Test = Callable[[View], Iterator[Finding]]
LADDER: tuple[Test, ...] = (unplaceable, maximums, full_agendas, chains, places, odd_groups)
"""On every view."""


def diagnose(problem: Problem, *, seconds: float = 30.0, index: Index | None = None) -> tuple[Finding, ...]:
    """All findings: contradictions first, then bottlenecks by what they cost.

    After so many `seconds` no further test is begun; those that were done are complete.
    """
    end = monotonic() + seconds
    found = list(_run_tests(index or Index(problem), lambda: monotonic() > end, list(Promise)))
    return tuple(sorted(found, key=lambda item: (list(Promise).index(item.promise), -item.value)))


def contradictions(index: Index, over: Callable[[], bool] = lambda: False) -> Iterator[Finding]:
    """Only what makes a schedule impossible, the cheapest tests first; no test is begun once `over`."""
    return _run_tests(index, over, [Promise.OBLIGATORY])


def _run_tests(index: Index, over: Callable[[], bool], promises: Sequence[Promise]) -> Iterator[Finding]:
    kinds = PlaceKinds(index)
    told: set[tuple[FindingCode, frozenset[str]]] = set()
    for promise in promises:
        view = View(index, kinds, promise, _promised(index, promise))
        for test in (guarantees,) if promise is Promise.GUARANTEE else LADDER:
            if not view.cases or over():
                break
            for finding in test(view):
                key = finding.code, _concerned(finding)
                if key not in told:
                    told.add(key)
                    yield finding
        if promise is Promise.OBLIGATORY and view.cases and not told and not over():
            yield from propagate(view)


def _concerned(finding: Finding) -> frozenset[str]:
    witness = finding.witness
    return frozenset(witness["requests"]) if "requests" in witness else frozenset({witness["delegation"]})


def _promised(index: Index, promise: Promise) -> list[Case]:
    """The requests that a promise is about; none if a stronger one covers them all."""
    everything = index.problem.place_all
    if promise is Promise.OBLIGATORY:
        return [case for case in index.cases if everything or case.pinned]
    if promise is Promise.REQUIRED:
        wanted = any(case.required and not case.pinned for case in index.cases) and not everything
        return [case for case in index.cases if case.required or case.pinned] if wanted else []
    if promise is Promise.GUARANTEE:
        return list(index.cases)
    return [] if everything else [case for case in index.cases if case.value or case.required or case.pinned]
