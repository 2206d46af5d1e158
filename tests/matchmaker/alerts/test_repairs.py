"""After a change: proposals with names, and the one that is chosen becomes the draft that can be published."""

import pytest
from sqlmodel import col, select

from matchmaker.alerts.commands.drafts import save_repair
from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.alerts.planning.proposals import FoundRepairs, RepairOutcome
from matchmaker.alerts.planning.repairs import find_repairs, propose, read_damage
from matchmaker.alerts.words import why_no_repair, why_not_three
from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.base.errors import InvalidInput
from matchmaker.imports import load_folder
from matchmaker.models import Event, Meeting, Placement, ReleaseKind, Scenario, ScenarioKind, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.difference import read_difference
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.scheduling.jobs.solving import solve_now
from matchmaker.scheduling.planning.numbers import count_wishes
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task
from tests.builders.forum import Seat
from tests.builders.paths import NAMUR


@pytest.fixture
def trio(forum):
    """Three companies in pairs of meetings, published: A-B first, then A-C, then B-C."""
    a, b, c = (forum.join(name) for name in ("Alizé", "Boréal", "Cirrus"))
    for one, other in ((a, b), (a, c), (b, c)):
        forum.wish(one, other)
    scenario = forum.scenario(Seat(a, b, 0), Seat(a, c, 1), Seat(b, c, 2))
    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


def uid(forum, one: str, other: str) -> str:
    low, high = sorted(forum.people[name].delegation_id for name in (one, other))
    meeting = forum.session.exec(select(Meeting).where(col(Meeting.low_id) == low, col(Meeting.high_id) == high)).one()
    return meeting.uid


def test_before_any_schedule_there_is_nothing_to_repair(forum):
    with pytest.raises(InvalidInput, match="no schedule to repair"):
        find_repairs(forum.session, forum.event)


def test_an_unknown_meeting_is_refused(trio):
    with pytest.raises(InvalidInput, match="no meeting x1"):
        find_repairs(trio.session, trio.event, Disruption(cancelled=["x1"]))


def test_wishes_over_the_limit_count_here_as_little_as_in_a_scenario(trio):
    trio.category.wish_limit = 1
    trio.session.flush()
    task = make_task(trio.session, trio.event)
    placed = read_schedule(trio.session, published_scenario(trio.session, trio.event))

    first = find_repairs(trio.session, trio.event).proposals[0]

    counted = count_wishes(task.facts, task.found, placed.assignments)["wishes"]["met"]
    assert first.wishes == (counted, counted) == (2, 2)


def test_a_cancelled_meeting_is_taken_out_and_nobody_else_hears_of_it(trio):
    found = find_repairs(trio.session, trio.event, Disruption(cancelled=[uid(trio, "Alizé", "Cirrus")])).proposals

    assert [proposal.kind for proposal in found] == ["only_cancel", "least_disturbance", "more_met"]
    first = found[0]
    assert (first.people_disturbed, first.meetings, first.wishes) == (0, (3, 2), (3, 2))
    assert [(change.organisation, change.other, change.happening, change.forced) for change in first.told] == [
        ("Alizé", "Cirrus", "loses", True),
        ("Cirrus", "Alizé", "loses", True),
    ]
    assert [(lost.organisations, lost.cause) for lost in first.cannot_stay] == [(("Alizé", "Cirrus"), "request")]
    assert found[1].proved
    assert found[1].same_as == "only_cancel"


def test_what_was_not_looked_for_is_not_called_impossible(trio):
    found = find_repairs(trio.session, trio.event, Disruption(cancelled=[uid(trio, "Alizé", "Cirrus")]))
    in_time = FoundRepairs(found.outcome, found.proposals[:2], found.most_disturbed)

    assert why_not_three(in_time, "en") == (
        "With up to 4 people disturbed nothing better was found in the time; it is not proved that there is nothing."
    )


def test_a_withdrawal_in_the_rows_needs_no_word(trio):
    trio.people["Cirrus"].withdrawn_at = clock.now()
    trio.session.flush()

    found = find_repairs(trio.session, trio.event).proposals

    assert (found[0].meetings, found[0].wishes) == ((3, 1), (3, 1))
    assert {lost.was.slot_id for lost in found[0].cannot_stay} == {trio.slots[1].id, trio.slots[2].id}


