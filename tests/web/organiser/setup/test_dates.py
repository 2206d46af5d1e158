"""The time line of an event: a change is tried, kept, undone."""

from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import CommunityRole, Event, Place, Venue
from tests.builders import factories as make
from tests.builders.new_events import FORM
from tests.builders.pages import shown, text

PAGE = "/o/forum-sante-2098/setup/dates"
KEPT = {"opens": "", "wishes_close": "2098-03-04T18:00", "answers_close": "2098-03-07T18:00"}


@pytest.fixture
def organiser(client, session, as_organiser):
    """An organiser who has just made an event."""
    community = make.make_community(session, slug="grappe", name="Grappe")
    anne = make.make_staff(session, name="Anne", language="en")
    make.make_community_role(session, anne, community, CommunityRole.ORGANISER)
    client = as_organiser(client, anne)
    client.post("/c/grappe/events/new", data=FORM)
    return client


def test_a_date_is_tried_then_kept_then_undone(organiser, session):
    tried = organiser.get(PAGE, query_string=KEPT | {"wishes_close": "2098-03-02T18:00"})
    assert "A try: nothing has changed" in text(tried)
    assert "There is less time for wishes." in text(tried)
    assert "5 days to answer the last wishes. 4 days to plan and publish. Sunday 2 March 2098 is on a weekend." in text(
        tried
    )
    values = {**KEPT, "wishes_close": "2098-03-02T18:00", "shown": shown(tried)}

    kept = organiser.post(PAGE, data=values, follow_redirects=True)
    assert "The dates have been moved." in text(kept)
    assert organiser.post(PAGE, data=values, follow_redirects=False).status_code == 303
    assert session.exec(select(Event)).one().wishes_close_at.day == 2

    assert kept.text.count('value="2098-03-02') == 1  # the field; the form of the undo has the earlier date
    undone = organiser.post(PAGE, data=KEPT | {"undo": "1", "shown": shown(kept)}, follow_redirects=True)
    assert "Undone" in undone.text
    assert session.exec(select(Event)).one().wishes_close_at.day == 4


def test_an_opening_that_something_blocks_is_said_to_wait(organiser, session):
    event = session.exec(select(Event)).one()
    event.opens_at = clock.now() - timedelta(hours=1)
    for place in session.exec(select(Place)).all():
        session.delete(place)
    session.commit()
    said = "and something blocked it: it opens within a minute once nothing does any more."

    pages = [text(organiser.get(path)) for path in (PAGE, "/o/forum-sante-2098/setup")]
    make.make_place(session, session.exec(select(Venue)).one())
    session.commit()

    assert [said in page for page in pages] == [True, True]
    assert said not in text(organiser.get(PAGE))


def test_an_older_page_moves_only_what_it_has_changed(organiser, session):
    first = organiser.get(PAGE, query_string=KEPT | {"opens": "2098-01-18T09:00"})
    values = KEPT | {"opens": "2098-01-18T09:00", "shown": shown(first)}
    organiser.post(PAGE, data=values)

    late = organiser.post(PAGE, data=KEPT | {"shown": shown(first)}, follow_redirects=True)
    other = organiser.post(PAGE, data=values | {"opens": "2098-01-19T09:00"})

    assert "Meanwhile Anne has changed: Opens by itself (" in late.text
    assert (other.status_code, other.text.count('name="take"')) == (409, 1)
    assert session.exec(select(Event)).one().opens_at.day == 18


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"answers_close": "2098-03-01T18:00"}, "Answers close before wishes do"),
        ({"opens": "2020-03-01T18:00"}, "The opening lies in the past"),
        ({"wishes_close": "9999-03-01T18:00"}, "The year is one from 2000 to 2199"),
        ({"wishes_close": "tomorrow"}, "Enter a day and a time that exist"),
    ],
)
def test_dates_that_do_not_fit_are_said_and_typed_values_stay(organiser, wrong, sentence):
    tried = organiser.get(PAGE, query_string=KEPT | wrong)
    kept = organiser.post(
        PAGE,
        data=KEPT | wrong | {"shown": shown(organiser.get(PAGE, query_string=KEPT | {"opens": "2098-01-18T09:00"}))},
    )

    assert [(page.status_code, sentence in text(page)) for page in (tried, kept)] == [(422, True)] * 2
