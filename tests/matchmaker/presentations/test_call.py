"""The call for presentations: who may propose, until when, and what an open call must say."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Category, Phase
from matchmaker.presentations.commands.call import CallSettings, save_call
from matchmaker.presentations.queries.call import read_call, read_limits
from matchmaker.presentations.rules import takes_proposals
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.presentations import call_for


@pytest.fixture
def event(session):
    event = make.make_event(session)
    make.make_category(session, event, "basic")
    make.make_category(session, event, "premium", may_present=True)
    return event


def limits(session, event) -> dict[str, int]:
    return {category.code: most for category, most in read_limits(session, event, read_call(session, event))}


def test_before_there_is_a_call_nobody_proposes_and_those_who_may_present_count_once(session, event):
    call = read_call(session, event)

    assert takes_proposals(event, call, clock.now()) is False
    assert limits(session, event) == {"basic": 0, "premium": 1}


def test_limits_say_as_well_which_categories_may_present(session, event):
    basic, premium = session.exec(select(Category).order_by(col(Category.code))).all()

    call_for(session, event, limits={basic.id: 3, premium.id: 0}, texts={"fr": " Vos cas \x07 ", "en": "  "})

    assert limits(session, event) == {"basic": 3, "premium": 0}
    assert (basic.may_present, premium.may_present) == (True, False)
    assert read_call(session, event).texts == {"fr": "Vos cas"}
    assert [act for _, act, *_ in trail(session)] == ["change_presentation_call"]


@pytest.mark.parametrize(
    ("phase", "is_open", "closes", "taken"),
    [
        (Phase.OPEN, True, None, True),
        (Phase.OPEN, True, timedelta(hours=1), True),
        (Phase.OPEN, True, timedelta(hours=-1), False),
        (Phase.OPEN, False, None, False),
        (Phase.DRAFT, True, None, False),
        (Phase.CLOSED, True, None, False),
    ],
)
def test_it_is_open_until_its_deadline_and_with_the_event(session, event, phase, is_open, closes, taken):
    event.phase = phase
    call = read_call(session, event)
    call.is_open, call.closes_at = is_open, clock.now() + closes if closes else None

    assert takes_proposals(event, call, clock.now()) is taken


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"limits": {}}, "Say which categories may propose a presentation."),
        ({"most": 0}, "Say which categories may propose a presentation."),
        ({"most": 21}, "A delegation proposes between 0 and 20 presentations."),
        ({"limits": {999_999: 1}}, "Choose among the categories of this event."),
        ({"languages": ()}, "Choose at least one language."),
        ({"lengths": (7,), "languages": ("xx",)}, "Choose at least one language."),
        ({"lengths": (7,)}, "Choose at least one length."),
        ({"closes_at": datetime(2098, 1, 1, tzinfo=UTC)}, "The call closes after the event is over."),
        ({"closes_at": datetime(2020, 1, 1, tzinfo=UTC)}, "The moment at which the call closes has passed."),
    ],
)
def test_an_open_call_can_be_answered(session, event, values, sentence):
    with pytest.raises(InvalidInput) as refused:
        call_for(session, event, **values)

    assert str(refused.value) == sentence


def test_of_two_organisers_at_once_the_second_sees_the_newer_state(session, event):
    call_for(session, event)
    late = CallSettings(is_open=False, closes_at=None, texts={}, languages=(), lengths=(), limits={})

    with pytest.raises(Stale):
        save_call(session, event, late, shown="of before", staff=make.make_staff(session, event))