def test_one_who_comes_late_keeps_the_meeting_at_another_time(trio):
    late = trio.people["Alizé"].id

    found = find_repairs(trio.session, trio.event, Disruption(missed={late: [trio.slots[0].id]})).proposals

    least = found[1]
    assert (least.people_disturbed, least.meetings) == (0, (3, 3))
    moved = [(change.person, change.happening, change.after.slot_id) for change in least.told]
    assert moved == [
        (trio.facts().persons[trio.people[name].id].name, "moves", trio.slots[3].id) for name in ("Alizé", "Boréal")
    ]


def test_the_choice_becomes_the_draft_and_the_next_repair_starts_there(trio):
    cancelled = uid(trio, "Alizé", "Cirrus")
    chosen = find_repairs(trio.session, trio.event, Disruption(cancelled=[cancelled])).proposals[0]
    released = chosen.source.start

    made = save_repair(trio.session, trio.event, chosen)

    assert (made.kind, made.parent_id, made.version) == (ScenarioKind.DRAFT, released.id, 1)
    assert current_draft(trio.session, trio.event) is made
    shown = read_difference(trio.session, trio.event, made, language="en")
    assert [line.kind for line in shown.lines] == ["cancelled"]
    again = find_repairs(trio.session, trio.event, Disruption(cancelled=[cancelled])).proposals[0]
    assert again.source.start is made
    assert again.meetings == (3, 2)
    assert save_repair(trio.session, trio.event, again).version == 2


def test_what_a_draft_has_taken_out_is_missed_where_it_was_promised(trio):
    trio.category.guarantee = 2
    trio.session.flush()
    cancelled = Disruption(cancelled=[uid(trio, "Alizé", "Cirrus")])
    save_repair(trio.session, trio.event, find_repairs(trio.session, trio.event, cancelled).proposals[0])

    (kept, *_others) = propose(read_damage(trio.session, trio.event, keep_draft=True)).proposals

    assert (kept.meetings, kept.guarantees_missing) == ((3, 2), (0, 2))


def test_locks_stay_and_are_carried_on(trio):
    released = trio.session.exec(select(Scenario)).one()
    kept = trio.session.exec(select(Placement).where(col(Placement.slot_id) == trio.slots[1].id)).one()
    kept.locked = True
    trio.session.flush()

    late = Disruption(missed={trio.people["Alizé"].id: [trio.slots[0].id]})
    chosen = find_repairs(trio.session, trio.event, late).proposals[-1]
    made = save_repair(trio.session, trio.event, chosen)

    placed = trio.session.exec(select(Placement).where(col(Placement.scenario_id) == made.id)).all()
    assert {placement.slot_id for placement in placed if placement.locked} == {trio.slots[1].id}
    assert len(placed) == len(read_schedule(trio.session, released)) == 3


@pytest.mark.slow
def test_somebody_of_the_sample_forum_leaves_the_evening_before(sqlite_url):
    with transaction(sqlite_url) as session:
        slug = load_folder(session, NAMUR).slug
    solved = solve_now(slug, 8, url=sqlite_url)
    with transaction(sqlite_url) as session:
        scenario = session.get_one(Scenario, solved)
        event = session.get_one(Event, scenario.event_id)
        publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
        before = read_schedule(session, scenario)
        busiest = max(
            {agent for placed in before.assignments.values() for agent in placed.agents},
            key=lambda agent: (sum(agent in placed.agents for placed in before.assignments.values()), agent),
        )

        # ten times what it needs, so that a busy machine finds all three as well
        found = find_repairs(session, event, Disruption(absent=[int(busiest[1:])]), work=20).proposals

        assert [proposal.kind for proposal in found] == ["only_cancel", "least_disturbance", "more_met"]
        assert found[0].people_disturbed == 0
        assert found[1].proved
        assert found[1].guarantees_missing[1] <= found[0].guarantees_missing[1]
        assert found[2].value[1] >= found[1].value[1]
        made = save_repair(session, event, found[2])
        release = publish_scenario(session, event, made, kind=ReleaseKind.FINAL, staff_id=None, expected_release=1)
        assert release.scenario_id == row_id(made)


def test_a_search_that_proposes_nothing_says_why():
    silent = {outcome for outcome in RepairOutcome if not why_no_repair(outcome, "en")}

    assert silent == {RepairOutcome.PROPOSED}
