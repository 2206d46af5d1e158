"""What lists show is kept in memory and never stale: after any changes it is what a reader would compute."""

from collections import defaultdict
from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ColumnClause, text, update
from sqlalchemy.sql.visitors import iterate
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.db import open_session
from matchmaker.base.marks import WATCHED, changes_watched
from matchmaker.events.queries import plans
from matchmaker.models import Category, CategoryExclusion, ChangeMark, Organisation, Person, Registration, Role
from matchmaker.releases.commands import mark_seen
from matchmaker.releases.queries import published
from matchmaker.scheduling.queries import day_facts
from matchmaker.wishes.queries import listing
from matchmaker.wishes.queries.listing import Listing, read_listing
from tests.builders import factories as make
from tests.builders.examples import examples
from tests.builders.wishes import Forum, build_forum


def add_delegation(session: Session, forum: Forum) -> None:
    make.make_registration(session, make.make_delegation(session, forum.event, session.exec(select(Category)).first()))


def withdraw(session: Session, forum: Forum) -> None:
    forum.others[0].withdrawn_at = None if forum.others[0].withdrawn else clock.now()


def rename(session: Session, forum: Forum) -> None:
    organisation = session.get_one(Organisation, forum.others[1].organisation_id)
    organisation.name = organisation.name_key = f"{organisation.name}a"[-30:]


def seek(session: Session, forum: Forum) -> None:
    session.execute(update(Organisation).values(seeks=["funding"], search_text=Organisation.search_text + " money"))


def speak(session: Session, forum: Forum) -> None:
    session.execute(text("UPDATE person SET languages = '[\"nl\"]' WHERE id = (SELECT max(id) FROM person)"))


def disagree(session: Session, forum: Forum) -> None:
    forum.people[2].agreed_at = None if forum.people[2].agreed_at else clock.now()


def interpret(session: Session, forum: Forum) -> None:
    forum.people[3].role = Role.DELEGATE if forum.people[3].role is Role.INTERPRETER else Role.INTERPRETER


def leave(session: Session, forum: Forum) -> None:
    registration = make.make_registration(session, forum.others[4])
    session.commit()
    session.delete(registration)


def set_category(session: Session, forum: Forum) -> None:
    category = session.get_one(Category, forum.ours.category_id)
    category.has_meetings = not category.has_meetings


def exclude(session: Session, forum: Forum) -> None:
    ids = {"from_id": forum.ours.category_id, "to_id": forum.ours.category_id}
    found = session.exec(select(CategoryExclusion).filter_by(**ids)).first()
    session.delete(found) if found else session.add(CategoryExclusion(event_id=forum.event.id, **ids))


def take_back(session: Session, forum: Forum) -> None:
    rename(session, forum)
    session.flush()
    session.rollback()


CHANGES: list[Callable[[Session, Forum], None]] = [
    *(add_delegation, withdraw, rename, seek, speak, disagree, interpret, leave, set_category, exclude, take_back),
]


def seen(url: str, event_id: int) -> tuple[Listing, Listing]:
    """What a page reads, and what it would compute."""
    with open_session(read_only=True, by_statement=True, url=url) as reader:
        return read_listing(reader, event_id), read_listing.__wrapped__(reader, event_id)


@examples(40)
@given(changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6))
def test_after_any_changes_a_page_reads_what_it_would_compute(session, database_url, changes):
    forum = build_forum(session)
    session.commit()
    event_id = forum.event.id
    first, _ = seen(database_url, event_id)
    assert seen(database_url, event_id)[0] is first

    for change in changes:
        change(session, forum)
        session.commit()
        kept, computed = seen(database_url, event_id)
        assert (list(kept.entries), kept) == (list(computed.entries), computed)


def test_what_lists_do_not_show_changes_no_mark(session, forum):
    session.commit()
    before = session.exec(select(ChangeMark.mark)).one()

    mark_seen(session, forum.ada.id, 3)
    session.get_one(Person, forum.ada.person_id).phone = "+32 81 00 00 00"
    session.get_one(Registration, forum.ada.id).last_seen_at = clock.now()
    session.commit()

    assert session.exec(select(ChangeMark.mark)).one() == before


def test_all_columns_that_are_read_are_watched():
    read = defaultdict(set)
    for statement in chain(*(room.KEPT for room in (listing, day_facts, published, plans))):
        for element in chain(iterate(statement()), statement().selected_columns):
            if isinstance(element, ColumnClause) and element.table is not None and not element.primary_key:
                read[getattr(element.table, "element", element.table).name].add(element.name)

    assert read == WATCHED


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT organisation.name FROM organisation WHERE organisation.name = ?", False),
        ("UPDATE organisation SET website=? WHERE organisation.id = ?", False),
        ("UPDATE organisation SET website=?, name=? WHERE organisation.id = ?", True),
        ('UPDATE "organisation" SET "name" = ?', True),
        ("DELETE FROM registration WHERE registration.id = ?", True),
        ("INSERT OR IGNORE INTO person (email) VALUES (?)", True),
        ("WITH gone AS (DELETE FROM delegation RETURNING id) SELECT id FROM gone", True),
        ("INSERT INTO message (subject) VALUES (?)", False),
    ],
)
def test_which_statements_change_what_is_kept(statement, expected):
    assert changes_watched(statement) is expected
