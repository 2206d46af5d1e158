"""What a preview shows is in the words of its reader: local times, names instead of codes."""

from datetime import UTC, datetime

import pytest
import time_machine

from matchmaker.imports import apply, preview
from matchmaker.imports.shown import in_words
from tests.builders.imports import csv

HEADER = "organisation;category;first_name;last_name;email"


@pytest.mark.parametrize(
    ("column", "before", "after", "shown"),
    [
        ("lunch_free", "no", "yes", ("non", "oui")),
        ("country", "BE", "LU", ("Belgique", "Luxembourg")),
        ("languages", "fr|en", "fr|nl", ("français, anglais", "français, néerlandais")),
        ("role", "delegate", "interpreter", ("délégué", "interprète")),
        ("arrival", "09:00", "10:30", ("09\u00a0h\u00a000", "10\u00a0h\u00a030")),
    ],
)
def test_a_change_is_shown_in_words(session, event, column, before, after, shown):
    apply(session, event, "participants", csv(f"{HEADER};{column}", f"Alpha;basic;Ada;Roy;ada@a.example;{before}"))

    view = preview(
        session, event, "participants", csv(f"{HEADER};{column}", f"Alpha;basic;Ada;Roy;ada@a.example;{after}")
    )

    assert [tuple(in_words(value, "fr") for value in (one.old, one.new)) for one in view.lines[0].changes] == [shown]


def test_a_category_is_shown_by_its_name(session, event):
    apply(session, event, "participants", csv(HEADER, "Alpha;basic;Ada;Roy;ada@a.example"))

    (change,) = (
        preview(session, event, "participants", csv(HEADER, "Alpha;premium;Ada;Roy;ada@a.example")).lines[0].changes
    )

    assert (change.new, in_words(change.new, "fr")) == ("premium", "Membre Premium")


def test_a_wish_is_shown_in_words(session, known):
    view = preview(session, known, "wishes", csv("from;to;rank;strength;answer", "A1;A2;2;must;if_room"))

    assert [in_words(change.new, "fr") for change in view.lines[0].changes] == ["indispensable", "s’il y a de la place"]


@time_machine.travel(datetime(2027, 1, 5, 17, 30, tzinfo=UTC), tick=False)
def test_a_moment_is_shown_in_the_time_of_the_event(session, event):
    apply(session, event, "participants", csv(HEADER, "Alpha;basic;Ada;Roy;ada@a.example"))

    (change,) = (
        preview(session, event, "participants", csv(f"{HEADER};agreed", "Alpha;basic;Ada;Roy;ada@a.example;yes"))
        .lines[0]
        .changes
    )

    assert (change.new, in_words(change.new, "fr", "Europe/Brussels")) == (
        "2027-01-05 17:30",
        "5 janvier 2027, 18\u00a0h\u00a030",
    )
