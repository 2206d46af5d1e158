"""Precedences: closure, windows by matchings, and bounds of single people; nothing that is possible is cut away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.b2bsp.instance import Instance
from solver.b2bsp.ladder import Impossible, Infeasibility, climb
from solver.b2bsp.orders import OrderWindows, closure, completion, positions, transposed
from solver.b2bsp.per_person import unavoidable
from tests.builders.solver.b2bsp.small import ordered_instance, schedules_of


def test_the_closure_goes_however_far() -> None:
    before = closure(4, [(2, 3), (1, 2), (0, 2)])

    assert before == [0b0000, 0b0000, 0b0011, 0b0111]
    assert transposed(before) == [0b1100, 0b1100, 0b1000, 0b0000]


def test_positions_count_only_the_meetings_of_the_person() -> None:
    before = closure(4, [(0, 1), (1, 2), (2, 3)])

    assert positions(before, [0, 2, 3]) == [(0, 2), (1, 1), (2, 0)]


@pytest.mark.parametrize(
    ("domains", "first", "last"),
    [
        ([0b0001], 0, 0),
        ([0b0011, 0b0011], 1, 0),
        ([0b1011, 0b1011, 0b1011], 3, 0),
        ([0b0011, 0b0011, 0b1100], 2, 0),
        ([0b1000, 0b0111], 3, 2),
        ([0b0001, 0b0001], None, None),
    ],
)
def test_meetings_of_one_person_take_a_slot_each(domains: list[int], first: int | None, last: int | None) -> None:
    assert completion(domains) == first
    assert completion(domains, backwards=True) == last


def _star(orders: tuple[tuple[int, int], ...]) -> Instance:
    """Person 0 meets 1, 2 and 3; 4 meets 5; in five slots."""
    return Instance(
        people=6,
        slots=5,
        pairs=((0, 1), (0, 2), (0, 3), (4, 5)),
        domains=(0b11111,) * 4,
        tables=(2,) * 5,
        orders=orders,
        spread=None,
    )


def test_predecessors_with_one_person_need_slots_of_their_own() -> None:
    given = _star(((0, 3), (1, 3), (2, 3)))

    assert OrderWindows(given).cut(given.domains) == [0b01111, 0b01111, 0b01111, 0b11000]
    assert climb(given).domains == (0b01111, 0b01111, 0b01111, 0b11000)


def test_successors_with_one_person_need_slots_of_their_own() -> None:
    given = _star(((3, 0), (3, 1), (3, 2)))

    assert climb(given).domains == (0b11110, 0b11110, 0b11110, 0b00011)


def test_too_few_slots_before_a_meeting_are_the_reason() -> None:
    given = _star(((0, 3), (1, 3), (2, 3))).narrowed((0b11111, 0b11111, 0b11111, 0b00111))

    with pytest.raises(Impossible) as caught:
        climb(given)

    assert caught.value.infeasibility is Infeasibility.FORCED


def test_an_order_of_her_own_meetings_costs_a_break() -> None:
    free = Instance(people=3, slots=4, pairs=((0, 1), (0, 2)), domains=(0b1001, 0b0010), tables=(1,) * 4)

    assert unavoidable(free) == [0, 0, 0]
    assert unavoidable(replace(free, orders=((1, 0),))) == [1, 0, 0]


@given(st.integers(0, 1 << 30).map(ordered_instance))
def test_no_schedule_is_lost_and_no_bound_is_above_one(instance: Instance) -> None:
    every = list(schedules_of(instance))

    try:
        left = climb(instance)
    except Impossible:
        assert every == []
        return

    assert all(domain >> slot & 1 for schedule in every for domain, slot in zip(left.domains, schedule, strict=True))
    if every:
        assert sum(unavoidable(left)) <= min(instance.cost(schedule) for schedule in every)
