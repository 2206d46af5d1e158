from datetime import time

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Event, Role
from matchmaker.overview.queries.registrations import RegistrationState, read_registrations
from tests.builders import factories as make


@pytest.fixture
def event(session: Session) -> Event:
    """Four slots from 9:00; Zoé of Alpha (basic) leaves at 10:00, Bob of Éclair (press) has no meetings."""
    event = make.make_event(session)
    make.make_slots(session, make.make_venue(session, event))
    basic = make.make_category(session, event)
    press = make.make_category(session, event, "press", has_meetings=False, position=1)
    alpha, eclair = make.make_organisation(session, "Alpha"), make.make_organisation(session, "Éclair")
    first, second = (
        make.make_delegation(session, event, basic, alpha),
        make.make_delegation(session, event, press, eclair),
    )
    zoe = make.make_person(session, alpha, first_name="Zoé", last_name="Martin", email="zoe@alpha.example")
    bob = make.make_person(session, eclair, first_name="Bob", last_name="Roland")
    make.make_registration(session, first, zoe, leaves=time(10), card_done_at=clock.now())
    make.make_registration(session, second, bob, agreed_at=None)
    make.make_wish(session, first, second)
    return event


def test_lists_everybody_by_organisation(session: Session, event: Event):
    view = read_registrations(session, event, "en")

    assert [(row.name, row.organisation, row.category) for row in view.rows] == [
        ("Zoé Martin", "Alpha", "Basic"),
        ("Bob Roland", "Éclair", "Press"),
    ]
    assert (view.all, view.slots, view.categories) == (2, 4, (("basic", "Basic"), ("press", "Press")))


def test_says_what_each_can_do_and_wants(session: Session, event: Event):
    zoe, bob = read_registrations(session, event, "en").rows

    assert (zoe.state, zoe.slots_free, zoe.wishes, zoe.received) == (RegistrationState.READY, 2, 1, 0)
    assert (bob.state, bob.slots_free, bob.wishes, bob.received) == (RegistrationState.INVITED, None, 0, 1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"query": "zoe"}, ["Zoé Martin"]),
        ({"query": "ECLAIR"}, ["Bob Roland"]),
        ({"query": "alpha.example"}, ["Zoé Martin"]),
        ({"category": "press"}, ["Bob Roland"]),
        ({"state": "ready"}, ["Zoé Martin"]),
        ({"query": "zoe", "category": "press"}, []),
    ],
)
def test_filters_narrow_the_list_and_not_the_count(session: Session, event: Event, asked, found):
    view = read_registrations(session, event, "en", **asked)

    assert [row.name for row in view.rows] == found
    assert view.all == 2


def test_interpreters_are_not_sent_to_meetings(session: Session, event: Event):
    delegation = make.make_delegation(session, event, make.make_category(session, event, "guest"))
    make.make_registration(session, delegation, role=Role.INTERPRETER, withdrawn_at=clock.now())

    (row,) = read_registrations(session, event, "en", category="guest").rows

    assert (row.slots_free, row.state) == (None, RegistrationState.WITHDRAWN)
