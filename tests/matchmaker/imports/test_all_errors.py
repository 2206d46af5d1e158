"""All that is wrong in a line is said at once: what one cell hides, the next import would have to say."""

import pytest

from matchmaker.imports import apply, preview
from tests.builders.imports import csv, participants

PEOPLE = "organisation_id;organisation;category;first_name;last_name;email;language;arrival;departure"
WISHES = "from;to;person;strength;rank"
PROGRAMME = "code;kind;title_fr;venue;day;starts;ends;organisation;attendees"
KNOWN = ("A1;Quillworks;basic;Ada;Quill;ada@quillworks.example", "A2;Nivelyo;basic;Noé;Dupuis;noe@nivelyo.example")

CASES = {
    "a person": (
        "participants",
        csv(PEOPLE, "A1;Quillworks;gold;;Quill;ada;tlh;1999-01-01 10:00;25:00"),
        {"category", "first_name", "email", "language", "arrival", "departure"},
    ),
    "a person in whose line the organisation differs": (
        "participants",
        csv(PEOPLE, "A9;One;basic;Jo;Lee;jo@one.example;;;", "A9;Two;premium;Jo;;jo;;;"),
        {"organisation", "category", "last_name", "email"},
    ),
    "a wish": (
        "wishes",
        csv(WISHES, "A1;Nivelio;;eagerly;0"),
        {"to", "strength", "rank"},
    ),
    "a wish for a person": (
        "wishes",
        csv(WISHES, "A1;A2;;;1", "Quilworks;A2;jo@nobody.example;;1", "A1;A1;jo@nobody.example;;1"),
        {"from", "to", "person", "rank"},
    ),
    "an item": (
        "programme",
        csv(PROGRAMME, "a;party;;Palace;2001-01-01;10:00;09:00;;nobody@firm.example"),
        {"kind", "title_fr", "title_en", "title_nl", "title_de", "venue", "day", "ends", "attendees"},
    ),
    "an item without times": (
        "programme",
        csv(PROGRAMME, "a;opening;Hello;;2001-01-01;;noon;A1;"),
        {"day", "starts", "ends", "organisation"},
    ),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Reading a file does not depend on the database."""
    return sqlite_url


@pytest.mark.parametrize("case", CASES)
def test_every_wrong_cell_of_a_line_is_named(session, event, case: str) -> None:
    kind, data, wrong = CASES[case]
    apply(session, event, "participants", participants(*KNOWN))

    lines = preview(session, event, kind, data).errors

    assert {column for line in lines for message in line.messages for column in message.columns} == wrong


@pytest.mark.parametrize(
    ("kind", "data", "suggested"),
    [
        ("wishes", csv(WISHES, "A1;Nivelio;;;"), [("to", ("Nivelyo",))]),
        ("wishes", csv(WISHES, "A1;A2;;wnat;"), [("strength", ("want",))]),
        ("wishes", csv(WISHES, "A1;A2;;eagerly;"), [("strength", ("must", "want", "open"))]),
        ("participants", participants("A1;Quillworks;premum;Ada;Quill;ada@x.example"), [("category", ("premium",))]),
        ("programme", csv(PROGRAMME, "a;meal;Lunch;Palas;;;;;"), [("venue", ("Palais",))]),
        (
            "participants",
            csv(
                "organisation;category;first_name;last_name;email;offers",
                "X;basic;A;B;a@x.example;mobile-aps|user-experience",
            ),
            [("offers", ("mobile-apps|user-experience",))],
        ),
    ],
)
def test_a_cell_that_names_nothing_known_has_suggestions(session, event, kind, data, suggested) -> None:
    apply(session, event, "participants", participants(*KNOWN))

    [line] = preview(session, event, kind, data).errors

    assert [(one.columns[0], one.suggestions) for one in line.messages if one.suggestions] == suggested
