"""Interpreters of a forum: named on screen, booked along by a rule, told to everybody concerned."""

import pytest
from sqlmodel import select

from matchmaker.models import EventKind, Message, Registration, ReleaseKind, Role, RuleKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders.along import Abroad, make_abroad, speak
from tests.builders.forum import Seat, make_forum
from tests.builders.pages import fields, shown, text


@pytest.fixture
def abroad(client, session, as_organiser) -> Abroad:
    abroad = make_abroad(make_forum(session), EventKind.FORUM)
    as_organiser(client, make.make_staff(session, abroad.forum.event, language="en"))
    return abroad


def address(abroad: Abroad, ending: str = "") -> str:
    return f"/o/{abroad.forum.event.slug}/along{ending}"


def test_the_page_shows_interpreters_and_the_meetings_for_which_rules_ask(client, session, abroad):
    make.make_registration(session, abroad.ours, role=Role.HEAD)
    before = text(client.get(address(abroad)))
    abroad.forum.rule(RuleKind.INTERPRETER, abroad.one)
    session.commit()

    page = text(client.get(address(abroad)))

    assert "Kaisa Niemi" in before
    assert "Nivelyo – Revontuli" not in before
    for said in ("Interpreters", "Finnish–French", "Nivelyo – Revontuli", "Interpreter Finnish–French: Kaisa Niemi"):
        assert said in page
    for said in ("Nivelyo – Satama", "City", "Head of delegation", "Who comes along where"):
        assert said not in page
    assert client.get(address(abroad, f"/pair?one={abroad.ours.id}&other={abroad.one.id}")).status_code == 404


def test_somebody_who_takes_part_is_named_and_is_a_delegate_again(client, session, abroad):
    helper = make.make_registration(session, abroad.other)
    person = speak(abroad.forum, helper, "fi")
    session.commit()
    where = address(abroad, "/name")
    form = fields(client.get(where), "who") | {"who": str(helper.id)}

    nobody = client.post(where, data=form | {"who": "0", "interprets": "fi-fr"})
    speechless = client.post(where, data=form)
    asked = client.post(where, data=form | {"interprets": "fi-fr"})
    named = client.post(where, data=form | {"interprets": "fi-fr", "seen": shown(asked, "seen")})

    assert (nobody.status_code, speechless.status_code, asked.status_code, named.status_code) == (422, 422, 200, 303)
    assert f"Say between which languages {person.name} interprets." in text(speechless)
    assert "go to no meeting of their own organisation" in text(asked)
    session.refresh(helper)
    assert (helper.role, helper.interprets) == (Role.INTERPRETER, "fi-fr")
    assert f"Who comes along to meetings: {person.name}" in text(client.get(address(abroad)))

    asked = client.post(address(abroad, f"/{helper.id}/stop"))
    stopped = client.post(address(abroad, f"/{helper.id}/stop"), data={"seen": shown(asked, "seen")})
    again = client.post(address(abroad, f"/{helper.id}/stop"), follow_redirects=True)

    session.refresh(helper)
    assert (stopped.status_code, helper.role, helper.interprets) == (303, Role.DELEGATE, "")
    assert "This person is no interpreter." in again.text


def test_naming_somebody_is_undone(client, session, abroad):
    helper = make.make_registration(session, abroad.other)
    session.commit()
    form = fields(client.get(address(abroad, "/name")), "who") | {"who": str(helper.id), "interprets": "fi-fr"}
    asked = client.post(address(abroad, "/name"), data=form)
    page = client.post(address(abroad, "/name"), data=form | {"seen": shown(asked, "seen")}, follow_redirects=True)

    change = page.text.partition(f'action="/o/{abroad.forum.event.slug}/structure/changes/')[2].partition("/")[0]
    undone = client.post(
        f"/o/{abroad.forum.event.slug}/structure/changes/{change}/undo", data={"back": address(abroad)}
    )

    assert undone.status_code == 303
    assert session.exec(select(Registration.role).where(Registration.id == helper.id)).one() is Role.DELEGATE


def test_both_sides_and_the_interpreter_read_who_comes_and_get_it_by_mail(client, session, abroad, enter):
    forum = abroad.forum
    forum.rule(RuleKind.INTERPRETER, abroad.ours)
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=0, along=(abroad.kaisa,)))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    page, paper = client.get(address(abroad)), client.get(f"/o/{forum.event.slug}/papers/interpreters.pdf")
    ours, kaisa = (
        text(enter(person).get(f"/e/{forum.event.slug}/agenda")) for person in (forum.people["Nivelyo"], abroad.kaisa)
    )

    assert "papers/interpreters.pdf" in page.text
    assert paper.data.startswith(b"%PDF")
    assert "With interpreter: Kaisa Niemi" in ours
    for said in ("Nivelyo – Revontuli", "You interpret", "Finnish"):
        assert said in kaisa
    told = {message.registration_id for message in session.exec(select(Message))}
    assert {forum.people[name].id for name in ("Nivelyo", "Revontuli")} | {abroad.kaisa.id} <= told
