"""What the mails say."""

from datetime import time
from functools import partial

import pytest

from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letter import Group, LetterRow, as_text
from matchmaker.mail.letters.invitations import InvitationMail
from matchmaker.mail.letters.links import LoginMail
from matchmaker.mail.letters.notices import DayReminderMail, WishesMail
from matchmaker.mail.letters.schedule import EntryChange, ProvisionalMail, ScheduleMail
from matchmaker.models import CalendarChoice
from tests.builders.calendars import VENUE, cancelled_entry, entry, lunch, meeting_details

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
    assert letter.text.paragraphs == ("Here is the link you asked for. No password is needed.", sentence)
    assert letter.text.button.url == "https://x/login/abc"


def test_the_first_schedule_lists_everything_in_order_of_time() -> None:
    letter = ScheduleMail(READER, HOST, AGENDA, (lunch(), entry())).text()

    assert letter.subject == "Your schedule: Forum Mobile & IP"
    assert letter.paragraphs == ("Your schedule is ready. You have 1 meeting.",)
    assert letter.groups == (
        Group(
            HEADING,
            (
                LetterRow("09:30", "Wallosoft", "Table 12, Hall A", people="Pierre Ôté"),
                LetterRow("12:30", "Lunch", "Foyer"),
            ),
            "Palais des Congrès, Place d'Armes 1, Namur",
        ),
    )


def test_someone_without_a_meeting_is_told_so() -> None:
    letter = ScheduleMail(READER, HOST, AGENDA, (lunch(),)).text()

    assert letter.paragraphs == ("Your schedule is ready. It holds no meeting for you this time.",)


def test_a_changed_schedule_marks_each_change_in_its_place() -> None:
    moved = entry("m-1", starts=time(10, 0), ends=time(10, 25))
    elsewhere = entry("m-2", starts=time(10, 30), ends=time(10, 55))
    booth = meeting_details(place={"code": "4", "kind": "booth", "label": ""})
    fresh = entry("m-3", starts=time(11, 0), ends=time(11, 25))
    replaced = entry("m-4", starts=time(11, 30), ends=time(11, 55))
    other = meeting_details()["other"] | {"people": [{"name": "Inès Haddad"}]}
    colleague = entry("m-7", starts=time(15, 30), ends=time(15, 55), details=meeting_details(other=other))
    same = entry("m-5", starts=time(12, 0), ends=time(12, 25))
    changes = (
        EntryChange("changed", moved, entry("m-1", starts=time(9, 0), ends=time(9, 25))),
        EntryChange("changed", elsewhere, entry("m-2", starts=time(10, 30), ends=time(10, 55), details=booth)),
        EntryChange("new", fresh),
        EntryChange("changed", replaced, replaced),
        EntryChange("cancelled", cancelled_entry()),
        EntryChange("cancelled", entry("m-6", starts=time(15, 0), ends=time(15, 25)), replaced_by="Inès Haddad"),
        EntryChange("changed", colleague, entry("m-7", starts=time(15, 0), ends=time(15, 25))),
    )

    letter = ScheduleMail(READER, HOST, AGENDA, (moved, elsewhere, fresh, replaced, same, colleague), changes).text()

    assert letter.subject == "Changes in your schedule: Forum Mobile & IP"
    assert [(row.time, row.note) for group in letter.groups for row in group.rows] == [
        ("10:00", "moved, was at 09:00"),
        ("10:30", "new place, was Booth 4"),
        ("11:00", "new"),
        ("11:30", "other people"),
        ("12:00", ""),
        ("14:00", "cancelled"),
        ("15:00", "Inès Haddad goes in your place"),
        ("15:30", "moved, was at 15:00, was with Pierre Ôté"),
    ]


@pytest.mark.parametrize(
    ("calendar", "begins"),
    [
        (CalendarChoice.MAIL, "Your meetings also come to you one by one, as invitations"),
        (CalendarChoice.FEED, "The calendar that you subscribe to follows by itself"),
        (None, "To have it in your calendar, open your schedule and choose “Add to calendar”"),
    ],
)
def test_how_it_comes_into_the_calendar_is_said_as_was_chosen(calendar: CalendarChoice | None, begins: str) -> None:
    after = ScheduleMail(READER, HOST, AGENDA, (entry(),), calendar=calendar).text().after

    assert after[0].startswith(begins)
    assert ScheduleMail(READER, HOST, AGENDA, (lunch(),), calendar=calendar).text().after == ()


def test_what_is_cancelled_is_struck_out_and_says_why() -> None:
    gone = EntryChange("cancelled", cancelled_entry(), withdrawn=("Ada Noir", "Bea Blanc"))

    (group,) = ScheduleMail(READER, HOST, AGENDA, (entry(),), (gone,)).text().groups

    assert [(row.gone, row.reason) for row in group.rows] == [
        (False, ""),
        (True, "Ada Noir, Bea Blanc have withdrawn from the event"),
    ]


