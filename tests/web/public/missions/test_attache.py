"""The pipeline of one city, kept by its attaché without an account; everything is in the history by name."""

import re

import pytest
from sqlmodel import select

from matchmaker.models import AttachePage, Counterpart, Demand, Leg, Message, Prospect, ProspectStage, row_id
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.mail_client import read
from tests.builders.pages import fields, shown, text


def test_the_attache_moves_adds_corrects_and_notes_in_the_own_city(client, session, mission, attache):
    number, prospect = mission.counterpart.id, mission.prospects["Lumo"]
    board = client.get(f"{attache}?company={prospect.delegation_id}")

    moved = client.post(f"{attache}/{number}/move", data=fields(board, "prospect"))
    corrected = client.post(
        f"{attache}/{number}", data=fields(client.get(f"{attache}/{number}")) | {"job_title": "Head of port"}
    )
    noted = f"{attache}/{number}/{prospect.id}"
    step = client.post(noted, data=fields(client.get(noted)) | {"next_step": "Ask for their hours"})
    spelt = client.post(noted, data=fields(client.get(noted)) | {"pitch": "Kamerat", "pitch_language": "é"})
    new = {"leg_id": str(mission.leg.id), "name": "Laiturit", "companies": [str(prospect.delegation_id)]}
    added = client.post(f"{attache}/new", data=new | {"language": "en"})

    session.expire_all()
    assert {answer.status_code for answer in (moved, corrected, step, added)} == {303}
    assert (prospect.stage, prospect.next_step) == (ProspectStage.INTERESTED, "Ask for their hours")
    assert (spelt.status_code, prospect.pitch) == (422, "Why Lumo asks.")
    acts = [(actor, act, subject) for actor, act, subject, _client in trail(session)]
    assert acts == [
        ("Pia Laurent", "move_prospect", "Satama"),
        ("Pia Laurent", "save_counterpart", "Satama"),
        ("Pia Laurent", "note_prospect", "Satama"),
        ("Pia Laurent", "add_counterpart", "Laiturit"),
    ]
    assert "Helsinki: 2 counterparts" in text(client.get(attache))


def test_a_counterpart_is_sent_its_page_once_a_day_and_agrees_there(client, session, mission, attache, address):
    page = f"{attache}/{mission.counterpart.id}"
    ask, mail = text(client.get(page)), {"shown": shown(client.get(f"{page}/ask"))}

    sent = client.post(f"{page}/ask", data=mail, follow_redirects=True)
    twice = client.post(f"{page}/ask", data=mail, follow_redirects=True)

    mails = session.exec(select(Message).where(Message.recipient == mission.counterpart.email)).all()
    assert "Send them their page by mail" in ask
    assert "The mail with their page is on its way." in sent.text
    assert "has been written to today already." in twice.text
    assert [address in str(read(mail.mime).get_body(("plain",)).get_content()) for mail in mails] == [True]


def test_a_mail_that_reads_otherwise_by_now_does_not_leave(client, session, mission, attache):
    page = f"{attache}/{mission.counterpart.id}/ask"
    mail = {"shown": shown(client.get(page))}
    mission.counterpart.email = "somebody.else@satama.example"
    session.commit()

    client.post(page, data=mail)

    assert session.exec(select(Message)).all() == []


def test_the_mail_is_looked_at_before_it_leaves_and_answers_go_to_the_attache(client, session, mission, attache):
    page, row = f"{attache}/{mission.counterpart.id}", session.exec(select(AttachePage)).one()
    row.email, row.phone = "pia@bureau.example", "+358 9 5550 1234"
    mission.counterpart.language = "fr"
    number = mission.prospects["Nivelyo"].delegation_id
    words = {"offers": "Kameroita satamiin", "offers_language": "fi"}
    session.add(Demand(leg_id=row_id(mission.leg), delegation_id=number, **words))
    session.commit()

    before, preview = text(client.get(page)), client.get(f"{page}/ask")
    sent_before = len(session.exec(select(Message)).all())
    client.post(f"{page}/ask", data={"shown": shown(preview)})
    after, mail = text(client.get(page)), session.exec(select(Message)).one()

    read_before, written = text(preview), str(read(mail.mime).get_body(("plain",)).get_content())
    assert ('lang="fr"' in preview.text, "Français" in read_before, "pia@bureau.example" in read_before) == (
        True,
        True,
        True,
    )
    for said in ("Nivelyo, Belgique", "Kameroita satamiin", "25 minutes"):
        assert (said in read_before, said in written) == (True, True), said
    assert (sent_before, read(mail.mime)["Reply-To"]) == (0, "Pia Laurent <pia@bureau.example>")
    assert ("Last mail to them" in before, f"{mission.counterpart.email} on its way" in after) == (False, True)


