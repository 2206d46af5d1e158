"""Comparisons in small: measured, recorded, and written as a page."""

from pathlib import Path
from time import sleep

import pytest

from solver.bench.forums import Forum, compare
from solver.bench.generate import Model, Size
from solver.bench.limited import run_limited
from solver.bench.record import record, recorded
from solver.bench.report import write

SMALL = Size(people=10, meetings=16, slots=4, tables=5)


def test_work_is_ended_when_its_time_is_over() -> None:
    assert run_limited(0.2, sleep, 60.0).answer is None


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="as it should"):
        run_limited(20.0, int, "as it should")


def test_a_comparison_is_recorded_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()

    compare("forums", [Forum("small", SMALL, Model.POPULAR, (1.0,), highs=5.0)])
    record("published", "one.original", _published())
    record("repairs", "small", _repaired())
    record("precedence", "one.prec30", _stressed(found="3", bound=3, proved=True, seconds=12.0))
    record("precedence", "one.prec50", _stressed(found="4", bound=2, proved=False, seconds=30.0, worked=58.5))
    write()

    names = [run["name"] for run in recorded()["forums"]["small"]["runs"]]
    assert names == ["first come", "HiGHS 5 s", "ours 1 s"]
    assert all(run["valid"] for run in recorded()["forums"]["small"]["runs"])
    page = (tmp_path / "docs" / "benchmark.md").read_text(encoding="utf-8")
    assert "| one.original | 3 | yes | 0.50 0.75 | > 100 (none) | 4.00 |" in page
    assert "RC2 on 1 of them: 100.0 s together, 160.0 times ours." in page
    assert "| a meeting is cancelled | 2 | 0.75 | 1.00 | 1 | 2 | 0 |" in page
    assert "| **all** | 3 | 1.00 | 1.50 | 2 | 2 | 1 |" in page
    assert "| all | 2 | 0 | 1 | 1 | 2 | 0 |" in page
    assert "| 50 % | 1 | 0 | 0 | 0 | 1 | 0 |" in page
    assert "| one.prec30 | 3 | 3 | 3 | 12.00 | – | 15.5 |" in page
    assert "| one.prec50 | 3 | 4 | 2 | 30.00 | 58.5 | 15.5 |" in page
    pictures = {picture.name for picture in (tmp_path / "docs" / "pictures").iterdir()}
    assert pictures == {"quality-over-time.svg", "solved-precedence.svg", "solved-published.svg"}
    cactus = (tmp_path / "docs" / "pictures" / "solved-precedence.svg").read_text(encoding="utf-8")
    assert "<!-- ours (1) -->" in cactus
    assert "<!-- best published (2) -->" in cactus


def test_a_section_that_is_not_measured_again_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "benchmark.md"
    record("published", "one.original", _published())
    record("repairs", "small", _repaired())
    write()
    before = page.read_text(encoding="utf-8")
    (tmp_path / "var" / "bench.json").unlink()

    write()
    unchanged = page.read_text(encoding="utf-8")
    record("repairs", "other", _repaired())
    write()

    assert unchanged == before
    assert page.read_text(encoding="utf-8") == before.replace("\nsmall: 300", "\nother: 300")


def _published() -> dict[str, object]:
    return {
        "known": "3",
        "machine": "a machine",
        "load": 0.0,
        "ours": [0.5, 0.75],
        "as_known": True,
        "rc2": {"seconds": 100.0, "found": "none", "settled": False},
        "cp_sat": {"seconds": 4.0, "found": "3", "settled": True},
    }


def _stressed(**found: object) -> dict[str, object]:
    return {"known": "3", "published": "15.5", "fits": True, "machine": "a machine", "load": 0.0, **found}


def _repaired() -> dict[str, object]:
    """Two repairs after a cancellation, one of them with two proposals, and a faulty one after somebody left."""
    changes = [
        {"kind": "a meeting is cancelled", "seconds": 0.5, "proposals": 3, "proved": True, "faults": 0},
        {"kind": "a meeting is cancelled", "seconds": 1.0, "proposals": 2, "proved": True, "faults": 0},
        {"kind": "somebody leaves", "seconds": 1.5, "proposals": 3, "proved": False, "faults": 1},
    ]
    return {"machine": "a machine", "load": 0.0, "meetings": 300, "changes": changes}
