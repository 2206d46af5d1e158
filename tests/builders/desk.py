"""A change desk: an event with meetings, a talk and an organiser, its searches, and a change of each kind."""

from datetime import time

from sqlmodel import Session, func, select

from matchmaker.change_desk.commands.searches import start_search, take_repair
from matchmaker.change_desk.jobs import search_repairs
from matchmaker.change_desk.planning.found import Found, read_found
from matchmaker.change_desk.queries.searches import read_search
from matchmaker.change_desk.rules import ChangeKind, EventChange
from matchmaker.change_desk.words import why_failed
from matchmaker.models import (
    Alert,
    AuditEntry,
    Decision,
    Message,
    PlaceClosure,
    ProgrammeKind,
    ReleaseKind,
    RepairSearch,
    Scenario,
    row_id,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders.forum import Forum, Seat
from tests.builders.presentations import sent_proposal


class Desk:
    """Four companies with published meetings at one of two tables, a talk by one of them, and an organiser."""

    def __init__(self, session: Session, forum: Forum, url: str) -> None:
        self.session, self.forum, self.url = session, forum, url
        forum.tables.append(make.make_place(session, forum.venue, position=2))
        for table in forum.tables:
            table.label = "Hall"
        a, b, c, d = (forum.join(name) for name in ("Alize", "Boreal", "Cirrus", "Dune"))
        for one, other in ((a, b), (a, c), (b, c)):
            forum.wish(one, other)
        self.colleague = make.make_registration(session, a)
        self.item = make.make_programme_item(
            session, forum.venue, starts=time(14), ends=time(14, 30), kind=ProgrammeKind.PRESENTATION
        )
        talk = sent_proposal(session, forum.people["Cirrus"], decision=Decision.ACCEPTED)
        talk.item_id = self.item.id
        self.talk = talk
        self.untimed = sent_proposal(session, forum.people["Boreal"], decision=Decision.ACCEPTED)
        scenario = forum.scenario(Seat(a, b, 0), Seat(a, c, 1), Seat(b, c, 2))
        self.staff = make.make_staff(session, forum.event)
        publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
        self.sides = {"Alize": a, "Boreal": b, "Cirrus": c, "Dune": d}
        session.commit()

    def change(self, kind: ChangeKind, subject: int | None, **said) -> EventChange:
        return EventChange(kind=kind, subject=subject or 0, about="It", **said)

    def search(self, *changes: EventChange, from_draft: bool = False) -> RepairSearch:
        search = start_search(self.session, self.forum.event, changes, staff=self.staff, from_draft=from_draft)
        self.session.commit()
        search_repairs(row_id(search), url=self.url)
        self.session.expire_all()
        return search

    def found(self, search: RepairSearch) -> Found:
        found = read_search(self.session, self.forum.event, row_id(search)).found
        assert found is not None, why_failed(search, "en")
        return found

    def take(self, search: RepairSearch, kind: str = "least_disturbance") -> Scenario:
        """Take a repair; only to cancel, where the one asked for is the same schedule."""
        if search.found and read_found(search.found).proposal(kind) is None:
            kind = "only_cancel"
        return take_repair(self.session, self.forum.event, row_id(search), kind, staff=self.staff)

    def counts(self) -> tuple[int, ...]:
        tables = (Alert, Message, AuditEntry, PlaceClosure, Scenario)
        return tuple(self.session.exec(select(func.count()).select_from(table)).one() for table in tables)


def of(desk: Desk, kind: ChangeKind) -> EventChange:
    """A change of each kind, about what the desk has."""
    people = {name: one.id for name, one in desk.forum.people.items()}
    a, c, d = (desk.sides[name].id for name in ("Alize", "Cirrus", "Dune"))
    block = desk.forum.slots[0].block_id
    table = desk.forum.tables[0].id
    said = {
        ChangeKind.WITHDRAWS: (people["Cirrus"], {}),
        ChangeKind.ORGANISATION: (c, {}),
        ChangeKind.LATE: (people["Alize"], {"at": time(9, 30), "day": desk.forum.event.starts_on}),
        ChangeKind.LEAVES: (people["Cirrus"], {"at": time(10), "day": desk.forum.event.starts_on}),
        ChangeKind.REPLACED: (people["Alize"], {"others": (desk.colleague.id,)}),
        ChangeKind.NEWCOMER: (d, {"others": (a, c), "agreed": True}),
        ChangeKind.WISH: (d, {"others": (c,), "agreed": False}),
        ChangeKind.WISH_GONE: (a, {"others": (c,)}),
        ChangeKind.TABLE: (table, {}),
        ChangeKind.ROOM: (table, {"at": time(10)}),
        ChangeKind.VENUE: (desk.forum.venue.id, {}),
        ChangeKind.BLOCK_MOVED: (block, {"minutes": 30}),
        ChangeKind.BLOCK_ENDS: (block, {"at": time(10)}),
        ChangeKind.BLOCK_CANCELLED: (block, {}),
        ChangeKind.ITEM_MOVED: (desk.item.id, {"at": time(10)}),
        ChangeKind.ITEM_CANCELLED: (desk.item.id, {}),
    }
    subject, more = said[kind]
    return desk.change(kind, subject, **more)
