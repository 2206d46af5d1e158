"""Forums made by chance: of the size that was asked for, nobody asked for more than there is time for, repeatable."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.__main__ import main
from solver.bench.generate import Model, Size, generate
from solver.formats.json import dump_problem, load_problem
from tests.builders.examples import examples


@pytest.mark.parametrize("model", list(Model))
@examples(30)
@given(data=st.data())
def test_a_forum_has_the_size_that_was_asked_for(model: Model, data: st.DataObject) -> None:
    people, slots = data.draw(st.integers(12, 40)), data.draw(st.integers(4, 12))
    days = data.draw(st.integers(1, min(3, slots)))
    meetings = data.draw(st.integers(1, people * slots // 4))
    tables = -(-meetings // slots)
    size = Size(people=people, meetings=meetings, slots=slots, tables=tables, days=days)

    problem = generate(size, model, seed=data.draw(st.integers(0, 9)))

    assert (len(problem.agents), len(problem.requests)) == (people, meetings)
    assert (len(problem.slots), len(problem.places)) == (slots, tables)
    assert len({slot.day for slot in problem.slots}) == days
    pairs = [frozenset(side.delegation for side in request.sides) for request in problem.requests]
    assert len(set(pairs)) == meetings
    assert all(len(pair) == 2 for pair in pairs)
    assert not set(pairs) & problem.vetoes
    asked = Counter(delegation for pair in pairs for delegation in pair)
    free = {agent.id: len(agent.free) for agent in problem.agents}
    staff = {side.delegation: side.agents for request in problem.requests for side in request.sides}
    assert all(number <= sum(free[person] for person in staff[who]) for who, number in asked.items())


def test_days_split_the_slots_evenly() -> None:
    problem = generate(Size(people=4, meetings=2, slots=11, tables=2, days=3), Model.UNIFORM, seed=0)

    assert list(Counter(slot.day for slot in problem.slots).values()) == [4, 4, 3]


def test_everybody_with_everybody_is_possible() -> None:
    problem = generate(Size(people=10, meetings=45, slots=9, tables=5), Model.UNIFORM, seed=1)

    assert Counter(side.delegation for request in problem.requests for side in request.sides) == {
        f"c{number}": 9 for number in range(1, 11)
    }


def test_a_popular_forum_has_favourites() -> None:
    size = Size(people=400, meetings=2000, slots=20, tables=110)

    asked = Counter(
        request.sides[1].delegation for request in generate(size, Model.POPULAR, seed=0).requests
    ).most_common()

    assert asked[0][1] >= 5 * asked[len(asked) // 2][1]


@pytest.mark.parametrize("model", list(Model))
def test_the_same_seed_makes_the_same_forum(model: Model, tmp_path: Path) -> None:
    size = ["--people", "30", "--meetings", "60", "--slots", "8", "--tables", "9", "--model", model.value]

    for name, seed in (("one", "1"), ("again", "1"), ("other", "2")):
        assert main(["generate", *size, "--seed", seed, "--out", str(tmp_path / name)]) == 0

    one, again, other = ((tmp_path / name).read_text(encoding="utf-8") for name in ("one", "again", "other"))
    assert one == again
    assert one != other
    assert dump_problem(load_problem(json.loads(one))) == json.loads(one)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"people": 10, "meetings": 41, "slots": 8, "tables": 5, "days": 1}, "5 tables hold 40 meetings"),
        ({"people": 10, "meetings": 41, "slots": 8, "tables": 50, "days": 1}, "10 people have time for 40 meetings"),
        ({"people": 4, "meetings": 7, "slots": 8, "tables": 5, "days": 1}, "4 companies are 6 pairs"),
        ({"people": 4, "meetings": 2, "slots": 2, "tables": 5, "days": 3}, "2 slots cannot be split over 3 days"),
        ({"people": 0, "meetings": 2, "slots": 2, "tables": 5, "days": 1}, "people must be at least 1"),
    ],
)
def test_impossible_sizes_are_refused(numbers: dict[str, int], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["generate", *(text for name, number in numbers.items() for text in (f"--{name}", str(number)))])

    assert status == 2
    assert words in capsys.readouterr().err
