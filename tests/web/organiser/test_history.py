"""The history of an event on its page and as a file, and what ends up there from the organisers' pages."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.models import Act, AuditEntry, Event, Staff, StructureAct, StructureChange, record
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.pages import shown, text

FILE = "organisation;category;first_name;last_name;email\nNivelyo;basic;Élodie;Marchal;elodie@nivelyo.example\n"
NETWORK = "127.0.0.0/24"


@pytest.fixture
def place(session: Session, event: Event):
    return make.make_place(session, make.make_venue(session, event), "T9")


def test_what_organisers_do_is_written_down(organiser: FlaskClient, session: Session, place) -> None:
    upload = {"file": (io.BytesIO(FILE.encode()), "participants.csv")}
    organiser.post(organiser.post("/o/salon/import/participants", data=upload).location + "/apply")
    for path, value in {"messages/habits": {"reminder_hours": "20"}, "alerts/by-itself": {"when": "at-once"}}.items():
        page = organiser.get(f"/o/salon/{path}")
        organiser.post(f"/o/salon/{path}", data=value | {"shown": shown(page)})
    for path in ("calendars", f"places/{place.id}"):
        organiser.post(f"/o/salon/{path}/new-address")
    for path in ("event.ics", f"places/{place.id}.ics", "history.csv"):
        assert organiser.get(f"/o/salon/{path}").status_code == 200

    acts = ["import", "habits", "cancel_delay", "new_feed_address", "new_feed_address"]
    acts += ["download_event", "download_place", "download_history"]
    assert trail(session) == [("Anne", act, "", NETWORK) for act in acts]


def test_looking_leaves_no_trace(organiser: FlaskClient, session: Session, place) -> None:
    for path in ("history", "calendars", "calendars/new-address", "import/wishes/sample.csv"):
        assert organiser.get(f"/o/salon/{path}").status_code == 200
    assert organiser.head("/o/salon/event.ics").status_code == 200

    assert trail(session) == []


def test_the_page_says_who_did_what_when_and_from_where(organiser: FlaskClient, session: Session, event: Event) -> None:
    make.make_community(session)
    record(session, "<b>Anne</b>", Act.HABITS, event_id=event.id)
    record(session, "Bruno", Act.HABITS, event_id=make.make_event(session).id)

    page = organiser.get("/o/salon/history")

    assert "Settings of the mails saved <b>Anne</b>" in text(page)
    assert "1 entry" in text(page)
    assert "Kept for 365 days. Times of Brussels." in text(page)
    assert "Bruno" not in page.text


def test_the_page_before_anything_was_done_says_so(organiser: FlaskClient) -> None:
    assert "Nothing has been done yet" in text(organiser.get("/o/salon/history"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zoe", ["Zoé"]),
        ("topic=settings", ["Zoé", "Bruno"]),
        ("topic=roles", []),
        ("topic=nonsense&page=x", ["Zoé", "Bruno"]),
        ("actor=Bruno", ["Bruno"]),
        ("person=1", []),
        ("person=1e9&last=2000-01-01", []),
        ("first=2000-01-01&last=9999-12-31", ["Zoé", "Bruno"]),
        ("first=31.12.", ["Zoé", "Bruno"]),
    ],
)
def test_the_page_and_its_file_are_filtered(
    organiser: FlaskClient, session: Session, event: Event, query: str, found: list[str]
) -> None:
    for name in ("Bruno", "Zoé"):
        record(session, name, Act.HABITS, event_id=event.id)

    page = organiser.get(f"/o/salon/history?{query}").text.partition('id="results"')[2]
    file = organiser.get(f"/o/salon/history.csv?{query}").data.decode("utf-8-sig")

    assert [name for name in ("Zoé", "Bruno") if name in page] == found
    assert [row[2] for row in csv.reader(io.StringIO(file), delimiter=";")][1:] == found


def test_a_long_history_has_pages_that_keep_the_filter(organiser: FlaskClient, session: Session, event: Event) -> None:
    for _ in range(120):
        record(session, "Anne", Act.HABITS, event_id=event.id)

    second = organiser.get("/o/salon/history?q=anne&page=2")

    assert "Page 2 of 3" in text(second)
    assert 'href="/o/salon/history?q=anne&amp;page=3"' in second.text


def test_the_page_asks_as_many_queries_for_many_entries_as_for_few(
    organiser: FlaskClient, session: Session, event: Event, staff: Staff, database_url: str
) -> None:
    counts = []
    statements: list[str] = []
    sqlalchemy_event.listen(get_engine(database_url), "before_cursor_execute", lambda *args: statements.append(args[2]))
    for _ in range(2):
        for _ in range(40):
            record(session, "Anne", Act.CREATE_ORGANISER, event_id=event.id, staff=staff.id)
        session.commit()
        statements.clear()
        organiser.get("/o/salon/history")
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert session.get_one(AuditEntry, 1).subject == "Anne"


def test_an_entry_says_where_it_is_undone_or_that_it_cannot_be_undone_any_more(
    organiser: FlaskClient, session: Session, event: Event
) -> None:
    delegation = make.make_delegation(session, event, make.make_category(session, event, "history"))
    gone, back = (make.make_registration(session, delegation) for _ in range(2))
    gone.withdrawn_at = clock.now()
    change = StructureChange(event_id=event.id, act=StructureAct.CHANGE_PLACE, about="T1", actor="Anne")
    session.add(change)
    session.flush()
    for number in (change.id, 999):
        details = {"change": "change_place", "about": "T1", "structure": number}
        record(session, "Anne", Act.CHANGE_STRUCTURE, event_id=event.id, **details)
    for one in (gone, back):
        record(session, "Anne", Act.WITHDRAW, event_id=event.id, registration=one.id)

    page = organiser.get("/o/salon/history").text

    assert re.findall(r'href="([^"]*)">Undo …', page) == [
        f"/o/salon/people/{gone.id}/return",
        "/o/salon/structure#changes-title",
    ]
    assert page.count("too old to be undone") == 1
