"""VTIMEZONE components: by rule where the zone has one, else change by change; never RDATE."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone

from matchmaker.calendars.zones import timezone_component

BRUSSELS = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:20260329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""

CAIRO = """\
BEGIN:VTIMEZONE
TZID:Africa/Cairo
BEGIN:STANDARD
DTSTART:20260101T000000
TZNAME:EET
TZOFFSETFROM:+0200
TZOFFSETTO:+0200
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260424T000000
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261030T000000
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20270430T000000
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20271029T000000
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""

TOKYO = """\
BEGIN:VTIMEZONE
TZID:Asia/Tokyo
BEGIN:STANDARD
DTSTART:20260101T000000
TZNAME:JST
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
"""


def written(component: Timezone) -> str:
    return component.to_ical().decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("zone", "text"), [("Europe/Brussels", BRUSSELS), ("Africa/Cairo", CAIRO), ("Asia/Tokyo", TOKYO)]
)
def test_a_zone_is_written_as_outlook_and_thunderbird_read_it(zone: str, text: str) -> None:
    assert written(timezone_component(zone, 2027, 2027)) == text


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("Europe/Brussels", ["-1SU of 3", "-1SU of 10"]),
        ("America/New_York", ["2SU of 3", "1SU of 11"]),
        ("Europe/Dublin", ["-1SU of 10", "-1SU of 3"]),
        ("Africa/Casablanca", []),
        ("Africa/Cairo", []),
        ("Asia/Tokyo", []),
    ],
)
def test_only_zones_with_a_rule_that_outlook_can_say_have_rules(zone: str, rules: list[str]) -> None:
    parts = timezone_component(zone, 2027, 2027).subcomponents

    found = [f"{rule['BYDAY'][0]} of {rule['BYMONTH'][0]}" for part in parts if (rule := part.get("RRULE"))]

    assert found == rules


def test_a_clock_that_goes_back_from_summer_is_standard_even_where_the_law_says_it_otherwise() -> None:
    """Irish law calls summer time the standard one; calendar programs take the lesser offset for it."""
    winter, summer = timezone_component("Europe/Dublin", 2027, 2027).subcomponents

    assert (winter.name, winter["TZNAME"]) == ("STANDARD", "GMT")
    assert (summer.name, summer["TZNAME"]) == ("DAYLIGHT", "IST")


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31)),  # noqa: DTZ001 -- wall times
)
def test_any_instant_of_the_years_reads_back_with_the_offset_of_the_zone(zone: str, moment: datetime) -> None:
    component = timezone_component(zone, 2026, 2029)
    wall = moment.replace(minute=30, second=0, microsecond=0)
    actual = wall.replace(tzinfo=ZoneInfo(zone))
    ambiguous_or_missing = actual.utcoffset() != actual.replace(fold=1).utcoffset()

    read = wall.replace(tzinfo=component.to_tz(lookup_tzid=False))

    assert ambiguous_or_missing or read.utcoffset() == actual.utcoffset()
