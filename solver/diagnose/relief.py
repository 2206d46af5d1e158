"""Reliefs before solving: the least change that could ease a bottleneck, and at most how many requests it lets in.

A finding says that of its requests at least `lost` are left out. The same test, on the same requests of the changed
problem, says how many of them are left out even then. The difference is what the change may let in; whether it does, a
solve has to say. Nothing smaller of the same kind may let in as many, which the test says of a smaller change.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from time import monotonic
from typing import NamedTuple

from solver.diagnose.agendas import full_agendas
from solver.diagnose.changes import changed
from solver.diagnose.counting import maximums, unplaceable
from solver.diagnose.places import places
from solver.diagnose.view import View
from solver.model.finding import Finding, FindingCode, Promise
from solver.model.fix import Fix, FixKind, Relief
from solver.model.parts import Agent, Slot
from solver.model.problem import Problem
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds

MOST_FINDINGS = 20
"""Bottlenecks that are looked at, those first that cost most."""
MOST_OF_ONE = 3
"""Changes that are told of one bottleneck, no two of which differ in their slots alone."""
MOST_SINGLE = 12
"""In a bottleneck of more slots than that they are not looked at one by one."""


def reliefs(problem: Problem, findings: Iterable[Finding], *, seconds: float = 30.0) -> tuple[Relief, ...]:
    """For each bottleneck, in their order, what would ease it: least for most first."""
    end = monotonic() + seconds

    def over() -> bool:
        return monotonic() > end

    found: list[Relief] = []
    bottlenecks = (finding for finding in findings if finding.promise is Promise.WISHES and finding.code in _EASED)
    for finding in islice(bottlenecks, MOST_FINDINGS):
        if over():
            break
        own = sorted(_EASED[finding.code].changes(_Bottleneck(problem, finding, over)), key=_effort)
        unlike = {(one.change.kind, one.change.amount, len(one.change.slots), one.up_to): one for one in reversed(own)}
        found += [one for one in own if one in unlike.values()][:MOST_OF_ONE]
    return tuple(found)


def _effort(relief: Relief) -> tuple[float, int]:
    """How much is changed for each request that may come in; then the most requests."""
    return relief.change.amount * max(1, len(relief.change.slots)) / relief.up_to, -relief.up_to


class _Bottleneck:
    """The requests of a finding by themselves, and what is left out of them when something is changed."""

    def __init__(self, problem: Problem, finding: Finding, over: Callable[[], bool]) -> None:
        named = set(finding.witness["requests"])
        requests = tuple(replace(request, after=()) for request in problem.requests if request.id in named)
        people = {agent for request in requests for party in request.parties for agent in party}
        agents = tuple(agent for agent in problem.agents if agent.id in people)
        self.problem = replace(problem, requests=requests, agents=agents)
        self.finding, self.over = finding, over

    def relief(self, change: Fix, smaller: Fix | None = None) -> Iterator[Relief]:
        """The change as a relief, if it is one, and if nothing smaller does as well."""
        still = self.left_out(change)
        less = None if smaller is None else self.left_out(smaller)
        up_to = self.finding.lost - _lost(still)
        if up_to > 0 and (smaller is None or _lost(less) > _lost(still)):
            yield Relief(finding=self.finding, change=change, up_to=up_to, still=still, smaller=less)

    def fewest(self, change: Fix) -> int:
        """The smallest amount that does as well as any."""
        low, high = 1, self.finding.lost
        least = _lost(self.left_out(replace(change, amount=high)))
        while low < high:
            middle = (low + high) // 2
            enough = _lost(self.left_out(replace(change, amount=middle))) <= least
            low, high = (low, middle) if enough else (middle + 1, high)
        return low

    def left_out(self, change: Fix) -> Finding | None:
        """What the test that found the bottleneck says after a change."""
        index = Index(changed(self.problem, change))
        view = View(index, PlaceKinds(index), Promise.WISHES, index.cases)
        return max(_EASED[self.finding.code].test(view), key=_lost, default=None)

    def slots(self) -> list[Slot]:
        """Those of the finding."""
        named = {name for item in self.finding.witness["items"] for name in item["slots"]}
        return [slot for slot in self.problem.slots if slot.id in named]


def _more_places(bottleneck: _Bottleneck) -> Iterator[Relief]:
    """In single slots, blocks, days, and all slots of a venue: one more, and the fewest that let in most."""
    for venue, slots in _groups(bottleneck.slots()):
        if bottleneck.over():
            return
        change = Fix(kind=FixKind.PLACES, subject=venue, slots=slots, value=0, lets_in=())
        enough = bottleneck.fewest(change)
        yield from bottleneck.relief(change)
        if enough > 1:
            yield from bottleneck.relief(replace(change, amount=enough), replace(change, amount=enough - 1))


def _groups(slots: Sequence[Slot]) -> list[tuple[str, tuple[str, ...]]]:
    """Sets of slots of one venue, each with the venue."""
    groups: dict[tuple[str, tuple[str, ...]], None] = {}
    for width in range(0 if len(slots) <= MOST_SINGLE else 1, 4):
        together: dict[tuple[str, ...], list[str]] = {}
        for slot in slots:
            name = (slot.venue, slot.day, slot.block, slot.id)
            together.setdefault(name[: len(name) - width], []).append(slot.id)
        groups.update(((name[0], tuple(own)), None) for name, own in together.items())
    return list(groups)


def _more_time(bottleneck: _Bottleneck) -> Iterator[Relief]:
    """Somebody is there at more times (the first that helps, all that do), has no limits, or one more colleague."""
    party = bottleneck.finding.witness["party"]
    sides = [side for request in bottleneck.problem.requests for side in request.sides]
    people = {agent for side in sides if side.delegation == party for agent in side.agents} or {party}
    for agent in bottleneck.problem.agents:
        if agent.id in people and not bottleneck.over():
            slots = _helpful(bottleneck, agent)
            if slots:
                yield from bottleneck.relief(_there(agent.id, slots[:1]))
            if len(slots) > 1:
                yield from bottleneck.relief(_there(agent.id, slots), _there(agent.id, slots[:-1]))
            if agent.max_per_day is not None or agent.max_in_a_row is not None or agent.keep_one_free:
                change = Fix(kind=FixKind.PERSONAL_LIMIT, subject=agent.id, value=0, lets_in=())
                yield from bottleneck.relief(change)
    for delegation in sorted({side.delegation for side in sides if people & set(side.agents)}):
        yield from bottleneck.relief(Fix(kind=FixKind.DELEGATE, subject=delegation, value=0, lets_in=()))


def _helpful(bottleneck: _Bottleneck, agent: Agent) -> list[str]:
    """Slots of which each lets in one more: what fits into somebody's time is a matroid, so none is chosen in vain."""
    chosen: list[str] = []
    lost = bottleneck.finding.lost
    for slot in bottleneck.problem.slots:
        if slot.id not in agent.free and lost and not bottleneck.over():
            tried = _lost(bottleneck.left_out(_there(agent.id, [*chosen, slot.id])))
            if tried < lost:
                chosen.append(slot.id)
                lost = tried
    return chosen


