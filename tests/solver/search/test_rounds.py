"""When a search cools down, and how long it works between two looks."""

from solver.search.rounds import FEWEST, LONGER, MOMENT, TURN, Pace, Rounds


def test_each_cooling_is_longer_and_the_last_one_ends_with_the_time() -> None:
    rounds = Rounds(first=1, total=50)
    assert [rounds.at(now) for now in (0, 0.5)] == [0, 0.5]
    assert [rounds.at(now) for now in (1, 1 + LONGER / 2)] == [0, 0.5]
    assert [rounds.at(now) for now in (5, 27.5, 50)] == [0, 0.5, 1]


def test_a_short_time_is_one_cooling() -> None:
    rounds = Rounds(first=10, total=2)
    assert [rounds.at(now) for now in (0, 1, 2)] == [0, 0.5, 1]


def test_turns_become_shorter_where_steps_take_longer() -> None:
    pace = Pace()
    pace.took(MOMENT / 10)
    assert pace.steps == 10 * FEWEST
    pace.took(2 * MOMENT)
    assert pace.steps == 5 * FEWEST
    pace.took(1000 * MOMENT)
    assert pace.steps == FEWEST
    pace.took(0.0)
    assert pace.steps == TURN
