"""Every change of the structure is undone while nothing rests on it: rows are as they were."""

from datetime import time, timedelta

import pytest
import time_machine
from sqlmodel import SQLModel, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound, Stale
from matchmaker.history.words import what_was_done
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import (
    Audience,
    AuditEntry,
    Block,
    Category,
    Place,
    PlaceKind,
    ProgrammeItem,
    ProgrammeKind,
    StructureChange,
    row_id,
)
from matchmaker.setup.commands.blocks import (
    BlockTimes,
    add_block,
    change_block,
    remove_block,
    set_slot_length,
)
from matchmaker.setup.commands.categories import CategoryRules, change_category, rules_token
from matchmaker.setup.commands.changes import forget_changes, undo_change
from matchmaker.setup.commands.closures import close_block
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.places import PlaceRow, add_places, change_place, remove_place
from matchmaker.setup.commands.programme import add_item, change_item, remove_item
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.parts import (
    block_token,
    closed_slots,
    length_token,
    place_token,
    slots_of,
    slots_of_block,
    venues_of,
)
from matchmaker.setup.queries.programme import ItemValues, item_values
from tests.builders import factories as make
from tests.builders.new_events import new_event

TABLES = (
    "event",
    "block",
    "slot",
    "place",
    "place_closure",
    "programme_item",
    "presentation",
    "attendance",
    "category",
)


class Structure:
    """An event with a closed table and a presentation, and every change that can be made to it."""

    def __init__(self, session):
        self.session, self.anne = session, make.make_staff(session, name="Anne", language="en")
        self.event = create_event(session, make.home(session), new_event(tables=2), staff=self.anne)
        self.venue_id = row_id(venues_of(session, self.event)[0])
        self.category = session.exec(select(Category).where(Category.code == "premium")).one()
        self.delegation = make.make_delegation(session, self.event, self.category)
        self.speaker = make.make_registration(session, self.delegation)
        self.block = session.exec(select(Block).where(Block.code == "AM")).one()
        self.table = session.exec(select(Place).where(Place.code == "T1")).one()
        self.close_table()
        self.add_item()
        self.item = session.exec(select(ProgrammeItem)).one()

    @property
    def use(self):
        return {"staff": self.anne}

    def rows(self):
        self.session.flush()
        tables = [SQLModel.metadata.tables[name] for name in TABLES]
        return {
            table.name: self.session.connection().execute(table.select().order_by(table.c.id)).all() for table in tables
        }

    def values(self, **changed):
        values = {
            "kind": ProgrammeKind.PRESENTATION,
            "titles": {"fr": "Breveter un logiciel"},
            "venue_id": self.venue_id,
            "room": "Salle 1",
            "day": self.event.starts_on,
            "starts": time(9, 30),
            "ends": time(10),
            "audience": Audience.CHOSEN,
            "attendees": frozenset({row_id(self.speaker)}),
            "delegation_id": row_id(self.delegation),
            "speaker_id": row_id(self.speaker),
            "quiet_minutes": 20,
            "buffer_before": 0,
            "buffer_after": 0,
        }
        return ItemValues(**values | changed)

    def times(self, minutes=20):
        return BlockTimes(starts=time(8, 30), ends=time(12), minutes=minutes, changeover=5)

    def add_block(self):
        times = BlockTimes(starts=time(18), ends=time(19), minutes=25, changeover=5)
        day = self.event.starts_on
        add_block(self.session, self.event, venue_id=self.venue_id, name="Late", day=day, times=times, **self.use)

    def change_block(self):
        shown = block_token(self.block, slots_of_block(self.session, self.block))
        change_block(
            self.session, self.event, row_id(self.block), name="Early", times=self.times(), shown=shown, **self.use
        )

    def remove_block(self):
        remove_block(self.session, self.event, row_id(self.block), **self.use)

    def close_block(self):
        close_block(self.session, self.event, row_id(self.block), **self.use)

    def slot_length(self):
        shown = length_token(self.event)
        set_slot_length(self.session, self.event, minutes=40, changeover=10, shown=shown, **self.use)

    def add_places(self):
        row = PlaceRow(kind=PlaceKind.BOOTH, prefix="B", first=1, last=3, venue_id=self.venue_id)
        add_places(self.session, self.event, row, **self.use)

    def change_table(self, label="", capacity=1, closed=()):
        shown = place_token(self.table, closed_slots(self.session, self.table))
        values = {"label": label, "capacity": capacity, "owner_id": None, "closed": list(closed), "shown": shown}
        change_place(self.session, self.event, row_id(self.table), **values, **self.use)

    def close_table(self):
        slots = slots_of(self.session, self.event, self.venue_id)
        self.change_table(closed=[row_id(slot) for slot in slots[:2]])

    def open_table(self):
        self.change_table()

    def rename_table(self):
        self.change_table(label="Hall A", capacity=2)

    def remove_table(self):
        remove_place(self.session, self.event, row_id(self.table), **self.use)

    def add_item(self):
        add_item(self.session, self.event, self.values(), **self.use)

    def change_item(self):
        shown = item_values(self.session, self.item).token
        values = self.values(kind=ProgrammeKind.TALK, audience=Audience.EVERYONE, attendees=frozenset())
        change_item(self.session, self.event, row_id(self.item), values, shown=shown, **self.use)

    def remove_item(self):
        remove_item(self.session, self.event, row_id(self.item), **self.use)

    def change_category(self):
        rules = CategoryRules(
            has_meetings=False,
            may_present=False,
            weight=7,
            wish_limit=None,
            guarantee=0,
            max_meetings=None,
            max_received=2,
        )
        shown, number = rules_token(self.category), row_id(self.category)
        change_category(self.session, self.event, number, rules, names={"fr": "Or"}, shown=shown, **self.use)

    def undo(self, change=None):
        change = change or latest_changes(self.session, self.event, 1)[0]
        return undo_change(self.session, self.event, row_id(change), staff=self.anne)


