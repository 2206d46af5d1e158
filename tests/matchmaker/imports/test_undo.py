"""An import undone: its rows are as before, where nobody has changed or used them since."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.base.errors import NotFound, Stale
from matchmaker.imports import Amendments, apply
from matchmaker.imports.commands.apply import write
from matchmaker.imports.commands.journal import forget_images, keep_journal
from matchmaker.imports.commands.undo import undo_import
from matchmaker.imports.folder_columns import VETOES
from matchmaker.imports.queries.undo import find_import, kept_names, open_imports, plan_undo
from matchmaker.imports.restrictions import plan_vetoes
from matchmaker.imports.rows import read_rows
from matchmaker.journal.commands import journaled
from matchmaker.journal.queries import JOURNALED, table_named
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import (
    Act,
    Answer,
    AuditEntry,
    Event,
    ImportBatch,
    Message,
    Organisation,
    Person,
    Registration,
    RowImage,
    Wish,
)
from tests.builders import factories
from tests.builders.examples import examples
from tests.builders.imports import csv
from tests.builders.sessions import begin, whose
from tests.builders.undo import ADA, NOE, PEOPLE, PROGRAMME, ZOE, undo


def everything(session) -> dict[str, list]:
    """All rows that files describe."""
    session.expire_all()
    tables = [table_named(name) for name in sorted(JOURNALED)]
    return {table.name: session.connection().execute(select(table).order_by(table.c.id)).all() for table in tables}


def veto_file(session, event, data: bytes) -> None:
    """What a folder does with its file of vetoes."""
    with journaled(session) as journal:
        write(session, plan_vetoes(session, event, read_rows(data, VETOES)))
    keep_journal(session, ImportBatch(event_id=event.id, kind="folder", actor="Anne"), journal.written(session))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("participants", csv(PEOPLE, ZOE)),
        ("participants", csv(PEOPLE, ADA.replace("Head", "Chair").replace("basic", "premium"), ZOE)),
        ("wishes", csv("from;to;rank;why;answer", "A1;A2;7;Because;no", "A2;A1;1;;yes")),
        (
            "programme",
            csv(
                PROGRAMME,
                "a;reception;Soir;;DAY;18:00;19:00;;;ada@quillworks.example",
                "b;presentation;Exposé;;DAY;10:00;11:00;A2;noe@nivelyo.example;",
            ),
        ),
        ("folder", csv("from;against", "A1;A2")),
    ],
    ids=["new people", "changed people", "wishes", "programme", "vetoes take back wishes"],
)
def test_after_an_undo_all_is_as_before(session, known, kind: str, data: bytes) -> None:
    data = data.replace(b"DAY", known.starts_on.isoformat().encode())
    before = everything(session)
    if kind == "folder":
        veto_file(session, known, data)
    else:
        apply(session, known, kind, data, actor="Anne")
    assert everything(session) != before

    plan = undo(session, known)

    assert (everything(session), plan.kept) == (before, frozenset())
    batch = session.get_one(ImportBatch, plan.batch.id)
    assert batch.undone_at is not None
    assert session.exec(select(RowImage).where(RowImage.batch_id == batch.id)).all() == []
    [entry] = session.exec(select(AuditEntry).where(AuditEntry.verb == "undo_import")).all()
    assert (entry.actor, entry.event_id, entry.details["kept"]) == ("Anne", known.id, 0)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A list of people of four companies, some of whom another one names as well."""
    categories = draw(st.tuples(*[st.sampled_from(["basic", "premium"])] * 4))
    pairs = st.tuples(st.integers(0, 3), st.sampled_from(["jo", "al", "bo"]))
    people = draw(
        st.lists(st.tuples(pairs, st.sampled_from(["", "Cook", "Chef"])), min_size=1, unique_by=lambda one: one[0])
    )
    return csv(
        PEOPLE,
        *(
            f"F{firm};Firm {firm};{categories[firm]};{name};Lee{firm};{name}@firm{firm}.example;{title}"
            for (firm, name), title in people
        ),
    )


@given(first=files(), second=files(), third=files())
@examples(12)
def test_any_imports_undone_one_after_the_other_leave_what_was_there(database_url, first, second, third) -> None:
    with Session(get_engine(database_url), expire_on_commit=False) as session:
        event = factories.make_event(session)
        for category in ("basic", "premium"):
            factories.make_category(session, event, category)
        states = []
        for data in (first, second, third):
            states.append(everything(session))
            apply(session, event, "participants", data)
            if everything(session) == states[-1]:
                states.pop()
        found = []
        for _ in states:
            undo(session, event)
            found.append(everything(session))
        session.rollback()

    assert found == states[::-1]


def test_what_somebody_has_changed_since_stays_and_is_named(session, known) -> None:
    apply(session, known, "participants", csv(PEOPLE, ADA.replace("Head", "Chair"), NOE + "Cook", ZOE))
    ada = session.exec(select(Person).where(Person.first_name == "Ada")).one()
    ada.job_title = "Queen"
    session.flush()

    plan = undo(session, known)

    titles = dict(session.exec(select(Person.first_name, Person.job_title)).all())
    assert (titles, plan.kept) == ({"Ada": "Queen", "Noé": ""}, {("person", ada.id)})


