"""The page that moves a whole event."""

import pytest
from sqlmodel import select

from matchmaker.models import Event, Slot
from tests.builders.new_events import make_new_forum
from tests.builders.pages import shown, text

PAGE = "/o/forum-sante-2098/setup/move"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of a forum just made, with two tables."""
    return make_new_forum(client, session, as_organiser)


def test_a_move_says_first_what_moves_along_then_is_done_and_undone(organiser, session):
    page = organiser.get(PAGE)
    form = {"shown": shown(page), "starts_on": "2098-03-18", "starts": "10:00"}

    tried = organiser.post(PAGE, data=form)
    before = session.exec(select(Event.starts_on)).one()
    moved = organiser.post(PAGE, data=form | {"seen": shown(tried, "seen")}, follow_redirects=True)
    after = session.exec(select(Event.starts_on, Event.wishes_close_at)).one()
    first = session.exec(select(Slot.starts).order_by(Slot.starts_at)).first()
    stale = organiser.post(PAGE, data=form)
    organiser.post("/o/forum-sante-2098/structure/changes/1/undo")

    assert "These move along: 2 blocks, 0 programme items, closed tables and deadlines." in text(tried)
    assert "The first block begins at 10:00, before it was 09:00." in text(tried)
    assert "Whole event moved: 11 March 2098 → 18 March 2098, 09:00 → 10:00" in text(moved)
    assert (str(before), str(after[0]), str(after[1])[:10], str(first)) == (
        "2098-03-11",
        "2098-03-18",
        "2098-03-11",
        "10:00:00",
    )
    assert (stale.status_code, str(session.exec(select(Event.starts_on)).one())) == (409, "2098-03-11")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_on": "2001-01-01"}, "three years at most"),
        ({"starts_on": "0001-01-01"}, "The year is one from"),
        ({"starts_on": "9" * 310}, "Enter a day that exists"),
        ({"starts": "23:00"}, "another day"),
        ({"starts": "x"}, "Enter a time of the day"),
        ({}, "already"),
    ],
)
def test_where_an_event_cannot_go_is_said(organiser, wrong, said):
    form = {"shown": shown(organiser.get(PAGE)), "starts_on": "2098-03-11", "starts": "09:00"}

    refused = organiser.post(PAGE, data=form | wrong)

    assert (refused.status_code, said in text(refused)) == (422, True)
