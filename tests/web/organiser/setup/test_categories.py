"""Categories on screen: rules in sentences, added and removed."""

import pytest
from sqlmodel import col, select

from matchmaker.models import Campaign, Category, CategoryExclusion, Event, RunState, SolveRun
from tests.builders import factories as make
from tests.builders.new_events import make_new_forum
from tests.builders.pages import shown, text

BASE = "/o/forum-sante-2098/structure"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of a forum just made, with two tables."""
    return make_new_forum(client, session, as_organiser)


def test_rules_of_a_category_are_plain_sentences_afterwards(organiser, session):
    basic = session.exec(select(Category).where(Category.code == "basic")).one()
    page = f"{BASE}/categories/{basic.id}"
    rules = {
        "shown": shown(organiser.get(page)),
        "name_en": "Member",
        "has_meetings": "y",
        "wish_limit": "7",
        "guarantee": "3",
        "weight": "2",
    }

    saved = organiser.post(page, data=rules, follow_redirects=True)

    assert "Member May make up to 7 wishes." in text(saved)
    assert organiser.post(page, data=rules).status_code == 303
    assert organiser.post(page, data=rules | {"weight": "-1", "shown": shown(organiser.get(page))}).status_code == 422
    assert session.exec(select(Event.slug)).all() == ["forum-sante-2098"]


def test_a_category_is_added_behind_the_others_and_that_is_undone(organiser, session):
    page = organiser.get(f"{BASE}/categories/new")
    form = {"name_fr": "Presse", "name_en": "Press & radio", "has_meetings": "y", "guarantee": "0", "weight": "2"}

    added = organiser.post(f"{BASE}/categories/new", data=form, follow_redirects=True)
    twice = organiser.post(f"{BASE}/categories/new", data=form)
    nameless = organiser.post(f"{BASE}/categories/new", data=form | {"name_fr": "", "name_en": ""})

    press = session.exec(select(Category).order_by(col(Category.position).desc())).first()
    assert "Add a category" in page.text
    assert "Press &amp; radio was added." in added.text
    assert "Categories changed: + Press & radio" in text(organiser.get("/o/forum-sante-2098/history"))
    assert (press.code, press.name("fr"), press.weight, press.wish_limit) == ("presse", "Presse", 2, None)
    assert (twice.status_code, nameless.status_code) == (422, 422)
    assert "Another category of this event has this name." in twice.text
    organiser.post(f"{BASE}/changes/1/undo")
    assert "Presse" not in [category.name("fr") for category in session.exec(select(Category))]


def test_a_category_without_anybody_is_removed_and_that_is_undone(organiser, session):
    press = make.make_category(session, session.exec(select(Event)).one(), "press")
    make.make_exclusion(session, press, press)
    session.commit()
    page = f"{BASE}/categories/{press.id}"

    def codes():
        session.rollback()
        return set(session.exec(select(Category.code)).all())

    before, offered = codes(), organiser.get(page)
    asked = organiser.post(f"{page}/remove")
    unasked = codes()
    removed = organiser.post(f"{page}/remove", data={"seen": shown(asked, "seen")}, follow_redirects=True)
    after = codes()
    organiser.post(f"{BASE}/changes/1/undo")

    assert "Remove the category" in offered.text
    assert "What it may and may not ask goes with it." in text(asked)
    assert "Press was removed." in removed.text
    assert "Categories changed: − Press" in text(organiser.get("/o/forum-sante-2098/history"))
    assert (unasked, after, codes()) == (before, before - {"press"}, before)
    assert [(row.from_id, row.to_id) for row in session.exec(select(CategoryExclusion))] == [(press.id, press.id)]


def test_a_category_with_somebody_in_it_stays_and_so_does_the_last_one(organiser, session):
    event = session.exec(select(Event)).one()
    used, *others = session.exec(select(Category).where(Category.event_id == event.id).order_by(col(Category.id))).all()
    delegation = make.make_delegation(session, event, used)
    session.commit()
    first, *pages = (f"{BASE}/categories/{category.id}/remove" for category in (used, *others))

    inside = organiser.post(first, follow_redirects=True)
    for page in pages:
        organiser.post(page, data={"seen": shown(organiser.post(page), "seen")})
    session.delete(delegation)
    session.commit()
    last = organiser.post(first, follow_redirects=True)

    assert "Organisations in Premium member: 1. Move them to another category first." in inside.text
    assert "An event has at least one category." in last.text
    assert session.exec(select(Category.code)).all() == [used.code]


def test_no_category_is_removed_while_a_schedule_is_searched_for(organiser, session):
    event = session.exec(select(Event)).one()
    press = make.make_category(session, event, "press")
    session.add(SolveRun(event_id=event.id, name="One", state=RunState.RUNNING))
    session.commit()

    asked = organiser.post(f"{BASE}/categories/{press.id}/remove", follow_redirects=True)

    assert "A schedule is being searched for." in asked.text
    assert "press" in session.exec(select(Category.code)).all()


def test_a_category_with_a_name_in_one_language_has_it_in_all(organiser):
    organiser.post(f"{BASE}/categories/new", data={"name_fr": "Étudiants", "guarantee": "0", "weight": "1"})

    assert "Étudiants" in text(organiser.get("/o/forum-sante-2098/rules"))


def test_a_category_that_a_waiting_mail_names_stays(organiser, session):
    press = make.make_category(session, session.exec(select(Event)).one(), "press")
    session.commit()
    texts = {"subject_fr": "Bonjour", "body_fr": "Bonjour"}
    organiser.post("/o/forum-sante-2098/campaigns/new?categories=press&preset=own", data=texts)

    asked = organiser.post(f"{BASE}/categories/{press.id}/remove", follow_redirects=True)

    assert session.exec(select(Campaign.audience)).one()["categories"] == ["press"]
    assert "A mail that has not left yet goes to Press." in asked.text


def test_a_mail_to_a_category_that_is_gone_finds_nobody(organiser, session):
    texts = {"subject_fr": "Bonjour", "body_fr": "Bonjour"}

    added = organiser.post("/o/forum-sante-2098/campaigns/new?categories=press&preset=own", data=texts)
    page = organiser.get(added.location)

    assert "press (removed)" in text(page)
