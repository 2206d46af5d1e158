"""A whole event from a folder: the two that come with the product, and what a broken one says."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.base.errors import FileRefused, InvalidInput, MatchmakerError
from matchmaker.imports import load_folder
from matchmaker.imports.commands.folder import load
from matchmaker.models import (
    Absence,
    Delegation,
    Event,
    Organisation,
    Place,
    PlaceClosure,
    ProgrammeItem,
    Slot,
    Veto,
    Wish,
)
from tests.builders.imports import counts
from tests.builders.paths import FIXTURES

TINY, NAMUR = FIXTURES / "forum-tiny", FIXTURES / "forum-namur"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny forum to break."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_tiny_forum_is_loaded_with_all_that_it_says(session) -> None:
    event = load_folder(session, TINY)
    session.commit()
    assert (event.slug, event.starts_on, event.wishes_close_at) == (
        "tiny-huy",
        date(2027, 4, 22),
        datetime(2027, 4, 15, 16, 0, tzinfo=UTC),
    )
    found = counts(session)
    assert {
        name: found[name]
        for name in ("organisation", "person", "registration", "delegation", "wish", "veto", "absence", "place")
    } == {
        "organisation": 8,
        "person": 11,
        "registration": 11,
        "delegation": 8,
        "wish": 17,
        "veto": 1,
        "absence": 1,
        "place": 4,
    }
    slots = session.exec(select(Slot).order_by(Slot.starts_at)).all()
    assert [slot.starts for slot in slots] == [
        time(10), time(10, 30), time(11), time(11, 30), time(13, 30), time(14),
    ]  # fmt: skip
    assert slots[0].ends == time(10, 25)
    assert slots[0].starts_at == datetime(2027, 4, 22, 8, 0, tzinfo=UTC)
    closed = session.exec(
        select(Place.code, Slot.starts)
        .join(PlaceClosure, col(PlaceClosure.place_id) == col(Place.id))
        .join(Slot, col(Slot.id) == col(PlaceClosure.slot_id))
        .order_by(Slot.starts)
    ).all()
    assert closed == [("T3", time(13, 30)), ("T3", time(14))]
    booth = session.exec(select(Place).where(Place.code == "B1")).one()
    owner = session.get_one(Organisation, session.get_one(Delegation, booth.owner_id).organisation_id)
    assert owner.external_id == "H01"


@pytest.mark.parametrize("folder", [TINY, NAMUR])
def test_loading_twice_changes_nothing(session, folder) -> None:
    load_folder(session, folder)
    session.commit()
    before = counts(session)
    again = load(session, folder)
    session.commit()
    assert [(name, view.outcome.new, view.outcome.changed) for name, view in again.files.items()] == [
        (name, 0, 0) for name in again.files
    ]
    assert counts(session) == before


def test_the_forum_of_namur_has_the_size_that_it_promises(session) -> None:
    load_folder(session, NAMUR)
    found = counts(session)
    assert (found["organisation"], found["registration"], found["slot"], found["place"]) == (65, 90, 14, 22)
    assert found["presentation"] == 6
    assert 480 <= found["wish"] <= 520


@time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False)
def test_all_dates_move_with_the_first_day(session) -> None:
    first = date(2027, 2, 4)
    event = load_folder(session, TINY, starts_on=first)
    session.commit()
    assert (event.starts_on, event.ends_on) == (first, first)
    assert event.wishes_close_at == datetime(2027, 1, 28, 17, 0, tzinfo=UTC)
    for model in (Slot, ProgrammeItem, Absence):
        assert set(session.exec(select(model.day)).all()) == {first}
    newest, oldest = max(session.exec(select(Wish.created_at)).all()), min(session.exec(select(Wish.created_at)).all())
    assert clock.local(newest, event.zone).date() == date(2026, 11, 21)
    assert newest - oldest < timedelta(days=12)


def test_wishes_of_a_folder_in_the_past_keep_their_distance_to_the_event(session) -> None:
    event = load_folder(session, TINY, starts_on=date(2020, 4, 22))
    oldest = min(session.exec(select(Wish.created_at)).all())
    assert clock.local(oldest, event.zone).date() == date(2020, 4, 1)


def test_an_event_that_is_there_is_not_moved(session) -> None:
    load_folder(session, TINY, starts_on=date(2027, 2, 4))
    with pytest.raises(InvalidInput) as error:
        load_folder(session, TINY, starts_on=date(2027, 3, 4))
    assert str(error.value) == "The event “tiny-huy” is there already, beginning on 2027-02-04."
    assert load_folder(session, TINY).starts_on == date(2027, 2, 4)


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "sentence"),
    [
        (
            "blocks.csv",
            "10:00,12:00",
            "12:00,12:00",
            ("blocks.csv", 2),
            "Column “ends”: “12:00” is not after the start. Correct one of the two.",
        ),
        (
            "places.csv",
            "13:30|14:00",
            "13:30|14:10",
            ("places.csv", 4),
            "Column “closed”: no slot begins at 14:10.",
        ),
        (
            "vetoes.csv",
            "H04,H08",
            "H04,H04",
            ("vetoes.csv", 2),
            "A veto cannot be against oneself. Correct an organisation, or remove the line.",
        ),
        (
            "absences.csv",
            "kevin.ndiaye",
            "nobody",
            ("absences.csv", 2),
            "Column “email”: nobody takes part with the address “nobody@sambrelle.example”.",
        ),
        (
            "venues.csv",
            "Europe/Brussels",
            "Europe/Huy",
            ("venues.csv", 2),
            "Column “zone”: the time zone “Europe/Huy” is unknown. Write one like Europe/Brussels.",
        ),
        (
            "categories.csv",
            "basic,",
            "premium,",
            ("categories.csv", 3),
            "“premium” is already on line 2. Remove one of the two lines.",
        ),
        (
            "event.csv",
            "2027-04-22,2027-04-22",
            "soon,2027-04-22",
            ("event.csv", 2),
            "Column “starts_on”: “soon” is not a date. Write it like 2027-03-11.",
        ),
    ],
)
def test_a_mistake_in_a_file_names_file_and_line_and_writes_nothing(
    session, tiny, *, file, old, new, place, sentence
) -> None:
    before = counts(session)
    replace(tiny / file, old, new)
    with pytest.raises(FileRefused) as error:
        load_folder(session, tiny)
    session.rollback()
    assert (error.value.file, error.value.line, str(error.value)) == (*place, sentence)
    assert counts(session) == before


def test_a_block_with_other_times_is_not_changed_under_its_slots(session, tiny) -> None:
    load_folder(session, tiny)
    replace(tiny / "blocks.csv", "10:00,12:00", "10:00,12:30")
    with pytest.raises(FileRefused) as error:
        load_folder(session, tiny)
    assert (
        str(error.value) == "This block is there already with another time or venue, which an import does not change."
    )


def test_an_empty_folder_says_which_file_is_missing(session, tmp_path) -> None:
    with pytest.raises(MatchmakerError) as error:
        load_folder(session, tmp_path)
    assert (error.value.status, str(error.value)) == (404, f"There is no file “{tmp_path / 'event.csv'}”.")


def test_files_that_are_absent_are_left_out(session: Session, tiny: Path) -> None:
    for name in ("wishes.csv", "programme.csv", "vetoes.csv", "absences.csv"):
        (tiny / name).unlink()
    event = load_folder(session, tiny)
    assert session.exec(select(Event)).all() == [event]
    assert session.exec(select(Veto)).all() == []


def blocks(folder: Path, *lines: str) -> Path:
    (folder / "blocks.csv").write_text("\n".join(("code,name_en,day,starts,ends", *lines)), encoding="utf-8")
    for name in ("absences.csv", "programme.csv", "places.csv"):
        (folder / name).unlink(missing_ok=True)
    return folder


def test_two_blocks_never_have_a_slot_at_the_same_time(session, tiny) -> None:
    blocks(tiny, "A,A,2027-04-22,09:00,10:00", "B,B,2027-04-22,09:30,10:30")

    with pytest.raises(FileRefused, match="has a slot at") as refused:
        load_folder(session, tiny)

    assert (refused.value.file, refused.value.line, refused.value.params) == (
        "blocks.csv",
        3,
        {"other": "A", "time": "09:30"},
    )


def test_no_slot_is_in_the_hour_that_the_clocks_leave_out(session, tiny) -> None:
    replace(tiny / "event.csv", "2027-04-22,2027-04-22", "2027-03-28,2027-03-28")
    blocks(tiny, "A,A,2027-03-28,01:00,04:30")

    loaded = load(session, tiny)

    slots = session.exec(select(Slot).order_by(col(Slot.starts_at))).all()
    assert [f"{slot.starts:%H:%M}" for slot in slots] == ["01:00", "01:30", "03:00", "03:30", "04:00"]
    assert all(slot.ends_at - slot.starts_at == timedelta(minutes=25) for slot in slots)
    [notice] = loaded.files["blocks.csv"].lines[0].messages
    assert notice.text("en") == "The clocks change in this block: no slot is made at 02:00, 02:30."


def test_a_folder_loaded_twice_at_once_is_loaded_once(session, tiny: Path, tmp_path: Path, database_url: str) -> None:
    (tmp_path / "bare").mkdir()
    shutil.copy(tiny / "event.csv", tmp_path / "bare")
    load(session, tmp_path / "bare")
    session.commit()
    both = Barrier(2)

    def one(_: int) -> bool:
        with Session(get_engine(database_url)) as own:
            both.wait()
            loaded = load(own, tiny)
            own.commit()
            return sum(view.outcome.new for view in loaded.files.values()) > 0

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, range(2))) == [False, True]
