"""The organisers' page of what needs them: whose, what, and what became of it; words of others are only text."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select, update

from matchmaker.alerts.commands import withdrawal
from matchmaker.alerts.commands.answers import answer_by_link
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base.config import get_config
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.queries.links import answer_url
from matchmaker.models import (
    Alert,
    AlertState,
    CalendarChoice,
    Event,
    Message,
    MessageState,
    Says,
    SentInvitation,
    Staff,
)
from matchmaker.releases.queries.published import standing_entry
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders import factories as make
from tests.builders.inbound_mails import calendar, mail, report
from tests.builders.invited import Invited
from tests.builders.pages import text


def page_of(event: Event) -> str:
    return f"/o/{event.slug}/alerts"


def test_without_anything_the_page_says_so_and_no_number_stands_in_the_navigation(
    organiser: FlaskClient, invited: Invited
) -> None:
    answer = organiser.get(page_of(invited.event))

    assert "Nothing waits for you." in text(answer)
    assert "2 without an answer" in text(answer)
    assert "needs you" not in text(organiser.get(f"/o/{invited.event.slug}/"))


def test_each_thing_says_who_what_and_when(organiser: FlaskClient, invited: Invited) -> None:
    invited.reply("DECLINED")
    invited.reply(
        "ACCEPTED", to=invited.address.replace("-", "-0"), sender="bob@beta.example", attendee="bob@beta.example"
    )
    ics = calendar("DTSTART:20270311T133000Z", "ATTENDEE:mailto:zoe@numalis.example", method="COUNTER", uid=invited.uid)
    invited.receive(mail("", ics, to=invited.address, message_id="<c@x>"))
    invited.receive(report(to=invited.bounce_address()))
    withdrawal.withdraw(invited.session, invited.bob, note="Flight cancelled")

    shown = text(organiser.get(page_of(invited.event)))

    assert "5 things wait for you" not in shown
    assert "4 things wait for you. Nothing is cancelled and nobody is told before you publish." in shown
    assert "Zoé Lambert (Numalis) declined by mail: meeting with Beta." in shown
    assert "09:00 (Brussels), table T" in shown
    assert "· Bob Peeters in danger" in shown
    assert "Bob Peeters (Beta) withdraws from the event: 1 meeting is in danger. “Flight cancelled”" in shown
    assert "1 appointment that cannot take place meeting with Numalis – 09:00" in shown
    assert "Zoé Lambert (Numalis) proposes another time by mail: meeting with Beta." in shown
    assert "Proposed: Thursday 11 March, 14:30 (Brussels)" in shown
    assert "to zoe@numalis.example did not arrive." in shown
    assert "The server said: 550 5.1.1 <zoe@numalis.example>: Recipient address rejected: User unknown" in shown
    assert "1 declined 0 tentative 1 accepted 0 without an answer" in shown
    assert "by mail, not certain who wrote it" in shown
    assert "4 things need you" in text(organiser.get(f"/o/{invited.event.slug}/"))


def test_a_mail_that_came_back_leads_to_where_its_address_is_corrected(
    organiser: FlaskClient, invited: Invited
) -> None:
    invited.receive(report(to=invited.bounce_address()))

    message = f"/o/{invited.event.slug}/messages/{invited.invitation.message_id}"
    assert f'href="{message}"' in organiser.get(page_of(invited.event)).text
    assert "550 5.1.1 <zoe@numalis.example>" in text(organiser.get(message))


def test_a_foreign_bounce_shows_no_link_by_which_its_reader_answers(organiser: FlaskClient, invited: Invited) -> None:
    link = answer_url(invited.invitation, Says.DECLINED)
    returned = mail(f"User unknown. It said:\n{link}", sender="postmaster@mx.example", to=invited.address)
    invited.receive(returned)
    message = f"/o/{invited.event.slug}/messages/{invited.invitation.message_id}"

    pages = [organiser.get(path).text for path in (page_of(invited.event), message, f"{message}/letter")]

    token, reply = link.split("/")[-2], invited.address.partition("+")[2]
    assert [("/answer/" in page, token in page, reply in page) for page in pages] == [(True, False, False)] * 3


def test_words_of_others_are_only_text(organiser: FlaskClient, invited: Invited) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    data = mail(evil, to=invited.address, subject=evil, sender=f"{evil} <mallory@evil.example>")
    invited.receive(data)
    invited.receive(mail(evil, to=invited.address, message_id="<2@x>", head=("Auto-Submitted: auto-replied",)))

    answer = organiser.get(page_of(invited.event))

    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "the address belongs to" in text(answer)


def test_an_answer_goes_to_the_writer_and_to_nobody_else(organiser: FlaskClient, invited: Invited) -> None:
    data = mail("x", to=invited.address, subject="Hi?bcc=all@evil.example", sender="a?cc=b@evil.example")
    invited.receive(data)

    answer = organiser.get(page_of(invited.event))

    assert 'href="mailto:a%3Fcc%3Db@evil.example?subject=Re%3A%20Hi%3Fbcc%3Dall%40evil.example"' in answer.text


def test_settled_things_go_down_and_come_back(organiser: FlaskClient, invited: Invited, session: Session) -> None:
    invited.reply("DECLINED")
    (alert,) = invited.alerts()
    address = f"{page_of(invited.event)}/{alert.id}"

    answers = [organiser.post(f"{address}/{what}").status_code for what in ("handled", "dismiss")]
    assert answers == [303, 409]
    assert (session.get_one(Alert, alert.id).state, "Nothing waits" in text(organiser.get(page_of(invited.event)))) == (
        AlertState.HANDLED,
        True,
    )

    assert organiser.post(f"{address}/reopen").status_code == 303
    assert "1 thing waits for you" in text(organiser.get(page_of(invited.event)))
    assert organiser.post(f"{address}/dismiss").status_code == 303
    assert "dismissed, Anne" in text(organiser.get(page_of(invited.event)))


@pytest.mark.parametrize("by", ["people", "tables"])
def test_a_meeting_in_danger_is_marked_in_the_grid(
    organiser: FlaskClient, invited: Invited, session: Session, by: str
) -> None:
    scenario = make_baseline(session, invited.event)
    invited.scenario.numbers = scenario.numbers
    grid = f"/o/{invited.event.slug}/scenarios/{scenario.id}/grid?by={by}"
    assert "in danger" not in text(organiser.get(grid))

    invited.reply("DECLINED")

    assert "in danger" in text(organiser.get(grid))


def test_alerts_of_another_event_are_out_of_reach(organiser: FlaskClient, invited: Invited, event: Event) -> None:
    invited.reply("DECLINED")
    (alert,) = invited.alerts()
    foreign = make.make_event(invited.session)

    assert organiser.post(f"{page_of(event)}/{alert.id}/dismiss").status_code == 404
    assert organiser.get(page_of(foreign)).status_code == 404
    assert "Zoé" not in text(organiser.get(page_of(event)))


def test_participants_and_strangers_do_not_get_in(app: Flask, invited: Invited, as_participant) -> None:
    assert app.test_client().get(page_of(invited.event)).status_code == 302
    assert as_participant(app.test_client(), invited.zoe).get(page_of(invited.event)).status_code == 404


def test_a_mail_of_nobody_is_shown_to_administrators_alone(
    organiser: FlaskClient, invited: Invited, session: Session, staff: Staff
) -> None:
    invited.receive(mail("Confidential", sender="someone@else.example", to="rdv@rdv.example"))
    invited.receive(
        mail("Away", sender="x@else.example", to="rdv@rdv.example", message_id="<2@x>", head=("Auto-Submitted: yes",))
    )
    (alert,) = invited.alerts()
    dismiss = f"{page_of(invited.event)}/{alert.id}/dismiss"
    page = text(organiser.get(page_of(invited.event)))
    assert ("Nothing waits for you." in page, "else.example" in page) == (True, False)
    assert "needs you" not in text(organiser.get(f"/o/{invited.event.slug}/"))
    assert organiser.post(dismiss).status_code == 404

    make.make_community_role(session, staff)
    page = text(organiser.get(page_of(invited.event)))
    assert "someone@else.example" in page
    assert "nothing ties it to an event: only administrators see it" in page
    assert "1 mail is filed" in page
    assert organiser.post(dismiss).status_code == 303

    assert session.get_one(Alert, alert.id).event_id == invited.event.id


def test_no_answer_is_awaited_to_an_invitation_that_was_taken_back(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    address = f"/o/{invited.event.slug}/alerts"
    assert "2 without an answer" in text(organiser.get(address))

    session.exec(update(Message).values(attempts=1, state=MessageState.SENT))
    for registration in (invited.zoe, invited.bob):
        invitations.choose_calendar(session, registration, CalendarChoice.FEED)

    assert "without an answer" not in text(organiser.get(address))


def test_where_nobody_reads_answers_none_is_awaited(
    organiser: FlaskClient, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", "")
    get_config.cache_clear()

    assert "without an answer" not in text(organiser.get(page_of(invited.event)))


def test_where_nobody_reads_answers_those_by_link_are_counted_alone(
    organiser: FlaskClient, invited: Invited, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", "")
    get_config.cache_clear()
    asked = session.exec(select(SentInvitation).where(SentInvitation.registration_id == invited.zoe.id)).one()
    token = line_token(standing_entry(session, asked.registration_id, asked.uid))

    answer_by_link(session, asked, Says.DECLINED, shown=token)

    shown = text(organiser.get(page_of(invited.event)))
    assert "1 declined 0 tentative 0 accepted" in shown
    assert "without an answer" not in shown
