"""Large neighbourhood search: what is free, and better and better schedules that keep every rule."""

import pytest

from solver.b2bsp.anneal import LOOK, ORDERED, Annealing
from solver.b2bsp.helpers import Known, News
from solver.b2bsp.instance import Instance
from solver.b2bsp.lns import Neighbourhoods, ascend, first_schedule
from solver.b2bsp.proofs import search_and_prove
from tests.builders.solver.b2bsp.small import best_of, lengthened, ordered_instance


@pytest.mark.parametrize("is_short", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_neighbourhoods_lead_to_the_best_of_small_ones(seed: int, is_short: bool) -> None:
    small, news = ordered_instance(seed), list[News]()
    given = small if is_short else lengthened(small)

    search_and_prove(given, Known(0, None), seed, 0.1, news.append)

    best = best_of(small)
    if best is None:
        assert news == [News(infeasible=True)]
        return
    told = [one.schedule for one in news if one.schedule is not None]
    costs = [given.cost(schedule) for schedule in told]
    assert all(given.allows(schedule) for schedule in told)
    assert costs == sorted(costs, reverse=True)
    assert (costs[-1], max(one.bound or 0 for one in news)) == (best, best)


def test_the_search_from_below_tells_what_it_proves() -> None:
    given = Instance(people=4, slots=5, pairs=((0, 1), (0, 2), (0, 3)), domains=(1, 0b10010, 0b10000), tables=(1,) * 5)
    news = list[News]()

    assert ascend(given, (0, 1, 4), 0, 0, news.append) == (0, 1, 4)
    assert news == [News(bound=1)]


def test_without_a_schedule_there_is_no_first_one() -> None:
    given = Instance(people=3, slots=1, pairs=((0, 1), (1, 2)), domains=(1, 1), tables=(2,))

    assert first_schedule(given, 0) is None


def test_a_neighbourhood_grows_while_it_is_solved() -> None:
    given = Instance(
        people=40,
        slots=20,
        pairs=tuple((person, person + 20) for person in range(20)),
        domains=((1 << 20) - 1,) * 20,
        tables=(1,) * 20,
    )
    schedule, search = list(range(20)), Neighbourhoods(given, 0)

    first = {kind: len(free) for kind, free in (search.draw(schedule) for _ in range(60))}
    for kind in first:
        for _ in range(30):
            search.learn(kind, solved=True)

    assert first == {0: 8, 1: 8, 2: 8}
    assert {kind: len(free) for kind, free in (search.draw(schedule) for _ in range(40))} == {0: 20, 1: 20, 2: 20}


def test_the_annealing_ends_with_its_share_of_the_time() -> None:
    annealing = Annealing(lengthened(ordered_instance(0)), 0)

    looks = sum(1 for _ in annealing.rounds(lambda: -1, 0.0))

    assert looks == ORDERED.first // LOOK + 2
