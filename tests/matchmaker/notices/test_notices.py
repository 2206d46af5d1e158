"""Reminders and news about wishes: to whom, when, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.mail.commands.unsubscribe import set_wanted
from matchmaker.mail.queries.unsubscribe import read_stop_token, stop_url
from matchmaker.models import Answer, Message, ReleaseKind
from matchmaker.notices.commands import notices
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.forum import Forum, Seat, make_mailing_forum
from tests.builders.mail_client import read

NAMES = ("Nivelyo", "Meuse Invest", "Lumo")
FIRST = datetime(2027, 3, 11, 8, tzinfo=UTC)
"""The first slot begins."""
MORNING = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def forum(session: Session) -> Forum:
    return make_mailing_forum(session)


@pytest.fixture
def crowd(forum: Forum):
    delegations = [forum.join(name, invited_at=MORNING - timedelta(days=9)) for name in NAMES]
    for registration in forum.people.values():
        person(forum, registration).language = "en"
    return delegations


def person(forum: Forum, registration):
    from matchmaker.models import Person

    return forum.session.get_one(Person, registration.person_id)


def release(forum: Forum, *seats: Seat) -> None:
    with time_machine.travel(MORNING, tick=False):
        publish_scenario(
            forum.session,
            forum.event,
            forum.scenario(*seats),
            kind=ReleaseKind.FINAL,
            staff_id=None,
            expected_release=0,
        )


def at(moment: datetime, forum: Forum) -> int:
    with time_machine.travel(moment, tick=False):
        return notices.queue_due(forum.session)


def mails(forum: Forum, kind: str) -> dict[str, str]:
    """The texts of a kind of mail by the reader's organisation; one each."""
    found = {}
    for message in forum.session.exec(select(Message).where(Message.kind == kind)):
        (name,) = [name for name, one in forum.people.items() if one.id == message.registration_id]
        assert name not in found
        found[name] = " ".join(str(read(message.mime).get_body(("plain",)).get_content()).split())
    return found


def test_each_person_is_reminded_of_the_day_once(forum: Forum, crowd) -> None:
    forum.event.reminder_hours = 20
    forum.wish(crowd[0], crowd[1])
    release(forum, Seat(crowd[0], crowd[1], slot=0))

    counts = [at(FIRST - timedelta(hours=hours), forum) for hours in (21, 20, 19)]

    texts = mails(forum, "day_reminder")
    assert counts == [0, 2, 0]
    assert "Say so in your schedule under “Something is wrong”" in texts["Nivelyo"]
    assert texts.keys() == {"Nivelyo", "Meuse Invest"}
    assert "09:00 Meuse Invest – " in texts["Nivelyo"]


def test_nobody_is_reminded_after_the_beginning_or_of_a_provisional_schedule_or_when_it_is_switched_off(
    forum: Forum, crowd
) -> None:
    forum.wish(crowd[0], crowd[1])
    release(forum, Seat(crowd[0], crowd[1], slot=0))

    assert at(FIRST - timedelta(hours=1), forum) == 0
    forum.event.reminder_hours = 20
    assert at(FIRST, forum) == 0


def test_who_withdrew_or_wants_none_is_not_reminded(forum: Forum, crowd) -> None:
    forum.event.reminder_hours = 20
    forum.wish(crowd[0], crowd[1])
    release(forum, Seat(crowd[0], crowd[1], slot=0))
    forum.people["Nivelyo"].withdrawn_at = MORNING
    set_wanted(forum.session, forum.people["Meuse Invest"], wanted=False)

    assert at(FIRST - timedelta(hours=2), forum) == 0


def test_several_wishes_of_a_day_are_one_mail(forum: Forum, crowd) -> None:
    with time_machine.travel(MORNING, tick=False):
        forum.wish(crowd[0], crowd[2], answer=Answer.NONE, created_at=MORNING - timedelta(hours=3))
        forum.wish(crowd[1], crowd[2], answer=Answer.NONE, created_at=MORNING - timedelta(hours=2))

    assert at(MORNING, forum) == 1
    assert at(MORNING + timedelta(hours=1), forum) == 0
    text = mails(forum, "wishes_news")["Lumo"]
    assert "Nivelyo" in text
    assert "Meuse Invest" in text


def test_what_came_later_waits_for_the_next_day_and_old_news_are_not_repeated(forum: Forum, crowd) -> None:
    forum.wish(crowd[0], crowd[2], answer=Answer.NONE, created_at=MORNING - timedelta(hours=3))
    at(MORNING, forum)
    forum.wish(crowd[1], crowd[2], answer=Answer.NONE, created_at=MORNING + timedelta(hours=1))

    assert at(MORNING + timedelta(hours=2), forum) == 0
    assert at(MORNING + timedelta(days=1), forum) == 1
    messages = forum.session.exec(select(Message).where(Message.kind == "wishes_news").order_by(Message.id)).all()
    text = str(read(messages[-1].mime).get_body(("plain",)).get_content())
    assert ("Nivelyo" in text, "Meuse Invest" in text) == (False, True)


@pytest.mark.parametrize(
    ("answer", "told"), [(Answer.YES, True), (Answer.IF_ROOM, True), (Answer.NO, False), (Answer.NONE, False)]
)
def test_only_a_consent_is_told_to_who_wished(forum: Forum, crowd, answer: Answer, told: bool) -> None:
    forum.wish(crowd[0], crowd[1], answer=answer, created_at=MORNING - timedelta(hours=9), answered_at=MORNING)

    at(MORNING + timedelta(hours=1), forum)

    assert ("Nivelyo" in mails(forum, "wishes_news")) is told


def test_no_news_at_night_or_when_answers_are_closed(forum: Forum, crowd) -> None:
    forum.wish(crowd[0], crowd[1], answer=Answer.NONE, created_at=MORNING - timedelta(hours=9))

    assert at(MORNING.replace(hour=22), forum) == 0
    forum.event.answers_close_at = MORNING
    assert at(MORNING + timedelta(hours=1), forum) == 0


def test_only_what_people_can_do_without_has_a_link_that_ends_it(forum: Forum, crowd) -> None:
    forum.event.reminder_hours = 20
    forum.wish(crowd[0], crowd[1])
    release(forum, Seat(crowd[0], crowd[1], slot=0))
    at(FIRST - timedelta(hours=2), forum)

    links = {
        message.kind: read(message.mime)["List-Unsubscribe"] is not None
        for message in forum.session.exec(select(Message))
    }
    assert links == {"schedule_published": False, "invitation": False, "day_reminder": True}


def test_a_token_ends_the_mails_of_its_owner_only(forum: Forum, crowd) -> None:
    registration = forum.people["Nivelyo"]
    token = stop_url(registration.id).rpartition("/")[2]

    assert read_stop_token(forum.session, token) is registration
    assert read_stop_token(forum.session, token[:-1] + ("0" if token[-1] != "0" else "1")) is None
    assert read_stop_token(forum.session, token.replace(str(registration.id), "999999", 1)) is None


def test_it_can_be_taken_back(forum: Forum, crowd) -> None:
    registration = forum.people["Nivelyo"]
    set_wanted(forum.session, registration, wanted=False)
    assert registration.unsubscribed_at is not None
    assert registration.unsubscribed_at <= clock.now()

    set_wanted(forum.session, registration, wanted=True)
    assert registration.unsubscribed_at is None
