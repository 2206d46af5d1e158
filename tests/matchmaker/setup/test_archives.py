"""An event as an archive: what it holds, an event made from it elsewhere, and files that are refused."""

import json
from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.models import (
    CategoryExclusion,
    CategoryTier,
    FloorPlan,
    Place,
    PlaceClosure,
    PresentationCall,
    ProgrammeKind,
    RegistrationForm,
    Slot,
    row_id,
)
from matchmaker.setup.commands.archives import restore_event
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.queries.archive import read_archive
from matchmaker.setup.queries.archive_check import LARGEST_ARCHIVE, parse_archive
from matchmaker.setup.rules import Preset
from tests.builders import factories as make
from tests.builders.enrolment import ask, open_form
from tests.builders.history import trail
from tests.builders.new_events import new_event

DAY, NEXT = date(2098, 3, 11), date(2099, 6, 10)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", email="anne@grappe.example")


@pytest.fixture
def event(session, anne):
    """Hosted buyers on two days: a closed table, a booth with its owner, a plan, a lunch, a level, an open form."""
    values = new_event(preset=Preset.HOSTED_BUYERS, tables=2, ends_on=date(2098, 3, 12))
    event = create_event(session, make.make_community(session), values, staff=anne)
    buyer, supplier = sorted({one.from_id for one in session.exec(select(CategoryExclusion)).all()})
    session.add(CategoryTier(event_id=row_id(event), tier="Premium", category_id=supplier))
    place = session.exec(select(Place).where(Place.code == "T1")).one()
    slot = session.exec(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts)).all()[3]
    session.add(PlaceClosure(place_id=row_id(place), slot_id=row_id(slot)))
    venue = make.make_venue(session, event, name="Galerie")
    owner = make.make_delegation(session, event, make.make_category(session, event, code="guest"))
    make.make_registration(session, owner)
    make.make_place(session, venue, "B1", owner_id=owner.id)
    spots, door = {"B1": [1, 1]}, {"kind": "door", "x": 0, "y": 5, "width": 2, "height": 1, "text": "Entrée"}
    plan = {"name": "Hall", "columns": 24, "rows": 14, "spots": spots, "shapes": [door]}
    session.add(FloorPlan(event_id=row_id(event), venue_id=row_id(venue), **plan))
    lunch = {"starts": time(12, 30), "ends": time(13, 30), "day": DAY}
    make.make_programme_item(session, venue, kind=ProgrammeKind.MEAL, **lunch)
    make.make_programme_item(session, venue, kind=ProgrammeKind.PRESENTATION, **lunch)
    open_form(session, event, {buyer: 7}, introductions={"fr": "Bonjour\nà tous"})
    ask(session, event, position=1, is_required=True)
    call = {"texts": {"fr": "Vos idées"}, "languages": ["fr"], "lengths": [20], "limits": {"buyer": 2}}
    session.add(PresentationCall(event_id=row_id(event), closes_at=datetime(2098, 3, 1, 17, tzinfo=UTC), **call))
    session.flush()
    return event


def exported(session, event) -> bytes:
    return read_archive(session, event).model_dump_json().encode()


def document(session, event) -> dict:
    return json.loads(exported(session, event))


def test_an_event_made_elsewhere_exports_the_same_document(session, anne, event):
    data = exported(session, event)

    made = restore_event(
        session, make.make_community(session), parse_archive(data), name=event.name, starts_on=NEXT, staff=anne
    )

    assert exported(session, made) == data
    assert (made.phase, made.starts_on, made.ends_on, made.contact_name) == ("draft", NEXT, date(2099, 6, 11), "Anne")
    assert session.get_one(RegistrationForm, made.id).is_open is False
    assert trail(session)[-1][:2] == ("Anne", "restore_event")


def test_the_document_counts_days_and_names_parts(session, event):
    found = document(session, event)

    assert (found["format"], found["version"], found["event"]["days"]) == ("matchmaker-event", 1, 2)
    assert found["event"]["wishes_close"] == {"days_before": 7, "at": "18:00:00"}
    assert [one["day"] for one in found["blocks"]] == [0, 0, 1, 1]
    assert [(one["code"], one["tiers"], one["not_with"]) for one in found["categories"]] == [
        ("buyer", [], ["buyer"]),
        ("supplier", ["Premium"], ["supplier"]),
        ("guest", [], []),
    ]
    assert [(one["code"], len(one["closed"])) for one in found["places"]] == [("T1", 1), ("T2", 0), ("B1", 0)]
    assert [one["kind"] for one in found["programme"]] == ["meal"]


def test_levels_of_another_community_are_left_out(session, anne, event):
    community = make.make_community(session, tiers=["Gold"])
    archive = parse_archive(exported(session, event))

    made = restore_event(session, community, archive, name="Autre", starts_on=NEXT, staff=anne)

    assert [one["tiers"] for one in document(session, made)["categories"]] == [[], [], []]


