"""Counterparts are asked by mail: once a day, for the companies that want to meet them, and nobody else."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, NotFound, TooMany
from matchmaker.models import Demand, Message, Phase, ProspectStage, row_id
from matchmaker.prospects.commands import asking
from matchmaker.prospects.commands.asking import ask_by_mail, ask_one, mail_to_one, mail_token
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.prospects.queries.asking import read_asked
from tests.builders.prospects import SmallMission, small_mission


@pytest.fixture
def mission(session) -> SmallMission:
    mission = small_mission(session, language="en")
    mission.approach("Nivelyo", ProspectStage.WANTED, wanted_at=clock.now(), pitch="Sensors for quays.")
    mission.approach("Lumo")
    return mission


def ask(mission: SmallMission, *, again: bool = False) -> int:
    return ask_by_mail(mission.session, mission.event, [row_id(mission.counterpart)], again=again, by="Anne")


def mails(session) -> list[tuple[str, str]]:
    session.flush()
    found = session.exec(select(Message).where(Message.kind == "counterpart_asked").order_by(Message.id)).all()
    read = [message_from_bytes(one.mime, policy=policy.default).get_body(("plain",)).get_content() for one in found]
    return [(one.subject, text) for one, text in zip(found, read, strict=True)]


def test_a_mail_names_the_companies_that_want_to_meet_and_they_stand_at_contacted(session, mission):
    count = ask(mission)

    ((subject, text),) = mails(session)
    stages = {name: one.stage for name, one in mission.prospects.items()}
    assert (count, subject) == (1, "Nivelyo would like to meet you in Helsinki")
    assert ("“Sensors for quays.”" in text, "/meet/" in text, "Lumo" in text) == (True, True, False)
    assert stages == {"Nivelyo": ProspectStage.CONTACTED, "Lumo": ProspectStage.FOUND}


def test_a_mail_says_what_a_company_offers_in_the_language_of_the_city(session, mission):
    number = mission.prospects["Nivelyo"].delegation_id
    offer = {"offers": "Kameroita satamiin", "offers_language": "fi"}
    session.add(Demand(leg_id=row_id(mission.leg), delegation_id=number, **offer))
    session.flush()

    ask(mission)

    session.flush()
    mail = message_from_bytes(session.exec(select(Message)).one().mime, policy=policy.default)
    html, plain = (mail.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert "Nivelyo, Belgium: “Sensors for quays.”\r\n\r\nKameroita satamiin" in plain
    assert re.search(r'<p lang="fi"[^>]*>Kameroita satamiin</p>', html)


def test_nobody_is_written_to_twice_a_day_and_the_silent_are_reminded_later(session, mission):
    counts = [ask(mission), ask(mission), ask(mission, again=True)]
    with time_machine.travel(clock.now() + timedelta(days=1)):
        later = [ask(mission, again=True), ask(mission, again=True)]

    assert (counts, later) == ([1, 0, 0], [1, 0])
    assert "no answer from you yet" in mails(session)[1][1]


def test_a_company_that_comes_later_is_named_beside_the_former_one(session, mission):
    ask(mission)
    mission.prospects["Lumo"].stage, mission.prospects["Lumo"].wanted_at = ProspectStage.WANTED, clock.now()
    session.flush()

    ask(mission)

    assert mails(session)[1][0] == "2 companies would like to meet you in Helsinki"


def test_who_has_answered_or_has_no_address_is_left_out(session, mission):
    ask(mission)
    number = row_id(mission.counterpart)
    answer_companies(session, mission.event, number, [row_id(mission.prospects["Nivelyo"])], agrees=False)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        declined = ask(mission, again=True)
    mission.counterpart.email = ""
    mission.prospects["Lumo"].stage, mission.prospects["Lumo"].wanted_at = ProspectStage.WANTED, clock.now()
    session.flush()

    assert (declined, ask(mission)) == (0, 0)
    assert [one.id for one in read_asked(session, mission.event).without] == [number]


def test_nobody_is_asked_while_a_yes_cannot_be_given(session, mission):
    mission.event.phase = Phase.CLOSED
    session.flush()

    with pytest.raises(Closed):
        ask(mission)


def test_an_attache_writes_to_so_many_a_day_and_to_none_of_another_city(session, mission, monkeypatch):
    monkeypatch.setattr(asking, "MOST_A_DAY", 0)
    here = {"leg_id": row_id(mission.leg)}
    shown = mail_token(mail_to_one(session, mission.event, row_id(mission.counterpart), **here))
    one = {"shown": shown, "by": "Pia", **here}

    with pytest.raises(TooMany):
        ask_one(session, mission.event, row_id(mission.counterpart), **one)
    monkeypatch.setattr(asking, "MOST_A_DAY", 1)
    ask_one(session, mission.event, row_id(mission.counterpart), **one)
    with pytest.raises(NotFound):
        ask_one(session, mission.event, row_id(mission.counterpart), **one | {"leg_id": row_id(mission.leg) + 1})

    assert [subject for subject, _ in mails(session)] == ["Nivelyo would like to meet you in Helsinki"]
    assert mission.prospects["Nivelyo"].stage is ProspectStage.CONTACTED
