"""The language of a page: the browser's wish, and the choice that outlives it."""

import pytest
from flask_babel import gettext

from matchmaker.models import Person, Registration
from tests.builders.factories import make_category, make_delegation, make_event, make_registration, make_staff
from tests.builders.web import log_in_as, make_app
from web.auth.identity import ParticipantUser, StaffUser


@pytest.fixture
def app(config, session):
    """An application of its own: tests give it more pages."""
    return make_app(config, session)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-BE", "fr"), ("en-GB,fr;q=0.5", "en"), ("nl-BE", "nl"), ("de-BE", "de"), ("ja", "fr"), ("", "fr")],
)
def test_the_browser_decides_the_language_of_a_stranger(client, accepted, language):
    assert f'<html lang="{language}">' in client.get("/login", headers={"Accept-Language": accepted}).text


def test_a_choice_outlives_the_browsers_wish_and_leads_back(client):
    chosen = client.post("/language", data={"language": "en", "next": "/login?next=/e/x/"})
    page = client.get("/login", headers={"Accept-Language": "fr"})

    assert chosen.location == "/login?next=/e/x/"
    assert '<html lang="en">' in page.text


def test_the_language_switch_leads_nowhere_else(client):
    assert client.post("/language", data={"language": "en", "next": "https://evil.example"}).location == "/"


def test_a_language_without_screens_is_not_chosen(client):
    client.post("/language", data={"language": "it"})

    with client.session_transaction() as cookie:
        assert "language" not in cookie


@pytest.fixture
def registration(session) -> Registration:
    event = make_event(session, slug="namur")
    return make_registration(session, make_delegation(session, event, make_category(session, event)))


def test_what_a_participant_chooses_is_the_language_of_their_mails(client, session, registration):
    person = session.get_one(Person, registration.person_id)
    log_in_as(client, ParticipantUser(person)).post("/language", data={"language": "nl"})

    session.refresh(person)
    assert person.language == "nl"


def test_what_an_organiser_chooses_is_the_language_of_their_mails(client, session):
    staff = make_staff(session)
    log_in_as(client, StaffUser(staff)).post("/language", data={"language": "de"})

    session.refresh(staff)
    assert staff.language == "de"


@pytest.mark.parametrize(
    ("key", "french"),
    [
        ("Take back", "Retirer"),
        ("Show all", "Tout afficher"),
        ("show all", "tout afficher"),
        ("They wished to meet you", "Ils souhaitent vous rencontrer"),
        ("Take this back", "Retirer ce refus"),
    ],
)
def test_french_is_what_a_native_would_write(app, key, french):
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert gettext(key) == french
