"""When a search cools down."""

from solver.search.rounds import LONGER, Rounds


def test_each_cooling_is_longer_and_the_last_one_ends_with_the_time() -> None:
    rounds = Rounds(first=1, total=50)
    assert [rounds.at(now) for now in (0, 0.5)] == [0, 0.5]
    assert [rounds.at(now) for now in (1, 1 + LONGER / 2)] == [0, 0.5]
    assert [rounds.at(now) for now in (5, 27.5, 50)] == [0, 0.5, 1]


def test_a_short_time_is_one_cooling() -> None:
    rounds = Rounds(first=10, total=2)
    assert [rounds.at(now) for now in (0, 1, 2)] == [0, 0.5, 1]
