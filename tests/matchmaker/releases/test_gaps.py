"""Gaps: free slots between two meetings of a day; lunch, absences and the programme are none."""

from datetime import date, datetime, time, timedelta

import pytest

from matchmaker.models import ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.registrations.queries.day import read_days
from matchmaker.releases.queries.grid import read_grid
from matchmaker.releases.rules.gaps import Filling, Gap, Span, longest_gap
from tests.builders import factories as make
from tests.builders.forum import Forum, Seat

DAY = date(2027, 3, 11)
LETTERS = {"m": Filling.MEETING, "f": Filling.FREE, "o": Filling.OTHER}


def spans(letters: str, begins: time = time(9)) -> list[Span]:
    """Slots of 25 minutes with 5 between them."""
    starts = [datetime.combine(DAY, begins) + timedelta(minutes=30 * number) for number in range(len(letters))]
    return [
        Span(DAY, at.time(), (at + timedelta(minutes=25)).time(), LETTERS[letter])
        for at, letter in zip(starts, letters, strict=True)
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("mffm", (time(9, 30), time(10, 25), 2)),
        ("fmffofmff", (time(10), time(10, 55), 2)),
        ("mfofffm", (time(10, 30), time(11, 55), 3)),
        ("mofo", None),
        ("mmm", None),
        ("ffm", None),
    ],
)
def test_the_longest_gap_lies_between_two_meetings(day: str, found: tuple[time, time, int] | None) -> None:
    assert longest_gap(spans(day)) == (found and Gap(DAY, *found))


def test_lunch_is_no_gap() -> None:
    """Slots without a pause from 11:00 on: those from 12:00 to 14:00 are lunch."""
    assert longest_gap(spans("mffffffm", time(11))) == Gap(DAY, time(11, 30), time(11, 55), 1)


def test_days_on_both_sides_of_a_long_pause_are_no_gap() -> None:
    morning, afternoon = spans("mf", time(11)), spans("fm", time(14))

    gap = longest_gap([*morning, *afternoon])

    assert gap == Gap(DAY, time(11, 30), time(11, 55), 1)


def test_grid_and_person_say_the_same_gap(forum: Forum) -> None:
    alpha, beta, gamma = (forum.join(name) for name in ("Alpha", "Beta", "Gamma"))
    forum.wish(alpha, beta)
    forum.wish(alpha, gamma)
    scenario = forum.scenario(Seat(alpha, beta, 0), Seat(alpha, gamma, 3))
    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    grid = read_grid(forum.session, forum.event, scenario.id, by="people", language="en")
    (day,) = read_days(forum.session, forum.people["Alpha"], "en")

    assert [row.gap for row in grid.rows] == [day.gap, None, None]
    assert day.gap == Gap(make.DAY, time(9, 30), time(10, 25), 2)
    assert day.gap.long