def test_an_invitation_s_subject_fits_a_phone_and_its_text_names_the_people() -> None:
    urls = {"accept_url": "https://rdv.example/yes", "decline_url": "https://rdv.example/no"}

    letter = InvitationMail(READER, HOST, AGENDA, "moved", entry(), entry(starts=time(9, 0)), **urls).text()

    assert letter.subject == "New time: Wallosoft, 11 March, 09:30"
    assert letter.details[0].startswith("Pierre Ôté")
    assert [(choice.label, choice.url) for choice in letter.choices] == [
        ("I will come", "https://rdv.example/yes"),
        ("I cannot come", "https://rdv.example/no"),
    ]


def test_news_about_wishes_say_by_when_and_by_whose_clocks_to_answer() -> None:
    deadline = "Thursday 4 March, 18:00 (local time, Namur)"
    common = {"reader": READER, "host": HOST, "url": AGENDA, "stop_url": "https://rdv.example/mails/1"}

    received = WishesMail(received=("Numalis",), agreed=(), deadline=deadline, **common).text()
    agreed = WishesMail(received=(), agreed=("Numalis",), deadline=deadline, **common).text()

    assert received.paragraphs == (f"Say yes, no, or yes if there is room, until {deadline}.",)
    assert agreed.paragraphs == ("If a meeting can be placed, you read when and where in your schedule.",)


@pytest.mark.parametrize("kind", [ScheduleMail, ProvisionalMail, DayReminderMail])
def test_each_day_and_zone_is_one_group_and_each_line_names_its_building_where_there_are_two(kind: type) -> None:
    dock = VENUE | {"name": "Dock", "address": "Pier 1", "city": "Antwerp"}
    hall = VENUE | {"name": "Hall", "address": "Rue 2", "city": "Toronto"}
    entries = (
        entry("m-1"),
        entry("m-2", zone="America/Toronto", starts=time(3, 45), details=meeting_details(venue=hall)),
        entry("m-3", starts=time(10), details=meeting_details(venue=dock)),
    )
    mail = {
        DayReminderMail: partial(DayReminderMail, url=AGENDA, stop_url="https://rdv.example/mails/1", entries=entries)
    }.get(kind, partial(kind, agenda_url=AGENDA, entries=entries))

    letter = mail(reader=READER, host=HOST).letter()

    assert [(group.heading, group.place, [row.place for row in group.rows]) for group in letter.text.groups] == [
        (
            HEADING,
            "",
            ["Table 12, Hall A, Palais des Congrès, Place d'Armes 1, Namur", "Table 12, Hall A, Dock, Pier 1, Antwerp"],
        ),
        ("Thursday 11 March 2027 (local time, Toronto)", "Hall, Rue 2, Toronto", ["Table 12, Hall A"]),
    ]
    assert "Dock, Pier 1, Antwerp" in as_text(letter)
    assert as_text(letter).count("Hall, Rue 2, Toronto\n") == 1


def test_another_building_is_named_whole() -> None:
    before = entry(details=meeting_details(venue=VENUE | {"name": "Dock", "address": "Pier 1", "city": "Antwerp"}))

    (group,) = ScheduleMail(READER, HOST, AGENDA, (entry(),), (EntryChange("changed", entry(), before),)).text().groups

    assert group.rows[0].note == "new place, was Table 12, Hall A, Dock, Pier 1, Antwerp"


def test_who_comes_along_is_named_and_reads_as_what() -> None:
    interpreted = entry(details=meeting_details(along=[{"role": "interpreter", "name": "Kaisa Koski"}]))
    own = entry(details=meeting_details(role="interpreter"))

    rows = [ScheduleMail(READER, HOST, AGENDA, (one,)).text().groups[0].rows[0] for one in (interpreted, own)]

    assert [row.place for row in rows] == [
        "Table 12, Hall A · With interpreter: Kaisa Koski",
        "Table 12, Hall A · You interpret",
    ]


def test_a_provisional_schedule_says_that_it_may_change() -> None:
    letter = ProvisionalMail(READER, HOST, AGENDA, (entry(),)).text()

    assert letter.subject == "Your provisional schedule: Forum Mobile & IP"
    assert letter.paragraphs == (
        "Your provisional schedule is ready. You have 1 meeting.",
        "Times and places may still change. You get one more mail when the schedule is final.",
    )


def test_without_a_contact_nobody_is_promised_an_answer() -> None:
    assert ProvisionalMail(READER, Host("Forum"), AGENDA, ()).letter().contact == ""
