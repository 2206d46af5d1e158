"""Undo of an import on its page: what would happen is shown first, and what stays is named."""

import io
import re

from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.journal.queries import JOURNALED
from matchmaker.models import ImportBatch, Person, SolveRun
from web.imports.wording import ROWS

PEOPLE = (
    "organisation;category;first_name;last_name;email\n"
    "Nivelyo;basic;Élodie;Marchal;elodie@nivelyo.example\n"
    "Lumo;basic;Tom;Aerts;tom@lumo.example\n"
)


def take_in(client: FlaskClient) -> str:
    """Import two people; the address of the page that undoes it."""
    file = (io.BytesIO(PEOPLE.encode()), "participants.csv")
    preview = client.post("/o/salon/import/participants", data={"file": file}).location
    overview = client.post(f"{preview}/apply", follow_redirects=True).text
    return re.search(r"/o/salon/imports/\d+/undo", overview)[0]


def seen(page: str) -> dict[str, str]:
    return {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]}


def test_an_import_is_undone_with_one_click(organiser: FlaskClient, session: Session) -> None:
    address = take_in(organiser)
    page = organiser.get(address).text
    assert ("Undo this import" in page, f'href="{address}"' in organiser.get("/o/salon/history").text) == (True, True)

    said = organiser.post(address, data=seen(page), follow_redirects=True).text

    assert ("The import is undone." in said, address in said) == (True, False)
    assert session.exec(select(Person)).all() == []
    again = organiser.post(address, data=seen(page), follow_redirects=True).text
    assert again.count("This import was undone already.") == 1
    history = organiser.get("/o/salon/history").text
    assert ("Import undone: participants. Removed: 8" in history, address in history) == (True, False)


def test_what_stays_is_named_before_the_rest_is_undone(organiser: FlaskClient, session: Session) -> None:
    address = take_in(organiser)
    shown = organiser.get(address).text
    tom = session.exec(select(Person).where(Person.first_name == "Tom")).one()
    tom.job_title = "Cook"

    stale = organiser.post(address, data=seen(shown), follow_redirects=True).text
    assert ("Please look again" in stale, "People: Tom Aerts" in stale, "Undo the rest" in stale) == (True, True, True)
    said = organiser.post(address, data=seen(stale), follow_redirects=True).text

    assert "The import is undone. 2 rows stay as they are." in said
    assert session.exec(select(Person.first_name)).all() == ["Tom"]


def test_the_page_of_a_folder_says_that_its_event_stays(organiser: FlaskClient, session: Session) -> None:
    address = take_in(organiser)
    sentence = "What event.csv said of the event itself"
    assert sentence not in organiser.get(address).text
    session.exec(select(ImportBatch)).one().kind = "folder"
    session.commit()

    assert sentence in organiser.get(address).text


def test_the_page_says_why_nothing_is_undone_under_a_run(organiser: FlaskClient, session: Session) -> None:
    address = take_in(organiser)
    page = organiser.get(address).text
    event_id = session.exec(select(ImportBatch.event_id)).one()
    session.add(SolveRun(event_id=event_id, name="A", time_limit=10))
    session.commit()

    shown = organiser.get(address).text
    said = organiser.post(address, data=seen(page), follow_redirects=True).text

    assert ("Undo the import when the run has ended" in shown, "Undo this import</button>" in shown) == (True, False)
    assert "Wait until the run has ended, or stop it." in said
    assert len(session.exec(select(Person)).all()) == 2


def test_every_table_of_the_journal_has_its_word() -> None:
    assert set(ROWS) == set(JOURNALED)
