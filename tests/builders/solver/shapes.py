"""Problems of every shape: each rule, each emptiness and each combination of them may occur.

`small.problems` draws what forums look like; these draw what a careless or unlucky caller may ask for.
"""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from solver import Agent, Delegation, InvalidProblem, Pin, Place, Problem, Request, Side, Slot
from tests.builders.solver.small import some_roles

Draw = st.DrawFn
rarely = st.sampled_from((False, False, False, True))
"""Hypothesis prefers the first: a rule is absent unless it matters."""


@st.composite
def shapes(draw: Draw, *, delegations: int = 4, requests: int = 6, longest_day: int = 5) -> Problem:
    """Any problem that is not refused; `longest_day` is the most slots of a day, but see `long_days`."""
    slots = draw(timetables(longest_day))
    names = [slot.id for slot in slots]
    organisations = [f"D{n}" for n in range(delegations)]
    people = {name: [f"{name.lower()}{k}" for k in range(draw(st.integers(1, 3)))] for name in organisations}
    everybody = [agent for own in people.values() for agent in own] + ["interpreter", "guide"]
    places = tuple(draw(_place(f"t{n}", slots, organisations)) for n in range(draw(st.integers(0, 3))))
    asked: list[Request] = []
    for _ in range(draw(st.integers(0, requests))):
        asked.append(draw(_request(people, names, [place.id for place in places], asked)))
    parts: dict[str, Any] = {
        "slots": slots,
        "places": places,
        "agents": tuple(draw(_agent(name, names)) for name in everybody),
        "delegations": tuple(draw(_delegation(name)) for name in organisations),
        "requests": tuple(asked),
        "vetoes": frozenset({frozenset(draw(st.sampled_from((("D0", "D1"), ("D1", "D2")))))})
        if draw(rarely)
        else frozenset(),
        "travel": {("x", "y"): 20, ("y", "x"): 40} if draw(rarely) else {},
        "absence_counts": draw(st.booleans()),
        "break_spread": draw(st.integers(0, 2)) if draw(rarely) else None,
        "place_all": draw(rarely) and draw(st.booleans()),
    }
    return without_impossible_pins(parts)


