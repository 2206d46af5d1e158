"""Tables, sessions and rules of the categories on screen."""

import pytest
from sqlmodel import select

from matchmaker.models import Block, Category, Event, Place
from tests.builders import factories as make
from tests.builders.new_events import FORM
from tests.builders.pages import text

BASE = "/o/forum-sante-2098/structure"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of an event just made."""
    community = make.make_community(session, slug="grappe")
    anne = make.make_staff(session, name="Anne", language="en")
    make.make_community_role(session, anne, community)
    as_organiser(client, anne).post("/c/grappe/events/new", data=FORM | {"tables": "2"})
    return client


def test_a_row_of_tables_is_added_closed_and_removed(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    row = {"kind": "booth", "prefix": "B", "first": "1", "last": "3", "venue_id": venue_id, "label": "Hall"}

    added = organiser.post(f"{BASE}/places", data=row, follow_redirects=True)
    booth = session.exec(select(Place).where(Place.code == "B2")).one()
    page = organiser.get(f"{BASE}/places/{booth.id}")
    closed = organiser.post(f"{BASE}/places/{booth.id}", data={"label": "", "capacity": "1", "closed": ["1", "2"]})
    removed = organiser.post(f"{BASE}/places/{booth.id}/remove", follow_redirects=True)

    assert "3 places were added." in added.text
    assert page.text.count('name="closed"') == 14
    assert (closed.status_code, "B2 was removed." in removed.text) == (303, True)
    assert session.exec(select(Place.code).order_by(Place.position)).all() == ["T1", "T2", "B1", "B3"]


def test_a_letter_with_a_line_end_is_refused(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()

    refused = organiser.post(f"{BASE}/places", data={"prefix": "B\n", "first": "1", "last": "3", "venue_id": venue_id})

    assert (refused.status_code, "Without spaces." in text(refused)) == (422, True)


def test_a_session_is_added_and_removed(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    evening = {"name": "Evening", "day": "2098-03-11", "starts": "18:00", "ends": "19:00", "venue_id": venue_id}

    added = organiser.post(f"{BASE}/blocks", data=evening, follow_redirects=True)
    again = organiser.post(f"{BASE}/blocks", data=evening)
    block = session.exec(select(Block).where(Block.code == "B1")).one()
    removed = organiser.post(f"{BASE}/blocks/{block.id}/remove", follow_redirects=True)

    assert "2 slots were added." in added.text
    assert (again.status_code, "overlap" in text(again)) == (422, True)
    assert "The block was removed." in removed.text


def test_rules_of_a_category_are_plain_sentences_afterwards(organiser, session):
    basic = session.exec(select(Category).where(Category.code == "basic")).one()
    page = f"{BASE}/categories/{basic.id}"
    shown = organiser.get(page).text.split('name="shown" type="hidden" value="')[1].split('"')[0]
    rules = {
        "shown": shown,
        "name_en": "Member",
        "has_meetings": "y",
        "wish_limit": "7",
        "guarantee": "3",
        "weight": "2",
    }

    saved = organiser.post(page, data=rules, follow_redirects=True)

    assert "Member 0 delegations May make up to 7 wishes." in text(saved)
    assert organiser.post(page, data=rules).status_code == 409
    assert organiser.post(page, data=rules | {"guarantee": "-1"}).status_code == 422
    assert session.exec(select(Event.slug)).all() == ["forum-sante-2098"]
