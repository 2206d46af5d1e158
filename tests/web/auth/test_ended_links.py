"""A log-in link that has ended brings a new one; the door speaks the person's language."""

from datetime import timedelta

import pytest
import time_machine

from matchmaker.base import clock
from matchmaker.models import Organisation, Person
from tests.builders.factories import make_category, make_delegation, make_event, make_person, make_registration
from tests.builders.login_links import ask, links_mailed


@pytest.fixture
def event(session):
    return make_event(session, slug="namur", name="Forum Namur")


@pytest.fixture
def registration(session, event):
    delegation = make_delegation(session, event, make_category(session, event))
    organisation = session.get_one(Organisation, delegation.organisation_id)
    person = make_person(
        session, organisation, first_name="Élodie", last_name="Marchal", email="Elodie@nivelyo.example"
    )
    return make_registration(session, delegation, person)


@pytest.mark.parametrize("end", ["used", "expired"])
def test_a_link_that_has_ended_brings_a_new_one_with_one_tap(client, session, registration, end):
    ask(client, "elodie@nivelyo.example", next_path="/e/namur/wishes")
    [link] = links_mailed(session)
    later = clock.now() + timedelta(minutes=31 if end == "expired" else 0)
    if end == "used":
        client.post(link, data={"person": registration.person_id})
        client.post("/logout")

    with time_machine.travel(later):
        page = client.get(link)
        path = link.partition("?")[0]
        sent = client.post(f"{path}/new", data={"next": "/e/namur/wishes"})
        _, newer = links_mailed(session)

    assert page.status_code == 410
    assert f'action="{path}/new"' in page.text
    assert "elodie" not in page.text.lower()
    assert sent.status_code == 200
    assert newer.endswith("?next=%2Fe%2Fnamur%2Fwishes")
    with time_machine.travel(later):
        assert client.post(newer, data={"person": registration.person_id}).status_code == 303


def test_new_links_are_limited_like_those_asked_for(client, session, registration):
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    assert [client.post(f"{link}/new").status_code for _ in range(5)] == [200] * 4 + [429]
    assert client.post("/login/unknown/new").status_code == 410


def test_the_door_speaks_the_language_of_the_mail(client, session, registration):
    person = session.get_one(Person, registration.person_id)
    person.language = "nl"
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    assert '<html lang="nl">' in client.get(link, headers={"Accept-Language": "de"}).text


def test_a_language_chosen_before_the_log_in_is_the_persons(client, session, registration):
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)
    client.post("/language", data={"language": "de"})

    client.post(link, data={"person": registration.person_id})

    assert session.get_one(Person, registration.person_id, populate_existing=True).language == "de"
