"""The life of a meeting as its two people see it in their mail: a real server, release after release."""

from datetime import date, time, timedelta

from sqlmodel import select

from matchmaker.base import clock
from matchmaker.invitations.commands.invitations import clear_calendar
from matchmaker.invitations.queries.left import left_in_calendar
from matchmaker.mail.reply_address import read_reply_token
from matchmaker.models import Message, ReleaseKind, SentInvitation
from tests.builders import factories
from tests.builders.forum import Seat
from tests.builders.mail_client import calendar_bytes, read
from tests.builders.office import Office
from tests.builders.pair import ONE, OTHER, news, words

PROVISIONAL = ReleaseKind.PROVISIONAL


def test_the_life_of_a_meeting(office: Office, pair) -> None:
    client = office.client(ONE)
    first = office.publish(Seat(*pair, slot=0))
    (mail,) = first[office.address(ONE)]
    assert first.keys() == {office.address(ONE), office.address(OTHER)}
    assert (mail.method, mail.item.sequence) == ("REQUEST", 0)
    assert mail.item.starts.isoformat() == "2027-03-11T09:00:00+01:00"
    assert mail.item.ends.isoformat() == "2027-03-11T09:25:00+01:00"
    uid = mail.item.uid

    assert office.publish(Seat(*pair, slot=0)) == {}

    moved = office.publish(Seat(*pair, slot=2))
    assert news(moved) == ("REQUEST", 1, "New time")
    text = words(moved[office.address(ONE)][0])
    assert "It was: Thursday 11 March 2027, 09:00 to 09:25 (local time, Brussels)." in text
    assert "Thursday 11 March 2027, 10:00 to 10:25 (local time, Brussels)" in text

    assert news(office.publish(Seat(*pair, slot=0))) == ("REQUEST", 2, "New time")
    assert news(office.publish(Seat(*pair, slot=0, table=1))) == ("REQUEST", 3, "New place")
    assert client.items.keys() == {uid}

    assert news(office.publish()) == ("CANCEL", 4, "Cancelled")
    assert client.items == {}
    assert office.publish() == {}

    assert news(office.publish(Seat(*pair, slot=1))) == ("REQUEST", 5, "Takes place after all")
    assert {key: item.starts.time() for key, item in client.items.items()} == {uid: time(9, 30)}


def test_all_mails_about_a_meeting_are_one_conversation(office: Office, pair) -> None:
    lives = [office.publish(*seats) for seats in ([Seat(*pair, 0)], [Seat(*pair, 1)], [])]
    mails = [found[office.address(ONE)][0].mail for found in lives]

    assert [mail["References"] for mail in mails] == [None, mails[0]["Message-ID"], mails[0]["Message-ID"]]
    assert len({mail["Message-ID"] for mail in mails}) == 3


def test_who_takes_over_is_invited_and_who_leaves_is_told_who_goes(office: Office, pair) -> None:
    forum = office.forum
    organisation = forum.facts().organisations[pair[1].id]
    noe = factories.make_person(forum.session, organisation, first_name="Noé", last_name="Dupuis", language="en")
    forum.people["Noé"] = factories.make_registration(forum.session, pair[1], noe)
    office.publish(Seat(*pair, slot=0))

    found = office.publish(Seat(*pair, slot=0, people=(forum.people["Noé"],)))

    methods = {address: [mail.method for mail in mails] for address, mails in found.items()}
    assert methods == {
        office.address(ONE): ["REQUEST"],
        office.address(OTHER): ["CANCEL"],
        office.address("Noé"): ["REQUEST"],
    }
    assert "Noé Dupuis goes to this appointment in your place." in words(found[office.address(OTHER)][0])
    assert b"\r\nSTATUS:" not in calendar_bytes(found[office.address(OTHER)][0].mail)
    subject = str(found[office.address(ONE)][0].mail["Subject"])
    assert subject.startswith("Other people: Meuse Invest, 11 March")
    assert "Noé Dupuis (French, English)" in words(found[office.address(ONE)][0])

    (again,) = office.publish(Seat(*pair, slot=0))[office.address(OTHER)]
    assert str(again.mail["Subject"]).startswith("In your schedule again: Nivelyo, 11 March")
    assert "You go to this appointment again." in words(again)


