"""The commands as people and programs use them: what they print, what they write, and their exit status."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from solver import Delegation, Pin, Place, Problem, Schedule
from solver.__main__ import main
from solver.cli import COMMANDS
from solver.cli.progress import ProgressLine
from solver.formats.json import dump_problem, dump_schedule, load_result
from solver.model.result import Goal, GoalResult, PlanProgress
from tests.builders.solver.forums import forum
from tests.builders.solver.small import agent, placed, problem, request

SMALL = problem(
    request("A", "B"), request("A", "C", pin=Pin(slot="s1", place="t2", agents=("a", "c"))), agents=[agent("a", "s1")]
)
CLASH = problem(*(request("A", name, pin=Pin(slot="s0")) for name in ("B", "C")))


def saved(path: Path, item: Problem | Schedule) -> str:
    path.write_text(json.dumps(dump_problem(item) if isinstance(item, Problem) else dump_schedule(item)))
    return str(path)


@pytest.fixture
def made(tmp_path: Path) -> str:
    return saved(tmp_path / "problem.json", SMALL)


@pytest.fixture
def answer(tmp_path: Path, made: str) -> str:
    out = tmp_path / "result.json"
    assert main(["solve", made, "--time-limit", "2", "--out", str(out)]) == 0
    return str(out)


def test_alone_it_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr().out
    assert all(f"\n    {name}" in shown for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert (ended.value.code, f"solver {command}" in capsys.readouterr().out) == (0, True)


def test_a_result_is_printed_or_written(made: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["solve", made, "--time-limit", "2"]) == 0
    printed, written = json.loads(capsys.readouterr().out), json.loads(Path(answer).read_text())
    assert printed | {"seconds": 0} == written | {"seconds": 0}


def test_a_start_of_another_problem_is_said_not_to_be_used(
    made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = saved(tmp_path / "start.json", placed(("A-D", "s0", "t1")))
    assert main(["solve", made, "--time-limit", "2", "--start", start]) == 0
    assert "is not used" in capsys.readouterr().err


def test_contradicting_pins_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", saved(tmp_path / "clash.json", CLASH), "--out", str(tmp_path / "none.json")]) == 1
    assert "2 requests of a (A-B, A-C) can only be in s0" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_refused_before_the_work(made: str, tmp_path: Path) -> None:
    assert main(["solve", made, "--out", str(tmp_path / "nowhere" / "result.json")]) == 2
    assert main(["solve", made, "--out", str(tmp_path)]) == 2


@pytest.mark.parametrize("wrong", [["--time-limit", "0"], ["--time-limit", "nan"], ["--workers", "0"], ["--seed", "x"]])
def test_options_that_cannot_be_meant_are_refused(made: str, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["solve", made, *wrong])
    assert ended.value.code == 2


def test_a_good_result_is_told_to_people_and_programs(
    made: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", made, answer]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The schedule keeps all rules.\nPlaced: 1 of 2 requests")
    assert main(["validate", made, answer, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["valid"], found["unconfirmed"], found["wrongly_stated"]) == (True, [], {})


def test_what_is_stated_falsely_is_found(made: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(Path(answer).read_text())
    document["goals"][2]["value"] += 5
    document["reasons"][0]["code"] = "vetoed"
    Path(answer).write_text(json.dumps(document))
    capsys.readouterr()
    assert main(["validate", made, answer]) == 1
    told = capsys.readouterr().out
    assert "but 15 is stated" in told
    assert "Reasons that are not true: 1\n  A-B" in told


def test_broken_rules_are_listed(made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = saved(tmp_path / "wrong.json", placed(("A-B", "s0", "t1")))
    assert main(["validate", made, wrong]) == 1
    assert "availability: A-B, a" in capsys.readouterr().out


def test_before_solving_the_ladder_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [request("A", name) for name in "BCD"]
    tight = saved(tmp_path / "tight.json", problem(*asked, agents=[agent("a", "s0 s1")]))
    assert main(["explain", tight]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "At least 1 left out, worth at least 10: a has 3 requests and time for 2: drop 1 or free as many slots.",
        "  a there at s2 too may let in up to 1.",
        "  one more delegate of A may let in up to 1.",
    ]
    assert main(["explain", tight, "--json"]) == 0
    first, second, _ = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["says"], first["code"], first["severity"]) == ("finding", "person_overfull", "bottleneck")
    assert (second["says"], second["change"]["kind"], second["up_to"]) == ("relief", "time", 1)


def test_without_findings_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", saved(tmp_path / "easy.json", problem(request("A", "B")))]) == 0
    assert capsys.readouterr().out == "Nothing was found that cannot be kept, and no bottleneck.\n"


def test_after_solving_reasons_and_fixes_are_told(made: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["explain", made, answer]) == 0
    told = capsys.readouterr().out
    assert "A-B: A is full: a (free slots)." in told
    assert "  a there at s0 too lets at least 1 in, worth 10: A-B" in told
    assert main(["explain", made, answer, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {
        "says": "reason",
        "request": "A-B",
        "code": "person_full",
        "witness": {"party": "A", "agents": {"a": "slots"}},
    }
    assert {line["says"] for line in lines[1:]} == {"fix"}


def test_a_schedule_of_another_problem_is_refused(
    made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = saved(tmp_path / "other.json", placed(("A-D", "s0", "t1")))
    assert main(["explain", made, other]) == 2
    assert "the assignment of A-D is of another problem" in capsys.readouterr().err


def test_wrong_problems_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = dump_problem(
        problem(request("A", "B"), places=(Place(id="t", owner="A"),), delegations=[Delegation(id="A")])
    )
    document["requests"][0]["sides"][0]["agents"] = ["a", 3]
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document))
    assert main(["solve", str(wrong)]) == 2
    told = capsys.readouterr().err
    assert told == "python -m solver: It is not as expected: requests[0].sides[0].agents[1]: a text is expected\n"
    document["requests"][0]["sides"][0]["agents"] = ["z"]
    wrong.write_text(json.dumps(document))
    assert main(["solve", str(wrong)]) == 2
    assert capsys.readouterr().err == "python -m solver: There is no agent z.\n"


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "solver", *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_and_keeps_the_best(tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "result.json"
    running = started(
        "solve",
        saved(tmp_path / "forum.json", forum(wishes=900, delegations=150)),
        "--time-limit",
        "300",
        "--out",
        str(out),
    )
    assert running.stderr is not None
    assert "s  " in running.stderr.readline()
    running.send_signal(number)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "stopped on request" in told
    assert load_result(json.loads(out.read_text())).schedule.assignments
    assert [path.name for path in tmp_path.glob(".result*")] == []


def test_on_a_terminal_one_line_is_rewritten() -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w") as terminal:
        line = ProgressLine(terminal)
        for value in (7, 8):
            line.show(PlanProgress(seconds=1.0, goals=(GoalResult(goal=Goal.VALUE, value=value, bound=9),)))
        line.done()
        terminal.flush()
        until, told = monotonic() + 5, b""
        while b"\n" not in told and monotonic() < until:
            told += os.read(leader, 1000)
            sleep(0)
    os.close(leader)
    assert told == b"\r\x1b[K   1.0 s  value 7 (bound 9)\r\x1b[K   1.0 s  value 8 (bound 9)\r\n"
