"""The links in an invitation: opened by anybody and any machine, answered by a press of a button, without a log-in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import func, select

from matchmaker.alerts.commands import alerts, reports, withdrawal
from matchmaker.alerts.queries.alerts import in_danger
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.models import AlertKind, AlertState, InvitationAnswer, Message, MessageState, Person, Says
from matchmaker.releases.queries.published import standing_entry
from tests.builders import factories as make
from tests.builders.answer_links import answers, links, press, shown
from tests.builders.invited import Invited

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
AFTER = datetime(2027, 3, 11, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def mails(invited: Invited) -> int:
    return invited.session.exec(select(func.count()).select_from(Message)).one()


# --- opening --------------------------------------------------------------------------------------------------------


def test_opening_the_links_changes_nothing_however_often(client, invited) -> None:
    come, not_come = links(invited)

    pages = [client.get(link).text for link in (come, not_come) * 3]  # mail scanners open every link

    assert "Will you come?" in pages[0]
    assert "You cannot come?" in pages[1]
    assert answers(invited) == []
    assert invited.alerts() == []


def test_the_page_shows_the_appointment_and_whose_answer_it_is_and_no_address_of_anybody(client, invited) -> None:
    page = client.get(links(invited)[0])

    assert "<b>Beta</b>" in page.text
    assert "Bob Peeters" in page.text
    assert "Thursday 11 March 2027, 09:00 to 09:25 (local time, Brussels)" in page.text
    assert "This page is that of Zoé Lambert. If that is not you, close it: nothing has happened." in page.text
    assert "bob@beta.example" not in page.text
    assert "zoe@numalis.example" not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "question"),
    [("fr", "Vous venez\u00a0?"), ("en", "Will you come?"), ("nl", "Komt u?"), ("de", "Kommen Sie?")],
)
def test_the_page_speaks_its_reader_s_language(client, invited, language: str, question: str) -> None:
    invited.session.get_one(Person, invited.zoe.person_id).language = language

    page = client.get(links(invited)[0], headers={"Accept-Language": "es"})

    assert f"<h1>{question}</h1>" in page.text
    assert f'<html lang="{language}">' in page.text
    assert language in SCREEN_LANGUAGES


# --- answering ------------------------------------------------------------------------------------------------------


def test_accepting_is_the_same_as_from_a_calendar_program(client, invited) -> None:
    invited.reply("ACCEPTED")
    by_calendar = answers(invited)
    invited.session.delete(invited.session.exec(select(InvitationAnswer)).one())

    response = press(client, links(invited)[0])

    assert response.status_code == 303
    assert answers(invited) == by_calendar == [(invited.zoe.id, Says.ACCEPTED, True, 0)]
    assert "You have said that you will come." in client.get(response.location).text
    assert invited.alerts() == []


def test_declining_is_the_same_as_from_a_calendar_program(client, invited) -> None:
    invited.reply("DECLINED")
    (by_calendar,) = invited.alerts()
    alerts.take_back(invited.session, by_calendar)
    before = mails(invited)

    response = press(client, links(invited)[1], note="Ill")

    alert = invited.alerts()[-1]
    same = ("kind", "event_id", "registration_id", "uid", "meeting_id", "sure")
    assert [getattr(alert, name) for name in same] == [getattr(by_calendar, name) for name in same]
    assert (alert.kind, alert.state, alert.note) == (AlertKind.DECLINED, AlertState.OPEN, "Ill")
    assert in_danger(invited.session, invited.event.id) == {invited.invitation.meeting_id}
    assert standing_entry(invited.session, invited.zoe.id, invited.invitation.uid) is not None
    assert mails(invited) == before  # Bob is told nothing
    page = client.get(response.location).text
    assert "You have said that you cannot come, and the organisers know." in page
    assert "I come after all" in page


def test_a_double_click_says_it_once(client, invited) -> None:
    link = links(invited)[1]
    token = shown(client.get(link).text)

    responses = [client.post(link, data={"shown": token}) for _ in range(2)]

    assert [response.status_code for response in responses] == [303, 303]
    assert answers(invited) == [(invited.zoe.id, Says.DECLINED, True, 0)]
    assert [alert.state for alert in invited.alerts()] == [AlertState.OPEN]


def test_who_comes_after_all_takes_back_what_was_said_by_link_or_on_the_page(client, invited) -> None:
    come, not_come = links(invited)
    press(client, not_come)
    entry = standing_entry(invited.session, invited.zoe.id, invited.invitation.uid)
    reports.cannot_come(invited.session, invited.zoe, invited.invitation.uid, shown=line_token(entry))

    press(client, come)

    assert {alert.state for alert in invited.alerts()} == {AlertState.TAKEN_BACK}
    assert answers(invited) == [(invited.zoe.id, Says.ACCEPTED, True, 0)]


def test_once_the_organisers_have_acted_a_yes_is_for_them_to_hear(client, invited) -> None:
    come, not_come = links(invited)
    press(client, not_come)
    token = shown(client.get(come).text)
    anne = make.make_staff(invited.session, invited.event, name="Anne")
    alerts.settle_alert(invited.session, invited.event, invited.alerts()[0].id, AlertState.HANDLED, anne)

    response = client.post(come, data={"shown": token})

    assert response.status_code == 409
    assert "The organisers have acted on it meanwhile." in response.text
    assert 'action="/answer' not in response.text
    assert answers(invited) == [(invited.zoe.id, Says.DECLINED, True, 0)]


def test_an_answer_of_the_calendar_that_was_written_before_does_not_replace_that_of_the_link(client, invited) -> None:
    press(client, links(invited)[1])

    late = invited.reply("ACCEPTED", stamp="20270310T075900Z")

    assert late.stale
    assert [alert.state for alert in invited.alerts()] == [AlertState.OPEN]


def test_a_note_may_have_500_characters(client, invited) -> None:
    response = press(client, links(invited)[1], note="a" * 501)

    assert response.status_code == 422
    assert "Use 500 characters at most." in response.text
    assert invited.alerts() == []


# --- what has changed since -----------------------------------------------------------------------------------------


def test_an_old_link_shows_what_stands_now_and_the_answer_counts_for_it(client, invited) -> None:
    old = links(invited)[0]
    invited.publish(invited.seat(slot=2))

    page = client.get(old).text
    press(client, old)

    assert "It has changed since the mail that you opened." in page
    assert "10:00 to 10:25" in page
    assert "09:00 to 09:25" not in page
    assert links(invited)[0] != old
    assert answers(invited) == [(invited.zoe.id, Says.ACCEPTED, True, 1)]


def test_what_changes_between_opening_and_pressing_is_shown_and_nothing_is_said(client, invited) -> None:
    link = links(invited)[1]
    token = shown(client.get(link).text)
    invited.publish(invited.seat(slot=2))

    response = client.post(link, data={"shown": token})

    assert response.status_code == 409
    assert "Nothing was sent: look at it again." in response.text
    assert "10:00 to 10:25" in response.text
    assert invited.alerts() == []


def test_an_answer_to_the_earlier_version_is_none_to_the_present_one(client, invited) -> None:
    press(client, links(invited)[0])
    invited.publish(invited.seat(slot=2))

    page = client.get(links(invited)[0]).text

    assert "You have said that you will come." not in page


def test_a_cancelled_appointment_says_so_and_takes_no_answer(client, invited) -> None:
    come, not_come = links(invited)
    token = shown(client.get(come).text)
    invited.publish()

    page = client.get(come).text
    response = client.post(not_come, data={"shown": token})

    assert "This appointment is cancelled, or not yours any more: there is nothing to answer." in page
    assert 'action="/answer' not in page
    assert response.status_code == 404
    assert invited.alerts() == []


def test_the_mail_of_a_cancellation_asks_nothing(invited) -> None:
    invited.session.get_one(Message, invited.invitation.message_id).state = MessageState.SENT
    invited.publish()

    assert links(invited) == []


def test_what_is_over_or_given_up_takes_no_answer(client, invited, now) -> None:
    come, not_come = links(invited)
    token = shown(client.get(come).text)
    now.move_to(AFTER)
    over = client.get(come).text
    late = client.post(not_come, data={"shown": token})
    now.move_to(BEFORE)
    withdrawal.withdraw(invited.session, invited.zoe)
    gone = client.get(come).text
    withdrawn = client.post(come, data={"shown": token})

    assert "This appointment is over." in over
    assert "You no longer take part in" in gone
    assert [page.count('action="/answer') for page in (over, gone)] == [0, 0]
    assert (late.status_code, withdrawn.status_code) == (422, 422)
    assert answers(invited) == []
