"""Changes in the words of the command line: what each means for an event, and what is no change."""

from datetime import date, time

import pytest
from sqlmodel import col, select

from matchmaker.base.errors import InvalidInput
from matchmaker.change_desk.queries.written import SHAPES, read_changes
from matchmaker.change_desk.rules import ChangeKind, EventChange
from matchmaker.imports import load_folder
from matchmaker.models import Event, Place, Strength
from tests.builders.paths import TINY

DAY = date(2027, 4, 22)
LIEVE = "Lieve Van den Broeck (Waasmeer Logistics BV)"
BRAM = {"about": "Bram Vos (Vellarix)"}
TABLES = ["T1 (Grande salle, près de l’entrée)", "T2 (Grande salle, côté fenêtres)"]
ROOMS = ["Grande salle, près de l’entrée (T1)", "Grande salle, côté fenêtres (T2)"]


@pytest.fixture
def event(session) -> Event:
    """The tiny forum: 10:00 to 12:00 (AM) and 13:30 to 14:30 (PM), tables T1 to T3 and a booth."""
    return load_folder(session, TINY)


def said(change: EventChange) -> dict:
    """What a change says beside its kind: whom it is about, and what is not as always."""
    fields = {
        "with": change.with_whom,
        "day": change.day,
        "at": change.at,
        "until": change.until,
        "minutes": change.minutes,
        "strength": change.strength if change.strength is not Strength.WANT else None,
        "agreed": change.agreed,
    }
    return {"about": change.about, **{name: value for name, value in fields.items() if value}}


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        ("withdraws kevin.ndiaye@sambrelle.example", [{"about": "Kévin N’Diaye (Clinique de Sambrelle)"}]),
        ("organisation-withdraws vellarix", [{"about": "Vellarix"}]),
        ("late lieve@waasmeer.example 10:40", [{"about": LIEVE, "day": DAY, "at": time(10, 40)}]),
        ("leaves lieve@waasmeer.example 13:50 2027-04-22", [{"about": LIEVE, "day": DAY, "at": time(13, 50)}]),
        ("replaced bram.vos@vellarix.example 'noemie lambert'", [BRAM | {"with": ("Noémie Lambert",)}]),
        (
            "newcomer 'Waasmeer Logistics BV' 'tervagne securite' 'Clinique de Sambrelle' must agreed",
            [
                {
                    "about": "Waasmeer Logistics BV",
                    "with": ("Tervagne Sécurité", "Clinique de Sambrelle"),
                    "strength": Strength.MUST,
                    "agreed": True,
                }
            ],
        ),
        ("wish 'Commune de Clermeuse' Vellarix", [{"about": "Commune de Clermeuse", "with": ("Vellarix",)}]),
        ("wish-withdrawn Vellarix 'Southwall Seed'", [{"about": "Vellarix", "with": ("Southwall Seed",)}]),
        ("table-lost T1 T2", [{"about": table, "day": DAY} for table in TABLES]),
        (
            "table-lost T1 T2 2027-04-22 10:00-11:00",
            [{"about": table, "day": DAY, "at": time(10), "until": time(11)} for table in TABLES],
        ),
        ("room-lost 'grande salle' 13:30-", [{"about": room, "day": DAY, "at": time(13, 30)} for room in ROOMS]),
        ("venue-lost 'Maison Batta-Neuve'", [{"about": "Maison Batta-Neuve (Huy)", "day": DAY}]),
        ("block-moved AM -15", [{"about": "Morning (10:00 – 12:00)", "minutes": -15}]),
        ("block-ends AM 11:00", [{"about": "Morning (10:00 – 12:00)", "at": time(11)}]),
        ("block-cancelled namiddag", [{"about": "Afternoon (13:30 – 14:30)"}]),
        ("item-moved pres-proteger 13:30", [{"about": "Protéger une application (11:00 – 11:25)", "at": time(13, 30)}]),
        ("item-cancelled 'Lunch'", [{"about": "Lunch (12:15 – 13:15)"}]),
    ],
)
def test_each_cause_says_what_its_words_say(session, event: Event, cause: str, expected: list) -> None:
    changes = read_changes(session, event, [cause], "en")

    assert {change.kind for change in changes} == {ChangeKind(cause.split(maxsplit=1)[0])}
    assert [said(change) for change in changes] == expected


