"""Programme items of the same people at the same time: said before they are saved, refused never."""

from datetime import time

from matchmaker.models import Audience, ProgrammeKind, row_id
from matchmaker.setup.commands.changes import do_or_ask, try_change
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.queries.overlaps import read_overlaps
from matchmaker.setup.queries.programme import ItemValues
from matchmaker.setup.words import impact_in_words
from tests.builders import factories as make
from tests.builders.counted import counted


def item(forum, title, starts, ends, *names, kind=ProgrammeKind.RECEPTION):
    """An item for some people by name, for everybody without."""
    return ItemValues(
        kind=kind,
        titles={"en": title},
        venue_id=row_id(forum.venue),
        room="",
        day=make.DAY,
        starts=starts,
        ends=ends,
        audience=Audience.CHOSEN if names else Audience.EVERYONE,
        attendees=frozenset(row_id(forum.people[name]) for name in names),
        delegation_id=None,
        speaker_id=None,
        quiet_minutes=0,
        buffer_before=0,
        buffer_after=0,
    )


def test_two_items_of_the_same_people_are_said_with_their_times_and_saved_once_that_was_seen(session, forum):
    anne = make.make_staff(session, name="Anne", language="en")
    for name in ("Alpha", "Beta", "Gamma"):
        forum.join(name)
    dinner = item(forum, "Dinner", time(18), time(20), "Alpha", "Beta")
    add_item(session, forum.event, dinner, staff=anne)

    def adding(*args):
        return lambda: add_item(session, forum.event, item(forum, *args), staff=anne)

    tour = adding("Tour", time(19), time(21), "Alpha", "Beta", "Gamma")
    asked = do_or_ask(session, forum.event, tour, seen="")

    assert impact_in_words(asked, "en")[0] == (
        "2 people have “Dinner” (18:00–20:00) and “Tour” (19:00–21:00) at the same time."
    )
    assert [one.title("en") for one in asked.to_move] == ["Dinner"]
    assert read_overlaps(session, forum.event) == ()
    assert do_or_ask(session, forum.event, tour, seen=asked.digest) is None
    session.flush()
    assert [(one.first.title("en"), len(one.people)) for one in read_overlaps(session, forum.event)] == [("Dinner", 2)]
    for other in (("Bar", time(20), time(21), "Beta"), ("Walk", time(18), time(19), "Gamma")):
        found = try_change(session, forum.event, adding(*other)).at_once
        assert [one.second.title("en") for one in found] == (["Bar"] if other[0] == "Bar" else [])


def test_the_event_is_read_only_where_somebody_is_listed_for_two_items_that_are_at_once(session, forum):
    anne = make.make_staff(session, name="Anne", language="en")
    for name in ("Alpha", "Beta"):
        forum.join(name)
    for title, name in (("Tour", "Alpha"), ("Walk", "Beta")):
        add_item(session, forum.event, item(forum, title, time(18), time(20), name), staff=anne)
    session.flush()

    with counted(session) as statements:
        assert read_overlaps(session, forum.event) == ()

    assert len(statements) <= 4


def test_of_two_items_for_everybody_one_may_choose_but_who_was_chosen_cannot(session, forum):
    anne = make.make_staff(session, name="Anne", language="en")
    forum.join("Alpha")
    add_item(session, forum.event, item(forum, "Party", time(18), time(20)), staff=anne)

    def found(*names):
        values = item(forum, "Cinema", time(19), time(21), *names)
        return try_change(session, forum.event, lambda: add_item(session, forum.event, values, staff=anne)).at_once

    assert found() == ()
    assert [(one.first.title("en"), len(one.people)) for one in found("Alpha")] == [("Party", 1)]
