from datetime import time

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Event, LoginMethod, LoginSession, Role
from matchmaker.registrations.queries.listing import (
    PER_PAGE,
    Lack,
    ListFilter,
    ListOrder,
    read_list,
    read_page,
)
from matchmaker.registrations.rules import RegistrationState
from tests.builders import factories as make


@pytest.fixture
def event(session: Session) -> Event:
    """Four slots from 9:00; Zoé of Alpha (basic) leaves at 10:00, Bob of Éclair (press) has no meetings.

    Zoé has logged in and wishes for Éclair; Ann, her colleague, has said when she can meet.
    """
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
    ann = make.make_person(session, alpha, first_name="Ann", last_name="Claes", language="nl")
    bob = make.make_person(session, eclair, first_name="Bob", last_name="Roland")
    make.make_registration(session, first, zoe, leaves=time(10), card_done_at=clock.now())
    make.make_registration(session, first, ann, availability_at=clock.now())
    make.make_registration(session, second, bob, agreed_at=None)
    make.make_wish(session, first, second)
    session.add(LoginSession(person_id=zoe.id, key_hash="z", method=LoginMethod.LINK))
    session.flush()
    return event


def test_lists_everybody_by_organisation_and_name(session: Session, event: Event):
    view = read_list(session, event, "en")

    assert [(row.name, row.organisation, view.categories[row.category_code]) for row in view.rows] == [
        ("Ann Claes", "Alpha", "Basic"),
        ("Zoé Martin", "Alpha", "Basic"),
        ("Bob Roland", "Éclair", "Press"),
    ]
    assert (view.all, view.languages) == (3, ("fr", "nl"))


def test_says_what_each_can_do_and_wants(session: Session, event: Event):
    page = read_page(session, event, read_list(session, event, "en"))

    assert [
        (row.state, page.free.get(row.registration_id), row.wishes, row.received, row.missing) for row in page.rows
    ] == [
        (RegistrationState.AGREED, 4, 1, 0, {Lack.LOG_IN}),
        (RegistrationState.READY, 2, 1, 0, {Lack.TIMES}),
        (RegistrationState.INVITED, None, 0, 1, {Lack.LOG_IN}),
    ]
    assert (page.found, page.all, page.number, page.of, page.slots) == (3, 3, 1, 1, 4)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ListFilter(query="martin zoe"), ["Zoé Martin"]),
        (ListFilter(query="ECLAIR"), ["Bob Roland"]),
        (ListFilter(query="zoe@alpha.example"), ["Zoé Martin"]),
        (ListFilter(category="press"), ["Bob Roland"]),
        (ListFilter(state=RegistrationState.READY), ["Zoé Martin"]),
        (ListFilter(language="nl"), ["Ann Claes"]),
        (ListFilter(missing=frozenset({Lack.LOG_IN})), ["Ann Claes", "Bob Roland"]),
        (ListFilter(missing=frozenset({Lack.LOG_IN, Lack.TIMES})), []),
        (ListFilter(missing=frozenset({Lack.WISHES})), []),
        (ListFilter(query="zoe", category="press"), []),
    ],
)
def test_filters_combine_and_leave_the_count_alone(session: Session, event: Event, wanted: ListFilter, found):
    view = read_list(session, event, "en", wanted)

    assert ([row.name for row in view.rows], view.all) == (found, 3)


@pytest.mark.parametrize(
    ("order", "descending", "found"),
    [
        (ListOrder.NAME, False, ["Ann", "Zoé", "Bob"]),
        (ListOrder.ORGANISATION, True, ["Bob", "Ann", "Zoé"]),
        (ListOrder.CATEGORY, True, ["Bob", "Ann", "Zoé"]),
        (ListOrder.STATE, False, ["Bob", "Ann", "Zoé"]),
        (ListOrder.RECEIVED, True, ["Bob", "Ann", "Zoé"]),
        (ListOrder.WISHES, True, ["Ann", "Zoé", "Bob"]),
    ],
)
def test_each_column_sorts_and_equal_ones_keep_their_order(
    session: Session, event: Event, order: ListOrder, descending, found
):
    view = read_list(session, event, "en", order=order, descending=descending)

    assert [row.first_name for row in view.rows] == found


def test_a_page_beyond_the_last_is_the_last(session: Session, event: Event):
    delegation = make.make_delegation(session, event, make.make_category(session, event, "guest"))
    for _ in range(PER_PAGE):
        make.make_registration(session, delegation)

    page = read_page(session, event, read_list(session, event, "en"), 99)

    assert (page.number, page.of, len(page.rows)) == (2, 2, 3)


def test_interpreters_are_not_sent_to_meetings_and_who_has_withdrawn_owes_nothing(session: Session, event: Event):
    delegation = make.make_delegation(session, event, make.make_category(session, event, "guest"))
    make.make_registration(session, delegation, role=Role.INTERPRETER, withdrawn_at=clock.now())

    (row,) = read_list(session, event, "en", ListFilter(category="guest")).rows

    assert (row.meets, row.state, row.missing) == (False, RegistrationState.WITHDRAWN, frozenset())
