"""An event from an archive on screen: the file, what is in it, the event."""

import io
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.models import Event
from matchmaker.setup.commands.creation import create_event
from tests.builders.new_events import new_event


@pytest.fixture
def event(session, community, anne) -> Event:
    event = create_event(session, community, new_event(tables=2, name="Forum <b>Santé</b>"), staff=anne)
    session.commit()
    return event


def test_the_file_takes_as_many_queries_for_any_size(administrator, session, event, community, anne, statements):
    values = new_event(tables=40, name="Large", ends_on=event.ends_on + timedelta(days=3))
    large = create_event(session, community, values, staff=anne)
    session.commit()
    counts = []
    for slug in (event.slug, large.slug):
        session.expunge_all()
        statements.clear()
        administrator.get(f"/o/{slug}/archive.json")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def choose(browser, data: bytes):
    file = (io.BytesIO(data), "event.json")
    return browser.post("/c/grappe/events/archive", data={"file": file}, content_type="multipart/form-data")


def hidden(page: str) -> str:
    return re.findall(r'name="document"[^>]* value="([^"]+)"', page)[0]


def test_the_downloaded_file_is_shown_and_made_into_an_event(administrator, session, event):
    file = administrator.get(f"/o/{event.slug}/archive.json")

    shown = choose(administrator, file.data)

    assert file.headers["Content-Disposition"] == f"attachment; filename={event.slug}.json"
    assert b"anne" not in file.data.lower()
    assert "Forum &lt;b&gt;Santé&lt;/b&gt;" in shown.text
    for line in ("2 blocks", "14 slots", "2 tables and booths", "3 categories"):
        assert f"<li>{line}</li>" in shown.text
    assert len(session.exec(select(Event)).all()) == 1

    values = {"document": hidden(shown.text), "name": "Forum 2099", "starts_on": "2099-06-10"}
    made = administrator.post("/c/grappe/events/archive", data=values)

    assert (made.status_code, made.location) == (303, "/o/forum-2099/setup")
    again = administrator.post("/c/grappe/events/archive", data=values)
    assert (again.status_code, "There is an event “Forum 2099” on this day already." in again.text) == (422, True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Choose a file first."),
        ({"document": "é"}, "This file is no archive of an event."),
        ({"document": "AAAA"}, "This file is no archive of an event."),
    ],
)
def test_what_is_no_archive_is_said(administrator, values, sentence):
    answer = administrator.post("/c/grappe/events/archive", data=values)

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_file_that_cannot_be_read_is_said(administrator):
    answer = choose(administrator, b"[" * 100_000)

    assert (answer.status_code, "This file is no archive of an event." in answer.text) == (422, True)