def _there(agent: str, slots: Iterable[str]) -> Fix:
    return Fix(kind=FixKind.TIME, subject=agent, slots=tuple(slots), value=0, lets_in=())


def _no_maximum(bottleneck: _Bottleneck) -> Iterator[Relief]:
    subject = bottleneck.finding.witness["party"]
    yield from bottleneck.relief(Fix(kind=FixKind.DELEGATION_LIMIT, subject=subject, value=0, lets_in=()))


def _somebody_comes(bottleneck: _Bottleneck) -> Iterator[Relief]:
    """The first slot in which one person only is missing."""
    (request,) = bottleneck.problem.requests
    candidates = dict(zip(request.party_names, (party[0] for party in request.parties), strict=True))
    for slot, away in bottleneck.finding.witness["away"].items():
        if len(away) == 1 and request.length == 1:
            found = list(bottleneck.relief(_there(candidates[away[0]], [slot])))
            if found:
                yield from found
                return


def _lost(finding: Finding | None) -> int:
    return 0 if finding is None else finding.lost


class _Easing(NamedTuple):
    """The test that finds a bottleneck, and the changes that could ease it."""

    test: Callable[[View], Iterator[Finding]]
    changes: Callable[[_Bottleneck], Iterator[Relief]]


_EASED: dict[FindingCode, _Easing] = {
    FindingCode.PLACES: _Easing(places, _more_places),
    FindingCode.PERSON_OVERFULL: _Easing(full_agendas, _more_time),
    FindingCode.FEW_SLOTS_SHARED: _Easing(full_agendas, _more_time),
    FindingCode.MAXIMUM: _Easing(maximums, _no_maximum),
    FindingCode.NO_COMMON_SLOT: _Easing(unplaceable, _somebody_comes),
}
