"""What mails are and say: calendar programs, servers, machines and people."""

from datetime import UTC, datetime

import pytest

from matchmaker.inbox.parsing.bounces import Bounce
from matchmaker.inbox.parsing.itip import CalendarAnswer
from matchmaker.inbox.parsing.understand import fingerprint, understand
from matchmaker.models import InboundKind
from tests.builders.inbound_mails import calendar, exchange_reply, mail, report


def kind(data: bytes) -> InboundKind:
    return understand(data).kind


@pytest.mark.parametrize("says", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_exchange_s_reply_without_an_organiser_and_with_windows_zones_is_understood(says: str) -> None:
    found = understand(mail("", exchange_reply(says=says, sequence=3), subject="=?utf-8?B?QWNjZXB0w6k6IE51bWFsaXM=?="))

    assert found.kind is InboundKind.REPLY
    assert found.answer == CalendarAnswer(
        method="REPLY",
        uid="m-1@rdv.example",
        attendee="zoe@numalis.example",
        says=says,
        sequence=3,
        stamped_at=datetime(2027, 3, 1, 10, 15, tzinfo=UTC),
        comment="",
        proposed="",
    )
    assert found.subject == "Accepté: Numalis"
    assert (found.sender, found.sender_name) == ("zoe@numalis.example", "Zoé Lambert")
    assert found.recipients == ("rdv+1-aaaaaaaaaaaaaaaaaaaa@rdv.example",)
    assert found.written_at == datetime(2027, 3, 1, 10, 15, tzinfo=UTC)
    assert not found.automatic


def test_folded_lines_quoted_names_and_a_comment_are_read() -> None:
    attendee = 'ATTENDEE;CN="Lambert: Zoé; dir.";PARTSTAT=DECL\n INED;X-A="b,c":MAILTO:zoe@numalis\n\t.example'

    found = understand(mail("", calendar(attendee, "COMMENT:Sorry\\, ill.\\nNext time\\;")))

    assert found.answer is not None
    assert (found.answer.attendee, found.answer.says) == ("zoe@numalis.example", "DECLINED")
    assert found.answer.comment == "Sorry, ill.\nNext time;"


def test_of_several_attendees_the_sender_answers() -> None:
    others = [f"ATTENDEE;PARTSTAT=DECLINED:mailto:{name}@numalis.example" for name in ("bob", "eve")]
    own = "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ZOE@numalis.example"

    found = understand(mail("", calendar(*others, own)))

    assert found.answer is not None
    assert (found.answer.attendee, found.answer.says) == ("ZOE@numalis.example", "TENTATIVE")


def test_a_counter_proposal_is_words_for_a_person() -> None:
    ics = calendar(
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:zoe@numalis.example",
        "DTSTART;TZID=Romance Standard Time:20270311T143000",
        "DTEND;TZID=Romance Standard Time:20270311T145500",
        method="COUNTER",
    )

    found = understand(mail("", ics))

    assert found.kind is InboundKind.COUNTER
    assert found.answer is not None
    assert found.answer.proposed == "2027-03-11 14:30 – 2027-03-11 14:55 (Romance Standard Time)"


def test_a_refresh_needs_no_answer_in_it() -> None:
    found = understand(mail("", calendar("ATTENDEE:mailto:zoe@numalis.example", method="REFRESH")))

    assert found.kind is InboundKind.REFRESH
    assert found.answer is not None
    assert (found.answer.uid, found.answer.says) == ("m-1@rdv.example", "")


@pytest.mark.parametrize(
    "ics",
    [
        pytest.param(calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@numalis.example", method="REQUEST"), id="our own"),
        pytest.param(calendar("ATTENDEE;PARTSTAT=DELEGATED:mailto:zoe@numalis.example"), id="delegated"),
        pytest.param(calendar("ATTENDEE:mailto:zoe@numalis.example"), id="no answer"),
        pytest.param(calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@numalis.example", uid=""), id="no event"),
        pytest.param("no calendar at all", id="no calendar"),
    ],
)
def test_a_calendar_that_answers_nothing_is_for_a_person(ics: str) -> None:
    found = understand(mail("See below", ics))

    assert (found.kind, found.answer, found.text) == (InboundKind.MESSAGE, None, "See below")


def test_a_calendar_s_reply_is_one_even_if_a_machine_sent_it() -> None:
    found = understand(mail("", exchange_reply(), head=("Auto-Submitted: auto-generated",)))

    assert (found.kind, found.automatic) == (InboundKind.REPLY, True)


@pytest.mark.parametrize(
    ("action", "status", "said", "expected"),
    [
        ("failed", "5.1.1", "smtp; 550 5.1.1 No such user", ("5.1.1", True, True, "550 5.1.1 No such user")),
        ("failed", "4.4.1", "smtp; connection timed out", ("4.4.1", True, False, "connection timed out")),
        ("delayed", "4.2.2", "smtp; 452 4.2.2 over quota", ("4.2.2", False, False, "452 4.2.2 over quota")),
        ("failed", "", "smtp; 552 5.2.2 mailbox full", ("5.2.2", True, True, "552 5.2.2 mailbox full")),
    ],
)
def test_a_report_on_a_delivery_tells_whose_and_why(action: str, status: str, said: str, expected: tuple) -> None:
    found = understand(report(action=action, status=status, said=said))

    code, final, hard, words = expected
    assert (found.kind, found.automatic) == (InboundKind.BOUNCE, True)
    assert found.bounce == Bounce("zoe@numalis.example", code, final, hard, words, "<invitation@rdv.example>")


def test_a_report_of_success_is_filed() -> None:
    assert kind(report(action="delivered", status="2.0.0")) is InboundKind.AUTOMATIC


def test_a_bounce_of_no_standard_is_left_to_a_person() -> None:
    data = mail("Your mail did not arrive.", sender="MAILER-DAEMON@old.example", head=("Return-Path: <>",))

    found = understand(data)

    assert (found.kind, found.automatic) == (InboundKind.MESSAGE, True)


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-replied (vacation)",
        "X-Auto-Response-Suppress: All",
        "X-Autoreply: yes",
        "Precedence: Bulk",
        "List-Id: <all.numalis.example>",
        "Return-Path: <>",
    ],
)
def test_what_declares_itself_automatic_is_filed(line: str) -> None:
    found = understand(mail("I am away until Monday.", subject="Out of office", head=(line,)))

    assert (found.kind, found.automatic) == (InboundKind.AUTOMATIC, True)
    assert found.text == "I am away until Monday."


def test_a_person_s_answer_is_the_text_above_what_they_answer() -> None:
    text = (
        "Bonjour,\r\n\r\nC'est noté.\r\n\r\nLe lun. 1 mars 2027 à 10:00, Forum <x@y> a écrit :\r\n> Votre rendez-vous"
    )

    found = understand(mail(text, head=("Auto-Submitted: no", "In-Reply-To: <a@rdv.example>", "References: <b@c>")))

    assert (found.kind, found.automatic) == (InboundKind.MESSAGE, False)
    assert found.text == "Bonjour,\n\nC'est noté."
    assert found.references == ("<b@c>", "<a@rdv.example>")


def test_a_page_of_html_is_shown_as_its_words() -> None:
    page = (
        "<html><head><title>x</title></head><body><script>alert(1)</script><p>Hello&nbsp;<b>you</b></p>"
        "<img src=http://spy.example/1.gif onerror=alert(1)><div>&lt;script&gt; is text</div></body></html>"
    )
    data = mail(page).replace(b"text/plain", b"text/html")

    assert understand(data).text == "Hello\xa0you\n\n<script> is text"


def test_addresses_of_the_envelope_come_first() -> None:
    data = mail("x", head=("Delivered-To: rdv@rdv.example", "X-Original-To: rdv+2-b@rdv.example"))

    assert understand(data, recipient="rdv+3-c@rdv.example").recipients == (
        "rdv+3-c@rdv.example",
        "rdv@rdv.example",
        "rdv+2-b@rdv.example",
        "rdv+1-aaaaaaaaaaaaaaaaaaaa@rdv.example",
    )


def test_the_sender_is_the_address_in_angles_not_the_one_in_the_name() -> None:
    found = understand(mail("x", sender='"zoe@numalis.example" <mallory@evil.example>'))

    assert found.sender == "mallory@evil.example"


def test_a_mail_is_the_same_by_whichever_way_it_comes() -> None:
    data = mail("Hello")
    by_pipe = b"Received: from mx (mx [192.0.2.1])\n\tby us\nDelivered-To: x@y.example\n" + data.replace(b"\r\n", b"\n")

    assert fingerprint(by_pipe) == fingerprint(data)
    assert fingerprint(mail("Hello again")) != fingerprint(data)
    assert fingerprint(mail("Hello", message_id="<2@numalis.example>")) != fingerprint(data)
