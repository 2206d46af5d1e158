"""Small instances in full: the format, the ladder of reasons, and results equal to the best of all schedules."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from solver.__main__ import main
from solver.b2bsp.helpers import Known, News
from solver.b2bsp.instance import Instance, instance_of
from solver.b2bsp.ladder import Impossible, Infeasibility, climb
from solver.b2bsp.patterns import pattern_model
from solver.b2bsp.per_person import unavoidable
from solver.b2bsp.proofs import prove
from solver.b2bsp.race import solve
from solver.formats.b2bsp import load_instance
from tests.builders.solver.b2bsp.small import best_of, random_instance

TEXT = """
% four people, three meetings
nBusiness = 4; nMeetings = 3; nTables = 2; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 1|
2, 3, 2|
3, 4, 3|];
forbidden = [{0}, {1}, {}, {0, 4}];
fixed = [0, 3, 0];
precedences = [{}, {1}, {2}];
"""


def test_an_instance_is_read() -> None:
    read = instance_of(load_instance(TEXT))

    assert read == Instance(
        people=4,
        slots=4,
        pairs=((0, 1), (1, 2), (2, 3)),
        domains=(0b0010, 0b0100, 0b0111),
        tables=(2, 2, 2, 2),
        orders=((0, 1), (1, 2)),
        spread=2,
    )


@pytest.mark.parametrize(
    ("changes", "culprit"),
    [
        (("nBusiness = 4;", ""), "nBusiness: missing"),
        (("nBusiness = 4", "nBusiness = 5"), "forbidden: 4 sets instead of 5"),
        (("nBusiness = 4", "nBusiness = four"), "nBusiness: “four” is not a number"),
        (("nTables = 2", "nTables = -2"), "nTables: -2 is not from 0"),
        (("nTables = 2", "nTables = 2; nTables = 3"), "nTables: given twice"),
        (("nTables = 2", "nTables = 2; nChairs = 3"), "nChairs: unknown name"),
        (("nTables = 2", "tables"), "not an assignment: tables"),
        (("nMorningSlots = 2", "nMorningSlots = 5"), "nMorningSlots: 5 is not from 0 to 4"),
        (("nTotalSlots = 4", "nTotalSlots = 4000"), "nTotalSlots: 4000 is not from 0 to 1000"),
        (("3, 4, 3|", "3, 5, 3|"), "requested: row 3: 3 and 5"),
        (("3, 4, 3|", "3, 3, 3|"), "requested: row 3: 3 and 3"),
        (("3, 4, 3|", "3, 4, 4|"), "requested: row 3: no session 4"),
        (("3, 4, 3|", "3, 4|"), "requested: row 3 has 2 numbers"),
        (("3, 4, 3|", "3, x, 3|"), "requested, row 3: “x” is not a number"),
        (("3, 4, 3|", ""), "requested: 2 rows instead of 3"),
        (("[|1", "[1"), "requested: not a matrix"),
        (("fixed = [0, 3, 0]", "fixed = [0, 9, 0]"), "fixed: meeting 2: no slot 9"),
        (("fixed = [0, 3, 0]", "fixed = [0, 3]"), "fixed: 2 numbers instead of 3"),
        (("{0, 4}", "{0, 5}"), "forbidden, item 4: 5 is not from 0 to 4"),
        (("{0, 4}", "4"), "forbidden: item 4 is not a set"),
        (("{1}, {2}]", "{1}, {7}]"), "precedences, item 3: 7 is not from 0 to 3"),
        (
            ("nTables = 2", "nTables = 2; meetingsxBusiness = [{1}, {1, 2}, {2}, {3}]"),
            "meetingsxBusiness: participant 3",
        ),
        (("nTables = 2", "nTables = 2; nMeetingsBusiness = [1, 2, 2, 2]"), "nMeetingsBusiness: participant 4"),
    ],
)
def test_what_is_not_an_instance_is_refused_by_name(
    changes: tuple[str, str], culprit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wrong.dzn"
    file.write_text(TEXT.replace(*changes), encoding="utf-8")

    status = main(["b2bsp", str(file)])

    assert status == 2
    assert culprit in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(";", ";\n\n"),
        TEXT.replace(" ", "\t  ").replace("\n", "\r\n"),
        TEXT.replace("1, 2, 1|", "1  ,\n % a comment; with = signs\n 2, 1 |"),
        TEXT.replace("nTables", "/* not\nyet = 1; */ nTables"),
        TEXT.replace("3, 4, 3|];", "3, 4, 3,\n|];").rstrip().removesuffix(";"),
        TEXT.replace("{}, {0, 4}", "{0}, {4}").replace("{1}, {}", "1..1, {}"),
        TEXT + "meetingsxBusiness = [{1}, {1, 2}, {2, 3}, {3}];",
        TEXT + "meetingsxBusiness = [{1, 2}, {1, 2, 3}, {1, 3, 4}, {1, 4}]; nMeetingsBusiness = [1, 2, 2, 1];",
    ],
)
def test_the_same_is_read_however_it_is_written(text: str) -> None:
    assert load_instance(text) == load_instance(TEXT)


def test_without_tables_nothing_can_take_place(tmp_path: Path) -> None:
    file, out = tmp_path / "small.dzn", tmp_path / "answer.json"
    file.write_text(TEXT.replace("nTables = 2", "nTables = 0"), encoding="utf-8")

    assert main(["b2bsp", str(file), "--out", str(out)]) == 0
    answer = json.loads(out.read_text(encoding="utf-8"))

    assert answer["reason"] == {"code": "tables", "meetings": [1, 2, 3], "slots": [1, 2, 3, 4], "tables": 0}


@pytest.mark.parametrize("slots", [0, 4])
def test_nothing_to_place_is_placed(slots: int, tmp_path: Path) -> None:
    file, out = tmp_path / "empty.dzn", tmp_path / "answer.json"
    text = f"nBusiness = 0; nMeetings = 0; nTables = 0; nTotalSlots = {slots}; nMorningSlots = 0; requested = [||];"
    file.write_text(text, encoding="utf-8")

    assert main(["b2bsp", str(file), "--out", str(out)]) == 0
    answer = json.loads(out.read_text(encoding="utf-8"))

    assert (answer["status"], answer["breaks"], answer["slots"]) == ("optimal", 0, [])


def test_the_command_says_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "small.dzn", tmp_path / "answer.json"
    file.write_text(TEXT, encoding="utf-8")

    status = main(["b2bsp", str(file), "--out", str(out)])

    answer = json.loads(out.read_text(encoding="utf-8"))
    assert status == 0
    assert capsys.readouterr().out.startswith("small.dzn: infeasible")
    assert {key: value for key, value in answer.items() if key != "seconds"} == {
        "status": "infeasible",
        "breaks": None,
        "bound": None,
        "slots": None,
        "reason": {"code": "order", "meeting": 3, "chain": [1, 2, 3]},
    }


def _few(**changes: object) -> Instance:
    plain: dict[str, object] = {
        "people": 4,
        "slots": 3,
        "pairs": ((0, 1), (0, 2), (0, 3)),
        "domains": (0b111, 0b111, 0b111),
        "tables": (2, 2, 2),
    }
    return Instance(**plain | changes)


@pytest.mark.parametrize(
    ("given", "infeasibility", "witness"),
    [
        (_few(domains=(0b011, 0b011, 0b011)), "person_overfull", {"person": 0, "needed": 3, "slots": [0, 1]}),
        (_few(domains=(0b111, 0, 0b111)), "no_common_slot", {"meeting": 1}),
        (_few(domains=(0b111, 0b1, 0b1)), "few_slots_shared", {"person": 0, "meetings": [1, 2], "slots": [0]}),
        (
            _few(pairs=((0, 1), (2, 3)), domains=(0b1, 0b1), tables=(1, 1, 1)),
            "tables",
            {"meetings": [0, 1], "slots": [0], "tables": 1},
        ),
        (
            _few(slots=2, pairs=((0, 1), (1, 2), (0, 2)), domains=(0b11, 0b11, 0b11), tables=(2, 2)),
            "odd_group",
            {"people": [0, 1, 2, 3], "meetings": [0, 1, 2], "held": 2},
        ),
        (_few(domains=(0b1, 0b11, 0b111), orders=((1, 0),)), "order", {"meeting": 0, "chain": [0, 1]}),
    ],
)
def test_reasons_have_witnesses(given: Instance, infeasibility: str, witness: dict[str, object]) -> None:
    with pytest.raises(Impossible) as caught:
        climb(given)

    assert (caught.value.infeasibility, caught.value.witness) == (Infeasibility(infeasibility), witness)


def _told(work: Callable[..., None], *arguments: object) -> list[News]:
    news: list[News] = []
    work(*arguments, news.append)
    return news


@pytest.mark.parametrize("seed", range(40))
def test_small_ones_are_settled_as_by_trying_everything(seed: int) -> None:
    given = random_instance(seed)
    best = best_of(given)

    answer = solve(given, 20.0, workers=1 + seed % 2, seed=seed)

    if best is None:
        assert answer.infeasibility is not None
        assert answer.schedule is None
    else:
        assert (answer.infeasibility, answer.breaks, answer.bound) == (None, best, best)
        assert answer.schedule is not None
        assert given.allows(answer.schedule)


@pytest.mark.parametrize("seed", range(40, 100))
def test_bounds_are_never_above_the_best_and_the_proof_is_exact(seed: int) -> None:
    given = random_instance(seed)
    best = best_of(given)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1

    relaxed = solver.solve(pattern_model(given))
    proof = _told(prove, given, Known(0, None), 0, 20.0)

    if best is None:
        assert proof[-1] == News(infeasible=True)
    else:
        assert relaxed == cp_model.OPTIMAL
        assert sum(unavoidable(given)) <= best
        assert round(solver.objective_value) <= best
        assert proof[-1].bound == best
        assert sum(unavoidable(climb(given))) <= best