def test_a_counterpart_that_is_there_keeps_its_contact_and_that_is_said(client, mission, attache):
    company = str(mission.prospects["Lumo"].delegation_id)
    new = {"leg_id": str(mission.leg.id), "name": "Laiturit", "language": "en", "companies": [company]}
    asa, kari = (
        {"first_name": first, "last_name": "Öhman", "email": f"{first}@laiturit.example"} for first in ("Asa", "Kari")
    )

    client.post(f"{attache}/new", data=new | asa)
    again = client.post(f"{attache}/new", data=new | kari, follow_redirects=True)

    assert "Laiturit is there already: its contact stays Asa Öhman." in again.text


def test_the_attache_writes_the_local_text_that_counterparts_read(client, session, mission, attache, address):
    number = mission.prospects["Lumo"].delegation_id
    path = f"{attache}/companies/{number}"
    first = fields(client.get(path))

    saved = client.post(path, data=first | {"offers": "Kameroita <satamiin>"})
    stale = client.post(path, data=first | {"offers": "Muuta"})
    refused = client.post(path, data=fields(client.get(path)) | {"offers_language": ""})
    unknown = client.post(path, data=fields(client.get(path)) | {"offers_language": "é"})
    elsewhere = client.get(f"{attache}/companies/{number + 1000}")

    demand = session.exec(select(Demand)).one()
    assert first["offers_language"] == ["fi"]
    assert [one.status_code for one in (saved, stale, refused, unknown, elsewhere)] == [303, 409, 422, 422, 404]
    assert "Muuta" in stale.text
    assert (demand.offers, demand.offers_language, demand.updated_by) == ("Kameroita <satamiin>", "fi", "Pia Laurent")
    assert [act for _actor, act, _subject, _client in trail(session)] == ["save_offer"]
    assert "Kameroita" in text(client.get(f"{attache}/companies"))
    assert '<p class="mb-1 pre-line" lang="fi" dir="auto">Kameroita &lt;satamiin&gt;</p>' in client.get(address).text


def test_who_comes_instead_is_named_on_the_page_and_accepted_with_one_click(client, session, mission, attache, address):
    page = f"{attache}/{mission.counterpart.id}"
    named = {"instead_first_name": "Eino", "instead_last_name": "Laine", "instead_email": "eino@satama.example"}

    said = client.post(f"{address}/place", data=fields(client.get(f"{address}/place")) | named, follow_redirects=True)
    page_of_theirs = text(client.get(address))
    asked = text(client.get(page))
    answer = fields(client.get(page), "says")
    accepted = client.post(f"{page}/instead", data=answer | {"says": "yes"}, follow_redirects=True)
    twice = client.post(f"{page}/instead", data=answer | {"says": "yes"}, follow_redirects=True)

    session.refresh(mission.counterpart)
    assert "Saved" in said.text
    assert "Eino Laine comes instead of you, once the organisers have accepted." in page_of_theirs
    assert "Eino Laine comes instead of Aino Virtanen" in asked
    assert "Accepted: Eino Laine gets a mail with their page." in accepted.text
    assert "Accepted: Eino Laine gets a mail with their page." in twice.text
    assert (mission.counterpart.contact, mission.counterpart.email) == ("Eino Laine", "eino@satama.example")
    assert client.get(address).status_code == 410


def test_for_who_takes_part_the_organisers_answer_who_comes_instead(client, session, mission, attache, meeting):
    row = mission.counterpart
    row.instead_first_name, row.instead_last_name, row.instead_email = "Eino", "Laine", "eino@satama.example"
    session.commit()
    page = f"{attache}/{row.id}"

    shown = text(client.get(page))
    refused = client.post(f"{page}/instead", data={"says": "no"}, follow_redirects=True)

    assert "Satama is registered already: the organisers answer." in shown
    assert "Leave it as it is" not in shown
    assert "Left as it is" not in refused.text


def test_a_new_name_with_the_same_address_leaves_the_page_where_it_is(client, session, mission, attache, address):
    row = mission.counterpart
    row.instead_first_name, row.instead_last_name, row.instead_email = "Eino", "Laine", row.email
    session.commit()
    page = f"{attache}/{row.id}"

    accepted = client.post(
        f"{page}/instead", data=fields(client.get(page), "says") | {"says": "yes"}, follow_redirects=True
    )

    assert "Accepted: Eino Laine gets a mail with their page." in accepted.text
    assert client.get(address).status_code == 200


