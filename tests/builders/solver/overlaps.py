"""Tiny problems whose slots overlap in time: several venues with grids of their own, blocks pushed over each other."""

from hypothesis import strategies as st

from solver import Agent, Delegation, Place, Problem, Request, Side, Slot

seldom = st.sampled_from((None, None, None, None, 1, 2))


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Slot, ...]:
    """Two or three short rows of slots, each in a block of its own, of one day or two."""
    rows = []
    for n in range(draw(st.integers(2, 3))):
        venue, day = draw(st.sampled_from("AAB")), draw(st.sampled_from((0, 0, 0, 0, 1)))
        start, length, pause = (
            draw(st.sampled_from((0, 10, 15, 20))),
            draw(st.sampled_from((10, 20, 30))),
            draw(st.sampled_from((0, 0, 5, 20))),
        )
        rows += [
            Slot(
                id=f"r{n}s{k}",
                start=1440 * day + start + k * (length + pause),
                end=1440 * day + start + k * (length + pause) + length,
                day=f"day{day}",
                block=str(n),
                venue=venue,
            )
            for k in range(draw(st.integers(1, 4)))
        ]
    return tuple(sorted(rows, key=lambda slot: slot.start))


@st.composite
def overlapping(draw: st.DrawFn) -> Problem:
    """Three delegations, few requests of one slot or more, and the rules that time has to do with."""
    slots = draw(timetables())
    names = [slot.id for slot in slots]
    some = st.frozensets(st.sampled_from(names), min_size=1)
    often_all = st.one_of(st.just(frozenset(names)), some)
    people = {f"D{n}": tuple(f"d{n}{k}" for k in range(draw(st.sampled_from((1, 1, 2))))) for n in range(3)}
    pairs = [(one, two) for one in people for two in people if one < two]
    asked = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=4))
    return Problem(
        slots=slots,
        places=tuple(Place(id=f"p{venue}", venue=venue, capacity=2) for venue in sorted({s.venue for s in slots})),
        agents=tuple(
            Agent(
                id=name,
                free=draw(often_all),
                max_per_day=draw(seldom),
                keep_one_free=(draw(some),) if draw(seldom) else (),
            )
            for own in people.values()
            for name in own
        ),
        delegations=tuple(
            Delegation(id=name, minimum=draw(st.integers(0, 3)), maximum=draw(seldom), fair_share=draw(seldom))
            for name in people
        ),
        requests=tuple(
            Request(
                id=f"q{n}",
                sides=(
                    Side(delegation=one, agents=people[one], value=draw(st.integers(0, 4))),
                    Side(delegation=two, agents=people[two], value=draw(st.integers(0, 4))),
                ),
                length=draw(st.sampled_from((1, 1, 2, 3))),
                slots=draw(st.one_of(st.none(), st.none(), some)),
            )
            for n, (one, two) in enumerate(asked)
        ),
        travel=draw(st.sampled_from(({}, {}, {("A", "B"): 10, ("B", "A"): 15}))),
        absence_counts=draw(st.booleans()),
        break_spread=draw(st.sampled_from((None, None, None, None, 1))),
    )
