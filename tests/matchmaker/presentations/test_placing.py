"""A time for an accepted presentation: what each costs, and the item of the programme that it becomes."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Decision, Event, Presentation, ProgrammeItem, RunState, StructureChange, TimeSearch
from matchmaker.presentations.commands.placing import place_presentation, search_times, stop_search
from matchmaker.presentations.jobs import price_times
from matchmaker.presentations.queries.times import TimesPage, read_times
from matchmaker.scheduling.commands.background import claim
from matchmaker.scheduling.jobs.searches import ClaimedSearch
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.commands.programme import remove_item
from tests.builders import factories as make
from tests.builders.forum import Forum
from tests.builders.presentations import sent_proposal


@pytest.fixture
def staff(session, forum):
    return make.make_staff(session, forum.event)


@pytest.fixture
def talk(session, forum: Forum) -> Presentation:
    """Of Alpha, which would meet four companies, one in each slot of the only table."""
    alpha = forum.join("Alpha")
    for name in ("Beta", "Gamma", "Delta", "Epsilon"):
        forum.wish(alpha, forum.join(name))
    return sent_proposal(
        session, forum.people["Alpha"], decision=Decision.ACCEPTED, quiet_minutes=0, impossible=["noon"]
    )


def times(session, forum, talk) -> TimesPage:
    return read_times(session, forum.event, talk)


def costs(page: TimesPage) -> list[tuple[time, int | None, bool]]:
    return [(one.time.starts, one.wishes, one.proved) for one in page.times]


def test_before_a_search_a_time_costs_what_is_published_and_a_taken_one_says_by_what(session, forum, talk):
    item = make.make_programme_item(session, forum.venue, starts=time(9, 30), ends=time(9, 55))

    page = times(session, forum, talk)

    assert costs(page) == [(time(9), None, False), (time(10), None, False), (time(10, 30), None, False)]
    assert [(one.time.starts, one.item) for one in page.taken] == [(time(9, 30), item)]
    assert (page.search, page.cheapest, page.least) == (None, "", None)


def test_the_search_says_what_each_time_costs_and_what_is_proved(session, forum, talk, database_url):
    search_times(session, forum.event, talk.id)
    session.commit()

    price_times(talk.id, url=database_url)
    price_times(talk.id, url=database_url)  # nothing is queued any more

    session.expire_all()
    page = times(session, forum, talk)
    assert (page.search.state, page.search.met, len(page.search.prices)) == (RunState.DONE, 4, 4)
    assert costs(page) == [(starts, 1, True) for starts in (time(9), time(9, 30), time(10), time(10, 30))]
    assert (page.cheapest, page.least) == (page.times[0].time.key, None)  # all cost the same


def test_no_price_is_looked_for_where_the_speaker_cannot(session, forum, talk, database_url):
    talk.impossible = ["morning"]
    search_times(session, forum.event, talk.id)
    session.commit()

    price_times(talk.id, url=database_url)

    session.expire_all()
    page = times(session, forum, talk)
    assert (page.search.state, page.search.prices, page.cheapest) == (RunState.DONE, [], "")


def test_a_search_is_stopped_and_begun_again(session, forum, talk, database_url):
    first = search_times(session, forum.event, talk.id)
    assert search_times(session, forum.event, talk.id) is first
    stop_search(session, forum.event, talk.id)
    session.commit()
    price_times(talk.id, url=database_url)

    assert session.get_one(TimeSearch, talk.id).state is RunState.STOPPED
    assert search_times(session, forum.event, talk.id).state is RunState.QUEUED


def test_a_search_that_waits_goes_on_and_that_of_a_worker_that_died_is_begun_again(session, forum, talk):
    search = search_times(session, forum.event, talk.id)
    search.created_at = clock.now() - 2 * TimeSearch.longest
    assert search_times(session, forum.event, talk.id) is search

    search.state, search.started_at = RunState.RUNNING, clock.now() - TimeSearch.longest
    again = search_times(session, forum.event, talk.id)

    assert (again is search, again.state, again.started_at) == (False, RunState.QUEUED, None)


def test_a_slow_worker_leaves_the_search_that_was_begun_again_alone(session, forum, talk, database_url):
    search_times(session, forum.event, talk.id)
    session.commit()
    with transaction(database_url) as other:
        slow = ClaimedSearch(claim(other, TimeSearch, talk.id), database_url)
    session.expire_all()
    session.get_one(TimeSearch, talk.id).started_at -= 2 * TimeSearch.longest
    search_times(session, forum.event, talk.id)
    session.commit()

    stops = slow.is_to_stop()
    slow.show(met=1)
    slow.end(RunState.FAILED)

    session.expire_all()
    again = session.get_one(TimeSearch, talk.id)
    assert (stops, again.state, again.met) == (True, RunState.QUEUED, None)


def place(session, forum, talk, staff, number=0) -> ProgrammeItem:
    at = times(session, forum, talk).times[number].time
    return place_presentation(session, forum.event, talk.id, at, room="Salle 2", quiet_minutes=20, staff=staff)


def test_it_becomes_an_item_that_takes_its_speakers_slots(session, forum, talk, staff):
    item = place(session, forum, talk, staff, 1)

    assert (item.titles, item.starts, item.ends, item.room) == (
        {"en": talk.title},
        time(9, 30),
        time(9, 45),
        "Salle 2",
    )
    assert (talk.item_id, talk.quiet_minutes) == (item.id, 20)
    assert session.exec(select(Presentation)).all() == [talk]
    with pytest.raises(Stale):
        search_times(session, forum.event, talk.id)


def test_removed_or_undone_it_is_an_accepted_proposal_without_a_time(session, forum, talk, staff):
    item = place(session, forum, talk, staff)
    remove_item(session, forum.event, item.id, staff=staff)
    assert (talk.item_id, talk.decision) == (None, Decision.ACCEPTED)

    place(session, forum, talk, staff)
    change = session.exec(select(StructureChange).order_by(StructureChange.id.desc())).first()
    undo_change(session, session.get_one(Event, forum.event.id), change.id, staff=staff)

    assert (talk.item_id, session.exec(select(ProgrammeItem)).all()) == (None, [])


def test_only_an_accepted_presentation_with_a_speaker_is_priced(session, forum, talk, staff):
    talk.speaker_id = None
    with pytest.raises(InvalidInput):
        search_times(session, forum.event, talk.id)
    talk.decision = Decision.WAITING
    with pytest.raises(Stale):
        place(session, forum, talk, staff)
