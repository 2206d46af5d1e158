"""Every peer finds what trying everything finds, on tiny problems."""

import pytest

from solver import Goal, validate
from solver.bench.generate import Model, Size, generate
from solver.bench.peers import cp_sat, first_come, highs, rc2
from tests.builders.solver.b2bsp.small import best_of, random_instance


@pytest.mark.parametrize("seed", range(30))
def test_peers_settle_tiny_instances_as_by_trying_everything(seed: int) -> None:
    given = random_instance(seed)
    best = best_of(given)

    for outcome in (rc2.solve(given), cp_sat.solve(given, 20.0, 1)):
        assert outcome.proved
        if best is None:
            assert outcome.slots is None
        else:
            assert outcome.slots is not None
            assert given.allows(outcome.slots)
            assert given.cost(outcome.slots) == best


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("seed", range(3))
def test_peers_make_valid_forums_and_the_exact_one_is_worth_no_less(model: Model, seed: int) -> None:
    problem = generate(Size(people=12, meetings=20, slots=4, tables=5), model, seed)

    served, exact = validate(problem, first_come.solve(problem)), highs.solve(problem, 20.0)

    assert served.valid
    assert exact is not None
    report = validate(problem, exact)
    assert report.valid
    assert report.scores[Goal.VALUE] >= served.scores[Goal.VALUE]
