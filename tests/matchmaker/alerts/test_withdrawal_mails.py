"""Somebody withdraws: the receipt at once, and what the others read with the release, through a real server."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import Session, col, select

from matchmaker.alerts.commands import withdrawal
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.withdrawals import WithdrawnMail
from matchmaker.models import CalendarChoice, Message, MessageState, ReleaseKind
from tests.builders import factories
from tests.builders.calendars import entry
from tests.builders.forum import Forum, Seat, make_mailing_forum
from tests.builders.mail_client import read
from tests.builders.office import Office
from tests.builders.smtp_server import Server

ONE, OTHER, THIRD = "Nivelyo", "Meuse Invest", "Lumo"


@pytest.fixture
def forum(session: Session) -> Forum:
    return make_mailing_forum(session)


@pytest.fixture
def office(forum: Forum, database_url: str, server: Server) -> Office:
    return Office(forum, database_url, server)


@pytest.fixture
def trio(office: Office):
    """Nivelyo, who meets Meuse Invest at nine and Lumo at half past; all read English, Lumo has the subscription."""
    found = [office.forum.join(name) for name in (ONE, OTHER, THIRD)]
    for name, first, last in ((ONE, "Ada", "Noir"), (OTHER, "Bea", "Blanc"), (THIRD, "Cleo", "Roux")):
        person = office.person(name)
        person.first_name, person.last_name, person.language = first, last, "en"
    office.forum.wish(found[0], found[1])
    office.forum.wish(found[0], found[2])
    registration = office.forum.people[THIRD]
    registration.calendar, registration.calendar_chosen_at = CalendarChoice.FEED, datetime(2027, 2, 1, tzinfo=UTC)
    with office.later():
        office.release(Seat(found[0], found[1], 0), Seat(found[0], found[2], 1))
        office.send()
    return found


def arrived(office: Office, since: int) -> Iterator[tuple[str, str, str]]:
    """To whom, subject and text of what has arrived since so many mails."""
    for address, mime in office.server.got[since:]:
        mail = read(mime)
        body = mail.get_body(("plain",))
        assert body is not None
        yield address, str(mail["Subject"]), " ".join(str(body.get_content()).split())


def withdraw(office: Office, name: str) -> list[tuple[str, str, str]]:
    since = len(office.server.got)
    with office.later():
        withdrawal.withdraw(office.forum.session, office.forum.people[name])
        office.send()
    return list(arrived(office, since))


def test_who_withdraws_gets_a_receipt_at_once_and_nobody_else_a_word(office: Office, trio) -> None:
    ((address, subject, text),) = withdraw(office, ONE)

    assert (address, subject) == (office.address(ONE), f"You have withdrawn: {office.forum.event.name}")
    assert "Your 2 appointments stand until a change is published" in text
    assert "- 09:00 Meuse Invest – Bea Blanc" in text
    assert "- 09:30 Lumo – Cleo Roux" in text
    assert f"/e/{office.forum.event.slug}/withdrawn" in text
    assert "Answer this mail: Welcome desk reads it." in text
    assert withdraw(office, ONE) == []  # a double click


def test_before_any_release_the_receipt_says_that_nothing_was_planned(office: Office) -> None:
    office.forum.join(ONE)
    office.person(ONE).language = "en"

    ((_, _, text),) = withdraw(office, ONE)

    assert "Nothing is published for you, and nothing is planned for you any more." in text


def test_what_is_over_is_no_appointment_any_more(office: Office, trio) -> None:
    since = len(office.server.got)
    with time_machine.travel(datetime(2027, 3, 11, 8, 30, tzinfo=UTC), tick=False):
        withdrawal.withdraw(office.forum.session, office.forum.people[ONE])
        office.send()

    ((_, _, text),) = arrived(office, since)

    assert "Your appointment stands until a change is published" in text
    assert "Bea Blanc" not in text


def test_who_comes_back_before_the_receipt_has_left_gets_one_mail_with_the_last_word(office: Office, trio) -> None:
    session, since = office.forum.session, len(office.server.got)
    with office.later():
        withdrawal.withdraw(session, office.forum.people[ONE])
        withdrawal.come_back(session, office.forum.people[ONE])
        office.send()

    ((address, subject, text),) = arrived(office, since)

    assert (address, subject) == (office.address(ONE), f"You take part again: {office.forum.event.name}")
    assert "Your appointments stand as before: Thursday 11 March 2027 (local time, Brussels) Palais" in text
    states = session.exec(select(Message.state).where(col(Message.topic).like("withdrawal:%")).order_by(Message.id))
    assert list(states) == [MessageState.SUPERSEDED, MessageState.SENT]


def test_with_the_release_each_reads_what_follows_and_why_in_one_mail(office: Office, trio) -> None:
    withdraw(office, ONE)
    since = len(office.server.got)

    office.publish()

    told = {
        address: (subject, text) for address, subject, text in arrived(office, since) if "Cancelled:" not in subject
    }
    cancelled = {address: text for address, subject, text in arrived(office, since) if "Cancelled:" in subject}
    assert told.keys() == {office.address(THIRD), office.address(ONE)}
    subject, text = told[office.address(THIRD)]  # by subscription: the schedule says why
    assert subject.startswith("Changes in your schedule")
    assert "- 09:30 Nivelyo – Ada Noir [cancelled] Table" in text
    assert "Ada Noir has withdrawn from the event" in text
    # by mail: the cancellation does
    assert "The reason: Ada Noir has withdrawn from the event." in cancelled[office.address(OTHER)]
    subject, text = told[office.address(ONE)]
    assert subject.startswith("After your withdrawal")
    assert "There is nothing more to do." in text
    assert office.address(ONE) not in cancelled  # two meetings, one mail


def test_a_colleague_who_takes_over_is_explained_by_the_withdrawal(office: Office, trio) -> None:
    forum = office.forum
    noe = factories.make_person(forum.session, forum.facts().organisations[trio[0].id], first_name="Noé", last_name="D")
    forum.people["Noé"] = factories.make_registration(forum.session, trio[0], noe)
    withdraw(office, ONE)
    since, seats = len(office.server.got), [Seat(trio[0], trio[1], 0), Seat(trio[0], trio[2], 1)]
    for seat in seats:
        seat.people = (forum.people["Noé"],)

    office.publish(*seats)

    told = {address: text for address, _, text in arrived(office, since)}
    assert "It was with Ada Noir. The reason: Ada Noir has withdrawn from the event." in told[office.address(OTHER)]
    assert "- 09:30 Nivelyo – Noé D [was with Ada Noir]" in told[office.address(THIRD)]
    assert "Ada Noir has withdrawn from the event" in told[office.address(THIRD)]


def test_who_withdrew_after_a_provisional_schedule_is_not_told_that_a_schedule_is_ready(office: Office) -> None:
    one, other = office.forum.join(ONE), office.forum.join(OTHER)
    office.person(ONE).language = "en"
    office.forum.wish(one, other)
    office.publish(Seat(one, other, 0), kind=ReleaseKind.PROVISIONAL)
    withdraw(office, ONE)
    since = len(office.server.got)

    office.publish()

    own = [(subject, text) for address, subject, text in arrived(office, since) if address == office.address(ONE)]
    ((subject, text),) = own
    assert subject.startswith("After your withdrawal")
    assert "schedule is ready" not in text


def test_a_receipt_that_has_not_left_is_overtaken_by_the_release(office: Office, trio) -> None:
    with office.later():
        withdrawal.withdraw(office.forum.session, office.forum.people[ONE])
    since = len(office.server.got)

    office.publish()

    subjects = [subject for address, subject, _ in arrived(office, since) if address == office.address(ONE)]
    assert [subject for subject in subjects if not subject.startswith("Cancelled")] == [
        f"After your withdrawal: {office.forum.event.name}"
    ]


RECEIPTS = {
    "fr": ("Votre désistement\u00a0: Forum", "Les 2 lignes de votre agenda tiennent"),
    "en": ("You have withdrawn: Forum", "Your 2 appointments stand"),
    "nl": ("U hebt zich afgemeld: Forum", "Uw 2 afspraken blijven staan"),
    "de": ("Ihre Abmeldung: Forum", "Ihre 2 Termine bleiben bestehen"),
}


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_the_receipt_is_in_its_reader_s_language(language: str) -> None:
    reader, host = Reader("ada@org.example", language, "Ada Noir"), Host("Forum", "Élise", "elise@cluster.example")

    letter = WithdrawnMail(reader, host, "https://rdv.example/withdrawn", (entry(), entry("m-2"))).letter()

    subject, follows = RECEIPTS[language]
    assert (letter.language, letter.text.subject) == (language, subject)
    assert letter.text.paragraphs[1].startswith(follows)
