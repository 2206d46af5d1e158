"""What a change of the structure would do: tried, then done as it was shown."""

from datetime import datetime, time, timedelta

import pytest
from sqlmodel import select

from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.alerts.queries.repairs import find_proposals
from matchmaker.alerts.words import what_happened
from matchmaker.base import clock
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Audience,
    Delegation,
    Organisation,
    PlaceClosure,
    PlaceKind,
    ProgrammeItem,
    ProgrammeKind,
    ReleaseKind,
    RuleKind,
    Scenario,
    row_id,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.words import in_the_way
from matchmaker.setup.commands.blocks import BlockTimes, change_block
from matchmaker.setup.commands.changes import do_or_ask, try_change, undo_change
from matchmaker.setup.commands.closures import close_block
from matchmaker.setup.commands.particular_rules import add_rule
from matchmaker.setup.commands.places import change_place
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.planning.hits import FreeSpot
from matchmaker.setup.planning.new_times import NewTimes
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.new_rule import NewRule
from matchmaker.setup.queries.parts import (
    block_of,
    block_token,
    closed_slots,
    place_token,
    slots_of_block,
)
from matchmaker.setup.queries.programme import ItemValues
from matchmaker.setup.words import impact_in_words
from tests.builders import factories as make
from tests.builders.forum import Seat, make_forum
from tests.builders.history import trail


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def forum(session):
    """Two tables; at 9:00 both are taken, at 9:30 only the first one. Published."""
    forum = make_forum(session, tables=2)
    alpha, beta, gamma, delta = (forum.join(name) for name in ("Alpha", "Beta", "Gamma", "Delta"))
    for one, other in ((alpha, beta), (gamma, delta), (alpha, gamma), (beta, delta)):
        forum.wish(one, other)
    scenario = forum.scenario(
        Seat(alpha, beta, slot=0, table=0), Seat(gamma, delta, slot=0, table=1), Seat(alpha, gamma, slot=1, table=0)
    )
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


def closing(session, forum, anne, *slots):
    """The change that closes the first table in some slots."""
    table = forum.tables[0]

    def change():
        shown = place_token(table, closed_slots(session, table))
        ids = [row_id(forum.slots[number]) for number in slots]
        values = {"label": "", "capacity": 1, "owner_id": None, "closed": ids}
        change_place(session, forum.event, row_id(table), **values, shown=shown, staff=anne)

    return change


def test_a_booth_that_gets_an_owner_names_the_meetings_of_others(session, forum, anne):
    (booth := forum.tables[0]).kind = PlaceKind.BOOTH
    beta = session.exec(select(Delegation.id).join(Organisation).where(Organisation.name == "Beta")).one()

    def give_to_beta():
        values = {"label": "", "capacity": 1, "owner_id": beta, "closed": [], "shown": place_token(booth, ())}
        change_place(session, forum.event, row_id(booth), **values, staff=anne)

    impact = try_change(session, forum.event, give_to_beta)

    (hit,) = impact.meetings
    assert (hit.names, hit.place, hit.elsewhere) == (("Alpha", "Gamma"), booth.code, forum.tables[1].code)
    assert booth.owner_id is None


def item(forum, starts, ends, **values):
    defaults = {
        "kind": ProgrammeKind.TALK,
        "titles": {"fr": "Exposé"},
        "venue_id": row_id(forum.venue),
        "room": "",
        "day": make.DAY,
        "starts": starts,
        "ends": ends,
        "audience": Audience.EVERYONE,
        "attendees": frozenset(),
        "delegation_id": None,
        "speaker_id": None,
        "quiet_minutes": 0,
        "buffer_before": 0,
        "buffer_after": 0,
    }
    return ItemValues(**defaults | values)


def test_a_table_that_closes_names_the_meetings_that_move_and_those_that_need_another_time(session, forum, anne):
    impact = try_change(session, forum.event, closing(session, forum, anne, 0, 1, 2, 3))

    assert [(hit.starts, hit.names, hit.elsewhere, hit.other_time) for hit in impact.meetings] == [
        (time(9), ("Alpha", "Beta"), "", FreeSpot(make.DAY, time(10), forum.tables[1].code)),
        (time(9, 30), ("Alpha", "Gamma"), forum.tables[1].code, None),
    ]
    assert (impact.release, impact.people, impact.movable, impact.fewer) == (1, 2, 1, NewTimes())
    assert (impact.seats, impact.seats_before) == (4, 8)
    assert session.exec(select(PlaceClosure)).all() == []
    assert impact_in_words(impact, "en") == (
        "1 published meeting can keep its time at another place.",
        "1 published meeting needs another time (09:00).",
        "Room for 4 meetings, before it was 8.",
        "Release 1 stays as it is, and nobody is told, until you publish again.",
        "These meetings come under “Needs you”, with repairs that disturb as few people as possible.",
    )


