"""What is measured of stops, repairs and published instances, in small; and the command that measures."""

from pathlib import Path

import pytest

from solver import solve
from solver.__main__ import main
from solver.bench import published, repairs, stopping
from solver.bench.forums import Forum
from solver.bench.generate import Model, Size, generate
from solver.bench.record import recorded
from solver.model.settings import Settings
from solver.search.compilation import load_compiled

SMALL = Size(people=10, meetings=16, slots=4, tables=5)
INSTANCE = """
nBusiness = 4; nMeetings = 3; nTables = 2; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 1|2, 3, 2|3, 4, 3|];
forbidden = [{}, {1}, {}, {4}];
fixed = [0, 0, 0];
precedences = [{}, {}, {}];
"""
IMPOSSIBLE = INSTANCE.replace("nTables = 2", "nTables = 0")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Results are kept below the folder in which one stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def instances(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Published instances: one that can be held without a break, one that cannot be held."""
    folder = place / "b2bsp"
    for kind, name, text in (("originals", "easy.original", INSTANCE), ("variants", "none.tables0", IMPOSSIBLE)):
        (folder / kind).mkdir(parents=True)
        (folder / kind / f"{name}.dzn").write_text(text, encoding="utf-8")
    known = "instance,variant,proved_minimum_breaks\neasy,original,0\nnone,tables0,infeasible\n"
    (folder / "known.csv").write_text(known, encoding="utf-8")
    monkeypatch.setenv(published.VARIABLE, str(folder))
    return folder


def test_a_run_that_is_stopped_at_once_says_what_it_has() -> None:
    problem = generate(SMALL, Model.UNIFORM, seed=0)
    load_compiled()  # while it compiles, there is nothing to stop

    stop = stopping.stopped(problem, 0.0)

    assert (stop.asked, stop.valid) == (0.0, True)
    assert stop.status == ("stopped" if stop.meetings else "unknown")  # on a busy machine there may be none yet
    assert stop.not_explained == len(problem.requests) - stop.meetings


def test_stops_are_measured_at_every_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "MOMENTS", (0.0, 0.2, 0.4))

    stopping.compare([Forum("small", SMALL, Model.POPULAR, (1.0,))])

    stops = recorded()["stopping"]["small"]["stops"]
    assert [stop["asked"] for stop in stops] == list(stopping.MOMENTS)
    assert [stop["valid"] for stop in stops] == [True] * len(stops)


def test_kinds_of_changes_take_turns_and_no_repair_has_a_fault() -> None:
    problem = generate(SMALL, Model.POPULAR, seed=0)
    before = solve(problem, Settings(time_limit=1.0)).schedule

    repaired = repairs.measure(problem, before, 6)

    assert [one.kind for one in repaired] == [*repairs.KINDS, next(iter(repairs.KINDS))]
    assert [(one.proved, one.faults) for one in repaired] == [(True, 0)] * 6


def test_repairs_are_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repairs, "FORUMS", {"small": (SMALL, 2)})
    monkeypatch.setattr(repairs, "SOLVED_IN", 1.0)

    assert main(["bench", "repairs"]) == 0

    line = recorded()["repairs"]["small"]
    assert [change["kind"] for change in line["changes"]] == list(repairs.KINDS)[:2]


def test_ours_and_its_peers_settle_published_instances(instances: Path) -> None:
    published.compare([], peers=True, seeds=1)

    lines = recorded()["published"]
    assert {name: (line["known"], line["as_known"]) for name, line in lines.items()} == {
        "easy.original": ("0", True),
        "none.tables0": ("infeasible", True),
    }
    assert {(line[peer]["found"], line[peer]["settled"]) for line in lines.values() for peer in ("rc2", "cp_sat")} == {
        ("0", True),
        ("infeasible", True),
    }


def test_only_those_asked_for_are_measured(instances: Path) -> None:
    assert main(["bench", "published", "--only", "none", "--no-peers", "--seeds", "1"]) == 0

    assert list(recorded()["published"]) == ["none.tables0"]


def test_instances_with_precedences_are_measured(instances: Path) -> None:
    folder = instances / "precedence"
    folder.mkdir()
    ordered = INSTANCE.replace("precedences = [{}, {}, {}]", "precedences = [{}, {1}, {}]")
    (folder / "easy.prec30.dzn").write_text(ordered, encoding="utf-8")
    known = "instance,optimum,best_published_seconds,note\neasy.prec30,0,1.5,\n"
    (folder / "known.csv").write_text(known, encoding="utf-8")

    assert main(["bench", "precedence", "--only", "easy"]) == 0

    line = recorded()["precedence"]["easy.prec30"]
    shown = {key: line[key] for key in ("known", "published", "found", "bound", "proved", "fits")}
    assert shown == {"known": "0", "published": "1.5", "found": "0", "bound": 0, "proved": True, "fits": True}


def test_without_instances_it_says_so(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(published.VARIABLE, str(place))

    assert main(["bench", "published"]) == 0

    assert capsys.readouterr().out == ("the published instances are absent; set B2BSP to their folder: skipped\n")
    assert recorded() == {}


@pytest.mark.parametrize("part", ["forums", "large", "stopping"])
def test_a_name_that_nothing_has_measures_nothing(part: str) -> None:
    assert main(["bench", part, "--only", "nothing"]) == 0
    assert recorded() == {}


def test_the_report_is_written(place: Path) -> None:
    (place / "docs").mkdir()

    assert main(["bench", "report"]) == 0

    assert (place / "docs" / "benchmark.md").read_text(encoding="utf-8").startswith("# ")
