"""What the mails say."""

from datetime import time

import pytest

from matchmaker.mail.contents import Host, LoginMail, Reader
from matchmaker.mail.letter import Group, Row
from matchmaker.mail.schedule import Change, ProvisionalMail, ScheduleMail
from tests.matchmaker.calendars.samples import cancelled_entry, entry, lunch, meeting_details

READER = Reader("zoe@numalis.example", "en", "Zoé Lambert")
HOST = Host("Forum Mobile & IP", "Élise Warnant", "elise@cluster.example")
AGENDA = "https://rdv.example/e/forum/agenda"
HEADING = "Thursday 11 March 2027 (local time, Brussels)"


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (1, "It works once, during the next minute."),
        (30, "It works once, during the next 30 minutes."),
    ],
)
def test_a_log_in_mail_says_how_long_its_link_works(minutes: int, sentence: str) -> None:
    letter = LoginMail(Reader("zoe@numalis.example", "en"), HOST, "https://x/login/abc", minutes).letter()

    assert letter.greeting == "Hello,"
    assert letter.paragraphs == ("Here is the link you asked for. No password is needed.", sentence)
    assert letter.button.url == "https://x/login/abc"


def test_the_first_schedule_lists_everything_in_order_of_time() -> None:
    letter = ScheduleMail(READER, HOST, AGENDA, (lunch(), entry())).letter()

    assert letter.subject == "Your schedule: Forum Mobile & IP"
    assert letter.paragraphs == ("Your schedule is ready. You have 1 meeting.",)
    assert letter.groups == (
        Group(
            HEADING,
            (
                Row("09:30", "Wallosoft – Pierre Ôté", "Table 12, Hall A"),
                Row("12:30", "Lunch", "Foyer"),
            ),
        ),
    )


def test_someone_without_a_meeting_is_told_so() -> None:
    letter = ScheduleMail(READER, HOST, AGENDA, (lunch(),)).letter()

    assert letter.paragraphs == ("Your schedule is ready. It holds no meeting for you this time.",)


def test_a_changed_schedule_marks_each_change_in_its_place() -> None:
    moved = entry("m-1", starts=time(10, 0), ends=time(10, 25))
    elsewhere = entry("m-2", starts=time(10, 30), ends=time(10, 55))
    booth = meeting_details(place={"code": "4", "kind": "booth", "label": ""})
    fresh = entry("m-3", starts=time(11, 0), ends=time(11, 25))
    replaced = entry("m-4", starts=time(11, 30), ends=time(11, 55))
    same = entry("m-5", starts=time(12, 0), ends=time(12, 25))
    changes = (
        Change("changed", moved, entry("m-1", starts=time(9, 0), ends=time(9, 25))),
        Change("changed", elsewhere, entry("m-2", starts=time(10, 30), ends=time(10, 55), details=booth)),
        Change("new", fresh),
        Change("changed", replaced, replaced),
        Change("cancelled", cancelled_entry()),
    )

    letter = ScheduleMail(READER, HOST, AGENDA, (moved, elsewhere, fresh, replaced, same), changes).letter()

    assert letter.subject == "Changes in your schedule: Forum Mobile & IP"
    assert [(row.time, row.note) for group in letter.groups for row in group.rows] == [
        ("10:00", "moved, was at 09:00"),
        ("10:30", "new place, was Booth 4"),
        ("11:00", "new"),
        ("11:30", "changed"),
        ("12:00", ""),
        ("14:00", "cancelled"),
    ]


def test_days_and_zones_have_headings_of_their_own() -> None:
    letter = ScheduleMail(READER, HOST, AGENDA, (entry(), entry("m-2", zone="America/Toronto"))).letter()

    assert [group.heading for group in letter.groups] == [
        HEADING,
        "Thursday 11 March 2027 (local time, Toronto)",
    ]


def test_a_provisional_schedule_says_that_it_may_change() -> None:
    letter = ProvisionalMail(READER, HOST, AGENDA, (entry(),)).letter()

    assert letter.subject == "Your provisional schedule: Forum Mobile & IP"
    assert letter.paragraphs == (
        "Your provisional schedule is ready. You have 1 meeting.",
        "Times and places may still change. You get one more mail when the schedule is final.",
    )


def test_without_a_contact_nobody_is_promised_an_answer() -> None:
    assert ProvisionalMail(READER, Host("Forum"), AGENDA, ()).letter().after == ()
