"""One state out of what several say, days of rounds, amounts as they are typed, and what is said of few companies."""

from datetime import date

import pytest

from matchmaker.followup.rules import amount_of, usual_opening, withheld
from matchmaker.models import MeetingOutcome, Teller
from matchmaker.releases.rules.held import MeetingState, state_of

SIDE, ATTACHE, ORGANISER = Teller.SIDE, Teller.ATTACHE, Teller.ORGANISER


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), MeetingState.UNKNOWN),
        (((SIDE, MeetingOutcome.HELD),), MeetingState.HELD),
        (((SIDE, MeetingOutcome.HELD), (SIDE, MeetingOutcome.HELD)), MeetingState.HELD),
        (((SIDE, MeetingOutcome.ABSENT), (SIDE, MeetingOutcome.MISSED)), MeetingState.NOT_HELD),
        (((SIDE, MeetingOutcome.LATER),), MeetingState.NOT_HELD),
        (((SIDE, MeetingOutcome.HELD), (SIDE, MeetingOutcome.ABSENT)), MeetingState.CONTESTED),
        (
            ((SIDE, MeetingOutcome.HELD), (SIDE, MeetingOutcome.ABSENT), (ATTACHE, MeetingOutcome.HELD)),
            MeetingState.HELD,
        ),
        (((SIDE, MeetingOutcome.HELD), (ATTACHE, MeetingOutcome.NOT_HELD)), MeetingState.NOT_HELD),
        (((ATTACHE, MeetingOutcome.NOT_HELD), (ORGANISER, MeetingOutcome.HELD)), MeetingState.HELD),
    ],
)
def test_organisers_count_before_the_attache_and_both_before_the_sides(said, state):
    assert state_of(said) is state


@pytest.mark.parametrize(
    ("last_day", "months", "opens"),
    [
        (date(2027, 4, 23), 3, date(2027, 7, 23)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 12, 31), 6, date(2028, 6, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_a_round_opens_on_the_same_day_of_a_later_month_or_its_last(last_day, months, opens):
    assert usual_opening(last_day, months) == opens


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("125000", 125000),
        ("125 000", 125000),
        ("125.000", 125000),
        ("125,000", 125000),
        ("125 000,50", 125000),
        ("1.250.000,00", 1250000),
        ("125\u202f000", 125000),
        ("1'250", 1250),
        ("0", 0),
        ("12e5", None),
        ("-5", None),
        ("about ten", None),
        ("9" * 40, None),
        ("٣", None),
    ],
)
def test_amounts_are_read_as_people_of_four_languages_write_them(typed, amount):
    assert amount_of(typed) == amount


@pytest.mark.parametrize(
    ("behind", "hidden"),
    [
        ({"all": "ABCDEFG", "a": "ABC", "b": "DEFG"}, set()),
        ({"all": "ABCD", "a": "", "b": "ABCD"}, set()),
        ({"all": "AB"}, {"all"}),
        # the total without what is said would be that of one or two
        ({"all": "ABCDEFGH", "b": "ABCD", "c": "EFG", "a": "H"}, {"a", "c"}),
        ({"all": "ABCDEF", "b": "ABCD", "a": "E", "c": "F"}, {"a", "b", "c"}),
        ({"all": "ABCD", "a": "ABC"}, {"a"}),
        # of two sectors, alone in both
        ({"all": "ABCDEFG", "b": "ABC", "c": "DEF", "a": "G", "d": "G"}, {"a", "c", "d"}),
        # one more than another
        ({"all": "ABCDEFGH", "a": "ABCD", "b": "ABC"}, {"b"}),
        # both together are all and two of them twice
        ({"all": "ABCDEFGH", "a": "ABCDE", "b": "DEFGH"}, {"b"}),
        ({"all": "ABCDEFGHI", "a": "ABCDE", "b": "DEFGH"}, set()),
    ],
)
def test_of_few_companies_nothing_is_said_nor_follows_by_adding_and_taking_off(behind, hidden):
    groups = {key: [(ord(company), 0) for company in companies] for key, companies in behind.items()}

    assert withheld(groups) == hidden


def test_two_figures_of_one_company_are_of_one_company():
    assert withheld({"all": [(1, 1), (1, 2), (2, 3)]}) == {"all"}
    assert withheld({"all": [(1, 1), (2, 2), (3, 3)], "later": [(1, 4), (1, 5), (2, 6)]}) == {"later"}


def test_a_mark_does_not_follow_from_the_marks_of_all_and_those_of_a_city():
    marks = [(number, number) for number in range(10)]

    assert withheld({"all": marks[:6], "city": marks[:5]}, 5) == {"city"}
    assert withheld({"all": marks, "city": marks[:5]}, 5) == frozenset()
