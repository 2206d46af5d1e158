"""What a delegation could have alone, against every way in which its people could attend its requests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import Agent, Delegation, Problem, Request, Side, Slot, best_values_alone, fairness_targets
from solver.state.index import Index
from solver.state.promises import promises
from tests.builders.examples import examples
from tests.builders.solver import definitions
from tests.builders.solver.overlaps import timetables
from tests.builders.solver.small import agent, problem, request, slots

few = st.sampled_from((None, None, None, 1, 2))


@st.composite
def popular(draw: st.DrawFn) -> Problem:
    """A delegation D of one or two people who are asked for more than fits, by others who have time enough."""
    times = draw(timetables())
    names = [slot.id for slot in times]
    some = st.frozensets(st.sampled_from(names), min_size=1)
    own = tuple(f"d{n}" for n in range(draw(st.integers(1, 2))))
    others = [f"O{n}" for n in range(draw(st.integers(1, 5)))]
    return Problem(
        slots=times,
        places=(),
        agents=(
            *(
                Agent(id=name, free=draw(st.one_of(st.just(frozenset(names)), some)), max_per_day=draw(few))
                for name in own
            ),
            *(Agent(id=name.lower(), free=draw(st.one_of(st.just(frozenset(names)), some))) for name in others),
        ),
        delegations=(
            Delegation(id="D", minimum=9, maximum=draw(few)),
            *(Delegation(id=name) for name in others),
        ),
        requests=tuple(
            Request(
                id=name,
                sides=(
                    Side(delegation="D", agents=own[: draw(st.integers(1, 2))], value=draw(st.integers(1, 9))),
                    Side(delegation=name, agents=(name.lower(),)),
                ),
                length=draw(st.integers(1, 3)),
                slots=draw(st.one_of(st.none(), some)),
            )
            for name in others
        ),
        travel=draw(st.sampled_from(({}, {("A", "B"): 10, ("B", "A"): 25}))),
    )


@examples(100)
@given(popular())
def test_number_and_worth_are_those_of_the_best_way_there_is(given: Problem) -> None:
    own, asked = given.delegations[0], list(given.requests)
    number = definitions.reachable_alone(given, own, asked)
    worth = definitions.best_alone(given, own, asked, lambda one: one.sides[0].value)
    assert promises(Index(given)).minimums.get(0, 0) == number
    assert fairness_targets(given)["D"] == number
    assert best_values_alone(given)["D"] == worth


def test_two_venues_at_the_same_hours_are_no_more_time() -> None:
    days = tuple(sorted((*slots(2, venue="x"), *slots(2, venue="y")), key=lambda slot: slot.start))
    names = " ".join(slot.id for slot in days)
    given = problem(
        *(request("A", name) for name in "BCD"),
        slots=days,
        places=(),
        agents=[agent(name, names) for name in "abcd"],
        delegations=[Delegation(id="A", minimum=3)],
    )
    assert promises(Index(given)).minimums == {0: 2}


def test_the_way_between_two_venues_is_time_too() -> None:
    days = (
        Slot(id="s", start=0, end=25, day="mon", block="0"),
        Slot(id="t", start=30, end=55, day="mon", block="1", venue="x"),
    )
    given = problem(
        request("A", "B"),
        request("A", "C"),
        slots=days,
        agents=[agent(name, "s t") for name in "abc"],
        delegations=[Delegation(id="A", minimum=2)],
        travel={("", "x"): 10},
    )
    assert promises(Index(given)).minimums == {0: 1}


def test_many_long_meetings_fill_each_block_as_far_as_it_goes() -> None:
    """More than branch and bound could try: the bounds meet."""
    names = [f"O{n}" for n in range(40)]
    given = problem(
        *(request("A", name, length=2) for name in names),
        slots=slots(14, block=7),
        agents=[agent(name.lower(), " ".join(f"s{n}" for n in range(14))) for name in ("A", *names)],
        delegations=[Delegation(id="A", minimum=14)],
    )
    assert promises(Index(given)).minimums == {0: 6}


def test_short_meetings_leave_most_room_for_others() -> None:
    names = [f"O{n}" for n in range(20)]
    given = problem(
        *(request("A", name, length=2 if n < 15 else 1) for n, name in enumerate(names)),
        slots=slots(14, block=14),
        agents=[agent(name.lower(), " ".join(f"s{n}" for n in range(14))) for name in ("A", *names)],
        delegations=[Delegation(id="A", minimum=14)],
    )
    assert promises(Index(given)).minimums == {0: 9}


@pytest.mark.parametrize(("steps", "number"), [(5_000, 2), (0, 1)])
def test_what_there_is_no_time_to_find_is_not_promised(
    monkeypatch: pytest.MonkeyPatch, steps: int, number: int
) -> None:
    """The first request takes the slot in the middle, which excludes both others."""
    monkeypatch.setattr("solver.model.alone.NODES", steps)
    row = tuple(Slot(id=f"s{n}", start=20 * n, end=20 * n + 30, day="mon", block=str(n)) for n in range(3))
    asked = (("B", "s1"), ("C", "s0"), ("D", "s2"))
    given = problem(
        *(request("A", name, slots=frozenset({slot})) for name, slot in asked),
        slots=row,
        agents=[agent(name, "s0 s1 s2") for name in "abcd"],
        delegations=[Delegation(id="A", minimum=3)],
    )
    assert promises(Index(given)).minimums == {0: number}
