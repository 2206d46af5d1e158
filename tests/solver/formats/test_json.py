"""JSON: whatever is written reads back the same; what is not understood is refused with a code."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import InvalidProblem, Pin, Problem, Settings
from solver.cli.sentences import PROBLEMS, sentence
from solver.formats.json import (
    InvalidDocument,
    dump_problem,
    dump_result,
    dump_schedule,
    load_problem,
    load_result,
    load_schedule,
)
from solver.formats.reading import parse, parse_text
from solver.model import sanity
from solver.plan.solve import solve
from tests.builders.examples import examples
from tests.builders.solver.small import agent, placed, problem, problems, request

SMALL = problem(
    request("A", "B"), request("A", "C", pin=Pin(slot="s1", place="t2", agents=("a", "c"))), agents=[agent("a", "s1")]
)


def through_text(document: dict[str, Any]) -> Any:
    return json.loads(json.dumps(document))


@examples(60)
@given(problems())
def test_problems_read_back_the_same(made: Problem) -> None:
    assert load_problem(through_text(dump_problem(made))) == made


def test_a_problem_with_a_pin_reads_back_the_same() -> None:
    assert load_problem(through_text(dump_problem(SMALL))) == SMALL


def test_schedules_and_results_read_back_the_same() -> None:
    schedule = placed(("A-B", "s0", "t1"))
    assert load_schedule(through_text(dump_schedule(schedule))) == schedule
    result = solve(SMALL, Settings(time_limit=2))
    assert load_result(through_text(dump_result(result))) == replace(result, seconds=round(result.seconds, 3))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 2}, "unknown_version"),
        ({"version": True}, "unknown_version"),
        ({"version": None}, "unknown_version"),
        ({"format": "something"}, "unknown_format"),
        ({"surprise": 1}, "malformed"),
        ({"slots": 3}, "malformed"),
        ({"slots": [{"id": "s0"}]}, "malformed"),
    ],
)
def test_unknown_documents_are_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidDocument) as refused:
        load_problem(dump_problem(SMALL) | change)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("path", "wrong", "detail"),
    [
        (("requests", 1, "sides", 0, "agents"), "a", "requests[1].sides[0].agents: a list is expected"),
        (("requests", 1, "sides", 0, "agents", 0), 7, "requests[1].sides[0].agents[0]: a text is expected"),
        (("requests", 1, "sides"), [], "requests[1].sides: a list of 2 is expected"),
        (("requests", 0, "sides", 0, "value"), 1.5, "requests[0].sides[0].value: a whole number is expected"),
        (("requests", 0, "sides", 0, "value"), True, "requests[0].sides[0].value: a whole number is expected"),
        (("requests", 0, "required"), 1, "requests[0].required: true or false is expected"),
        (("requests", 0, "wanted"), 1, "requests[0].wanted: there is no such field"),
        (("requests", 1, "pin", "slot"), [], "requests[1].pin.slot: a text is expected"),
        (("agents", 0, "keep_one_free"), [["s0", 1]], "agents[0].keep_one_free[0][1]: a text is expected"),
        (("slots", 2, "start"), "9:00", "slots[2].start: a whole number is expected"),
        (("slots", 2), None, "slots[2]: an object is expected"),
        (("travel",), [["x", "y"]], "travel[0]: a list of 3 is expected"),
        (("vetoes",), [["A", None]], "vetoes[0][1]: a text is expected"),
    ],
)
def test_the_path_of_what_is_wrong_is_named(path: tuple[str | int, ...], wrong: Any, detail: str) -> None:
    document = through_text(dump_problem(SMALL))
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = wrong
    with pytest.raises(InvalidDocument) as refused:
        load_problem(document)
    assert (refused.value.code, refused.value.detail) == ("malformed", detail)


def test_what_is_missing_is_named() -> None:
    document = through_text(dump_problem(SMALL))
    del document["requests"][0]["sides"]
    with pytest.raises(InvalidDocument) as refused:
        load_problem(document)
    assert refused.value.detail == "requests[0].sides: it is missing"


def test_a_request_that_is_placed_twice_is_refused() -> None:
    document = through_text(dump_schedule(placed(("A-B", "s0", "t1"))))
    document["assignments"] *= 2
    with pytest.raises(InvalidDocument) as refused:
        load_schedule(document)
    assert refused.value.detail == "assignments[1].request: A-B is placed twice"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ("{", "unreadable"),
        ('{"a": NaN}', "unreadable"),
        ('{"a": -Infinity}', "unreadable"),
        ("[" * 200_000, "unreadable"),
        ("9" * 5_000, "unreadable"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "duplicate_key"),
    ],
)
def test_texts_that_are_no_document_are_refused(text: str, code: str) -> None:
    with pytest.raises(InvalidDocument) as refused:
        parse_text(text)
    assert refused.value.code == code


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(InvalidDocument) as refused:
        parse(huge)
    assert (refused.value.code, refused.value.detail) == (
        "too_large",
        "huge.json has 1,073,741,824 bytes, at most 268,435,456 are read",
    )


def test_too_many_of_a_kind_are_refused_before_they_are_made() -> None:
    document = dump_problem(SMALL) | {"slots": [None] * 5_001}
    with pytest.raises(InvalidDocument) as refused:
        load_problem(document)
    assert (refused.value.code, refused.value.detail) == ("too_large", "there are 5,001 slots, at most 5,000 are read")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@examples(300)
@given(st.data())
def test_whatever_is_put_into_a_document_is_read_or_refused(data: st.DataObject) -> None:
    """Any part of a good document replaced by anything; what is read is written back the same."""
    document = through_text(dump_problem(SMALL))
    holder, key = None, None
    inside: Any = document
    while isinstance(inside, dict | list) and inside and data.draw(st.booleans() if holder else st.just(value=True)):
        holder = inside
        key = data.draw(st.sampled_from(list(inside) if isinstance(inside, dict) else range(len(inside))))
        inside = inside[key]
    holder[key] = data.draw(ANYTHING)
    try:
        problem = load_problem(document)
    except (InvalidDocument, InvalidProblem):
        return
    assert load_problem(through_text(dump_problem(problem))) == problem


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            InvalidProblem("pins_clash", ("r1", "r2", "a")),
            "Requests r1 and r2 are pinned to times at which a cannot be in both.",
        ),
        (
            InvalidProblem("unknown_slot", [f"s{n}" for n in range(12)]),
            "There is no slot s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, and others.",
        ),
        (InvalidDocument("unreadable", "line 1\n  column 2"), "It cannot be read: line 1 column 2"),
    ],
)
def test_an_error_is_one_sentence(error: InvalidDocument | InvalidProblem, told: str) -> None:
    assert sentence(error) == told


def test_there_is_a_sentence_for_each_kind_of_nonsense() -> None:
    sources = "".join(path.read_text() for path in Path(sanity.__file__).parent.glob("*.py"))
    assert set(re.findall(r'(?:InvalidProblem|refuse)\(\s*"(\w+)"', sources)) == set(PROBLEMS)
