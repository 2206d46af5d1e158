"""Problems of every shape that the search has to cope with: venues, days, long days, long meetings, teams."""

from dataclasses import replace

from hypothesis import strategies as st

from solver import (
    Agent,
    Delegation,
    Mode,
    Pin,
    Place,
    Problem,
    Reference,
    Request,
    Side,
    Slot,
    first_come_first_served,
)
from tests.builders.solver.small import some_roles

DAY = 24 * 60


def _day(name: str, count: int, block: int, venue: str, begin: int) -> list[Slot]:
    """Slots of 20 minutes in blocks; an hour lies between two blocks."""
    return [
        Slot(
            id=f"{name}{venue}{n}",
            start=begin + 20 * n + 60 * (n // block),
            end=begin + 20 * n + 60 * (n // block) + 20,
            day=name,
            block=str(n // block),
            venue=venue,
        )
        for n in range(count)
    ]


@st.composite
def _slots(draw: st.DrawFn) -> tuple[Slot, ...]:
    days = draw(st.sampled_from(((5,), (4, 3), (70,), (66, 4))))
    venues = draw(st.sampled_from((("",), ("", "x"))))
    shift = draw(st.sampled_from((0, 10)))
    slots = [
        slot
        for number, count in enumerate(days)
        for k, venue in enumerate(venues)
        for slot in _day(f"day{number}", count, 4, venue, DAY * 3 * number + shift * k)
    ]
    return tuple(sorted(slots, key=lambda slot: slot.start))


@st.composite
def shapes(draw: st.DrawFn) -> Problem:
    """Ten or so delegations with many wishes; every rule is there often enough to be in the way."""
    slots = draw(_slots())
    names = [slot.id for slot in slots]
    few = st.frozensets(st.sampled_from(names), min_size=1, max_size=12)
    most = st.frozensets(st.sampled_from(names), max_size=3).map(lambda away: frozenset(names) - away)
    seldom = st.sampled_from((None, None, None, 1, 2, 3))
    people = {
        f"D{n}": tuple(f"d{n}{k}" for k in range(draw(st.integers(1, 3)))) for n in range(draw(st.integers(3, 9)))
    }
    agents = [
        Agent(
            id=name,
            free=draw(st.one_of(few, most)),
            max_per_day=draw(seldom),
            max_in_a_row=draw(seldom),
            keep_one_free=tuple(draw(st.lists(few, max_size=1))),
        )
        for name in [*(name for own in people.values() for name in own), "interpreter", "guide"]
    ]
    places = [
        Place(
            id=f"t{n}",
            venue=draw(st.sampled_from(sorted({slot.venue for slot in slots}))),
            capacity=draw(st.integers(1, 2)),
            closed=draw(st.frozensets(st.sampled_from(names), max_size=2)),
            owner=draw(st.sampled_from((None, None, None, "D0", "D1"))),
        )
        for n in range(draw(st.integers(2, 5)))
    ]
    pairs = [(one, two) for one in people for two in people if one < two]
    requests: list[Request] = []
    for one, two in draw(st.lists(st.sampled_from(pairs), min_size=3, max_size=25, unique=True)):
        requests.append(
            Request(
                id=f"{one}-{two}",
                sides=(
                    Side(delegation=one, agents=people[one], value=draw(st.integers(0, 9))),
                    Side(delegation=two, agents=people[two], value=draw(st.integers(0, 9))),
                ),
                roles=draw(st.sampled_from(((), (), (), *some_roles(people[one])))),
                required=draw(st.sampled_from((False, False, False, True))),
                length=draw(st.sampled_from((1, 1, 1, 2, 3))),
                slots=draw(st.one_of(st.none(), st.none(), few)),
                places=draw(
                    st.one_of(st.none(), st.none(), st.frozensets(st.sampled_from([p.id for p in places]), min_size=1))
                ),
                pin=draw(st.sampled_from((None,) * 9 + (Pin(),))),
                after=(draw(st.sampled_from(requests)).id,) if requests and draw(seldom) == 1 else (),
            )
        )
    made = Problem(
        slots=slots,
        places=tuple(places),
        agents=tuple(agents),
        delegations=tuple(
            Delegation(
                id=name,
                minimum=draw(st.integers(0, 2)),
                maximum=draw(st.sampled_from((None, None, 2, 4))),
                maximum_received=draw(seldom),
                fair_share=draw(seldom),
            )
            for name in people
        ),
        requests=tuple(requests),
        travel={("", "x"): 30, ("x", ""): 30},
        absence_counts=draw(st.booleans()),
        break_spread=draw(st.sampled_from((None, None, None, 1))),
        place_all=draw(st.sampled_from((False, False, False, True))),
    )
    return _with_reference(draw, made) if draw(st.booleans()) else made


def _with_reference(draw: st.DrawFn, made: Problem) -> Problem:
    """A schedule that people know; some of its meetings can no longer stay."""
    known = first_come_first_served(made, draw(st.permutations([request.id for request in made.requests])))
    names = st.sampled_from([slot.id for slot in made.slots])
    assignments = tuple(
        replace(item, slot=draw(names)) if draw(st.sampled_from((False, False, True))) else item
        for item in known.assignments.values()
    )
    requests = tuple(replace(request, allowance=draw(st.integers(0, 2))) for request in made.requests)
    reference = Reference(assignments=assignments, mode=draw(st.sampled_from(tuple(Mode))))
    return replace(made, requests=requests, reference=reference)