NO_ARCHIVE = "This file is no archive"
WRONG = "a value is missing or wrong"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", NO_ARCHIVE),
        (b"\xff\xfe", NO_ARCHIVE),
        (b"[]", NO_ARCHIVE),
        (b"PK\x03\x04", NO_ARCHIVE),
        (b"[" * 100_000, NO_ARCHIVE),
        (b'{"format": "other"}', NO_ARCHIVE),
        (b'{"format": ' + b"9" * 5000 + b"}", NO_ARCHIVE),
        (b'{"format": "matchmaker-event"}', "another version"),
        (b'{"format": "matchmaker-event", "version": 2}', "another version"),
        (b'{"format": "matchmaker-event", "version": 1}', WRONG),
        (b'{"format": "matchmaker-event", "format": "x"}', "holds “format” twice"),
        (b" " * (LARGEST_ARCHIVE + 1), "larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_archive_is_refused(data, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        parse_archive(data)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("event", "id"), 7, r"wrong \(event.id\)"),
        (("event", "name"), " \u202e ", r"wrong \(event.name\)"),
        (("event", "name"), "x" * 201, WRONG),
        (("event", "days"), True, WRONG),
        (("event", "days"), "2", WRONG),
        (("event", "zone"), "../../etc/passwd", WRONG),
        (("event", "zone"), "Factory", WRONG),
        (("event", "language"), "xx", WRONG),
        (("event", "agreement"), "anything", WRONG),
        (("categories", 0, "weight"), int("9" * 310), r"wrong \(categories.0.weight\)"),
        (("categories", 0, "weight"), -1, WRONG),
        (("categories", 0, "not_with"), ["nobody"], "names “nobody”"),
        (("categories", 0, "not_with"), ["buyer", "buyer"], "holds “buyer” twice"),
        (("call", "limits"), {"nobody": 1}, "names “nobody”"),
        (("call", "limits"), {"buyer": int("9" * 310)}, r"wrong \(call.limits.buyer\)"),
        (("categories", 1, "code"), "buyer", "holds “buyer” twice"),
        (("categories", 1, "tiers"), ["A", "A"], "holds “A” twice"),
        (("venues", 0, "latitude"), float("inf"), WRONG),
        (("venues", 0, "country"), "Belgium", WRONG),
        (("venues", 0, "name"), "Galerie", "holds “Galerie” twice"),
        (("blocks", 0, "venue"), "Nowhere", "names “Nowhere”"),
        (("blocks", 0, "day"), 10**6, WRONG),
        (("blocks", 0, "starts"), "12:40:00", WRONG),
        (("blocks", 0, "starts"), "09:00:00Z", WRONG),
        (("blocks", 0, "minutes"), 0, WRONG),
        (("blocks", 2, "day"), 0, "The two blocks overlap"),
        (("places", 0, "code"), "T2", "holds “T2” twice"),
        (("places", 0, "owner_id"), 1, WRONG),
        (("plans", 0, "spots"), {"T1": [1, 1]}, "names “T1”"),
        (("plans", 0, "spots"), {"B1": [23, 1]}, r"wrong \(Hall\)"),
        (("plans", 0, "shapes", 0, "width"), 0, r"wrong \(Hall\)"),
        (("programme", 0, "kind"), "presentation", WRONG),
        (("programme", 0, "ends"), "12:30:00", WRONG),
        (("programme", 0, "titles"), {"tlh": "x"}, WRONG),
        (("form", "offered", 0, "category"), "nobody", "names “nobody”"),
        (("form", "fields"), {"password": "required"}, WRONG),
    ],
)
def test_a_value_that_cannot_be_is_refused(session, event, path, value, sentence):
    found = document(session, event)
    *steps, last = path
    part = found
    for step in steps:
        part = part[step]
    part[last] = value

    with pytest.raises(InvalidInput, match=sentence):
        parse_archive(json.dumps(found).encode())


def test_more_slots_than_an_event_has_are_refused(session, event):
    found = document(session, event)
    block = found["blocks"][0] | {"starts": "00:00:00", "ends": "23:59:00", "minutes": 1, "changeover": 0}
    found["blocks"] = [block | {"day": day} for day in range(10)]

    with pytest.raises(InvalidInput, match="more than 5000 slots"):
        parse_archive(json.dumps(found).encode())


def test_an_item_in_which_the_clocks_change_is_refused(session, anne, event):
    found = document(session, event)
    found["programme"][0] |= {"starts": "02:30:00", "ends": "03:10:00"}
    archive = parse_archive(json.dumps(found).encode())

    with pytest.raises(InvalidInput, match="The clocks change"):
        restore_event(session, make.make_community(session), archive, name="x", starts_on=date(2030, 3, 31), staff=anne)