CHANGES = {
    "add_block": "Block added: Late, 18:00–19:00",
    "change_block": "Block changed: Morning, 09:00–12:30 → 08:30–12:00",
    "remove_block": "Block removed: Morning, 09:00–12:30",
    "close_block": "Block closed: Morning, 09:00–12:30",
    "slot_length": "Length of the slots and change-over: 40 + 10 minutes",
    "add_places": "Added: B1–B3",
    "rename_table": "Changed: T1",
    "open_table": "Opened: T1, 09:00–09:55",
    "remove_table": "Removed: T1",
    "add_item": "Programme item added: Breveter un logiciel, 09:30",
    "change_item": "Programme item changed: Breveter un logiciel, 09:30",
    "remove_item": "Programme item removed: Breveter un logiciel, 09:30",
    "change_category": "Categories changed: Premium member",
}


@pytest.fixture
def structure(session):
    return Structure(session)


@pytest.mark.parametrize("name", CHANGES)
def test_an_undo_leaves_every_row_as_it_was_and_the_history_says_both(session, structure, name):
    before = structure.rows()
    getattr(structure, name)()
    changed = structure.rows()

    structure.undo()

    assert (changed != before, structure.rows()) == (True, before)
    entries = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()[-2:]
    assert [what_was_done(entry, "en") for entry in entries] == [CHANGES[name], f"Undone: {CHANGES[name]}"]
    assert {entry.actor for entry in entries} == {"Anne"}


def test_the_history_is_read_in_the_language_of_its_reader(session, structure):
    structure.anne.language = "fr"
    structure.block.names = {"fr": "Matin", "en": "Morning"}
    structure.remove_block()

    change = latest_changes(session, structure.event, 1)[0]
    entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()

    assert change.about == "Matin, 09:00–12:30"
    assert what_was_done(entry, "en") == "Block removed: Morning, 09:00–12:30"
    assert what_was_done(entry, "de") == "Block entfernt: Matin, 09:00–12:30"


def test_a_change_is_undone_once_by_its_own_event_and_within_thirty_days(session, structure):
    structure.add_block()
    change = latest_changes(session, structure.event, 1)[0]
    foreign = make.make_event(session)

    with pytest.raises(NotFound):
        undo_change(session, foreign, row_id(change), staff=structure.anne)
    structure.undo(change)
    with pytest.raises(Stale):
        structure.undo(change)
    structure.add_block()
    late = latest_changes(session, structure.event, 1)[0]
    with time_machine.travel(clock.now() + UNDONE_WITHIN + timedelta(days=1)):
        assert latest_changes(session, structure.event, 5) == []
        with pytest.raises(NotFound):
            structure.undo(late)
        forget_changes(session)
    assert session.exec(select(StructureChange)).all() == []


def test_newer_changes_of_the_same_part_are_undone_first(session, structure):
    structure.rename_table()
    older = latest_changes(session, structure.event, 1)[0]
    structure.change_table(label="Hall B", capacity=2)

    with pytest.raises(Stale, match="Undo the newer change first"):
        structure.undo(older)
    structure.undo()
    structure.undo(older)

    assert structure.table.label == ""


def test_a_row_of_another_event_that_has_got_the_id_is_left_alone(session, structure):
    structure.rename_table()
    change = latest_changes(session, structure.event, 1)[0]
    other = create_event(session, make.make_community(session), new_event(), staff=structure.anne)
    structure.table.venue_id = row_id(venues_of(session, other)[0])  # what SQLite does when a table is removed
    session.flush()

    with pytest.raises(Stale, match="Undo the newer change first"):
        structure.undo(change)

    assert structure.table.label == "Hall A"


def test_what_something_rests_on_stays(session, structure):
    structure.add_places()
    added = latest_changes(session, structure.event, 1)[0]
    booth = session.exec(select(Place).where(Place.code == "B1")).one()
    slot = slots_of(session, structure.event, structure.venue_id)[0]
    shown = place_token(booth, ())
    values = {"label": "", "capacity": 1, "owner_id": None, "closed": [row_id(slot)], "shown": shown}
    change_place(session, structure.event, row_id(booth), **values, staff=structure.anne)

    with pytest.raises(Stale, match="rest on it"):
        structure.undo(added)

    assert session.exec(select(Place).where(Place.code == "B1")).one() is booth
