"""The pages that say who may meet whom."""

import pytest
from sqlmodel import select

from matchmaker.models import Agreement, Category, Event
from tests.builders import factories as make
from tests.builders.new_events import make_new_forum
from tests.builders.pages import shown, text

BASE = "/o/forum-sante-2098/rules"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of a forum just made, with two tables."""
    return make_new_forum(client, session, as_organiser)


@pytest.fixture
def basic(session, organiser):
    """Two basic members of which one wishes for the other, and the id of their category."""
    event = session.exec(select(Event)).one()
    category = session.exec(select(Category).where(Category.code == "basic")).one()
    one, other = (make.make_delegation(session, event, category) for _ in range(2))
    for side in (one, other):
        make.make_registration(session, side)
    make.make_wish(session, one, other)
    return category.id


def test_a_preset_fills_the_matrix_in_and_saves_nothing(organiser):
    page = organiser.get(f"{BASE}/meetings")
    preset = organiser.get(f"{BASE}/meetings?preset=across")

    assert (page.text.count('name="may"'), page.text.count(" checked")) == (9, 9)
    assert (preset.text.count(" checked"), "Filled in, not saved yet." in preset.text) == (6, True)
    assert "Every category may ask every other one, and its own." in text(organiser.get(BASE))


def test_a_change_that_touches_wishes_is_tried_first_then_saved(organiser, session, basic):
    page = organiser.get(f"{BASE}/meetings?preset=across")
    may = [part.split('"')[0] for part in page.text.split('name="may" value="')[1:] if " checked" in part.split(">")[0]]
    form = {"shown": shown(page), "may": may}

    tried = organiser.post(f"{BASE}/meetings", data=form)
    saved = organiser.post(f"{BASE}/meetings", data=form | {"seen": shown(tried, "seen")}, follow_redirects=True)
    twice = organiser.post(f"{BASE}/meetings", data=form)

    assert "Basic member → Basic member: 1 wish" in text(tried)
    assert saved.request.path == BASE
    assert "Basic member may ask: Premium member and Guest." in text(saved)
    assert "1 of their wishes does not count" in text(saved)
    assert twice.status_code == 303


@pytest.mark.parametrize("may", [["9-9"], ["x"], ["1" * 310]])
def test_directions_that_are_none_of_the_event_are_refused(organiser, basic, may):
    form = {"shown": shown(organiser.get(f"{BASE}/meetings")), "may": may}

    assert organiser.post(f"{BASE}/meetings", data=form).status_code == 422


def test_nobody_at_all_is_refused_with_a_sentence(organiser):
    form = {"shown": shown(organiser.get(f"{BASE}/meetings"))}

    refused = organiser.post(f"{BASE}/meetings", data=form)

    assert (refused.status_code, "Nobody could meet anybody" in refused.text) == (422, True)


def test_who_must_agree_shows_what_each_choice_means(organiser, session, basic):
    page = organiser.get(f"{BASE}/agreement")
    form = {"shown": "mutual", "agreement": "one_side"}
    tried = organiser.post(f"{BASE}/agreement", data=form)
    saved = organiser.post(f"{BASE}/agreement", data=form | {"seen": shown(tried, "seen")}, follow_redirects=True)

    assert text(page).count("With the wishes and answers of today, 0 pairs may meet.") == 2
    assert "1 more pair may meet." in text(tried)
    assert "One wish is enough, unless the other side says no." in text(saved)
    assert session.exec(select(Event.agreement)).one() is Agreement.ONE_SIDE
    assert organiser.post(f"{BASE}/agreement", data=form).status_code == 303


def test_participants_see_no_button_towards_a_category_that_they_may_not_ask(client, session, as_participant):
    event = make.make_event(session)
    category = make.make_category(session, event)
    ours, theirs = (make.make_delegation(session, event, category) for _ in range(2))
    registration, _ = (make.make_registration(session, side) for side in (ours, theirs))
    make.make_exclusion(session, category, make.make_category(session, event, "other"))
    as_participant(client, registration)
    address = f"/e/{event.slug}/directory"

    open_page = client.get(f"{address}/{theirs.id}")
    make.make_wish(session, theirs, ours)
    make.make_exclusion(session, category, category)
    closed_page, listed = client.get(f"{address}/{theirs.id}"), client.get(address)

    button = f'name="to" value="{theirs.id}"'
    assert [button in page.text for page in (open_page, closed_page, listed)] == [True, False, False]