def test_a_company_says_itself_whom_it_wants_to_meet(client, session, mission, attache):
    prospect = mission.prospects["Lumo"]
    prospect.stage, prospect.wanted_at, prospect.asked_at = ProspectStage.PROPOSED, None, None
    session.commit()
    board = client.get(f"{attache}?company={prospect.delegation_id}")
    page = client.get(f"{attache}/{mission.counterpart.id}").text
    said = {"prospect": re.search(rf'name="prospect" value="({prospect.id} [^"]+)"', page)[1]}

    answers = [
        client.post(f"{attache}/{mission.counterpart.id}/move", data=said | {"stage": stage}, follow_redirects=True)
        for stage in ("wanted", "contacted")
    ]

    session.expire_all()
    assert 'name="stage" value="wanted"' not in board.text
    assert re.findall(r'<option value="(\w+)"', page.partition('name="stage"')[2])[:3] == [
        "found",
        "proposed",
        "declined",
    ]
    assert ["Lumo says first whether it wants to meet them" in answer.text for answer in answers] == [True] * 2
    assert prospect.stage is ProspectStage.PROPOSED


def test_a_reason_that_comes_too_late_is_shown_again(client, mission, attache):
    prospect = mission.prospects["Lumo"]
    move = {"stage": "declined", "prospect": f"{prospect.id} x", "reason": "No budget <b>this</b> year"}

    late = client.post(f"{attache}/{mission.counterpart.id}/move", data=move, follow_redirects=True)

    assert "You had written: “No budget &lt;b&gt;this&lt;/b&gt; year”" in late.text


def test_counterparts_of_another_city_are_not_there(client, session, mission, attache):
    days = {"starts_on": mission.event.starts_on, "ends_on": mission.event.ends_on}
    tallinn = Leg(event_id=row_id(mission.event), name="Tallinn", zone="Europe/Tallinn", **days)
    session.add(tallinn)
    session.flush()
    where = {"event_id": row_id(mission.event), "leg_id": row_id(tallinn)}
    other = Counterpart(**where, organisation_id=row_id(make.make_organisation(session, "Kaarli")))
    session.add(other)
    session.flush()
    prospect = Prospect(counterpart_id=row_id(other), delegation_id=mission.companies["Lumo"].delegation_id)
    session.add(prospect)
    session.commit()
    new = {"leg_id": str(tallinn.id), "name": "X", "language": "en", "companies": [str(prospect.delegation_id)]}

    answers = [
        client.get(f"{attache}/{other.id}"),
        client.post(f"{attache}/{other.id}", data={"first_name": "X"}),
        client.get(f"{attache}/{other.id}/{prospect.id}"),
        client.post(f"{attache}/{other.id}/move", data={"stage": "wanted", "prospect": f"{prospect.id} x"}),
        client.get(f"{attache}/{mission.counterpart.id}/{prospect.id}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert client.post(f"{attache}/new", data=new).status_code == 422
    assert "Kaarli" not in client.get(f"{attache}?city={tallinn.id}").text
    assert len(session.exec(select(Counterpart)).all()) == 2


def test_the_attache_reads_whom_each_company_looks_for_and_the_counterpart_does_not(
    client, session, mission, attache, address
):
    lumo = mission.companies["Lumo"].delegation_id
    demand = Demand(leg_id=row_id(mission.leg), delegation_id=lumo, words="Port authorities", not_whom="Satama Sud")
    session.add(demand)
    session.commit()

    theirs, own = text(client.get(f"{attache}/{mission.counterpart.id}")), text(client.get(address))

    assert ("Port authorities" in theirs, "Satama Sud" in theirs) == (True, True)
    assert ("Port authorities" in own, "Satama Sud" in own) == (False, False)


@pytest.mark.parametrize("asked", ["page=2", "token=x", "self=1", "endpoint=x", "_method=POST", "_anchor=x"])
def test_an_address_asks_for_what_the_board_knows_and_nothing_else(client, attache, asked):
    answer = client.get(f"{attache}?{asked}&q=Sat")

    assert (answer.status_code, "q=Sat" in answer.text) == (200, True)


def test_the_attache_hears_that_a_counterpart_cannot_come_and_which_hours_suit(
    client, session, mission, attache, address, meeting
):
    page = session.exec(select(AttachePage)).one()
    page.email = "pia@attaches.example"
    session.commit()
    hours = client.get(f"{address}/hours")
    day = fields(hours) | {"free": re.findall(r'name="free"[^>]*value="([^"]+)"', hours.text)[:1]}

    tapped = client.post(f"{address}/hours", data=day)
    wrong = fields(client.get(f"{address}/meetings/{meeting}"))
    gone = client.post(f"{address}/meetings/{meeting}/cancel", data=wrong)

    session.refresh(page)
    assert (tapped.status_code, gone.status_code) == (303, 303)
    assert [one["kind"] for one in page.untold] == ["hours", "cannot"]


def test_a_published_meeting_is_only_declined_there_and_nothing_else(client, mission, attache, meeting):
    page = client.get(f"{attache}/{mission.counterpart.id}").text
    first = page[page.index(f'id="to-{mission.prospects["Nivelyo"].id}"') :].split("</select>")[0]

    assert re.findall(r'value="(\w+)"( selected)?', first) == [("confirmed", " selected"), ("declined", "")]
