"""From the mail months after a mission to the three answers: no log-in, nothing else opened, corrected, closed."""

from datetime import date, time, timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.followup.commands.asking import ask_due
from matchmaker.followup.queries.links import answer_address, answer_link
from matchmaker.followup.queries.rounds import read_rounds
from matchmaker.models import FollowUpAnswer, Message, Person, Phase
from tests.builders.afterwards import past_mission
from tests.builders.pages import fields, text
from tests.builders.public_routes import PUBLIC
from tests.builders.sides import address as address_of
from tests.builders.sides import guarded, make_side, visit
from web.public import opening
from web.rate_limit import RateLimiter

LANGUAGES = {"fr": "qu’en est-il resté", "en": "what has come of it?", "nl": "gekomen", "de": "daraus geworden"}
SAID = {"contacts": "6", "offers": "3", "contracts": "1", "value": "125 000", "currency": "SEK", "words": "On course"}


@pytest.fixture
def mission(session):
    mission = past_mission(session, ago=95)
    with time_machine.travel(morning(opens(session, mission)), tick=False):
        ask_due(session, mission.event)
    session.commit()
    return mission


def opens(session, mission) -> date:
    return read_rounds(session, mission.event)[0].days.opens_on


def morning(day: date):
    return clock.instant(day, time(10), "Europe/Brussels")


@pytest.fixture
def answer(session, mission) -> FollowUpAnswer:
    return session.exec(select(FollowUpAnswer).order_by(FollowUpAnswer.id)).first()


@pytest.fixture
def path(answer) -> str:
    return f"/follow-up/{answer_link(answer)}"


def test_the_mail_leads_to_the_page_and_opening_changes_nothing(client, session, answer, path):
    mail = session.exec(select(Message).order_by(Message.id)).first()

    page = client.get(path)
    session.refresh(answer)

    assert answer_address(answer).encode() in mail.mime.replace(b"=\r\n", b"").replace(b"=3D", b"=")
    assert (page.status_code, answer.answered_at) == (200, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_its_reader(client, session, mission, path, language):
    session.get_one(Person, mission.companies["Nivelyo"].person_id).language = language
    session.commit()

    assert LANGUAGES[language] in text(client.get(path))


def test_an_answer_is_kept_once_and_can_be_corrected(client, session, answer, path):
    form = fields(client.get(path)) | SAID

    first, twice = client.post(path, data=form), client.post(path, data=form)
    session.refresh(answer)
    kept = (answer.contacts, answer.offers, answer.contracts, answer.value, answer.currency, answer.words)
    corrected = client.post(path, data=fields(client.get(path)) | {"contracts": "0", "value": "", "may_be_named": "y"})
    session.refresh(answer)

    assert [one.status_code for one in (first, twice, corrected)] == [303] * 3
    assert kept == (6, 3, 1, 125_000, "SEK", "On course")
    assert (answer.contracts, answer.value, answer.may_be_named) == (0, None, True)


def test_an_older_page_loses_nothing_and_asks(client, session, answer, path):
    old = fields(client.get(path)) | SAID
    client.post(path, data=old)

    other = client.post(path, data=old | {"contracts": "2"})
    session.refresh(answer)

    assert (other.status_code, answer.contracts) == (409, 1)
    assert 'value="2"' in other.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"contacts": ""}, "zero is an answer too"),
        ({"offers": "-1"}, "zero is an answer too"),
        ({"value": "a lot"}, "as a number"),
        ({"contracts": "0"}, "A value needs a contract"),
        ({"currency": "???"}, "Choose one from the list"),
        ({"currency": "BEF"}, "Choose one from the list"),
    ],
)
def test_what_is_no_number_is_said_and_nothing_typed_is_lost(client, session, answer, path, wrong, said):
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    sent = client.post(path, data=fields(client.get(path)) | SAID | wrong)
    session.refresh(answer)

    assert (sent.status_code, answer.answered_at) == (422, None)
    assert said in sent.text
    assert "On course" in sent.text


def test_a_closed_round_takes_nothing_and_shows_what_was_said(client, session, mission, answer, path):
    form = fields(client.get(path)) | SAID
    with time_machine.travel(morning(opens(session, mission) + timedelta(days=57)), tick=False):
        page, late = client.get(path), client.post(path, data=form)
    session.refresh(answer)

    assert (page.status_code, late.status_code, answer.answered_at) == (200, 409, None)
    assert "<form" not in page.text.partition("<main")[2].partition("</main")[0]


def test_forged_ended_and_archived_addresses_open_nothing(client, session, mission, answer, path):
    flipped = path[:-1] + ("0" if path[-1] != "0" else "1")
    as_other = path.replace("/u", "/c")
    before = [client.get(one).status_code for one in (flipped, as_other, "/follow-up/x", path)]
    mission.event.phase = Phase.ARCHIVED
    session.commit()
    archived = client.get(path).status_code
    mission.event.phase = Phase.OPEN
    answer.ended_at = clock.now()
    session.commit()

    assert (before, archived) == ([404, 404, 404, 200], 404)
    assert [client.get(path).status_code, client.post(path, data=SAID).status_code] == [404, 404]


def test_who_has_opened_it_is_a_stranger_everywhere_else(app, session, path):
    things = make_side(session).things
    client = app.test_client()
    assert client.get(path).status_code == 200

    for rule, guard, method in guarded(app):
        response = visit(client, rule, method, things)
        door = "/login" if guard == "participant" else "/staff/login"
        assert response.location.split("?")[0] == door, rule
    things |= {"token": path.split("/")[-1], "says": "accepted"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC and "token" in rule.arguments and rule.endpoint != "public.follow_up":
            status = client.get(address_of(rule, things)).status_code
            assert status in {404, 405, 410} or rule.endpoint.startswith("auth."), rule


def test_it_is_not_kept_and_waits_when_asked_for_too_often(app, client, path):
    response = client.get(path)
    app.extensions[opening.NAME] = RateLimiter(2, 60.0)
    often = [client.get(path) for _ in range(3)]
    app.extensions[opening.NAME] = RateLimiter(opening.LIMIT, opening.WINDOW)

    assert (response.headers["Cache-Control"], response.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert [one.status_code for one in often] == [200, 200, 429]
    assert 1 <= int(often[-1].headers["Retry-After"]) <= 60