def test_what_is_used_since_stays_with_all_that_it_needs(session, known) -> None:
    apply(session, known, "participants", csv(PEOPLE, ZOE, "A4;Other;basic;Al;Ray;al@other.example;"))
    zoe = session.exec(select(Registration).join(Person).where(Person.first_name == "Zoé")).one()
    factories.make_absence(session, zoe, clock.now().time().replace(hour=9), clock.now().time().replace(hour=10))

    [batch] = open_imports(session, known, clock.now() - UNDONE_WITHIN)[:1]
    names = kept_names(session, known, plan_undo(session, batch))
    undo(session, known)

    assert sorted(session.exec(select(Organisation.external_id))) == ["A1", "A2", "A3"]
    assert names == [
        ("delegation", "Café Ötzi"),
        ("organisation", "Café Ötzi"),
        ("person", "Zoé Weiß"),
        ("registration", "Zoé Weiß"),
    ]


def test_who_is_of_another_community_by_now_is_not_named(session, known) -> None:
    apply(session, known, "participants", csv(PEOPLE, ZOE))
    zoe = session.exec(select(Person).where(Person.first_name == "Zoé")).one()
    zoe.organisation_id = factories.make_organisation(session, "Far", factories.make_community(session)).id
    session.flush()

    [batch] = open_imports(session, known, clock.now() - UNDONE_WITHIN)[:1]

    assert kept_names(session, known, plan_undo(session, batch)) == []


def test_a_corrected_address_is_corrected_back_and_revives_no_log_in(session, known) -> None:
    changed = csv(PEOPLE, ADA.replace("quillworks.example", "quill.example"))
    apply(session, known, "participants", changed, amendments=Amendments(answers={2: "correct"}))
    ada = session.exec(select(Person).where(Person.first_name == "Ada")).one()
    key = begin(session, ada)

    plan = undo(session, known)

    assert (ada.email, ada.email_key) == ("ada@quillworks.example",) * 2
    assert (whose(session, key), plan.told) == (None, 1)
    told = session.exec(select(Message.recipient).where(Message.kind == "address_left").order_by(Message.id)).all()
    assert told == ["ada@quillworks.example", "ada@quill.example"]


def test_who_moved_to_another_organisation_comes_back(session, known) -> None:
    moved = csv(PEOPLE, ADA.replace("A1;Quillworks", "A2;Nivelyo"))
    apply(session, known, "participants", moved, amendments=Amendments(answers={2: "moved"}), actor="Bea")

    undo(session, known)

    rows = session.exec(select(Registration).join(Person).where(Person.first_name == "Ada")).all()
    assert [row.withdrawn_at for row in rows] == [None]
    acts = (Act.WITHDRAW, Act.WITHDRAW_TAKEN_BACK)
    entries = session.exec(select(AuditEntry).where(AuditEntry.verb.in_(acts)).order_by(AuditEntry.id))
    assert [entry.actor for entry in entries] == ["Bea", "Anne"]


def test_an_import_is_undone_once_and_in_its_own_event(session, known) -> None:
    apply(session, known, "participants", csv(PEOPLE, ZOE))
    [batch] = open_imports(session, known, clock.now() - UNDONE_WITHIN)[:1]
    other = factories.make_event(session)

    with pytest.raises(NotFound):
        undo(session, other, batch.id)
    with pytest.raises(Stale, match="rows of this import"):
        undo_import(session, known, batch.id, seen="", actor="Anne")
    undo(session, known, batch.id)
    with pytest.raises(Stale, match="undone already"):
        undo(session, known, batch.id)


def test_two_undos_at_once_undo_once(session, known, database_url) -> None:
    apply(session, known, "participants", csv(PEOPLE, ZOE))
    [batch] = open_imports(session, known, clock.now() - UNDONE_WITHIN)[:1]
    event_id, number, seen = known.id, batch.id, plan_undo(session, batch).digest
    session.commit()
    both = Barrier(2)

    def one(_: int) -> str:
        with Session(get_engine(database_url)) as own:
            both.wait()
            try:
                undo_import(own, own.get_one(Event, event_id), number, seen=seen, actor="Anne")
            except Stale:
                return "refused"
            own.commit()
            return "undone"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, range(2))) == ["refused", "undone"]


def test_the_later_import_is_undone_before_the_earlier_one(session, known) -> None:
    before = everything(session)
    for title in ("One", "Two"):
        apply(session, known, "participants", csv(PEOPLE, ADA.replace("Head", title)))
    later, earlier = open_imports(session, known, clock.now() - UNDONE_WITHIN)[:2]

    assert ("person", before["person"][0].id) in plan_undo(session, earlier).kept
    undo(session, known, later.id)
    undo(session, known, earlier.id)

    assert everything(session) == before


def test_the_images_are_kept_for_thirty_days(session, known) -> None:
    apply(session, known, "wishes", csv("from;to;why", "A1;A2;Private"))
    [batch] = open_imports(session, known, clock.now() - UNDONE_WITHIN)[:1]

    with time_machine.travel(clock.now() + timedelta(days=31)):
        forget_images(session)
        with pytest.raises(NotFound):
            find_import(session, known, batch.id, clock.now() - UNDONE_WITHIN)

    assert session.exec(select(RowImage)).all() == []
    assert session.exec(select(Wish.answer)).all() == [Answer.NONE, Answer.NONE]


def test_the_history_of_who_is_removed_again_keeps_the_name_and_keeps_nobody(session, event) -> None:
    apply(session, event, "participants", csv(PEOPLE, ADA), name="people.csv")
    session.commit()

    undo(session, event)

    said = select(AuditEntry.subject, AuditEntry.registration_id).where(AuditEntry.verb == Act.IMPORT_PERSON)
    assert (session.exec(said).all(), session.exec(select(Registration)).all()) == ([("Ada Quill", None)], [])
