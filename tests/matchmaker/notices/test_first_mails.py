"""First mails: a link that logs in once, on every one of them, until somebody has registered."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.mail.letters.first import FirstMail
from matchmaker.mail.secrecy import SECRET_KINDS, URGENT_KINDS
from matchmaker.models import LoginLink, Message, Person, Phase
from matchmaker.notices.commands import notices
from matchmaker.people.commands.login import read_link, redeem_link
from tests.builders.forum import Forum, make_mailing_forum
from tests.builders.mail_client import read

MORNING = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def forum(session: Session) -> Forum:
    forum = make_mailing_forum(session)
    forum.event.city, forum.event.wishes_close_at = "Namur", datetime(2027, 3, 4, 17, tzinfo=UTC)
    for name in ("Nivelyo", "Lumo", "Meuse Invest"):
        forum.join(name, agreed_at=None)
    person = session.get_one(Person, forum.people["Lumo"].person_id)
    person.first_name, person.language = "Tom", "en"
    return forum


def remind(forum: Forum, at: datetime = MORNING) -> list[Message]:
    """Remind the silent, and return what Tom got, oldest first."""
    with time_machine.travel(at, tick=False):
        notices.remind_silent(forum.session, forum.event)
    tom = select(Message).where(Message.registration_id == forum.people["Lumo"].id).order_by(Message.id)
    return list(forum.session.exec(tom))


def text(message: Message) -> str:
    return " ".join(str(read(message.mime).get_body(("plain",)).get_content()).split())


def secret(message: Message) -> str:
    return re.search(r"/login/([\w-]+)", text(message))[1]


def test_it_says_what_decides_and_leads_in_without_a_password(forum: Forum) -> None:
    (mail,) = remind(forum)

    assert (mail.kind, mail.subject) == ("first_mail", "Tom, whom do you want to meet on 11 March in Namur?")
    assert "On Thursday 11 March you can meet 2 organisations at" in text(mail)
    assert "Say before Thursday 4 March, 18:00 (local time, Brussels) whom you want to meet" in text(mail)
    assert "It works once, until 12 March" in text(mail)
    assert f"/login/{secret(mail)}?next=%2Fe%2F{forum.event.slug}%2F" in text(mail)
    with time_machine.travel(MORNING, tick=False):
        assert [person.first_name for person in read_link(forum.session, secret(mail))] == ["Tom"]


def test_every_reminder_before_the_registration_has_a_link_of_its_own(forum: Forum) -> None:
    remind(forum)
    first, second = remind(forum, MORNING + timedelta(days=1))

    assert second.subject == "Reminder: Tom, whom do you want to meet on 11 March in Namur?"
    assert secret(first) != secret(second)


def test_after_the_registration_mails_have_no_such_link(forum: Forum) -> None:
    forum.people["Lumo"].agreed_at = MORNING
    (mail,) = remind(forum)

    assert mail.kind == "silence_reminder"
    assert "/login/" not in text(mail)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (datetime(2027, 1, 4, 9, tzinfo=UTC), datetime(2027, 1, 18, 23, tzinfo=UTC)),
        (MORNING, datetime(2027, 3, 12, 23, tzinfo=UTC)),
    ],
    ids=["after two weeks", "after the event"],
)
def test_the_link_ends_at_midnight_in_brussels(forum: Forum, day: datetime, ends: datetime) -> None:
    (mail,) = remind(forum, day)

    with time_machine.travel(ends - timedelta(minutes=1), tick=False):
        assert read_link(forum.session, secret(mail)) != []
    with time_machine.travel(ends, tick=False):
        assert read_link(forum.session, secret(mail)) == []


def test_the_link_works_once(forum: Forum) -> None:
    (mail,) = remind(forum)

    with time_machine.travel(MORNING, tick=False):
        assert [len(redeem_link(forum.session, secret(mail))) for _ in range(2)] == [1, 0]


def test_before_the_event_is_open_nobody_gets_one(forum: Forum) -> None:
    forum.event.phase = Phase.DRAFT

    assert remind(forum) == []
    assert forum.session.exec(select(LoginLink)).all() == []


def test_its_link_is_kept_secret_and_hundreds_do_not_delay_who_waits_for_one() -> None:
    assert FirstMail.kind in SECRET_KINDS - URGENT_KINDS
