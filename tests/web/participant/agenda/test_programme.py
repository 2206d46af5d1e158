"""The programme on paper, as its reader and as an organiser download it."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.models import AuditEntry, Person, ReleaseKind
from tests.builders.factories import make_staff
from tests.builders.pages import text
from tests.builders.papers import catalogue, whole
from tests.builders.releases import meeting, release


@pytest.fixture
def met(session, forum):
    """The person whom Ada meets in a confirmed meeting, who ticked the address and not the number."""
    there = forum.people[0]
    person = session.get_one(Person, there.person_id)
    person.email, person.phone, there.share_email = "p@w.example", "+32 470 11 22 33", True
    session.add_all([person, there])
    release(session, forum.ada, 1, ReleaseKind.FINAL, [meeting(session, forum, 1, time(9, 30))])
    return person


def history(session):
    return [(entry.verb, entry.registration_id) for entry in session.exec(select(AuditEntry)).all()]


def test_a_participant_downloads_it_in_the_language_of_the_page(ada, session, forum, met):
    answer = ada.get(f"/e/{forum.event.slug}/agenda/programme.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "p@w.example" in whole(answer.data)
    assert "470" not in whole(answer.data)
    assert catalogue(answer.data)["language"] == "en-GB"
    assert history(session) == [("download_programme", forum.ada.id)]


def test_before_a_release_one_is_told_so(ada, forum):
    answer = ada.get(f"/e/{forum.event.slug}/agenda/programme.pdf", follow_redirects=True)

    assert "Nothing is published for you yet." in answer.text


def test_an_organiser_prints_it_in_the_language_of_the_person(client, session, forum, met, as_organiser):
    session.get_one(Person, forum.ada.person_id).language = "nl"
    as_organiser(client, make_staff(session, forum.event, language="en"))
    path = f"/o/{forum.event.slug}/people/{forum.ada.id}"

    assert "Programme" in text(client.get(path))
    assert catalogue(client.get(f"{path}/programme.pdf").data)["language"] == "nl-BE"


def test_a_person_without_a_programme_has_a_page_that_says_so(client, session, forum, met, as_organiser):
    as_organiser(client, make_staff(session, forum.event, language="en"))

    answer = client.get(f"/o/{forum.event.slug}/people/{forum.people[1].id}/programme.pdf", follow_redirects=True)

    assert "Nothing is published for them yet." in answer.text
