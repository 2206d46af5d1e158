"""Small missions: a hotel with a table, offices in other parts of a city, interpreters of a pool, ways between."""

from itertools import permutations
from typing import Any

from hypothesis import strategies as st

from solver import Agent, Delegation, Place, Problem, Request, RequestRole, Side, Slot

HUB = "hotel"
INTERPRETERS = ("i", "j")
COMPANIES, COUNTERPARTS = ("A", "B"), ("C", "D", "E")
WAYS = st.sampled_from((0, 15, 30, 45, 75))
"""Minutes; the longest one costs a whole visit."""
ROLES = (
    (),
    (RequestRole(id="interpreter", agents=INTERPRETERS),),
    (RequestRole(id="interpreter", agents=INTERPRETERS[:1]),),
    (RequestRole(id="interpreter", agents=INTERPRETERS), RequestRole(id="head", agents=("h",))),
)


@st.composite
def missions(draw: st.DrawFn, *, visits: int = 3) -> Problem:
    """A day of a mission: at most so many visits and meetings, each at an office or at the hotel."""
    venues = [HUB, "x", "y"][: draw(st.integers(2, 3))]
    hours = [slot for venue in venues for slot in _hours(venue, draw(st.integers(0, 2)), draw(st.integers(1, 2)))]
    slots = tuple(sorted(hours, key=lambda slot: slot.start))
    names = [slot.id for slot in slots]
    offices = dict(zip(draw(st.permutations(COUNTERPARTS)), venues[1:], strict=False))
    pairs = draw(st.permutations([(one, other) for one in COMPANIES for other in COUNTERPARTS]))
    people = {name: (name.lower(),) for name in (*COMPANIES, *COUNTERPARTS)}
    people["A"] = ("a", "a2")
    busy = st.frozensets(st.sampled_from(names), max_size=1)
    everybody = [one for own in people.values() for one in own] + [*INTERPRETERS, "h"]
    parts: dict[str, Any] = {
        "slots": slots,
        "places": (
            Place(id="t", venue=HUB),
            *(Place(id=f"office-{owner}", venue=venue, owner=owner) for owner, venue in offices.items()),
        ),
        "agents": tuple(
            Agent(id=one, free=frozenset(names) - draw(busy), max_per_day=draw(st.sampled_from((None, None, 1))))
            for one in everybody
        ),
        "delegations": tuple(Delegation(id=name) for name in people),
        "requests": tuple(
            Request(
                id=f"{one}-{other}",
                sides=(
                    Side(delegation=one, agents=people[one], value=draw(st.integers(1, 4))),
                    Side(delegation=other, agents=people[other], value=0),
                ),
                roles=draw(st.sampled_from(ROLES)),
                required=draw(st.sampled_from((False, False, True))),
            )
            for one, other in pairs[: draw(st.integers(2, visits))]
        ),
        "travel": {pair: draw(WAYS) for pair in permutations(venues, 2)},
    }
    return Problem(**parts)


def _hours(venue: str, shift: int, number: int) -> list[Slot]:
    """Visits of 45 minutes on a grid of 15, the first one `shift` quarters after nine."""
    begins = [15 * shift + 60 * place for place in range(number)]
    return [
        Slot(id=f"{venue}{place}", start=begin, end=begin + 45, day="mon", block="0", venue=venue)
        for place, begin in enumerate(begins)
    ]
