"""What a change of the structure would do: tried, then done as it was shown."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.alerts.queries.repairs import find_proposals
from matchmaker.base import clock
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    Organisation,
    PlaceClosure,
    PlaceKind,
    ProgrammeItem,
    ReleaseKind,
    RuleKind,
    row_id,
)
from matchmaker.setup.commands.changes import do_or_ask, try_change, undo_change
from matchmaker.setup.commands.particular_rules import add_rule
from matchmaker.setup.commands.places import change_place
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.planning.hits import FreeSpot
from matchmaker.setup.planning.new_times import NewTimes
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.new_rule import NewRule
from matchmaker.setup.queries.parts import (
    closed_slots,
    place_token,
)
from matchmaker.setup.words import impact_in_words
from tests.builders import factories as make
from tests.builders.changed_structure import item_of_all, published_forum
from tests.builders.forum import Seat
from tests.builders.history import trail


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def forum(session):
    return published_forum(session)


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
    values = item_of_all(forum, time(9), time(11))

    impact = try_change(session, forum.event, lambda: add_item(session, forum.event, values, staff=anne))

    assert (len(impact.meetings), impact.movable, impact.fewer.people, impact.apart) == (3, 0, 4, 4)
    assert session.exec(select(ProgrammeItem)).all() == []


def test_those_who_have_said_their_times_are_counted_where_times_are_added(session, forum, anne):
    lunch = item_of_all(forum, time(10), time(11))
    forum.people["Alpha"].availability_at = clock.now()
    added = add_item(session, forum.event, lunch, staff=anne)

    impact = try_change(session, forum.event, lambda: session.delete(added) or session.flush())

    assert (impact.more.people, impact.said, impact.fewer) == (4, 1, NewTimes())
