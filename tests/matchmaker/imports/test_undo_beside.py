"""Undo of an import beside other work: another import, a run of the solver, a publication; and that of a folder."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import Session, func, select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.imports import apply, load_folder
from matchmaker.imports.commands.undo import undo_import
from matchmaker.imports.queries.undo import open_imports, plan_undo, sent_since
from matchmaker.journal.queries import JOURNALED, table_named
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Event, ImportBatch, Person, Registration, RunState, SolveRun
from tests.builders.imports import csv
from tests.builders.paths import ROOT
from tests.builders.published import add_entry, publish
from tests.builders.undo import ADA, PEOPLE, ZOE, undo


def last_import(session: Session, event: Event) -> ImportBatch:
    return open_imports(session, event, clock.now() - UNDONE_WITHIN)[0]


@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING])
def test_an_import_is_not_undone_under_a_run_of_the_solver(session, known, state) -> None:
    apply(session, known, "participants", csv(PEOPLE, ZOE))
    run = SolveRun(event_id=known.id, name="A", time_limit=10, state=state)
    session.add(run)
    session.flush()

    with pytest.raises(InvalidInput, match="Wait until the run has ended"):
        undo(session, known)
    run.state = RunState.DONE
    undo(session, known)

    assert session.exec(select(Person.first_name).order_by(Person.first_name)).all() == ["Ada", "Noé"]


def test_an_undo_and_an_import_at_the_same_moment_come_one_after_the_other(session, known, database_url) -> None:
    apply(session, known, "participants", csv(PEOPLE, ADA.replace("Head", "Chair"), ZOE))
    batch = last_import(session, known)
    event_id, number, seen = known.id, batch.id, plan_undo(session, batch).digest
    session.commit()
    both = Barrier(2)

    def undo_it() -> str:
        with Session(get_engine(database_url)) as own:
            event = own.get_one(Event, event_id)
            own.rollback()
            both.wait()
            try:
                undo_import(own, event, number, seen=seen, actor="Anne")
            except Stale:
                return "refused"
            own.commit()
            return "undone"

    def import_again() -> None:
        with Session(get_engine(database_url)) as own:
            event = own.get_one(Event, event_id)
            own.rollback()
            both.wait()
            apply(own, event, "participants", csv(PEOPLE, ZOE.replace("Barista", "Chef")))
            own.commit()

    with ThreadPoolExecutor(2) as pool:
        undone, imported = pool.submit(undo_it), pool.submit(import_again)
        imported.result()
        said = undone.result()

    session.expire_all()
    titles = dict(session.exec(select(Person.first_name, Person.job_title)).all())
    ada = {"undone": "Head", "refused": "Chair"}[said]
    assert titles == {"Ada": ada, "Noé": "", "Zoé": "Chef"}


def test_what_was_published_since_stays_and_is_told(session, known) -> None:
    apply(session, known, "participants", csv(PEOPLE, ZOE, "A4;Other;basic;Al;Ray;al@other.example;"))
    zoe = session.exec(select(Registration).join(Person).where(Person.first_name == "Zoé")).one()
    add_entry(session, publish(session, known.id), zoe)

    batch = last_import(session, known)
    told = sent_since(session, known, plan_undo(session, batch))
    plan = undo(session, known, batch.id)

    assert told.releases == (1,)
    assert ("registration", zoe.id) in plan.kept
    assert session.exec(select(Person.first_name).order_by(Person.first_name)).all() == ["Ada", "Noé", "Zoé"]


def test_a_folder_is_undone_but_for_its_event(session) -> None:
    event = load_folder(session, ROOT / "fixtures" / "forum-tiny")

    plan = undo(session, event)

    left = {name: session.exec(select(func.count()).select_from(table_named(name))).one() for name in JOURNALED}
    assert (left, plan.kept) == (dict.fromkeys(JOURNALED, 0), frozenset())
    assert session.exec(select(Event.slug)).all() == [event.slug]
