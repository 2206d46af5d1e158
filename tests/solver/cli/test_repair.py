"""`repair`: each change that can be named, and what is printed and written of the proposals."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from solver import Pin
from solver.__main__ import main
from solver.formats.json import dump_problem, dump_schedule
from solver.model.problem import Problem
from tests.builders.solver.small import placed, problem, request

THREE = problem(request("A", "B"), request("A", "C"), request("B", "C"))
BEFORE = placed(("A-B", "s0", "t1"), ("A-C", "s1", "t1"), ("B-C", "s2", "t1"))
AS_GOOD = (
    "  3 meetings instead of 3; wishes met 3 as before, value 30 as before, guaranteed meetings missing 0 as before."
)
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("--leaves", "a")` gives the exit status and the lines printed."""

    def call(*options: str, given: Problem = THREE) -> tuple[int, list[str]]:
        (tmp_path / "problem.json").write_text(json.dumps(dump_problem(given)), encoding="utf-8")
        (tmp_path / "schedule.json").write_text(json.dumps(dump_schedule(BEFORE)), encoding="utf-8")
        files = [str(tmp_path / "problem.json"), str(tmp_path / "schedule.json")]
        status = main(["repair", *files, "--workers", "1", *options])
        return status, capsys.readouterr().out.splitlines()

    return call


def test_without_a_change_everything_stays(run: Run) -> None:
    assert run() == (
        0,
        [
            "Every meeting can stay where it is.",
            "Only cancel: disturbs nobody.",
            AS_GOOD,
            "Least disturbance: the same as only cancel, proved.",
            "More met: the same as only cancel, proved.",
        ],
    )


@pytest.mark.parametrize(
    ("options", "fallen"),
    [
        (
            ("--leaves", "a"),
            [
                "2 meetings cannot stay where they are:",
                "  A-B in s0 (request): a, b",
                "  A-C in s1 (request): a, c",
            ],
        ),
        (
            ("--late", "a:s1"),
            ["1 meeting cannot stay where it is:", "  A-B in s0 (away): a, b"],
        ),
        (
            ("--cancel", "B-C"),
            ["1 meeting cannot stay where it is:", "  B-C in s2 (request): b, c"],
        ),
        (("--lost", "t1"), ["Every meeting can stay where it is."]),
        (("--moves", "0:30"), ["Every meeting can stay where it is."]),
    ],
)
def test_a_change_is_named(run: Run, options: tuple[str, ...], fallen: list[str]) -> None:
    status, lines = run(*options)

    assert (status, lines[: len(fallen)]) == (0, fallen)


def test_another_place_is_told_and_disturbs_nobody(run: Run) -> None:
    _, lines = run("--lost", "t1:s0,s1")

    assert lines[1:4] == [
        "Only cancel: disturbs nobody.",
        AS_GOOD,
        "  Told of another place: a, b, c.",
    ]


def test_who_is_disturbed_is_named_with_what_happens(run: Run) -> None:
    given = problem(*THREE.requests, request("A", "D"))

    _, lines = run("--most-disturbed", "2", given=given)

    assert lines[-4:] == [
        "More met: disturbs 2 people (a, d), proved.",
        "  4 meetings instead of 3; wishes met 4 (+1), value 40 (+10), guaranteed meetings missing 0 as before.",
        "  a gains A-D",
        "  d gains A-D",
    ]


def test_pins_that_cannot_be_kept_leave_nothing_to_propose(run: Run) -> None:
    given = problem(*(request("A", name, pin=Pin(slot="s0")) for name in "BC"), request("B", "C"))

    status, lines = run(given=given)

    assert (status, lines[-1]) == (1, "No schedule keeps all pins and obligations.")


def test_proposals_are_written_as_a_document(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "repair.json"

    run("--cancel", "A-B", "--released", str(tmp_path / "schedule.json"), "--out", str(out))

    written = json.loads(out.read_text(encoding="utf-8"))
    assert [proposal["kind"] for proposal in written["proposals"]] == ["only_cancel", "least_disturbance", "more_met"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--late", "a"), "'a' needs a name, a colon and another name"),
        (("--moves", "0:soon"), "'soon' is no number of minutes"),
    ],
)
def test_what_is_not_understood_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["repair", "p.json", "s.json", *options])

    assert ended.value.code == 2
    assert said in capsys.readouterr().err
