"""The page “People along”: who comes along, which meetings need somebody, and what an organiser decides."""

import re
from datetime import time

import pytest
from sqlmodel import col, select

from matchmaker.missions.commands.absences import add_absence
from matchmaker.models import Companion, PairDecision, Registration, ReleaseKind, Role
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders.along import Abroad, join_along, make_abroad
from tests.builders.forum import Seat, make_forum
from tests.builders.pages import fields, text


@pytest.fixture
def abroad(client, session, as_organiser) -> Abroad:
    abroad = make_abroad(make_forum(session))
    abroad.head = join_along(abroad.forum, "Bernadette", Role.HEAD, "fr")
    as_organiser(client, make.make_staff(session, abroad.forum.event, language="en"))
    return abroad


def address(abroad: Abroad, ending: str = "") -> str:
    return f"/o/{abroad.forum.event.slug}/along{ending}"


def pair_address(abroad: Abroad) -> str:
    one, other = abroad.pairs[0]
    return address(abroad, f"/pair?one={one}&other={other}")


def test_it_shows_who_comes_along_and_who_needs_whom(client, abroad):
    page = text(client.get(address(abroad)))

    for said in ("Kaisa Niemi", "Finnish–French", "Nivelyo – Revontuli", "Interpreter Finnish–French: Kaisa Niemi"):
        assert said in page


def test_who_is_away_during_a_published_meeting_is_marked(client, session, abroad):
    forum = abroad.forum
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=0, along=(abroad.kaisa,)))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    for one in (abroad.kaisa, abroad.tuomas):
        add_absence(session, forum.event, one, forum.event.starts_on)
    add_absence(session, forum.event, abroad.kaisa, forum.event.starts_on, starts=time(9), ends=time(12))

    page = text(client.get(address(abroad)))

    assert page.count("away during") == 1
    assert "away during 1 published meeting" in page
    assert page.count("Away: Thursday 11 March, all day") == 2


def test_an_organiser_decides_who_comes_along_to_a_pair(client, session, abroad):
    where = pair_address(abroad)

    answer = client.post(
        where, data=fields(client.get(where)) | {"interpreter": "no", "joining": [str(abroad.head.id)]}
    )

    assert answer.status_code == 303
    assert session.exec(select(PairDecision.interpreter)).all() == [False]
    assert session.exec(select(Companion.registration_id)).all() == [abroad.head.id]
    assert "no interpreter, by your word" in text(client.get(address(abroad)))


def test_what_it_does_to_a_published_meeting_is_asked_first(client, session, abroad):
    forum = abroad.forum
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=0, along=(abroad.kaisa,)))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    where = address(abroad, f"/{abroad.kaisa.id}")

    asked = client.post(where, data=fields(client.get(where)) | {"interprets": "da-fr"})

    assert asked.status_code == 200
    assert "Nivelyo – Revontuli" in text(asked)
    session.refresh(abroad.kaisa)
    assert abroad.kaisa.interprets == ""


def test_languages_are_pairs_and_a_stale_form_keeps_what_was_typed(client, session, abroad):
    where = address(abroad, f"/{abroad.kaisa.id}")
    form = fields(client.get(where))

    refused = client.post(where, data=form | {"interprets": "finnish"})
    saved = client.post(where, data=form | {"interprets": "Finnish-fr, sv-fi"})
    stale = client.post(where, data=form | {"interprets": "da-fr"})

    assert "Write each pair of languages like fi-fr" in text(refused)
    assert (refused.status_code, saved.status_code, stale.status_code) == (422, 303, 409)
    session.refresh(abroad.kaisa)
    assert abroad.kaisa.interprets == "fi-fr,fi-sv"
    assert 'value="da-fr"' in stale.text


def test_who_is_added_here_interprets_and_their_languages_are_asked_next(client, session, abroad):
    way = re.search(r'href="([^"]*people/new[^"]*)"', client.get(address(abroad)).text)[1]
    form = fields(client.get(way), "last_name") | {
        "first_name": "Aino",
        "last_name": "Saari",
        "email": "aino@saari.example",
    }

    added = client.post(way, data=form | {"organisation": "Saari", "category": abroad.forum.category.code})

    newest = session.exec(select(Registration).order_by(col(Registration.id).desc())).first()
    assert newest.role is Role.INTERPRETER
    assert added.location == address(abroad, f"/{newest.id}")


def test_two_of_elsewhere_are_not_found(client, abroad):
    assert client.get(address(abroad, "/pair?one=1&other=999999")).status_code == 404
    assert client.get(address(abroad, "/pair?pair=x")).status_code == 404


def test_an_interpreter_reads_of_both_sides_and_the_sides_read_who_interprets(client, session, abroad, enter):
    forum = abroad.forum
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=0, along=(abroad.kaisa,)))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    ours, kaisa = (
        text(enter(person).get(f"/e/{forum.event.slug}/agenda")) for person in (forum.people["Nivelyo"], abroad.kaisa)
    )

    assert "With interpreter: Kaisa Niemi" in ours
    for said in ("Nivelyo – Revontuli", "You interpret", "Finnish"):
        assert said in kaisa


def test_the_change_desk_of_a_mission_leads_in_one_click_to_people_along_and_counterparts(client, session, abroad):
    event = abroad.forum.event
    scenario = abroad.forum.scenario(Seat(abroad.ours, abroad.one, 0, along=(abroad.kaisa,)))
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    page = client.get(f"/o/{event.slug}/changes")

    said = ("An interpreter is away", "A counterpart has other hours", "A counterpart receives elsewhere")
    assert [words for words in said if words not in text(page)] == []
    linked = [f'href="/o/{event.slug}/{name}"' in page.text for name in ("along", "pipeline", "offices")]
    assert linked == [True, True, True]
