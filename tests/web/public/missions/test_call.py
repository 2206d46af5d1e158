"""Rather a call than a meeting, on the page of a counterpart: the company and the attaché read how to reach it."""

import pytest
from sqlmodel import select

from matchmaker.models import Alert, AlertKind, Answer, Message, MessageState, ProspectStage, Wish
from matchmaker.prospects.queries.calls import own_calls
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.rules import Turn
from tests.builders.pages import fields, text
from tests.builders.prospects import SmallMission

SAID = {"phone": "+358 9 1", "email": "aino@satama.example", "when": "In May"}
LANGUAGES = {"fr": "Plutôt un appel", "en": "Rather a call", "nl": "Liever bellen", "de": "Lieber ein Anruf"}


def propose(client, mission: SmallMission, address: str, *companies: str, **values: str):
    ids = [str(mission.prospects[name].id) for name in companies]
    return client.post(
        f"{address}/call", data=fields(client.get(f"{address}/call"), "phone") | SAID | {"companies": ids} | values
    )


def calls(session, mission: SmallMission, company: str):
    session.expire_all()
    found = own_calls(session, mission.event, mission.delegation(company))
    return [(one.name, one.contact, one.phone, one.email, one.when) for one in found]


def lines(session, mission: SmallMission):
    session.expire_all()
    found = approached_of(session, mission.event, mission.counterpart.id).lines
    return {line.company: (line.stage, line.rather_calls, line.turn) for line in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_offered_beside_each_company_and_beside_the_places(client, session, mission, address, language):
    mission.counterpart.language = language
    session.commit()

    page, place = text(client.get(address)), client.get(f"{address}/place").text

    assert page.count(LANGUAGES[language]) == 2
    assert 'value="call"' in place


def test_the_company_and_the_attache_read_how_to_reach_it_and_nothing_is_planned(
    client, session, mission, address, attache
):
    client.post(f"{address}/answer", data={"prospect": str(mission.prospects["Nivelyo"].id), "says": "yes"})

    sent = propose(client, mission, address, "Nivelyo")

    (line,) = [one for name, one in lines(session, mission).items() if name == "Nivelyo"]
    assert (sent.status_code, sent.location) == (303, address)
    assert line == (ProspectStage.DECLINED, True, Turn.COMPANY)
    assert session.exec(select(Wish.answer)).all() == [Answer.NO]
    assert calls(session, mission, "Nivelyo") == [("Satama", "Aino Virtanen", *SAID.values())]
    assert calls(session, mission, "Lumo") == []
    for page in (client.get(f"{attache}/{mission.counterpart.id}").text, client.get(address).text):
        assert SAID["phone"] in page
    assert "1 counterpart would rather have a call" in text(client.get(attache))


def test_the_people_of_the_company_are_written_to_once_and_the_mail_tells_no_number(client, session, mission, address):
    for _twice in range(2):
        propose(client, mission, address, "Nivelyo")

    (mail,) = session.exec(select(Message).where(Message.kind == "rather_call")).all()
    assert mail.registration_id == mission.companies["Nivelyo"].id
    assert SAID["phone"].encode() not in mail.mime


def test_it_is_taken_back_and_a_mail_that_waits_does_not_leave(client, session, mission, address):
    propose(client, mission, address, "Nivelyo")

    client.post(f"{address}/call/back", data={"prospect": str(mission.prospects["Nivelyo"].id)})
    twice = client.post(
        f"{address}/call/back", data={"prospect": str(mission.prospects["Nivelyo"].id)}, follow_redirects=True
    )

    assert lines(session, mission)["Nivelyo"] == (ProspectStage.CONTACTED, False, Turn.COUNTERPART)
    assert calls(session, mission, "Nivelyo") == []
    states = session.exec(select(Message.state).where(Message.kind == "rather_call")).all()
    assert (states, twice.status_code) == ([MessageState.SUPERSEDED], 200)
    row = mission.prospects["Nivelyo"]
    assert (row.call_phone, row.call_email, row.call_when) == ("", "", "")


def test_who_agrees_after_all_leaves_no_call(client, session, mission, address):
    propose(client, mission, address, "Nivelyo")

    client.post(f"{address}/answer", data={"prospect": str(mission.prospects["Nivelyo"].id), "says": "yes"})

    assert session.exec(select(Wish.answer)).all() == [Answer.YES]
    assert calls(session, mission, "Nivelyo") == []


@pytest.mark.parametrize(
    ("companies", "values", "sentence"),
    [
        ((), {}, "Choose at least one company."),
        (("Nivelyo",), {"phone": "", "email": ""}, "Write a telephone number or an e-mail address"),
        (("Nivelyo",), {"email": "nobody"}, "is not an e-mail address."),
    ],
)
def test_what_cannot_reach_anybody_is_refused_and_nothing_typed_is_lost(
    client, session, mission, address, companies, values, sentence
):
    sent = propose(client, mission, address, *companies, **values)

    assert (sent.status_code, sentence in text(sent), 'value="In May"' in sent.text) == (422, True, True)
    assert {stage for stage, _calls, _turn in lines(session, mission).values()} == {ProspectStage.CONTACTED}


def test_a_published_meeting_is_reported_to_the_organisers(client, session, mission, address, meeting):
    asked = client.get(f"{address}/call").text
    wrong = client.get(f"{address}/meetings/{meeting}").text

    propose(client, mission, address, "Nivelyo")

    assert ("The meeting that is planned with Nivelyo stands" in asked, f"{address}/call?company=" in wrong) == (
        True,
        True,
    )
    assert [alert.kind for alert in session.exec(select(Alert)).all()] == [AlertKind.REFUSED]
    assert "It stands until the organisers have cancelled it." in text(client.get(address))
    assert calls(session, mission, "Nivelyo") == [("Satama", "Aino Virtanen", *SAID.values())]


def test_the_answer_beside_the_places_keeps_what_is_said_of_them_and_leads_on(client, session, mission, address):
    form = fields(client.get(f"{address}/place"))

    sent = client.post(f"{address}/place", data=form | {"meets_at": "call", "door": "Gate B"})

    session.refresh(mission.counterpart)
    assert (sent.location, mission.counterpart.door) == (f"{address}/call", "Gate B")


def test_a_company_that_never_wants_to_meet_them_reads_no_call(client, session, mission, address):
    propose(client, mission, address, "Nivelyo")
    mission.prospects["Nivelyo"].left_at = mission.prospects["Nivelyo"].call_asked_at
    session.commit()

    assert calls(session, mission, "Nivelyo") == []


def test_removing_the_data_empties_the_call(client, session, mission, address):
    propose(client, mission, address, "Nivelyo")

    client.post(f"{address}/remove")

    assert calls(session, mission, "Nivelyo") == []
    session.refresh(mission.prospects["Nivelyo"])
    assert mission.prospects["Nivelyo"].call_phone == ""
