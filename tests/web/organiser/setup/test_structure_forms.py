"""Tables, sessions and rules of the categories on screen."""

import pytest
from sqlmodel import select

from matchmaker.models import Block, Category, Event, Place, PlaceClosure, ProgrammeItem, Slot, Venue
from tests.builders import factories as make
from tests.builders.new_events import make_new_forum
from tests.builders.pages import shown, text

BASE = "/o/forum-sante-2098/structure"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of a forum just made, with two tables."""
    return make_new_forum(client, session, as_organiser)


def test_a_row_of_tables_is_added_closed_and_removed(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    row = {"prefix": "B", "first": "1", "last": "3", "venue_id": venue_id, "label": "Hall"}

    added = organiser.post(f"{BASE}/places?kind=booth", data=row, follow_redirects=True)
    booth = session.exec(select(Place).where(Place.code == "B2")).one()
    page = organiser.get(f"{BASE}/places/{booth.id}")
    form = {"shown": shown(page), "label": "", "capacity": "1", "closed": ["1", "2"]}
    closed = organiser.post(f"{BASE}/places/{booth.id}", data=form)
    twice = organiser.post(f"{BASE}/places/{booth.id}", data=form)
    asked = organiser.post(f"{BASE}/places/{booth.id}/remove")
    seen = {"seen": shown(asked, "seen")}
    removed = organiser.post(f"{BASE}/places/{booth.id}/remove", data=seen, follow_redirects=True)

    assert "3 places were added." in added.text
    assert page.text.count('name="closed"') == 14
    assert (closed.status_code, twice.status_code, "B2 was removed." in removed.text) == (303, 303, True)
    assert session.exec(select(Place.code).order_by(Place.position)).all() == ["T1", "T2", "B1", "B3"]


def test_building_and_street_of_a_venue_are_changed_and_that_is_undone(organiser, session):
    venue = session.exec(select(Venue)).one()
    page, before = f"{BASE}/venues/{venue.id}", (venue.name, venue.address)
    form = {"shown": shown(organiser.get(page)), "name": "Palais <b>", "address": "Place d'Armes 1"}
    foreign = make.make_venue(session, make.make_event(session))

    saved, twice = (organiser.post(page, data=form) for _ in range(2))
    after = session.exec(select(Venue.name, Venue.address).where(Venue.id == venue.id)).one()
    structure = organiser.get(BASE)
    unnamed = organiser.post(page, data=form | {"shown": shown(organiser.get(page)), "name": " "})
    organiser.post(f"{BASE}/changes/1/undo")

    assert (saved.status_code, twice.status_code, unnamed.status_code) == (303, 303, 422)
    assert after == ("Palais <b>", "Place d'Armes 1")
    assert f'href="{page}">Palais &lt;b&gt;</a>' in structure.text
    assert organiser.get(f"{BASE}/venues/{foreign.id}").status_code == 404
    assert session.exec(select(Venue.name, Venue.address).where(Venue.id == venue.id)).one() == before


def test_new_tables_follow_the_last_one_and_are_shown(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    row = {"prefix": "T", "last": "4", "venue_id": venue_id, "label": "Hall A"}

    form = organiser.get(f"{BASE}/places")
    added = organiser.post(f"{BASE}/places", data=row | {"first": "3"})
    page = organiser.get(added.location)

    assert 'name="first" required type="number" value="3"' in form.text
    assert "2 places were added." in page.text
    assert "seen through T3" in text(page)
    assert '<option value="Hall A">' in organiser.get(f"{BASE}/places").text


def test_booths_that_each_stand_elsewhere_are_one_card(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    for number in "12":
        row = {"prefix": "B", "first": number, "last": number, "venue_id": venue_id}
        organiser.post(f"{BASE}/places?kind=booth", data=row | {"label": f"Stand {number}"})

    places = text(organiser.get(BASE)).split("The places")[1]

    assert "Booths 2 B1 B2" in places


def test_a_booth_is_given_to_an_organisation_and_to_another_one(organiser, session):
    event, venue_id = session.exec(select(Event)).one(), session.exec(select(Place.venue_id)).first()
    category = session.exec(select(Category)).first()
    named = [make.make_organisation(session, name=name, community_id=event.community_id) for name in ("Alpha", "Beta")]
    alpha, beta = (make.make_delegation(session, event, category, one) for one in named)
    row = {"prefix": "B", "first": "1", "last": "1", "venue_id": venue_id, "owner_id": str(alpha.id)}

    form = organiser.get(f"{BASE}/places?kind=booth")
    organiser.post(f"{BASE}/places?kind=booth", data=row)
    booth = session.exec(select(Place).where(Place.code == "B1")).one()
    first, shown_first = booth.owner_id, text(organiser.get(BASE))
    page = organiser.get(f"{BASE}/places/{booth.id}")
    organiser.post(f"{BASE}/places/{booth.id}", data={"shown": shown(page), "capacity": "1", "owner_id": str(beta.id)})
    table = organiser.get(f"{BASE}/places/{session.exec(select(Place.id).where(Place.code == 'T1')).one()}")

    assert 'value="B"' in form.text
    assert (first, booth.owner_id) == (alpha.id, beta.id)
    assert ("B1 Alpha" in shown_first, "B1 Beta" in text(organiser.get(BASE))) == (True, True)
    assert "Whose booth it is" not in text(table)


def test_a_letter_with_a_space_is_refused(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()

    refused = organiser.post(f"{BASE}/places", data={"prefix": "B C", "first": "1", "last": "3", "venue_id": venue_id})

    assert (refused.status_code, "Without spaces." in text(refused)) == (422, True)


def test_a_block_is_added_changed_and_removed_after_a_question(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    length = {"minutes": "25", "changeover": "5"}
    evening = {"name": "Evening", "day": "2098-03-11", "starts": "18:00", "ends": "19:00", "venue_id": venue_id}

    added = organiser.post(f"{BASE}/blocks", data=evening | length, follow_redirects=True)
    again = organiser.post(f"{BASE}/blocks", data=evening | length)
    block = session.exec(select(Block).where(Block.code == "B1")).one()
    page = f"{BASE}/blocks/{block.id}"
    later = {"shown": shown(organiser.get(page)), "name": "Late", "starts": "18:30", "ends": "20:00"} | length
    changed = organiser.post(page, data=later)
    twice = organiser.post(page, data=later)
    asked = organiser.post(f"{page}/remove")
    removed = organiser.post(f"{page}/remove", data={"seen": shown(asked, "seen")}, follow_redirects=True)

    assert "The block Evening was added." in added.text
    assert (again.status_code, "overlap" in text(again)) == (422, True)
    assert (changed.status_code, twice.status_code) == (303, 303)
    assert text(asked).startswith("Remove the block Late This is what would happen.")
    assert "The block was removed." in removed.text
    assert session.exec(select(Block.code).order_by(Block.code)).all() == ["AM", "PM"]


def test_a_block_is_closed_after_a_question(organiser, session):
    block = session.exec(select(Block).where(Block.code == "AM")).one()
    page = f"{BASE}/blocks/{block.id}"

    asked = organiser.post(f"{page}/close")
    closed = organiser.post(f"{page}/close", data={"seen": shown(asked, "seen")}, follow_redirects=True)

    assert "Room for 14 meetings, before it was 28." in text(asked)
    assert "The block is closed" in closed.text
    assert len(session.exec(select(PlaceClosure)).all()) == 14


def test_all_blocks_are_cut_anew(organiser, session):
    page = f"{BASE}/slots"
    form = {"shown": shown(organiser.get(page)), "minutes": "40", "changeover": "10"}

    asked = organiser.post(page, data=form)
    refused = organiser.post(page, data=form | {"minutes": "240"})
    kept, twice = (organiser.post(page, data=form | {"seen": shown(asked, "seen")}) for _ in range(2))

    assert "Cut all blocks into slots of 40 minutes" in text(asked)
    assert (refused.status_code, f'href="{BASE}/blocks/1"' in refused.text) == (422, True)
    assert (kept.status_code, twice.status_code) == (303, 303)
    assert len(session.exec(select(Slot)).all()) == 8
    huge = {"minutes": "9" * 310, "shown": shown(organiser.get(page))}
    assert organiser.post(page, data=form | huge).status_code == 422


def test_a_table_is_closed_for_a_day_from_the_picture_and_that_is_undone(organiser, session):
    table = session.exec(select(Place).where(Place.code == "T1")).one()
    form = {"day": "2098-03-11", "part": "2098-03-11", "what": "close"}

    closed = organiser.post(f"{BASE}/places/{table.id}/close", data=form, follow_redirects=True)
    again = organiser.post(f"{BASE}/places/{table.id}/close", data=form, follow_redirects=True)
    number = len(session.exec(select(PlaceClosure)).all())
    undone = organiser.post(f"{BASE}/changes/1/undo", follow_redirects=True)

    assert (
        "Table T1 is closed (the whole day)." in closed.text,
        "Closed: T1, 09:00–16:55" in text(closed),
        number,
    ) == (True, True, 14)
    assert "Table T1 is closed (the whole day)." in again.text
    assert "Undone: Closed: T1, 09:00–16:55" in undone.text
    assert session.exec(select(PlaceClosure)).all() == []
    for again in (organiser.post, organiser.get):  # a second click, and the question loaded again
        assert "This change was undone already." in again(f"{BASE}/changes/1/undo", follow_redirects=True).text


def test_a_try_says_when_a_table_would_be_closed_and_an_undo_stays_at_the_table(organiser, session):
    table = session.exec(select(Place).where(Place.code == "T2")).one()
    block = session.exec(select(Block).where(Block.code == "PM")).one()
    here = f"{BASE}?place={table.id}&day=2098-03-11"
    form = {"day": "2098-03-11", "part": str(block.id), "what": "close"}

    closed = organiser.post(f"{BASE}/places/{table.id}/close", data=form, follow_redirects=True)
    undone = organiser.post(f"{BASE}/changes/1/undo", data={"back": here})
    after = text(organiser.get(undone.location))

    assert "Table T2 is closed (Afternoon, 13:30 – 16:55)." in closed.text
    assert undone.location == here
    assert "Undone: Closed: T2" in after.split("Latest changes")[1]
    assert "Nothing was changed here" not in after


def test_a_presentation_without_organisations_has_a_way_out_and_keeps_what_was_typed(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    talk = {
        "kind": "presentation",
        "title_en": "Patents",
        "day": "2098-03-11",
        "starts": "10:00",
        "ends": "10:30",
        "venue_id": venue_id,
        **dict.fromkeys(("delegation_id", "speaker_id", "quiet_minutes", "buffer_before", "buffer_after"), "0"),
    }

    undecided = organiser.post(f"{BASE}/programme", data=talk)
    refused = organiser.post(f"{BASE}/programme", data=talk | {"audience": "chosen"})
    kept = organiser.post(f"{BASE}/programme", data=talk | {"audience": "chosen", "kind": "talk"})

    assert (undecided.status_code, refused.status_code, kept.status_code) == (422, 422, 303)
    assert "Say who takes part" in text(undecided)
    assert "For a speaker from outside, choose “Talk”." in text(refused)
    assert "Import or add the organisations first" in text(refused)
    assert ('value="Patents"' in refused.text, 'href="/o/forum-sante-2098/import"' in refused.text) == (True, True)


def test_an_item_is_added_changed_and_removed(organiser, session):
    venue_id = session.exec(select(Place.venue_id)).first()
    lunch = {
        "kind": "meal",
        "title_en": "Lunch",
        "day": "2098-03-11",
        "starts": "12:30",
        "ends": "13:30",
        "venue_id": venue_id,
        "audience": "everyone",
        **dict.fromkeys(("delegation_id", "speaker_id", "quiet_minutes", "buffer_before", "buffer_after"), "0"),
    }

    added = organiser.post(f"{BASE}/programme", data=lunch, follow_redirects=True)
    wrong = [
        organiser.post(f"{BASE}/programme", data=lunch | values).status_code
        for values in (
            {"ends": "12:00"},
            {"title_en": " "},
            {"kind": "presentation"},
            {"day": "0001-01-01"},
            {"kind": "x"},
        )
    ]
    item = session.exec(select(ProgrammeItem)).one()
    page = f"{BASE}/programme/{item.id}"
    later = lunch | {"shown": shown(organiser.get(page)), "title_fr": "<b>Repas</b>"}
    answers = [organiser.post(page, data=later).status_code for _ in range(2)]
    asked = organiser.post(f"{page}/remove")
    structure, titles = organiser.get(BASE).text, session.exec(select(ProgrammeItem.titles)).one()
    removed = organiser.post(f"{page}/remove", data={"seen": shown(asked, "seen")}, follow_redirects=True)

    assert ("It is in the programme." in added.text, wrong, answers) == (True, [422] * 5, [303, 303])
    assert ("Lunch" in structure, titles) == (True, {"fr": "<b>Repas</b>", "en": "Lunch"})
    assert "It is no longer in the programme." in removed.text
    assert session.exec(select(ProgrammeItem)).all() == []