@st.composite
def timetables(draw: Draw, longest_day: int) -> tuple[Slot, ...]:
    """No slots, a day in blocks, two days, two venues at the same time, or slots that overlap across venues."""
    kind = draw(st.sampled_from(("day", "days", "venues", "overlapping", "none")))
    if kind == "none":
        return ()
    count = draw(st.integers(1, longest_day))
    break_after = draw(st.integers(1, count))
    first = [_slot(f"s{n}", 30 * n, "mon", str(n // break_after), "") for n in range(count)]
    if kind == "day":
        return tuple(first)
    if kind == "days":
        second = [_slot(f"u{n}", 1440 + 30 * n, "tue", "0", "") for n in range(draw(st.integers(1, 2)))]
        return (*first, *second)
    shift = 0 if kind == "venues" else 15
    other = [_slot(f"y{n}", shift + 30 * n, "mon", "0", "y") for n in range(draw(st.integers(1, 2)))]
    return tuple(sorted((*(replace(slot, venue="x") for slot in first), *other), key=lambda slot: slot.start))


def long_days() -> st.SearchStrategy[tuple[Slot, ...]]:
    """More slots than fit into a word of 64 bits."""
    return st.just(tuple(_slot(f"s{n}", 30 * n, f"day{n // 24}", str(n // 8), "") for n in range(70)))


@st.composite
def long_shapes(draw: Draw) -> Problem:
    """A shape on more than 64 slots, most of which somebody needs."""
    base = draw(shapes(longest_day=1))
    slots = draw(long_days())
    ends = st.frozensets(st.sampled_from([slot.id for slot in slots[::3]]), min_size=1, max_size=6)
    parts: dict[str, Any] = {
        "slots": slots,
        "places": tuple(
            replace(place, venue="", closed=draw(ends) if place.closed else place.closed) for place in base.places
        ),
        "agents": tuple(
            replace(agent, free=draw(ends) | {"s0", "s64", "s65"}, keep_one_free=()) for agent in base.agents
        ),
        "delegations": base.delegations,
        "requests": tuple(replace(one, slots=None, pin=None) for one in base.requests),
        "vetoes": base.vetoes,
        "absence_counts": base.absence_counts,
    }
    return Problem(**parts)


def without_impossible_pins(parts: dict[str, Any]) -> Problem:
    """The problem without those of its pins that make it nonsense."""
    while True:
        try:
            return Problem(**parts)
        except InvalidProblem as error:
            if not error.code.startswith("pin"):
                raise
            culprits = error.ids[:2] if error.code == "pins_clash" else error.ids[:1]
            parts["requests"] = tuple(replace(r, pin=None) if r.id in culprits else r for r in parts["requests"])


def _slot(name: str, start: int, day: str, block: str, venue: str) -> Slot:
    return Slot(id=name, start=start, end=start + 25, day=day, block=block, venue=venue)


def _some(names: list[str], least: int = 0) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), min_size=least) if names else st.just(frozenset())


@st.composite
def _place(draw: Draw, name: str, slots: tuple[Slot, ...], organisations: list[str]) -> Place:
    venues = sorted({slot.venue for slot in slots}) or [""]
    return Place(
        id=name,
        venue=draw(st.sampled_from(venues)),
        capacity=draw(st.sampled_from((1, 1, 2, 3, 0))),
        closed=draw(_some([slot.id for slot in slots])) if draw(rarely) else frozenset(),
        owner=draw(st.sampled_from(organisations)) if draw(rarely) else None,
    )


@st.composite
def _agent(draw: Draw, name: str, slots: list[str]) -> Agent:
    kept = draw(st.lists(_some(slots, 1), max_size=2)) if slots and draw(rarely) else []
    return Agent(
        id=name,
        free=frozenset(slots) if not draw(rarely) else draw(_some(slots)),
        max_per_day=draw(st.integers(0, 2)) if draw(rarely) else None,
        max_in_a_row=draw(st.integers(0, 2)) if draw(rarely) else None,
        keep_one_free=tuple(kept),
    )


@st.composite
def _delegation(draw: Draw, name: str) -> Delegation:
    return Delegation(
        id=name,
        minimum=draw(st.integers(0, 3)) if draw(rarely) else 0,
        maximum=draw(st.integers(0, 2)) if draw(rarely) else None,
        maximum_received=draw(st.integers(0, 1)) if draw(rarely) else None,
        fair_share=draw(st.integers(0, 2)) if draw(rarely) else None,
    )


@st.composite
def _request(
    draw: Draw, people: dict[str, list[str]], slots: list[str], places: list[str], before: list[Request]
) -> Request:
    one, two = draw(st.permutations(sorted(people)))[:2]
    sides = tuple(
        Side(
            delegation=side,
            agents=tuple(people[side]) if not draw(rarely) else (draw(st.sampled_from(people[side])),),
            value=draw(st.integers(0, 4)),
        )
        for side in (one, two)
    )
    pin = None
    if draw(rarely):
        pin = Pin(
            slot=draw(st.sampled_from(slots)) if slots and draw(st.booleans()) else None,
            place=draw(st.sampled_from(places)) if places and draw(st.booleans()) else None,
            agents=(sides[0].agents[0], sides[1].agents[-1]) if draw(st.booleans()) else None,
        )
    return Request(
        id=f"r{len(before)}",
        sides=(sides[0], sides[1]),
        roles=draw(st.sampled_from(some_roles(sides[0].agents))) if draw(rarely) else (),
        required=draw(rarely),
        length=draw(st.integers(2, 3)) if draw(rarely) else 1,
        slots=draw(_some(slots)) if draw(rarely) else None,
        places=draw(_some(places)) if draw(rarely) else None,
        pin=pin,
        after=(draw(st.sampled_from(before)).id,) if before and draw(rarely) else (),
    )
