"""Log-in of participants by a single-use link."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import LoginLink, LoginTry, Organisation, Person, Phase
from matchmaker.people.commands.sessions import end_sessions
from tests.builders.factories import (
    make_category,
    make_community,
    make_delegation,
    make_event,
    make_organisation,
    make_person,
    make_registration,
)
from tests.builders.login_links import ask, links_mailed
from tests.builders.pages import without_tokens
from tests.builders.sessions import whose
from web.auth.cookie import USER


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


def test_a_known_and_an_unknown_address_get_the_same_answer(client, session, registration):
    known = ask(client, "elodie@nivelyo.example")
    unknown = ask(client, "nobody@nivelyo.example")

    assert known.status_code == unknown.status_code == 200
    assert without_tokens(known.text).replace("elodie@", "nobody@") == without_tokens(unknown.text)
    assert len(links_mailed(session)) == 1


def test_the_link_logs_in_by_post_and_leads_to_the_only_event(client, session, registration):
    ask(client, " ELODIE@nivelyo.example ")
    [link] = links_mailed(session)

    page = client.get(link)
    entered = client.post(link, data={"person": registration.person_id})

    assert "Élodie Marchal" in page.text
    assert (entered.status_code, entered.location) == (303, "/e/namur/")
    with client.session_transaction() as cookie:
        assert whose(session, cookie[USER]).id == registration.person_id
        assert cookie.permanent


def test_opening_the_link_uses_nothing_up(client, session, registration):
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    for _ in range(3):  # mail scanners open every link
        client.get(link)

    assert session.exec(select(LoginLink)).one().used_at is None
    assert client.post(link, data={"person": registration.person_id}).status_code == 303


def test_a_link_works_once(client, app, session, registration):
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)
    client.post(link, data={"person": registration.person_id})

    again = app.test_client().post(link, data={"person": registration.person_id})

    assert again.status_code == 410
    assert f'action="{link}/new"' in again.text


def test_a_link_expires_after_half_an_hour(client, session, registration):
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert client.get(link).status_code == 410
        assert client.post(link, data={"person": registration.person_id}).status_code == 410


def test_an_invented_link_gets_the_same_page_as_a_used_one(client):
    assert client.get("/login/invented").status_code == 410


def test_who_shares_an_address_chooses_a_name(client, session, event, registration):
    other = make_delegation(session, event, make_category(session, event, "guest"))
    colleague = make_person(
        session,
        session.get_one(Organisation, other.organisation_id),
        first_name="Tom",
        last_name="Aerts",
        email="elodie@nivelyo.example",
    )
    make_registration(session, other, colleague)
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    page = client.get(link)
    client.post(link, data={"person": colleague.id})

    assert "Élodie Marchal" in page.text
    assert "Tom Aerts" in page.text
    with client.session_transaction() as cookie:
        assert whose(session, cookie[USER]) == colleague


def test_a_link_logs_in_nobody_else(client, session, event, registration):
    stranger = make_registration(session, make_delegation(session, event, make_category(session, event, "guest")))
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    answer = client.post(link, data={"person": stranger.person_id})

    assert answer.status_code == 404
    with client.session_transaction() as cookie:
        assert "_user_id" not in cookie


def test_a_refused_choice_leaves_the_link_usable(client, session, registration):
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    client.post(link, data={"person": "0"})

    assert client.post(link, data={"person": registration.person_id}).status_code == 303


@pytest.mark.parametrize(
    ("target", "led_to"),
    [
        ("/e/namur/wishes", "/e/namur/wishes"),
        ("https://evil.example/", "/e/namur/"),
        ("//evil.example/", "/e/namur/"),
        ("/\\evil.example/", "/e/namur/"),
        ("javascript:alert(1)", "/e/namur/"),
        ("/e/namur\r\nX: y", "/e/namur/"),
    ],
)
def test_only_local_paths_are_followed_after_the_log_in(client, session, registration, target, led_to):
    ask(client, "elodie@nivelyo.example", target)
    [link] = links_mailed(session)

    entered = client.post(link, data={"person": registration.person_id})

    assert entered.location == led_to


def test_the_sixth_link_for_an_address_is_refused_and_nothing_forgets_the_tries(client, session, registration):
    answers = [ask(client, "elodie@nivelyo.example") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "900"
    assert len(links_mailed(session)) == 5
    assert len(session.exec(select(LoginTry)).all()) == 17  # by address and client, by client; mails


def test_links_may_be_asked_for_again_after_a_quarter_of_an_hour(client, session, registration):
    for _ in range(6):
        ask(client, "elodie@nivelyo.example")

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert ask(client, "elodie@nivelyo.example").status_code == 200


def test_somebody_logged_in_may_ask_for_a_link_as_well(client, session, registration, as_participant):
    as_participant(client, registration)

    assert ask(client, "elodie@nivelyo.example").status_code == 200


def test_a_wrong_address_is_explained_at_its_field(client):
    answer = ask(client, "elodie")

    assert answer.status_code == 422
    assert 'aria-describedby="email-help email-error"' in answer.text


def test_log_ins_end_with_their_rows(client, session, registration, as_participant):
    as_participant(client, registration)
    before = client.get("/").text
    end_sessions(session, session.get_one(Person, registration.person_id))

    after = client.get("/").text

    assert "Élodie Marchal" in before
    assert "Élodie Marchal" not in after


def known_twice(session, registration):
    """Élodie, known to another community as well, at an event called `autre`."""
    community = make_community(session)
    event = make_event(session, community, slug="autre")
    organisation = make_organisation(session, community=community)
    other = make_person(session, organisation, first_name="Lise", email="elodie@nivelyo.example")
    return make_registration(
        session, make_delegation(session, event, make_category(session, event), organisation), other
    )


@pytest.mark.parametrize(("slug", "seen"), [("namur", [True, False]), ("autre", [False, True])])
def test_a_link_asked_for_at_an_event_logs_in_people_of_its_community(client, session, registration, slug, seen):
    other = known_twice(session, registration)
    ask(client, "elodie@nivelyo.example", f"/e/{slug}/")
    [link] = links_mailed(session)

    page = client.get(link).text
    foreign = other if slug == "namur" else registration

    assert [name in page for name in ("Élodie Marchal", "Lise")] == seen
    assert client.post(link, data={"person": foreign.person_id}).status_code == 404


def test_a_link_asked_for_at_no_event_logs_in_everybody_behind_the_address(client, session, registration):
    known_twice(session, registration)
    ask(client, "elodie@nivelyo.example")
    [link] = links_mailed(session)

    page = client.get(link).text

    assert all(name in page for name in ("Élodie Marchal", "Lise"))


def test_an_address_that_only_another_community_knows_gets_no_link(client, session, registration):
    other = known_twice(session, registration)
    session.get_one(Person, other.person_id).email_key = "lise@nivelyo.example"
    ask(client, "lise@nivelyo.example", "/e/namur/")

    assert links_mailed(session) == []


@pytest.mark.parametrize(("phase", "named"), [(Phase.OPEN, True), (Phase.DRAFT, False)])
def test_the_name_of_an_event_in_preparation_is_not_public(client, session, event, phase, named):
    event.phase = phase
    session.add(event)

    assert ("Forum Namur" in client.get("/login?next=/e/namur/").text) is named
