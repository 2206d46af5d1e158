"""Problems of a few companies, made in one line; every part can be replaced by keyword."""

from typing import Any

from hypothesis import strategies as st

from solver import Agent, Assignment, Delegation, Pin, Place, Problem, Request, RequestRole, Schedule, Side, Slot


def slots(count: int = 4, block: int = 2, day: str = "mon", venue: str = "", begin: int = 0) -> tuple[Slot, ...]:
    """Half-hour slots named s0, s1, ... in blocks of `block`; an hour lies between two blocks."""
    prefix = "" if day == "mon" and not venue else f"{day}{venue}-"
    return tuple(
        Slot(
            id=f"{prefix}s{n}",
            start=begin + 30 * n + 60 * (n // block),
            end=begin + 30 * n + 60 * (n // block) + 25,
            day=day,
            block=str(n // block),
            venue=venue,
        )
        for n in range(count)
    )


def agent(name: str, free: str = "s0 s1 s2 s3", **more: Any) -> Agent:
    return Agent(id=name, free=frozenset(free.split()), **more)


def request(one: str, two: str, values: tuple[int, int] = (10, 0), **more: Any) -> Request:
    """A request `one-two` between delegations that have one person each, named in small letters."""
    sides = tuple(
        Side(delegation=name, agents=(name.lower(),), value=value)
        for name, value in zip((one, two), values, strict=True)
    )
    return Request(id=more.pop("id", f"{one}-{two}"), sides=more.pop("sides", sides), **more)


def problem(*requests: Request, **more: Any) -> Problem:
    """Everyone free in four slots of two blocks, two tables."""
    names = sorted({side.delegation for item in requests for side in item.sides})
    people = sorted({a for item in requests for side in item.sides for a in side.agents})
    parts: dict[str, Any] = {
        "slots": slots(),
        "places": (Place(id="t1"), Place(id="t2")),
        "agents": tuple(agent(name) for name in people),
        "delegations": tuple(Delegation(id=name) for name in names),
        "requests": requests,
    }
    for kind in ("agents", "delegations"):
        extra = {item.id: item for item in more.pop(kind, ())}
        parts[kind] = (*(extra.pop(item.id, item) for item in parts[kind]), *extra.values())
    return Problem(**parts | more)


def role(*pool: str, name: str = "role") -> RequestRole:
    """A role that one of these people fills."""
    return RequestRole(id=name, agents=pool)


def placed(*seats: tuple[str, ...]) -> Schedule:
    """Requests `A-B` in a slot and a place, with the people a and b, and with those who fill its roles."""
    items = []
    for name, slot, place, *others in seats:
        items.append(Assignment(request=name, slot=slot, place=place, agents=(*name.lower().split("-"), *others)))
    return Schedule({item.request: item for item in items})


def some_roles(colleagues: tuple[str, ...]) -> list[tuple[RequestRole, ...]]:
    """Somebody who is named, one of a pool, a colleague more, and two of one pool."""
    pool = role("interpreter", "guide", name="pool")
    found = [(role("interpreter"),), (pool,), (role("interpreter", "guide"), pool)]
    return [*found, (role(*colleagues),)] if len(colleagues) > 1 else found


@st.composite
def problems(draw: st.DrawFn, delegations: int = 5) -> Problem:
    """Any small problem: all rules occur, none of them often."""
    rarely = st.sampled_from((None, None, None, None, None, 1, 2))
    days = (
        slots(4)
        if draw(st.booleans())
        else (*slots(3), *slots(2, day="tue", venue=draw(st.sampled_from(("", "x"))), begin=1440))
    )
    names = [slot.id for slot in days]
    some = st.frozensets(st.sampled_from(names), min_size=1)
    places = [
        Place(
            id=f"t{n}",
            venue=draw(st.sampled_from(sorted({slot.venue for slot in days}))),
            capacity=draw(st.integers(1, 2)),
            closed=draw(st.frozensets(st.sampled_from(names), max_size=1)),
            owner=draw(st.sampled_from((None, None, "D0"))),
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    people = {f"D{n}": tuple(f"d{n}{k}" for k in range(draw(st.sampled_from((1, 1, 2))))) for n in range(delegations)}
    agents = [
        Agent(
            id=name,
            free=draw(some),
            max_per_day=draw(rarely),
            max_in_a_row=draw(rarely),
            keep_one_free=tuple(draw(st.lists(some, max_size=1))) if draw(rarely) else (),
        )
        for name in [*(name for own in people.values() for name in own), "interpreter", "guide"]
    ]
    pairs = [(f"D{one}", f"D{two}") for one in range(delegations) for two in range(one)]
    requests: list[Request] = []
    for one, two in draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=7, unique=True)):
        requests.append(
            Request(
                id=f"{one}-{two}",
                sides=tuple(
                    Side(delegation=name, agents=people[name], value=draw(st.integers(0, 4))) for name in (one, two)
                ),
                roles=draw(st.sampled_from(((), (), (), *some_roles(people[one])))),
                required=draw(rarely) is not None,
                length=2 if draw(rarely) == 2 else 1,
                slots=draw(some) if draw(rarely) else None,
                places=frozenset({draw(st.sampled_from(places)).id}) if draw(rarely) else None,
                pin=Pin() if draw(rarely) == 2 else None,
                after=(requests[-1].id,) if requests and draw(rarely) == 1 else (),
            )
        )
    return Problem(
        slots=days,
        places=tuple(places),
        agents=tuple(agents),
        delegations=tuple(
            Delegation(
                id=name,
                minimum=draw(st.integers(0, 2)),
                maximum=draw(rarely),
                maximum_received=draw(rarely),
                fair_share=draw(rarely),
            )
            for name in people
        ),
        requests=tuple(requests),
        vetoes=frozenset({frozenset({"D0", "D1"})})
        if draw(rarely) and all(r.pin is None for r in requests)
        else frozenset(),
        travel={("", "x"): 10},
        absence_counts=draw(st.booleans()),
        break_spread=draw(rarely),
        place_all=draw(st.sampled_from((False, False, False, True))),
    )