def test_a_partner_who_withdrew_is_named_as_the_reason(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    pair[1].withdrawn_at = clock.now()

    found = office.publish()

    assert "The reason: Meuse Invest has withdrawn from the event." in words(found[office.address(ONE)][0])
    assert [mail.method for mail in found[office.address(OTHER)]] == ["CANCEL"]


def test_who_withdrew_reads_one_mail_and_has_the_calendar_cleared_when_they_ask(office: Office, pair) -> None:
    third = office.forum.join("Tiers SA")
    office.forum.wish(pair[1], third)
    office.publish(Seat(*pair, slot=0), Seat(pair[1], third, slot=1))
    other, client = office.forum.people[OTHER], office.client(OTHER)
    other.withdrawn_at = clock.now()
    since = len(office.server.got)

    assert office.address(OTHER) not in office.publish()
    (mail,) = [read(mime) for address, mime in office.server.got[since:] if address == office.address(OTHER)]
    assert "Your calendar still holds these appointments" in " ".join(mail.get_body(("plain",)).get_content().split())
    assert (len(client.items), left_in_calendar(office.forum.session, other), office.publish()) == (2, 2, {})

    with office.later():
        assert [clear_calendar(office.forum.session, other) for _ in range(2)] == [2, 0]
        assert [mail.method for mail in office.send()[office.address(OTHER)]] == ["CANCEL", "CANCEL"]

    assert (client.items, left_in_calendar(office.forum.session, other)) == ({}, 0)


def test_only_final_releases_invite(office: Office, pair) -> None:
    assert office.publish(Seat(*pair, slot=0), kind=PROVISIONAL) == {}
    assert office.publish(Seat(*pair, slot=1), kind=PROVISIONAL) == {}
    assert news(office.publish(Seat(*pair, slot=0)))[:2] == ("REQUEST", 2)
    assert office.publish(Seat(*pair, slot=0)) == {}


def test_a_corrected_name_is_a_small_update_that_asks_for_no_new_answer(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    office.forum.facts().organisations[pair[1].id].name = "Meuse Invest & Partners"

    found = office.publish(Seat(*pair, slot=0))

    assert {address: [(mail.method, mail.item.sequence) for mail in mails] for address, mails in found.items()} == {
        office.address(ONE): [("REQUEST", 0)]
    }
    (item,) = office.client(ONE).items.values()
    assert item.title.startswith("Meuse Invest & Partners")


def test_a_function_or_a_reason_is_no_news(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    office.person(OTHER).job_title = "Director"
    office.forum.wish(pair[1], pair[0], rank=3)

    assert office.publish(Seat(*pair, slot=0)) == {}


def test_own_presentations_come_as_invitations_and_the_rest_of_the_programme_does_not(office: Office, pair) -> None:
    forum = office.forum
    factories.make_programme_item(forum.session, forum.venue, starts=time(12), ends=time(13))
    talk = factories.make_programme_item(forum.session, forum.venue, starts=time(14), ends=time(15))
    from matchmaker.models import Presentation

    forum.session.add(
        Presentation(
            event_id=forum.event.id,
            delegation_id=pair[0].id,
            speaker_id=forum.people[ONE].id,
            item_id=talk.id,
            title="Talk",
        )
    )
    forum.session.flush()

    found = office.publish()

    assert {address: [mail.item.uid.partition("@")[0] for mail in mails] for address, mails in found.items()} == {
        office.address(ONE): [f"p-{talk.uid}"]
    }


# --- one digest, or one invitation -----------------------------------------------------------------------------------


def kinds(office: Office, release: int) -> list[tuple[str, str]]:
    """Kind and recipient of the mails made by the releases after `release`."""
    messages = office.forum.session.exec(select(Message).order_by(Message.id)).all()
    return sorted(
        (message.kind, name)
        for message in messages
        for name in (ONE, OTHER)
        if message.recipient == office.address(name) and message.created_at.hour > 8 + release
    )


def test_the_first_schedule_comes_as_a_whole_a_single_change_as_its_invitation_alone(office: Office, pair) -> None:
    office.forum.people[OTHER].calendar_chosen_at = clock.now()  # the subscription
    third = office.forum.join("Lumo")
    office.forum.wish(pair[0], third, rank=2)
    both = [Seat(*pair, slot=0), Seat(pair[0], third, slot=1)]

    office.publish(*both)
    assert kinds(office, 0) == [
        ("invitation", ONE),
        ("invitation", ONE),
        ("schedule_published", OTHER),
        ("schedule_published", ONE),
    ]
    office.publish(Seat(*pair, slot=2), both[1])
    assert kinds(office, 1) == [("invitation", ONE), ("schedule_published", OTHER)]
    office.publish(Seat(*pair, slot=3), Seat(pair[0], third, slot=0))
    assert kinds(office, 2) == [
        ("invitation", ONE),
        ("invitation", ONE),
        ("schedule_published", OTHER),
        ("schedule_published", ONE),
    ]


# --- the calendar in the mail ----------------------------------------------------------------------------------------


def test_answers_go_to_an_address_of_their_own_when_we_read_them(office: Office, pair, mailbox: str) -> None:
    found = office.publish(Seat(*pair, slot=0))

    rows = {row.id: row for row in office.forum.session.exec(select(SentInvitation))}
    for name in (ONE, OTHER):
        (mail,) = found[office.address(name)]
        token = mail.organizer.partition("+")[2].partition("@")[0]
        row = rows[read_reply_token(token)]
        assert row.registration_id == office.forum.people[name].id
        assert (row.sequence, row.recipient, row.last_message_id) == (0, mail.attendee, mail.mail["Message-ID"])
        assert "we read what you answer" in words(mail)


def test_without_a_mailbox_the_mail_says_how_to_answer(office: Office, pair) -> None:
    (mail,) = office.publish(Seat(*pair, slot=0))[office.address(ONE)]

    assert mail.organizer == "desk@cluster.example"
    assert "what you answer there is not read: use the buttons of this mail." in words(mail)
    assert "/answer/" in words(mail)


def test_the_day_and_the_time_are_those_of_the_venue(office: Office, pair) -> None:
    (mail,) = office.publish(Seat(*pair, slot=3))[office.address(ONE)]

    assert (mail.item.starts.date(), mail.item.starts.utcoffset()) == (date(2027, 3, 11), timedelta(hours=1))
