"""Preparation of an event: what is ready, what blocks, which phase may follow."""

import pytest

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Phase
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.phases import change_phase
from matchmaker.setup.commands.settings import EventSettings, save_settings, settings_token
from matchmaker.setup.queries.preparation import Point, read_preparation
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.new_events import new_event


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def event(session, anne):
    return create_event(session, make.make_community(session), new_event(), staff=anne)


def settings(event, **values):
    defaults = {
        "name": event.name,
        "city": event.city,
        "language": event.language,
        "contact_name": "Anne",
        "contact_email": "anne@grappe.example",
    }
    return EventSettings(**defaults | values)


def test_a_new_event_can_be_opened_and_says_what_is_still_to_be_looked_at(session, event):
    found = read_preparation(session, event, "en")

    assert (found.slots, found.tables, found.booths, found.room) == (14, 18, 0, 252)
    assert found.categories == ("Premium member", "Basic member", "Guest")
    missing = (Point.REGISTRATION, Point.PEOPLE, Point.PROGRAMME, Point.TEAM)
    assert (found.blocking, found.missing, found.done) == ((), missing, 5)


def test_an_event_without_room_or_deadline_cannot_be_opened(session, anne):
    event = make.make_event(session, phase=Phase.DRAFT, wishes_close_at=None)

    assert read_preparation(session, event, "en").blocking == (
        Point.SLOTS,
        Point.TABLES,
        Point.CATEGORIES,
        Point.DEADLINES,
    )
    with pytest.raises(InvalidInput, match="missing"):
        change_phase(session, event, Phase.OPEN, shown="draft", staff=anne)
    assert event.phase is Phase.DRAFT


def test_phases_follow_each_other_and_are_in_the_history(session, event, anne):
    for shown, phase in (("draft", Phase.OPEN), ("open", Phase.CLOSED), ("closed", Phase.ARCHIVED)):
        change_phase(session, event, phase, shown=shown, staff=anne)

    assert event.phase is Phase.ARCHIVED
    assert [entry[:2] for entry in trail(session)][-3:] == [("Anne", "change_phase")] * 3
    with pytest.raises(InvalidInput):
        change_phase(session, event, Phase.DRAFT, shown="archived", staff=anne)


def test_a_page_that_is_older_than_the_phase_changes_nothing(session, event, anne):
    change_phase(session, event, Phase.OPEN, shown="draft", staff=anne)

    with pytest.raises(Stale):
        change_phase(session, event, Phase.OPEN, shown="draft", staff=anne)


def test_once_somebody_has_accepted_the_terms_there_is_no_way_back_to_the_preparation(session, event, anne):
    change_phase(session, event, Phase.OPEN, shown="draft", staff=anne)
    make.make_registration(
        session,
        make.make_delegation(session, event, make.make_category(session, event, "other")),
        agreed_at=clock.now(),
    )

    with pytest.raises(InvalidInput, match="accepted"):
        change_phase(session, event, Phase.DRAFT, shown="open", staff=anne)


def test_settings_are_saved_once_for_each_page_that_showed_them(session, event, anne):
    shown = settings_token(event)

    save_settings(session, event, settings(event, name="Forum  Santé 2"), shown=shown, staff=anne)

    assert (event.name, trail(session)[-1][:2]) == ("Forum Santé 2", ("Anne", "change_event"))
    with pytest.raises(Stale):
        save_settings(session, event, settings(event, name="Other"), shown=shown, staff=anne)


def test_an_address_that_is_none_is_refused(session, event, anne):
    with pytest.raises(InvalidInput, match="not an e-mail address"):
        save_settings(session, event, settings(event, contact_email="anne"), shown=settings_token(event), staff=anne)
