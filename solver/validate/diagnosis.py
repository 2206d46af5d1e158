"""Whether a finding of the ladder is true, checked from its witnesses alone; it shares nothing with the ladder.

A cover is checked by the least that each of its requests uses of its items, over every slot, place and person that the
rules leave open, and by what the items can hold at most.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any, Protocol, TypeVar

from solver.model.parts import Request, Slot
from solver.model.problem import Problem
from solver.model.schedule import Schedule
from solver.validate.facts import Facts, PlaceKey
from solver.validate.goals import guaranteed

Span = tuple[Slot, ...]
Witness = Mapping[str, Any]
Item = Mapping[str, Any]


class Claim(Protocol):
    """What a finding claims, as the judge reads it (a `solver.diagnose.Finding` is one)."""

    @property
    def code(self) -> str: ...
    @property
    def promise(self) -> str: ...
    @property
    def lost(self) -> int: ...
    @property
    def value(self) -> int: ...
    @property
    def witness(self) -> Mapping[str, Any]: ...


C = TypeVar("C", bound=Claim)


def confirm_finding(problem: Problem, finding: Claim) -> bool:
    """Whether at least so much is lost as the finding says, whatever schedule there is."""
    return not untrue(problem, (finding,))


def untrue(problem: Problem, findings: Iterable[C]) -> tuple[C, ...]:
    """The findings that are not confirmed; reads the problem only once."""
    facts = Facts(problem, Schedule())
    return tuple(finding for finding in findings if not _confirms(facts, finding))


def _confirms(facts: Facts, finding: Claim) -> bool:
    try:
        return bool(finding.lost > 0 and _CHECKS.get(str(finding.code), _cover)(facts, finding))
    except (KeyError, TypeError, ValueError):
        return False  # a witness of another shape, or of things that do not exist


def _cover(facts: Facts, finding: Claim) -> bool:
    requests = _requests(facts, finding.witness["requests"])
    held = _held(facts, requests, finding.witness["items"])
    return (
        held <= finding.witness["held"]
        and finding.lost == len(requests) - finding.witness["held"]
        and finding.value <= sum(sorted(request.value for request in requests)[: finding.lost])
        and _promised(facts, requests, finding.promise)
    )


def _order(facts: Facts, finding: Claim) -> bool:
    """The first begins as early as it can, each other one as early as the one before allows."""
    requests = _requests(facts, finding.witness["requests"])
    if any(one.id not in two.after for one, two in pairwise(requests)):
        return False
    over: int | None = None
    for request in requests:
        ends = [span[-1].end for span in _spans(facts, request) if over is None or span[0].start >= over]
        if not ends:
            return (
                finding.lost == 1
                and finding.value <= min(one.value for one in requests)
                and _promised(facts, requests, finding.promise)
            )
        over = min(ends)
    return False


def _guarantee(facts: Facts, finding: Claim) -> bool:
    witness = finding.witness
    asked = facts.asked.get(witness["delegation"], [])
    requests = _requests(facts, witness["requests"])
    if not {request.id for request in requests} <= {request.id for request in asked}:
        return False
    least = guaranteed(facts, witness["delegation"])
    most = _held(facts, requests, witness["items"]) + len(asked) - len(requests)
    return bool(finding.promise == "guarantee" and finding.value <= 0 and finding.lost <= least - most)


def _above_reach(facts: Facts, finding: Claim) -> bool:
    witness = finding.witness
    name, minimum = witness["delegation"], facts.delegations[witness["delegation"]].minimum
    least = guaranteed(facts, name)
    return bool(
        minimum == witness["minimum"]
        and least == witness["reachable"]
        and finding.lost == minimum - least
        and finding.value <= 0
        and finding.promise == "guarantee"
    )


def _forced(facts: Facts, finding: Claim) -> bool:
    """Replay the steps: each cut must follow from what is left by then."""
    left: dict[str, list[Span]] = {}
    involved: dict[str, Request] = {}

    def spans(name: str) -> list[Span]:
        if name not in left:
            involved[name] = facts.requests[name]
            left[name] = list(_spans(facts, facts.requests[name]))
        return left[name]

    for step in finding.witness["steps"]:
        name, cut = step["request"], set(step["slots"])
        going = [span for span in spans(name) if span[0].id in cut]
        if not all(_is_cut(facts, step, span, spans) for span in going):
            return False
        left[name] = [span for span in left[name] if span[0].id not in cut]
    (last,) = finding.witness["requests"]
    return bool(
        not spans(last)
        and finding.lost == 1
        and finding.value <= 0
        and _promised(facts, list(involved.values()), finding.promise)
    )


def _is_cut(facts: Facts, step: Witness, span: Span, spans: Callable[[str], list[Span]]) -> bool:
    request = facts.requests[step["request"]]
    if "after" in step:
        first = min(other[-1].end for other in spans(step["after"]))
        return step["after"] in request.after and span[0].start < first
    if "before" in step:
        last = max(other[0].start for other in spans(step["before"]))
        return request.id in facts.requests[step["before"]].after and span[-1].end > last
    filling = _requests(facts, step["because"])
    if request.id in step["because"]:
        return False
    uses = _Uses(facts, step["items"])
    used = sum(uses.least(other, spans(other.id)) or 0 for other in filling)
    return used >= uses.room and bool(uses.least(request, [span]))


def _requests(facts: Facts, names: Iterable[str]) -> list[Request]:
    found = [facts.requests[name] for name in names]
    if len({request.id for request in found}) != len(found):
        raise ValueError("a request is named twice")
    return found


def _promised(facts: Facts, requests: Iterable[Request], promise: str) -> bool:
    """Whether all these requests belong to what is said to be impossible."""
    if promise == "wishes":
        return True
    return all(
        facts.problem.place_all or request.pin is not None or (promise == "required" and request.required)
        for request in requests
    )


def _held(facts: Facts, requests: Iterable[Request], items: Iterable[Item]) -> int:
    """The most requests that the items can hold: those that use least first; impossible ones are not held."""
    uses = _Uses(facts, items)
    room = uses.room
    least = [uses.least(request, _spans(facts, request)) for request in requests]
    held = 0
    for use in sorted(use for use in least if use is not None):
        room -= use
        if room < 0:
            break
        held += 1
    return held


def _spans(facts: Facts, request: Request) -> Iterator[Span]:
    """Every time at which the request could be held if nothing else was."""
    if frozenset(side.delegation for side in request.sides) in facts.problem.vetoes:
        return
    starts = frozenset(facts.slots) if request.slots is None else request.slots
    if request.pin is not None and request.pin.slot is not None:
        starts &= {request.pin.slot}
    for party in _parties(request):
        starts &= frozenset().union(*(facts.starts(agent, request.length) for agent in party))
    for name in sorted(starts):
        span = facts.span(facts.slots[name], request.length)
        if span is not None and facts.open_places(request, span):
            yield span


def _parties(request: Request) -> list[tuple[str, ...]]:
    named = request.pin.agents if request.pin else None
    sides = [side.agents for side in request.sides] if named is None else [(agent,) for agent in named]
    return [*sides, *((agent,) for agent in request.third_parties)]


def _able(facts: Facts, party: Iterable[str], span: Span) -> list[str]:
    return [agent for agent in party if span[0].id in facts.starts(agent, len(span))]


class _Uses:
    """What placements use of some items; the same for every request of the same places, so it is kept."""

    def __init__(self, facts: Facts, items: Iterable[Item]) -> None:
        self.facts = facts
        rows = [(item, frozenset(item["slots"])) for item in items]
        self.room = sum(_room(facts, item) for item, _ in rows)
        self._personal: dict[str, list[tuple[bool, frozenset[str]]]] = {}
        for item, slots in rows:
            if item["kind"] in _PERSONAL:
                self._personal.setdefault(item["agent"], []).append((item["kind"] == "max_per_day", slots))
        self._places = [(frozenset(item["places"]), slots) for item, slots in rows if item["kind"] == "places"]
        self._pairs = [(frozenset(item["agents"]), slots) for item, slots in rows if item["kind"] == "pairs"]
        self._counted = [item for item, _ in rows if item["kind"] in ("maximum", "maximum_received")]
        self._known: dict[tuple[PlaceKey, str, int], int] = {}

    def least(self, request: Request, spans: Iterable[Span]) -> int | None:
        """How much of the items the request uses at least; None if it cannot be held at all."""
        fixed = sum(_counts(request, item) for item in self._counted)
        return min((fixed + self._least_in(request, span) for span in spans), default=None)

    def _least_in(self, request: Request, span: Span) -> int:
        parties = _parties(request)
        use = self._of_places(request, span) if self._places else 0
        if self._personal:
            use += sum(
                min(self._of_agent(agent, span) for agent in _able(self.facts, party, span)) for party in parties
            )
        for people, slots in self._pairs:
            if span[0].id in slots and all(len(party) == 1 and party[0] in people for party in parties[:2]):
                use += 1
        return use

    def _of_agent(self, agent: str, span: Span) -> int:
        return sum(
            span[0].id in slots if by_day else sum(slot.id in slots for slot in span)
            for by_day, slots in self._personal.get(agent, ())
        )

    def _of_places(self, request: Request, span: Span) -> int:
        key = self.facts.place_key(request), span[0].id, len(span)
        if key not in self._known:
            self._known[key] = min(
                sum(slot.id in slots for places, slots in self._places if name in places for slot in span)
                for name in self.facts.open_places(request, span)
            )
        return self._known[key]


_PERSONAL = ("time", "max_per_day", "max_in_a_row", "keep_one_free")


def _counts(request: Request, item: Item) -> bool:
    sides = {side.delegation: side for side in request.sides}
    if item["delegation"] not in sides:
        return False
    own = sides.pop(item["delegation"])
    (other,) = sides.values()
    return item["kind"] == "maximum" or (own.value == 0 and other.value > 0)


def _room(facts: Facts, item: Item) -> int:
    """What an item holds at most."""
    room = _ROOM[item["kind"]](facts, item, [facts.slots[name] for name in item["slots"]])
    if room is None or len(set(item["slots"])) != len(item["slots"]):
        raise ValueError("not a limit of the problem")
    return room


def _time(facts: Facts, _: Item, slots: list[Slot]) -> int | None:
    return 1 if all(facts.clash(one, two) for one, two in combinations(slots, 2)) else None


def _per_day(facts: Facts, item: Item, slots: list[Slot]) -> int | None:
    return facts.agents[item["agent"]].max_per_day if len({slot.day for slot in slots}) <= 1 else None


def _in_a_row(facts: Facts, item: Item, slots: list[Slot]) -> int | None:
    most = facts.agents[item["agent"]].max_in_a_row
    row = facts.span(slots[0], len(slots))
    return most if most is not None and row == tuple(slots) and len(slots) > most else None


def _keep_free(facts: Facts, item: Item, slots: list[Slot]) -> int | None:
    kept = facts.agents[item["agent"]].keep_one_free
    return len(slots) - 1 if frozenset(item["slots"]) in kept else None


def _places(facts: Facts, item: Item, slots: list[Slot]) -> int | None:
    names = set(item["places"])
    return sum(facts.places[name].capacity for name in names for slot in slots if facts.is_open(name, slot))


def _pairs(_: Facts, item: Item, slots: list[Slot]) -> int | None:
    return len(set(item["agents"])) // 2 if len(slots) == 1 else None


_ROOM: dict[str, Callable[[Facts, Item, list[Slot]], int | None]] = {
    "time": _time,
    "max_per_day": _per_day,
    "max_in_a_row": _in_a_row,
    "keep_one_free": _keep_free,
    "places": _places,
    "pairs": _pairs,
    "maximum": lambda facts, item, _: facts.delegations[item["delegation"]].maximum,
    "maximum_received": lambda facts, item, _: facts.delegations[item["delegation"]].maximum_received,
}
_CHECKS: dict[str, Callable[[Facts, Claim], bool]] = {
    "order": _order,
    "forced": _forced,
    "guarantee": _guarantee,
    "guarantee_above_reach": _above_reach,
}
