"""Blocks that move or close under published meetings: what follows, and what the alert says."""

from datetime import datetime, time, timedelta

import pytest
from sqlmodel import select

from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.alerts.words import what_happened
from matchmaker.models import (
    Alert,
    AlertState,
    ReleaseKind,
    Scenario,
)
from matchmaker.releases.words import in_the_way
from matchmaker.setup.commands.blocks import BlockTimes, change_block
from matchmaker.setup.commands.changes import do_or_ask, try_change
from matchmaker.setup.commands.closures import close_block
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.queries.parts import (
    block_of,
    block_token,
    slots_of_block,
)
from tests.builders import factories as make
from tests.builders.changed_structure import item_of_all, published_forum


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def forum(session):
    return published_forum(session)


def later(wall: time, minutes: int) -> time:
    return (datetime.combine(make.DAY, wall) + timedelta(minutes=minutes)).time()


def moving(session, forum, anne, minutes):
    """The change that moves the block, which stays as long as it was."""
    block = block_of(session, forum.event, forum.slots[0].block_id)
    starts, ends = later(block.starts, minutes), later(block.ends, minutes)
    times = BlockTimes(starts=starts, ends=ends, minutes=25, changeover=5)
    shown = block_token(block, slots_of_block(session, block))
    return lambda: change_block(session, forum.event, block.id, name="Morning", times=times, shown=shown, staff=anne)


def test_a_block_that_moves_takes_its_meetings_along_and_the_alert_says_what_is_in_their_way(session, forum, anne):
    """Lunch is at 11:00; from nine to half past ten the block ends after it."""
    add_item(session, forum.event, item_of_all(forum, time(11), time(12), titles={"en": "Lunch"}), staff=anne)
    block = block_of(session, forum.event, forum.slots[0].block_id)
    name, begun, ended = block.name("en"), block.starts, block.ends
    change = moving(session, forum, anne, 90)

    asked = do_or_ask(session, forum.event, change, seen="")
    do_or_ask(session, forum.event, change, seen=asked.digest)

    (view,) = alert_views(session, session.exec(select(Alert)).all())
    assert (len(asked.meetings), asked.shifted, asked.people) == (1, 2, 4)
    assert what_happened(view, "en") == (
        f"Block changed: {name}, {begun:%H:%M}–{ended:%H:%M} → {block.starts:%H:%M}–{block.ends:%H:%M}. "
        "1 published meeting has lost its time or place. 2 published meetings are at other times than people know."
    )
    assert [line.title("en") for line in view.structure.lines] == ["Alpha – Gamma"]
    said = [in_the_way(one, "en") for one in view.structure.in_the_way]
    assert said == [f"“Lunch” (11:00–12:00, for everyone) is at the time of the block {block.name('en')}."]


def test_meetings_that_only_move_with_their_block_wait_to_be_published_again(session, forum, anne):
    change = moving(session, forum, anne, 30)
    do_or_ask(session, forum.event, change, seen=do_or_ask(session, forum.event, change, seen="").digest)

    (view,) = alert_views(session, session.exec(select(Alert)).all())
    scenario = session.get_one(Scenario, view.structure.publishable)
    assert (view.structure.lines, view.structure.shifted) == ((), 3)
    publish(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff=anne, expected_release=1)
    assert (view.row.state, contradicted(session, forum.event)) == (AlertState.HANDLED, frozenset())


def test_a_block_that_closes_names_each_meeting_in_it(session, forum, anne):
    block_id = forum.slots[0].block_id

    impact = try_change(session, forum.event, lambda: close_block(session, forum.event, block_id, staff=anne))

    assert (len(impact.meetings), impact.movable, impact.seats) == (3, 0, 0)
