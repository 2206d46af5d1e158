"""Try a change on the command line: what has to go, and the repairs; nothing is written."""

import json

import pytest
from sqlmodel import Session, func, select

from matchmaker.base.db import get_engine, transaction
from matchmaker.change_desk.commands.searches import start_search
from matchmaker.change_desk.jobs import search_repairs
from matchmaker.change_desk.planning.found import read_found
from matchmaker.change_desk.queries.written import read_changes
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.change_desk.words import why_not_more
from matchmaker.models import Alert, Event, RepairSearch, Scenario, Staff, row_id
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.factories import make_staff


@pytest.fixture
def published(run, tiny: str, sqlite_url: str) -> None:
    """First come, first served is published: what is repaired need not be good."""
    with transaction(sqlite_url) as session:
        scenario = row_id(make_baseline(session, session.exec(select(Event)).one()))
    assert run("publish", "--event", tiny, "--scenario", scenario, "--yes").exit_code == 0


def test_each_repair_says_whom_it_disturbs_and_nothing_is_written(run, tiny, published, sqlite_url) -> None:
    causes = ("--cause", "withdraws aurelie@thiry-sablon.example", "--cause", "table-lost T1")
    asked = ("repair", "--event", tiny, *causes, "--seconds", "3")

    told = json.loads(run(*asked, "--json").output)

    assert told["outcome"] == "proposed"
    assert told["impact"]["presentations"] == [{"title": "Protéger une application", "what": "no_speaker"}]
    assert told["impact"]["meetings"] == len(told["impact"]["cannot_stay"]) > 0
    first = told["repairs"][0]
    assert (first["kind"], first["people_disturbed"], first["disturbed"]) == ("only_cancel", 0, [])
    assert first["meetings"][0] - first["meetings"][1] == told["impact"]["meetings"]
    for one in told["repairs"]:
        assert one["people_disturbed"] == len({(two["person"], two["organisation"]) for two in one["disturbed"]})
    assert (told["reason"] is None) == (len(told["repairs"]) == 3)
    with Session(get_engine(sqlite_url)) as session:
        assert session.exec(select(func.count()).select_from(Alert)).one() == 0
        assert session.exec(select(func.count()).select_from(Scenario)).one() == 1  # first come


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("item-cancelled Lunch", ["0 of 8 meetings cannot stay", "Proved: no schedule"]),
        ("venue-lost 'Maison Batta-Neuve'", ["meetings cannot stay", "Proved: no schedule"]),
    ],
)
def test_where_there_is_little_to_choose_from_it_says_why(run, tiny, published, cause: str, told: list[str]) -> None:
    output = run("repair", "--event", tiny, "--cause", cause, "--most", "0", "--seconds", "3").output

    assert [words for words in told if words in output] == told


CAUSES = {
    "withdraws": "zoe@tervagne.example",
    "organisation-withdraws": "Vellarix",
    "late": "lieve@waasmeer.example 10:40",
    "leaves": "lieve@waasmeer.example 13:50",
    "replaced": "bram.vos@vellarix.example noemie.lambert@vellarix.example",
    "newcomer": "'Eifelwerk Sensorik GmbH' 'Tervagne Sécurité' must agreed",
    "wish": "Vellarix 'Tervagne Sécurité'",
    "wish-withdrawn": "Vellarix 'Southwall Seed'",
    "table-lost": "T1 T2",
    "room-lost": "'Grande salle, côté fenêtres' 10:00-12:00",
    "venue-lost": "'Maison Batta-Neuve' 13:30-",
    "block-moved": "PM +30",
    "block-ends": "AM 11:00",
    "block-cancelled": "PM",
    "item-moved": "pres-proteger 10:00",
    "item-cancelled": "pres-proteger",
}


def test_every_kind_gives_the_numbers_of_the_screen(run, tiny, published, sqlite_url) -> None:
    with transaction(sqlite_url) as session:
        staff = row_id(make_staff(session, session.exec(select(Event)).one()))
    assert CAUSES.keys() == set(ChangeKind)

    for kind, words in CAUSES.items():
        output = run("repair", "--event", tiny, "--cause", f"{kind} {words}", "--json").output
        assert output.startswith("{"), output
        told = json.loads(output)

        with transaction(sqlite_url) as session:
            event = session.exec(select(Event)).one()
            changes = read_changes(session, event, [f"{kind} {words}"], "en")
            search_id = row_id(start_search(session, event, changes, staff=session.get_one(Staff, staff)))
        search_repairs(search_id, url=sqlite_url)
        with Session(get_engine(sqlite_url)) as session:
            found = read_found(session.get_one(RepairSearch, search_id).found)
        assert numbers(told) == (
            (found.touched, found.shifted, found.elsewhere, found.people, found.meetings),
            [
                (one.kind, one.view.people_disturbed, one.view.proved, *one.view.meetings, *one.view.wishes)
                for one in found.proposals
            ],
            [sum(one.announced.lines.values()) if one.announced else None for one in found.proposals],
            why_not_more(found, "en") or None,
        )


def numbers(told: dict) -> tuple:
    """What the command says of a change, and of each repair."""
    counts = ("meetings", "at_another_time", "at_another_place", "people", "of")
    repairs = told["repairs"]
    return (
        tuple(told["impact"][count] for count in counts),
        [(one["kind"], one["people_disturbed"], one["proved"], *one["meetings"], *one["wishes"]) for one in repairs],
        [sum(one["release"]["lines"].values()) for one in repairs],
        told["reason"],
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--cause", "earthquake"), 1),
        (("--cause", "table-lost T9"), 1),
        (("--cause", "table-lost T1 T2 T3", "--cause", "table-lost T1", *["--cause", "withdraws x"] * 12), 1),
        (("--cause", "table-lost T1", "--most", "9" * 310), 2),
        (("--cause", "table-lost T1"), 1),  # nothing is published
    ],
)
def test_what_cannot_be_tried_is_said(run, tiny, arguments: tuple[str, ...], code: int) -> None:
    assert run("repair", "--event", tiny, *arguments).exit_code == code
