"""Published instances end with the published result, proved, and with a schedule that the judge accepts."""

import json
from pathlib import Path

import pytest

from solver import Assignment, Goal, Schedule, validate
from solver.__main__ import main
from solver.formats.b2bsp import load_instance
from tests.builders.solver.b2bsp.instances import FAST, SLOW, known, path


@pytest.mark.parametrize(
    ("instance", "variant"), [*FAST, *(pytest.param(*names, marks=pytest.mark.slow) for names in SLOW)]
)
def test_the_published_result_is_reached_and_proved(instance: str, variant: str, tmp_path: Path) -> None:
    file, out = path(instance, variant), tmp_path / "answer.json"

    status = main(["b2bsp", str(file), "--time-limit", "240", "--out", str(out)])

    answer, fewest = json.loads(out.read_text(encoding="utf-8")), known(instance, variant)
    assert status == 0
    assert (answer["status"], answer["breaks"]) == ("infeasible" if fewest is None else "optimal", fewest)
    if fewest is None:
        assert answer["slots"] is None
        assert answer["reason"]["code"]
        return
    assert answer["bound"] == fewest
    report = validate(load_instance(file.read_text(encoding="utf-8")), _schedule(file, answer["slots"]))
    assert report.violations == ()
    assert report.scores[Goal.BREAKS] == fewest


def _schedule(file: Path, slots: list[int]) -> Schedule:
    requests = load_instance(file.read_text(encoding="utf-8")).requests
    return Schedule(
        {
            request.id: Assignment(
                request=request.id,
                slot=f"s{slot}",
                place="tables",
                agents=(request.sides[0].agents[0], request.sides[1].agents[0]),
            )
            for request, slot in zip(requests, slots, strict=True)
        }
    )
