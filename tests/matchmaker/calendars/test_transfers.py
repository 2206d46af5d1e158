"""Transfers between zones, and ways: what a calendar and a mail say of them."""

from datetime import time

import pytest

from matchmaker.calendars import texts
from matchmaker.mail.letters.schedule import groups
from matchmaker.models import EntryKind, EntryState
from tests.builders.calendars import calendar, entry, meeting_details, programme_details

HELSINKI = {"place": "Helsinki", "zone": "Europe/Helsinki"}
WAY = {"minutes": 35, "source": "estimated", "origin": "Hotel", "goal": "Wallosoft"}


@pytest.fixture
def flight():
    """From Copenhagen at 18:35 to Helsinki, where it is 21:15 then; one gathers two hours earlier."""
    details = programme_details(
        item_kind="transfer", titles={"en": "Flight"}, room="Coach", arrival=HELSINKI, means="flight", early=120
    )
    return entry(
        "p-1",
        starts=time(18, 35),
        ends=time(20, 15),
        zone="Europe/Copenhagen",
        kind=EntryKind.PROGRAMME,
        details=details | {"way": WAY},
    )


def test_a_flight_ends_by_the_clocks_of_the_city_where_it_arrives(flight):
    written = calendar(flight).decode()

    assert "DTSTART;TZID=Europe/Copenhagen:20270311T183500" in written
    assert "DTEND;TZID=Europe/Helsinki:20270311T211500" in written
    assert written.count("BEGIN:VTIMEZONE") == 2


def test_the_words_name_both_clocks_where_one_gathers_and_when_to_leave(flight):
    words = texts.description(flight, "en", link="https://rdv.example", provisional=False).split("\n\n")

    assert words[0].splitlines()[0] == (
        "Thursday 11 March 2027, 18:35 (local time, Copenhagen) to 21:15 (local time, Helsinki)"
    )
    assert words[1] == "Leave at 16:00: 35 min from Hotel. Be there at 16:35."


def test_a_visit_says_when_to_leave_and_a_cancelled_one_does_not():
    visit = entry(details=meeting_details(way=WAY))
    gone = entry(details=meeting_details(way=WAY), state=EntryState.CANCELLED)

    said = [texts.description(one, "en", link="", provisional=False) for one in (visit, gone)]

    assert ["Leave at 08:55: 35 min from Hotel." in one for one in said] == [True, False]


def test_minutes_before_the_clocks_change_are_counted_as_they_pass():
    night = entry(
        starts=time(3, 10), ends=time(4), day=entry().starts.date().replace(day=28), details=meeting_details(way=WAY)
    )

    assert texts.way(night, "en") == "Leave at 01:35: 35 min from Hotel."


def test_a_mail_says_when_a_flight_arrives(flight):
    (group,) = groups((flight,), (), "en")

    assert [row.place for row in group.rows] == ["Coach · arrival Helsinki 21:15 (local time, Helsinki)"]
