"""Capacity of the items of a finding, and the least use of them by a request; see `solver.model.finding`."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from solver.model.finding import Item
from solver.model.parts import Request, Slot
from solver.validate.rules import is_received
from solver.validate.schedule_index import PlaceKey, ScheduleIndex

Span = tuple[Slot, ...]

_PERSONAL = ("time", "max_per_day", "max_in_a_row", "keep_one_free")


def most_held(index: ScheduleIndex, requests: Iterable[Request], items: Iterable[Item]) -> int:
    """The most requests that the items can hold: those that use least first; impossible ones are not held."""
    uses = Uses(index, items)
    room = uses.room
    least = [uses.least(request, possible_spans(index, request)) for request in requests]
    held = 0
    for use in sorted(use for use in least if use is not None):
        room -= use
        if room < 0:
            break
        held += 1
    return held


def possible_spans(index: ScheduleIndex, request: Request) -> Iterator[Span]:
    """Every time at which the request could be held if nothing else was."""
    if frozenset(side.delegation for side in request.sides) in index.problem.vetoes:
        return
    starts = frozenset(index.slots) if request.slots is None else request.slots
    if request.pin is not None and request.pin.slot is not None:
        starts &= {request.pin.slot}
    starts &= index.everybody(request)
    for name in sorted(starts):
        span = index.span(index.slots[name], request.length)
        if span is not None and index.open_places(request, span):
            yield span


class Uses:
    """What placements use of some items; the same for every request of the same places, so it is kept."""

    def __init__(self, index: ScheduleIndex, items: Iterable[Item]) -> None:
        self.index = index
        rows = [(item, frozenset(item["slots"])) for item in items]
        self.room = sum(_room(index, item) for item, _ in rows)
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
        parties = request.candidates
        use = self._of_places(request, span) if self._places else 0
        if self._personal:
            use += sum(
                min(self._of_agent(agent, span) for agent in _able(self.index, party, span)) for party in parties
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
        key = self.index.place_key(request), span[0].id, len(span)
        if key not in self._known:
            self._known[key] = min(
                sum(slot.id in slots for places, slots in self._places if name in places for slot in span)
                for name in self.index.open_places(request, span)
            )
        return self._known[key]


def _able(index: ScheduleIndex, party: Iterable[str], span: Span) -> list[str]:
    return [agent for agent in party if span[0].id in index.starts(agent, len(span))]


def _counts(request: Request, item: Item) -> bool:
    if all(side.delegation != item["delegation"] for side in request.sides):
        return False
    return item["kind"] == "maximum" or is_received(request, item["delegation"])


def _room(index: ScheduleIndex, item: Item) -> int:
    """What an item holds at most."""
    room = _ROOM[item["kind"]](index, item, [index.slots[name] for name in item["slots"]])
    if room is None or len(set(item["slots"])) != len(item["slots"]):
        raise ValueError("not a limit of the problem")
    return room


def _time(index: ScheduleIndex, _: Item, slots: list[Slot]) -> int | None:
    return 1 if all(index.clash(one, two) for one, two in combinations(slots, 2)) else None


def _per_day(index: ScheduleIndex, item: Item, slots: list[Slot]) -> int | None:
    return index.agents[item["agent"]].max_per_day if len({slot.day for slot in slots}) <= 1 else None


def _in_a_row(index: ScheduleIndex, item: Item, slots: list[Slot]) -> int | None:
    most = index.agents[item["agent"]].max_in_a_row
    row = index.span(slots[0], len(slots))
    return most if most is not None and row == tuple(slots) and len(slots) > most else None


def _keep_free(index: ScheduleIndex, item: Item, slots: list[Slot]) -> int | None:
    kept = index.agents[item["agent"]].keep_one_free
    return len(slots) - 1 if frozenset(item["slots"]) in kept else None


def _places(index: ScheduleIndex, item: Item, slots: list[Slot]) -> int | None:
    names = set(item["places"])
    return sum(index.places[name].capacity for name in names for slot in slots if index.is_open(name, slot))


def _pairs(_: ScheduleIndex, item: Item, slots: list[Slot]) -> int | None:
    return len(set(item["agents"])) // 2 if len(slots) == 1 else None


_ROOM: dict[str, Callable[[ScheduleIndex, Item, list[Slot]], int | None]] = {
    "time": _time,
    "max_per_day": _per_day,
    "max_in_a_row": _in_a_row,
    "keep_one_free": _keep_free,
    "places": _places,
    "pairs": _pairs,
    "maximum": lambda index, item, _: index.delegations[item["delegation"]].maximum,
    "maximum_received": lambda index, item, _: index.delegations[item["delegation"]].maximum_received,
}
