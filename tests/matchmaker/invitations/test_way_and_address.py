"""Invitations after somebody chooses another way to get them, or has another address."""

from datetime import UTC, datetime, time

import time_machine

from matchmaker.invitations.commands import invitations
from matchmaker.models import CalendarChoice, Phase, ReleaseKind
from tests.builders.forum import Seat
from tests.builders.office import Office
from tests.builders.pair import ONE, OTHER, words

PROVISIONAL = ReleaseKind.PROVISIONAL


def test_choosing_the_subscription_takes_invitations_back_and_choosing_mail_sends_them(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    registration = office.forum.people[ONE]

    with office.later():
        assert invitations.choose_calendar(office.forum.session, registration, CalendarChoice.FEED) == 1
        ((mail,),) = office.send().values()
    assert (mail.method, mail.item.sequence) == ("CANCEL", 1)
    assert "The appointment itself stands." in words(mail)
    assert "Cancelled" not in mail.item.title
    assert office.client(ONE).items == {}

    assert office.publish(Seat(*pair, slot=1)).keys() == {office.address(OTHER)}

    with office.later():
        assert invitations.choose_calendar(office.forum.session, registration, CalendarChoice.MAIL) == 1
        ((mail,),) = office.send().values()
        assert invitations.choose_calendar(office.forum.session, registration, CalendarChoice.MAIL) == 0
    assert (mail.method, mail.item.sequence) == ("REQUEST", 2)
    assert str(mail.mail["Subject"]).startswith("Meuse Invest, 11 March, 09:30")
    assert "Here is an appointment of yours." in words(mail)
    assert {item.starts.time() for item in office.client(ONE).items.values()} == {time(9, 30)}


def test_an_event_that_does_not_invite_by_mail_invites_only_those_who_chose_it(office: Office, pair) -> None:
    office.forum.event.mail_invitations = False
    invitations.choose_calendar(office.forum.session, office.forum.people[ONE], CalendarChoice.MAIL)

    assert office.publish(Seat(*pair, slot=0)).keys() == {office.address(ONE)}


def test_while_it_is_provisional_choosing_mail_waits(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0), kind=PROVISIONAL)

    with office.later():
        for way in (CalendarChoice.FEED, CalendarChoice.MAIL):
            assert invitations.choose_calendar(office.forum.session, office.forum.people[ONE], way) == 0

    assert office.publish(Seat(*pair, slot=0)).keys() == {office.address(ONE), office.address(OTHER)}


def test_a_corrected_address_gets_everything_that_stands_and_the_old_one_nothing(office: Office, pair) -> None:
    third = office.forum.join("Lumo")
    office.forum.wish(pair[0], third, rank=2)
    office.publish(Seat(*pair, slot=0), Seat(pair[0], third, slot=1))
    office.publish(Seat(*pair, slot=0))
    old = office.address(ONE)

    with office.later():
        office.person(ONE).email = "right@numalis.example"
        assert invitations.reconcile_one(office.forum.session, office.forum.people[ONE]) == 1
        found = office.send()

    assert found.keys() == {"right@numalis.example"}
    assert (found["right@numalis.example"][0].method, found["right@numalis.example"][0].attendee) == (
        "REQUEST",
        "right@numalis.example",
    )
    assert found["right@numalis.example"][0].mail["References"] is None
    assert office.client(ONE).items.keys() == office.clients[old].items.keys()
    assert office.publish().keys() == {"right@numalis.example", office.address(OTHER)}


def test_a_cancellation_too_goes_to_the_corrected_address(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    office.person(ONE).email = "right@numalis.example"

    (mail,) = office.publish()["right@numalis.example"]

    assert (mail.method, mail.attendee) == ("CANCEL", "right@numalis.example")


def test_what_is_past_is_never_sent_again_nor_taken_back(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))

    with time_machine.travel(datetime(2027, 3, 11, 9, tzinfo=UTC), tick=False):
        invitations.choose_calendar(office.forum.session, office.forum.people[ONE], CalendarChoice.FEED)
        office.release()
        assert office.send() == {}


def test_an_archived_event_sends_nothing(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    office.forum.event.phase = Phase.ARCHIVED

    assert office.publish(Seat(*pair, slot=1)) == {}
