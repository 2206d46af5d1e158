"""Table plans on screen: for organisers to draw, for participants to find their table."""

import re

import pytest
from sqlmodel import select

from matchmaker.models import FloorPlan, Venue
from tests.builders import factories as make
from tests.builders.new_events import make_new_forum
from tests.builders.pages import shown, text

BASE = "/o/forum-sante-2098/structure/plans"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of a forum just made, with two tables."""
    return make_new_forum(client, session, as_organiser)


@pytest.fixture
def room(organiser, session):
    """The page of a plan."""
    venue_id = session.exec(select(Venue.id)).one()
    return organiser.post(BASE, data={"name": "Salle <b>", "venue_id": venue_id}).location


def form(organiser, page, **values):
    fields = {
        "shown": shown(organiser.get(page)),
        "name": "Salle <b>",
        "columns": "24",
        "rows": "14",
        "code": ["T1", "T2"],
        "x": ["5", ""],
        "y": ["6", ""],
        "kind": ["stage", ""],
        "text": ["Scène", ""],
        "left": ["1", "1"],
        "top": ["1", "1"],
        "width": ["6", "4"],
        "height": ["2", "1"],
    }
    return fields | values


def test_a_room_is_drawn_changed_and_set_in_rows(organiser, session, room):
    empty = organiser.get(room)
    saved = organiser.post(room, data=form(organiser, room), follow_redirects=True)
    plan = session.exec(select(FloorPlan)).one()
    state = (plan.spots, plan.shapes)
    listed = organiser.get(BASE)
    structure = organiser.get(BASE.removesuffix("/plans"))
    organiser.post(f"{room}/rows", data={"shown": shown(saved).partition(" ")[0], "per_row": "1"})
    session.refresh(plan)

    assert "2 tables and booths stand here." in text(empty)
    assert "1 table or booth stands here. 1 stands in no plan." in text(saved)
    assert state == (
        {"T1": [4, 5]},
        [{"kind": "stage", "x": 0, "y": 0, "width": 6, "height": 2, "text": "Scène"}],
    )
    assert (structure.text.count("day-slot-free"), structure.text.count("plan-marked")) == (14, 1)
    assert ("Salle &lt;b&gt;" in listed.text, "In no plan T2" in text(listed)) == (True, True)
    assert plan.spots == {"T1": [1, 1], "T2": [1, 4]}


def test_every_field_of_a_drawing_has_a_name_of_its_own(organiser, room):
    organiser.post(room, data=form(organiser, room))

    names = re.findall(r'<(?:input|select)[^>]*aria-label="([^"]+)"', organiser.get(room).text)

    assert names.count("Column of shape 1") == 1
    assert sorted(set(names)) == sorted(names)


def test_what_is_no_number_or_stands_on_another_is_refused(organiser, room):
    fields = form(organiser, room)
    wrong = [organiser.post(room, data=fields | {"x": [text, ""]}).status_code for text in ("x", "9" * 310, "-1")]
    clash = organiser.post(room, data=fields | {"x": ["5", "6"], "y": ["6", "6"]})

    assert ("T1 and T2 stand on each other." in text(clash), 'value="6"' in clash.text) == (True, True)
    assert "translate(100 100)" in clash.text
    assert wrong == [422, 422, 422]
    assert organiser.post(f"{room}/rows", data={}).status_code == 303
    assert "tables and meetings stay" in organiser.get(f"{room}/remove").text
    assert organiser.post(f"{room}/remove", follow_redirects=True).request.path == BASE
    assert organiser.get(room).status_code == 404


def spots(session):
    session.expire_all()
    return session.exec(select(FloorPlan)).one().spots


def test_two_who_move_different_tables_both_keep_what_they_have_drawn(organiser, session, room):
    organiser.post(room, data=form(organiser, room, x=["1", "4"], y=["1", "1"]))
    anne = form(organiser, room, x=["1", "9"], y=["1", "1"])
    bruno = form(organiser, room, x=["1", "4"], y=["8", "1"], name="Halle")

    organiser.post(room, data=anne)
    merged = organiser.post(room, data=bruno, follow_redirects=True)
    twice = organiser.post(room, data=bruno)

    assert spots(session) == {"T1": [0, 7], "T2": [8, 0]}
    assert "has changed: T2. That stays so." in merged.text
    assert (twice.status_code, session.exec(select(FloorPlan.name)).one()) == (303, "Halle")


def test_two_who_move_one_table_are_asked_and_lose_nothing(organiser, session, room):
    organiser.post(room, data=form(organiser, room, x=["1", "4"], y=["1", "1"]))
    anne = form(organiser, room, x=["7", "4"], y=["1", "1"])
    bruno = form(organiser, room, x=["1", "4"], y=["9", "6"])

    organiser.post(room, data=anne)
    asked = organiser.post(room, data=bruno)
    before = spots(session)
    organiser.post(room, data=bruno | {"shown": shown(asked)})

    assert (asked.status_code, "In both drawings: T1." in text(asked)) == (409, True)
    assert "translate(0 160)" in asked.text
    assert (before, spots(session)) == ({"T1": [6, 0], "T2": [3, 0]}, {"T1": [0, 8], "T2": [3, 5]})


def test_a_participant_sees_their_table_on_the_plan(client, session, as_participant):
    event = make.make_event(session)
    registration = make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event))
    )
    address = f"/e/{event.slug}/plan"
    as_participant(client, registration)
    none = client.get(address)
    venue = make.make_venue(session, event)
    for number in (1, 2):
        make.make_place(session, venue, code=f"T{number}")
    make.make_plan(session, venue, "T1", "T2", "T9", name="Salle")

    page, other = client.get(f"{address}?place=T2"), client.get(f"{address}?place=T9")

    assert "Aucun plan" in text(none)
    assert "Table T2, ici." in text(page)
    assert [page.text.count("plan-marked"), other.text.count("plan-marked")] == [1, 0]
    assert "T9" not in text(other)