@pytest.mark.parametrize(
    ("kind", "names", "at_table", "said"),
    [
        (
            RuleKind.FORBIDDEN,
            ("Alpha", "Gamma"),
            False,
            (
                "1 published meeting cannot take place any more (09:30).",
                "1 pair that agrees to meet may not meet any more.",
            ),
        ),
        (
            RuleKind.TABLE,
            ("Gamma",),
            True,
            (
                "1 published meeting can keep its time at another place.",
                "For that, 1 other published meeting changes its place, at the same time.",
            ),
        ),
    ],
)
def test_a_rule_says_which_meetings_fall_and_which_change_their_tables_alone(
    session, forum, anne, kind, names, at_table, said
):
    sides = [forum.people[name].delegation_id for name in names]
    place_id = row_id(forum.tables[0]) if at_table else None
    rule = NewRule(kind=kind, delegation_id=sides[0], other_id=dict(enumerate(sides)).get(1), place_id=place_id)

    impact = try_change(session, forum.event, lambda: add_rule(session, forum.event, rule, staff=anne))

    assert impact_in_words(impact, "en")[:-2] == said


def test_a_change_that_asks_is_done_once_its_reader_has_seen_what_it_does(session, forum, anne):
    change = closing(session, forum, anne, 0)

    asked = do_or_ask(session, forum.event, change, seen="")
    again = do_or_ask(session, forum.event, change, seen="something else")
    assert (again, session.exec(select(PlaceClosure)).all()) == (asked, [])
    done = do_or_ask(session, forum.event, change, seen=asked.digest)

    assert (done, len(session.exec(select(PlaceClosure)).all())) == (None, 1)


def test_what_contradicts_published_meetings_is_an_alert_with_repairs_until_it_is_undone(session, forum, anne):
    change = closing(session, forum, anne, 0)
    asked = do_or_ask(session, forum.event, change, seen="")
    do_or_ask(session, forum.event, change, seen=asked.digest)
    alert = session.exec(select(Alert)).one()

    said = (alert.kind, alert.state, alert.note, alert.untold)
    first = find_proposals(session, forum.event, alert).proposals[0]
    unfit = len(contradicted(session, forum.event))
    number = row_id(latest_changes(session, forum.event, 1)[0])
    do_or_ask(session, forum.event, lambda: undo_change(session, forum.event, number, staff=anne), seen="")

    assert said == (AlertKind.STRUCTURE, AlertState.OPEN, f"{forum.tables[0].code}, 09:00–09:25", False)
    assert (first.meetings, first.people_disturbed, unfit) == ((3, 3), 0, 1)
    assert (alert.state, contradicted(session, forum.event)) == (AlertState.TAKEN_BACK, frozenset())


@pytest.mark.parametrize("by_staff", [True, False])
def test_a_release_that_holds_the_structure_settles_the_alert(session, forum, anne, by_staff):
    change = closing(session, forum, anne, 0)
    do_or_ask(session, forum.event, change, seen=do_or_ask(session, forum.event, change, seen="").digest)
    sides = [session.get_one(Delegation, forum.people[name].delegation_id) for name in ("Gamma", "Delta")]
    scenario = forum.scenario(Seat(*sides, slot=0, table=1), name="Again")
    values = {"kind": ReleaseKind.FINAL, "staff": anne if by_staff else None}

    publish(session, forum.event, scenario, **values, expected_release=1)
    publish(session, forum.event, scenario, **values, expected_release=2)

    alert, who = session.exec(select(Alert)).one(), (anne.id, "Anne") if by_staff else (None, "command line")
    assert (alert.state, alert.scenario_id, alert.settled_by_id) == (AlertState.HANDLED, scenario.id, who[0])
    noted = (who[1], "alert_handled", f"{forum.tables[0].code}, 09:00–09:25", "")
    assert [entry for entry in trail(session) if entry[1] == noted[1]] == [noted]


def test_what_touches_nobody_is_done_at_once_unless_it_always_asks(session, forum, anne):
    change = closing(session, forum, anne, 3)

    asked = do_or_ask(session, forum.event, change, seen="", always=True)
    assert (asked.asks, session.exec(select(PlaceClosure)).all()) == (False, [])
    assert do_or_ask(session, forum.event, change, seen="") is None
    assert len(session.exec(select(PlaceClosure)).all()) == 1


def test_an_item_for_everybody_says_who_loses_times_and_which_pairs_are_parted(session, forum, anne):
    values = item(forum, time(9), time(11))

    impact = try_change(session, forum.event, lambda: add_item(session, forum.event, values, staff=anne))

    assert (len(impact.meetings), impact.movable, impact.fewer.people, impact.apart) == (3, 0, 4, 4)
    assert session.exec(select(ProgrammeItem)).all() == []


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
    add_item(session, forum.event, item(forum, time(11), time(12), titles={"en": "Lunch"}), staff=anne)
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


def test_those_who_have_said_their_times_are_counted_where_times_are_added(session, forum, anne):
    lunch = item(forum, time(10), time(11))
    forum.people["Alpha"].availability_at = clock.now()
    added = add_item(session, forum.event, lunch, staff=anne)

    impact = try_change(session, forum.event, lambda: session.delete(added) or session.flush())

    assert (impact.more.people, impact.said, impact.fewer) == (4, 1, NewTimes())