def test_every_kind_of_the_screen_can_be_written() -> None:
    assert SHAPES.keys() == set(ChangeKind)


def test_a_name_comes_before_the_number_of_a_row(session, event: Event) -> None:
    one, other = session.exec(select(Place).where(col(Place.code).in_(("T1", "T2"))).order_by(Place.code)).all()
    other.code = f"{one.id}"
    session.flush()

    (change,) = read_changes(session, event, [f"table-lost {one.id}"], "en")

    assert change.subject == other.id


def test_the_beginning_of_a_room_stands_for_it_only_where_one_room_begins_so(session, event: Event) -> None:
    tables = session.exec(select(Place).where(col(Place.code).in_(("T1", "T2", "T3"))).order_by(Place.code)).all()
    for table, label in zip(tables, ("Salle Rops, nord", "Salle Rops, sud", "Salle Sax"), strict=True):
        table.label = label
    session.flush()

    whole = read_changes(session, event, ["room-lost 'salle rops'"], "en")
    begun = read_changes(session, event, ["room-lost 'salle s'"], "en")
    with pytest.raises(InvalidInput) as refusal:
        read_changes(session, event, ["room-lost salle"], "en")

    assert [one.about for one in whole] == ["Salle Rops, nord (T1)", "Salle Rops, sud (T2)"]
    assert [one.about for one in begun] == ["Salle Sax (T3)"]
    assert refusal.value.params["names"] == "Salle Rops, Salle Sax"


def test_several_causes_are_several_changes(session, event: Event) -> None:
    changes = read_changes(session, event, ["withdraws zoe@tervagne.example", "table-lost T1 T2"], "en")

    assert [change.kind for change in changes] == [ChangeKind.WITHDRAWS, ChangeKind.TABLE, ChangeKind.TABLE]


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("", "is no cause"),
        ("'open quote", "is no cause"),
        ("earthquake Huy", "is no cause"),
        ("withdraws", "A cause is written so: %(usage)s."),
        ("withdraws zoe@tervagne.example tomorrow", "A cause is written so: %(usage)s."),
        ("wish Vellarix", "A cause is written so: %(usage)s."),
        ("wish Vellarix agreed", "A cause is written so: %(usage)s."),
        ("table-lost 10:00-11:00", "A cause is written so: %(usage)s."),
        ("withdraws nobody@example.org", "Nothing is called"),
        ("withdraws " + "9" * 310, "Nothing is called"),
        ("withdraws \u0000", "Nothing is called"),
        ("room-lost ''", "Nothing is called"),
        ("replaced bram.vos@vellarix.example bram.vos@vellarix.example", "cannot come in their own place"),
        ("wish Vellarix Vellarix", "Nothing is called"),
        ("wish Vellarix Nobody", "Nothing is called"),
        ("wish Vellarix 'Southwall Seed'", "wishes to meet “%(text)s” already"),
        ("wish-withdrawn Vellarix 'Tervagne Sécurité'", "does not wish to meet"),
        ("late lieve@waasmeer.example 25:00", "is no time"),
        ("late lieve@waasmeer.example 10:00 0001-01-01", "Nothing is called"),
        ("table-lost T1 11:00-10:00", "It ends before it begins."),
        ("table-lost T1 10:00-99:99", "is no time"),
        ("block-ends AM 12:00", "Say a time between"),
        ("block-moved AM +-+30", "is no number of minutes"),
        ("block-moved AM soon", "is no number of minutes"),
        ("block-moved AM " + "9" * 310, "is no number of minutes"),
        ("replaced lieve@waasmeer.example zoe@tervagne.example", "is of another organisation"),
    ],
)
def test_what_is_no_cause_is_refused(session, event: Event, cause: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_changes(session, event, [cause], "en")

    assert sentence in refused.value.message
