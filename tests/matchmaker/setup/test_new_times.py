"""What the impact of a change says of the times at which people can meet."""

from datetime import time

import pytest

from matchmaker.setup.commands.blocks import set_slot_length
from matchmaker.setup.commands.changes import try_change
from matchmaker.setup.planning.new_times import NewTimes, new_times
from matchmaker.setup.queries.parts import length_token
from matchmaker.setup.words import impact_in_words
from tests.builders import factories as make
from tests.builders.forum import make_forum


@pytest.mark.parametrize(
    ("minutes", "changeover", "said"),
    [
        (15, 5, "2 people have more times for meetings: 5–6 instead of 3–4."),
        (50, 5, "2 people have fewer times for meetings: 1–2 instead of 3–4."),
    ],
)
def test_slots_that_are_cut_anew_say_of_each_person_once_what_becomes_of_their_times(
    session, minutes, changeover, said
):
    """They take old times and give new ones; Beta has said that the first hour is no good."""
    forum, anne = make_forum(session), make.make_staff(session, language="en")
    for name in ("Alpha", "Beta"):
        forum.join(name)
    make.make_absence(session, forum.people["Beta"], time(9), time(9, 20))
    event, cut = forum.event, {"minutes": minutes, "changeover": changeover, "staff": anne}

    impact = try_change(session, event, lambda: set_slot_length(session, event, **cut, shown=length_token(event)))

    assert [sentence for sentence in impact_in_words(impact, "en") if "times for meetings" in sentence] == [said]
    assert impact.asks


def test_as_many_times_at_other_hours_are_neither_fewer_nor_more():
    free = [(frozenset({1, 2}), frozenset({2, 3})), (frozenset({1}), frozenset({1})), (frozenset(), frozenset({4}))]

    found = [new_times(free, belongs) for belongs in (int.__gt__, int.__eq__, int.__lt__)]

    assert found == [
        NewTimes(),
        NewTimes(people=1, before=(2, 2), after=(2, 2)),
        NewTimes(people=1, before=(0, 0), after=(1, 1)),
    ]
