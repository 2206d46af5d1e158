"""The migrations make exactly the tables of the models, and can be undone."""

import ast
from pathlib import Path

from sqlalchemy import inspect
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.migrations import run
from matchmaker.migrations.run import differences, is_current, migrate
from matchmaker.models import (
    Again,
    Alert,
    AlertKind,
    Answer,
    CommunityRole,
    CommunityStaff,
    EventStaff,
    Release,
    ReleaseKind,
    ReleaseUnmet,
    UnmetRequest,
    Veto,
    Wish,
)
from tests.builders import factories as make
from tests.builders.forum import Seat, make_forum


def test_migrated_database_has_the_shape_of_the_models(database_url):
    engine = get_engine(database_url)

    assert differences(engine) == []
    assert is_current(engine)


def test_every_migration_can_be_undone_and_done_again(database_url):
    engine = get_engine(database_url)

    migrate(engine, "base")
    tables_left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    migrate(engine, "head")

    assert tables_left == set()
    assert differences(engine) == []


def test_a_column_that_is_added_has_a_value_for_the_rows_that_are_there():
    versions = Path(run.__file__).parent / "versions"
    calls = [node for path in versions.glob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    added = [
        node.args[-1] for node in calls if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("add_column")
    ]
    options = [{keyword.arg: ast.unparse(keyword.value) for keyword in column.keywords} for column in added]

    assert len(options) > 10
    assert [found for found in options if found.get("nullable") == "False" and "server_default" not in found] == []


def test_what_was_there_before_the_change_desk_stays(session, database_url):
    event = make.make_event(session)
    _gone, first, _later = (make.make_staff(session, event, active=active) for active in (False, True, True))
    told, new = (
        Alert(event_id=event.id, kind=AlertKind.MESSAGE, note=note, told_at=told_at, created_at=clock.now())
        for note, told_at in (("told", clock.now()), ("new", None))
    )
    session.add_all([told, new])
    session.commit()
    engine = get_engine(database_url)

    migrate(engine, "0004")
    migrate(engine, "head")

    session.expire_all()
    administrators = select(CommunityStaff.staff_id).where(CommunityStaff.role == CommunityRole.ADMINISTRATOR)
    assert session.exec(administrators).all() == [first.id]
    assert [(alert.note, alert.untold, alert.again, alert.cancels_at) for alert in (told, new)] == [
        ("told", False, Again.NOBODY, None),
        ("new", True, Again.NOBODY, None),
    ]
    assert event.cancel_after_minutes is None
    assert [role.feed_epoch for role in session.exec(select(EventStaff))] == [1, 1, 1]


def test_what_the_other_side_saw_before_refusals_were_told_apart_stays(session, database_url):
    forum = make_forum(session)
    one, yes, vetoing, full, met = (forum.join(name) for name in ("One", "Yes", "Vetoing", "Full", "Met"))
    for other in (yes, vetoing, full, met):
        forum.wish(one, other, created_at=clock.now())
    back = forum.wish(vetoing, one, Answer.NONE, created_at=clock.now())
    session.add(Veto(event_id=forum.event.id, from_id=vetoing.id, against_id=one.id))
    scenario = forum.scenario(Seat(one, met, 0))
    session.add(UnmetRequest(scenario_id=scenario.id, low_id=one.id, high_id=full.id, code="person_full"))
    release = Release(event_id=forum.event.id, number=1, kind=ReleaseKind.FINAL, scenario_id=scenario.id)
    session.add(release)
    session.flush()
    back_id = back.id
    session.commit()
    engine = get_engine(database_url)

    migrate(engine, "0011")
    migrate(engine, "head")

    session.expire_all()
    shown = {wish.to_id: wish.shown for wish in session.exec(select(Wish).where(Wish.from_id == one.id))}
    assert shown == {yes.id: Answer.YES, vetoing.id: Answer.NONE, full.id: Answer.YES, met.id: Answer.YES}
    assert session.get(Wish, back_id) is None
    reasons = {row.to_id: (row.release_id, row.code, row.agreed) for row in session.exec(select(ReleaseUnmet))}
    assert reasons == {
        yes.id: (release.id, "not_answered", True),
        vetoing.id: (release.id, "not_answered", False),
        full.id: (release.id, "person_full", True),
    }


def test_no_id_of_the_staff_of_an_event_is_given_twice(session, sqlite_url):
    """They are in feed addresses; a table that SQLite makes anew must go on counting."""
    engine = get_engine(sqlite_url)
    event = make.make_event(session)
    one, gone = (make.make_staff(session, event) for _ in range(2))
    role = session.exec(select(EventStaff).where(EventStaff.staff_id == gone.id)).one()
    last = role.id
    session.delete(role)
    session.commit()

    migrate(engine, "0033")
    migrate(engine, "head")

    new = EventStaff(event_id=event.id, staff_id=gone.id)
    session.add(new)
    session.flush()
    assert new.id > last > one.id
