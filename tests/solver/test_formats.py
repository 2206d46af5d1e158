"""JSON: whatever is written reads back the same; what is not understood is refused with a code."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from solver import Pin, Problem, Settings, plan
from solver.__main__ import main
from solver.formats.json import (
    InvalidDocument,
    dump_problem,
    dump_result,
    dump_schedule,
    load_problem,
    load_result,
    load_schedule,
)
from tests.solver.small import agent, placed, problem, problems, request

SMALL = problem(
    request("A", "B"), request("A", "C", pin=Pin(slot="s1", place="t2", agents=("a", "c"))), agents=[agent("a", "s1")]
)


def through_text(document: dict[str, Any]) -> Any:
    return json.loads(json.dumps(document))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_problems_read_back_the_same(made: Problem) -> None:
    assert load_problem(through_text(dump_problem(made))) == made


def test_a_problem_with_a_pin_reads_back_the_same() -> None:
    assert load_problem(through_text(dump_problem(SMALL))) == SMALL


def test_schedules_and_results_read_back_the_same() -> None:
    schedule = placed(("A-B", "s0", "t1"))
    assert load_schedule(through_text(dump_schedule(schedule))) == schedule
    result = plan(SMALL, Settings(time_limit=2))
    assert load_result(through_text(dump_result(result))) == replace(result, seconds=round(result.seconds, 3))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 2}, "unknown_version"),
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


def test_the_command_line_solves_validates_and_explains(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, answer = tmp_path / "problem.json", tmp_path / "result.json"
    made.write_text(json.dumps(dump_problem(SMALL)))
    assert main(["solve", str(made), "--time-limit", "2", "--out", str(answer)]) == 0
    assert main(["validate", str(made), str(answer)]) == 0
    assert json.loads(capsys.readouterr().out)["valid"] is True
    assert main(["explain", str(made), str(answer)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "request": "A-B",
        "code": "person_full",
        "witness": {"party": "A", "agents": {"a": "slots"}},
    }


def test_the_command_line_says_by_its_exit_status_what_happened(tmp_path: Path) -> None:
    good, clash = tmp_path / "good.json", tmp_path / "clash.json"
    good.write_text(json.dumps(dump_problem(SMALL)))
    pins = [request("A", name, pin=Pin(slot="s0")) for name in ("B", "C")]
    clash.write_text(json.dumps(dump_problem(problem(*pins))))
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(dump_schedule(placed(("A-B", "s0", "t1")))))
    assert main(["solve", str(clash), "--out", str(tmp_path / "none.json")]) == 1
    assert main(["validate", str(good), str(wrong)]) == 1
    assert main(["solve", str(tmp_path / "missing.json")]) == 2
    assert main(["validate", str(good), str(good)]) == 2
