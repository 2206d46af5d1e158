"""Causes of a change in words: what each means for an event, and what is no cause."""

import pytest

from matchmaker.alerts.planning.day import ChangedDay, with_changes
from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.alerts.planning.happened import read_causes
from matchmaker.base.errors import InvalidInput
from matchmaker.imports import load_folder
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts
from tests.builders.paths import TINY


@pytest.fixture
def facts(session) -> Facts:
    """Of the tiny forum: 10:00 to 12:00 (AM) and 13:30 to 14:30 (PM), tables T1 to T3 and a booth."""
    return load_facts(session, load_folder(session, TINY))


def said(facts: Facts, found: Disruption) -> dict:
    """What a disruption says, in names."""
    names, slots = facts.persons, facts.slots
    places = sorted({facts.places[place].code for place, _ in found.day.closed})
    times = sorted({f"{slots[slot].starts:%H:%M}" for _, slot in found.day.closed})
    told = {
        "absent": sorted(names[one].first_name for one in found.absent),
        "missed": {
            names[one].first_name: sorted(f"{slots[slot].starts:%H:%M}" for slot in missed)
            for one, missed in found.missed.items()
        },
        "closed": (places, times) if places else (),
        "blocks": {facts.blocks[one].code: minutes for one, minutes in found.day.blocks.items()},
        "items": {facts.items[one].code: minutes for one, minutes in found.day.items.items()},
        "cancelled": [facts.items[one].code for one in found.day.cancelled],
    }
    return {key: value for key, value in told.items() if value}


ALL = ["10:00", "10:30", "11:00", "11:30", "13:30", "14:00"]


@pytest.mark.parametrize(
    ("causes", "expected"),
    [
        (["withdraws kevin.ndiaye@sambrelle.example"], {"absent": ["Kévin"]}),
        (["organisation-withdraws vellarix"], {"absent": ["Bram", "Noémie"]}),
        (["late lieve@waasmeer.example 10:40"], {"missed": {"Lieve": ["10:00", "10:30"]}}),
        (["leaves lieve@waasmeer.example 13:50 2027-04-22"], {"missed": {"Lieve": ["13:30", "14:00"]}}),
        (["replaced lieve@waasmeer.example"], {}),
        (["replaced bram.vos@vellarix.example 'noemie lambert'"], {"absent": ["Bram"]}),
        (["table-lost T1 T2"], {"closed": (["T1", "T2"], ALL)}),
        (["room-lost 'grande salle'"], {"closed": (["T1", "T2"], ALL)}),
        (["venue-lost 'Maison Batta-Neuve'"], {"closed": (["B1", "T1", "T2", "T3"], ALL)}),
        (["block-moved AM -15"], {"blocks": {"AM": -15}}),
        (["block-ends AM 11:00"], {"closed": (["B1", "T1", "T2", "T3"], ["11:00", "11:30"])}),
        (["block-cancelled namiddag"], {"closed": (["B1", "T1", "T2", "T3"], ["13:30", "14:00"])}),
        (["item-moved pres-proteger 13:30"], {"items": {"pres-proteger": 150}}),
        (["item-cancelled 'Lunch'"], {"cancelled": ["repas"]}),
        (
            [
                "withdraws zoe@tervagne.example",
                "block-moved PM +30",
                "table-lost T1",
                "late lieve@waasmeer.example 10:10",
            ],
            {"absent": ["Zoé"], "blocks": {"PM": 30}, "closed": (["T1"], ALL), "missed": {"Lieve": ["10:00"]}},
        ),
    ],
)
def test_each_cause_means_what_its_words_say(facts: Facts, causes: list[str], expected: dict) -> None:
    assert said(facts, read_causes(facts, causes)) == expected


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("", "is no cause"),
        ("'open quote", "is no cause"),
        ("earthquake Huy", "is no cause"),
        ("withdraws", "A cause is written so: %(usage)s."),
        ("withdraws nobody@example.org", "Nothing is called"),
        ("withdraws " + "9" * 310, "Nothing is called"),
        ("withdraws \u0000", "Nothing is called"),
        ("room-lost ''", "Nothing is called"),
        ("late lieve@waasmeer.example 25:00", "is no time"),
        ("late lieve@waasmeer.example 10:00 0001-01-01", "Nothing is called"),
        ("block-moved AM +-+30", "is no number of minutes"),
        ("block-moved AM soon", "is no number of minutes"),
        ("block-moved AM " + "9" * 310, "is no number of minutes"),
        ("replaced lieve@waasmeer.example zoe@tervagne.example", "is of another organisation"),
    ],
)
def test_what_is_no_cause_is_refused(facts: Facts, cause: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence.partition("%")[0]):
        read_causes(facts, [cause])


def test_meetings_move_with_their_block_and_people_who_are_away_then_are_not_free(facts: Facts) -> None:
    morning = next(number for number, block in facts.blocks.items() if block.code == "AM")
    kevin = next(number for number, person in facts.persons.items() if person.first_name == "Kévin")

    moved = with_changes(facts, ChangedDay(blocks={morning: -60}))

    assert [f"{slot.starts:%H:%M}" for slot in moved.slots.values()] == ["09:00", "09:30", "10:00", "10:30", *ALL[4:]]
    assert moved.slots.keys() == facts.slots.keys()
    away = {number: [f"{facts.slots[slot].starts:%H:%M}" for slot in busy_slots(facts)[kevin]] for number in [kevin]}
    after = [f"{moved.slots[slot].starts:%H:%M}" for slot in busy_slots(moved)[kevin]]
    assert "10:00" in away[kevin]
    assert "10:00" in after
    assert with_changes(facts, ChangedDay()) is facts
    with pytest.raises(InvalidInput, match="begin and end on its day"):
        with_changes(facts, ChangedDay(blocks={morning: 14 * 60}))
