"""Edits of a draft: what each does, what refuses it, undo and redo."""

import pytest
from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.drafts.commands import edits, log
from matchmaker.drafts.commands.drafts import discard_draft, start_draft
from matchmaker.drafts.commands.edits import Target, Waiver
from matchmaker.drafts.commands.making_way import place_moving
from matchmaker.drafts.commands.publishing import count_numbers_of
from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.queries.drafts import draft_view
from matchmaker.drafts.queries.logged import edited_by_hand
from matchmaker.drafts.queries.pick import pick_pair
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import (
    DraftAct,
    EditState,
    GivenName,
    LimitWaiver,
    PlaceClosure,
    ReleaseKind,
    Scenario,
    SolveMode,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.scheduling.commands.scenarios import save_result
from matchmaker.scheduling.planning.engine import Settings, solve
from matchmaker.scheduling.planning.results import read_start
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.queries.scenarios import scenario_page
from tests.builders import factories as make
from tests.builders.drafts import Draft
from tests.builders.history import trail


@pytest.fixture
def draft(session: Session) -> Draft:
    return Draft(session)


def test_a_draft_begins_as_its_scenario(draft: Draft):
    people = {name: draft.person(name) for name in "ABCD"}

    assert draft.spots() == {
        draft.meetings["AB"]: MeetingSpot(draft.slot(0), draft.table(0), (people["A"], people["B"])),
        draft.meetings["CD"]: MeetingSpot(draft.slot(0), draft.table(1), (people["C"], people["D"])),
        draft.meetings["AC"]: MeetingSpot(draft.slot(1), draft.table(0), (people["A"], people["C"])),
        draft.meetings["BD"]: MeetingSpot(draft.slot(1), draft.table(1), (people["B"], people["D"])),
    }
    assert (draft.scenario.parent_id, draft.scenario.version) == (draft.parent.id, 1)


def test_an_edit_is_done_undone_and_done_again(draft: Draft):
    before, number = draft.spots(), draft.meetings["AB"]
    by_hand = [edited_by_hand(draft.session, draft.scenario)]

    edits.move(draft.session, draft.event, number, Target(draft.slot(2)), **draft.judged)
    moved = draft.spots()
    by_hand.append(edited_by_hand(draft.session, draft.scenario))
    log.undo(draft.session, draft.event, **draft.by)
    undone = draft.spots()
    by_hand.append(edited_by_hand(draft.session, draft.scenario))
    log.redo(draft.session, draft.event, **draft.by)

    assert moved == before | {number: MeetingSpot(draft.slot(2), draft.table(0), before[number].people)}
    assert (undone, draft.spots(), draft.scenario.version) == (before, moved, 4)
    assert by_hand == [False, True, False]
    assert [act for _, act, _, _ in trail(draft.session)] == ["start_draft", "edit_draft", "undo_draft", "redo_draft"]


def test_each_edit_does_what_it_says(draft: Draft):
    session, event, spots = draft.session, draft.event, draft.spots()
    ab, ac, cd, bd = (draft.meetings[name] for name in ("AB", "AC", "CD", "BD"))

    edits.remove(session, event, ab, **draft.by)
    edits.move(session, event, ac, Target(draft.slot(3)), **draft.judged)
    edits.swap(session, event, cd, bd, **draft.judged)
    edits.set_locked(session, event, cd, locked=True, **draft.by)
    pair = draft.sides["E"].id, draft.sides["F"].id
    placed = edits.place(session, event, pair, Target(draft.slot(3), draft.table(2)), **draft.judged)

    assert draft.spots() == {
        ac: MeetingSpot(draft.slot(3), draft.table(0), spots[ac].people),
        cd: MeetingSpot(draft.slot(1), draft.table(1), spots[cd].people, locked=True),
        bd: MeetingSpot(draft.slot(0), draft.table(1), spots[bd].people),
        placed.changes[0]["meeting"]: MeetingSpot(
            draft.slot(3), draft.table(2), (draft.person("E"), draft.person("F"))
        ),
    }
    assert verdict_of(session, event, draft.scenario, "en") == ()


def test_a_new_edit_drops_what_was_undone(draft: Draft):
    session, event = draft.session, draft.event
    edits.remove(session, event, draft.meetings["AB"], **draft.by)
    log.undo(session, event, **draft.by)

    edits.set_locked(session, event, draft.meetings["CD"], locked=True, **draft.by)

    view = draft_view(session, event)
    assert view is not None
    assert [(line.act, line.state) for line in view.edits] == [
        (DraftAct.LOCK, EditState.DONE),
        (DraftAct.REMOVE, EditState.DROPPED),
    ]
    with pytest.raises(InvalidInput, match="nothing to do again"):
        log.redo(session, event, **draft.by)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ((1, None), "Person Person 1 meets C then. Person Person 2 meets D then."),
        ((2, "closed"), "T2 is closed then."),
        ((0, 1), "T2 is taken then."),
    ],
    ids=["somebody is busy", "a closed table", "a table that is taken"],
)
def test_what_speaks_against_a_spot_is_said(draft: Draft, target, sentence):
    slot, table = target
    if table == "closed":
        draft.session.add(PlaceClosure(place_id=draft.table(1), slot_id=draft.slot(slot)))
    place = None if table is None else draft.table(1)
    for number, name in enumerate("AB", start=1):
        person = draft.session.get_one(make.Person, draft.forum.people[name].person_id)
        person.first_name, person.last_name = "Person", f"Person {number}"
    draft.session.get_one(make.Place, draft.table(1)).code = "T2"
    before = draft.spots()

    with pytest.raises(InvalidInput) as refused:
        edits.move(draft.session, draft.event, draft.meetings["AB"], Target(draft.slot(slot), place), **draft.judged)

    assert (refused.value.message, draft.spots()) == (sentence, before)


def test_a_personal_limit_is_waived_with_a_note_and_comes_back_with_undo(draft: Draft):
    session, event, number = draft.session, draft.event, draft.meetings["AB"]
    draft.forum.people["E"].max_per_day = 0
    pair = draft.sides["E"].id, draft.sides["F"].id
    target = Target(draft.slot(2))

    for waiver, said in ((None, "does not want more than 0"), (Waiver(" "), "Say why")):
        with pytest.raises(InvalidInput, match=said):
            edits.place(session, event, pair, target, waiver=waiver, **draft.judged)
    edits.place(session, event, pair, target, waiver=Waiver("She asked for it"), **draft.judged)
    waived = [(row.registration_id, row.rule.value) for row in session.exec(select(LimitWaiver))]

    assert waived == [(draft.person("E"), "max_per_day")]
    assert verdict_of(session, event, draft.scenario, "en") == ()
    assert number in draft.spots()
    log.undo(session, event, **draft.by)
    assert session.exec(select(LimitWaiver)).all() == []


def test_a_locked_meeting_stays(draft: Draft):
    edits.set_locked(draft.session, draft.event, draft.meetings["AB"], locked=True, **draft.by)

    for edit in (
        lambda number: edits.remove(draft.session, draft.event, number, **draft.by),
        lambda number: edits.move(draft.session, draft.event, number, Target(draft.slot(2)), **draft.judged),
        lambda number: edits.swap(draft.session, draft.event, number, draft.meetings["CD"], **draft.judged),
    ):
        with pytest.raises(InvalidInput, match="locked"):
            edit(draft.meetings["AB"])


def test_the_second_of_two_organisers_sees_the_newer_state(draft: Draft):
    shown = draft.shown
    edits.remove(draft.session, draft.event, draft.meetings["AB"], shown=shown, staff=draft.staff)
    after = draft.spots()

    with pytest.raises(Stale):
        edits.remove(draft.session, draft.event, draft.meetings["CD"], shown=shown, staff=draft.staff)

    assert draft.spots() == after


def test_meetings_of_elsewhere_are_not_found(draft: Draft):
    other = Draft(draft.session)

    with pytest.raises(NotFound):
        edits.remove(draft.session, draft.event, other.meetings["AB"], **draft.by)
    target = Target(other.slot(0))
    with pytest.raises(NotFound):
        edits.move(draft.session, draft.event, draft.meetings["AB"], target, **draft.judged)


def test_a_draft_is_published_and_the_next_begins_from_it(draft: Draft):
    session, event = draft.session, draft.event
    edits.set_locked(session, event, draft.meetings["AB"], locked=True, **draft.by)

    scenario = count_numbers_of(session, event, shown=draft.shown)
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=draft.staff.id, expected_release=0)

    assert (scenario.numbers["meetings"], current_draft(session, event)) == (4, None)
    following = start_draft(session, event, scenario.id, staff=draft.staff)
    assert [spot.locked for spot in Draft.spots(_of(draft, following)).values()] == [True, False, False, False]


def _of(draft: Draft, scenario: Scenario) -> Draft:
    draft.scenario = scenario
    return draft


def test_a_discarded_draft_is_no_draft_any_more(draft: Draft):
    with pytest.raises(Stale, match="draft already"):
        start_draft(draft.session, draft.event, draft.parent.id, staff=draft.staff)

    discard_draft(draft.session, draft.event, **draft.by)

    assert draft_view(draft.session, draft.event) is None


def test_a_locked_meeting_is_pinned_in_the_next_solve(draft: Draft):
    session, event, number = draft.session, draft.event, draft.meetings["AB"]
    edits.move(session, event, number, Target(draft.slot(2), draft.table(2)), **draft.judged)
    edits.set_locked(session, event, number, locked=True, **draft.by)

    start = read_start(session, draft.scenario.id, SolveMode.BETTER, 2)
    task = make_task(session, event, start=start)
    result = solve(task, Settings(time_limit=5), on_progress=lambda _: None)
    solved = save_result(session, task, result, settings=Settings(), name=GivenName("Next"), staff_id=None)

    spot = read_held(session, solved)[number].spot
    assert (spot.slot_id, spot.place_id, spot.locked) == (draft.slot(2), draft.table(2), True)


def test_a_pair_is_placed_where_another_meeting_makes_way(draft: Draft):
    session, event = draft.session, draft.event
    a, e = draft.sides["A"], draft.sides["E"]
    for number in (2, 3):  # E is there for the two meetings of A only
        slot = draft.forum.slots[number]
        make.make_absence(session, draft.forum.people["E"], slot.starts, slot.ends)

    picked = pick_pair(session, event, draft.scenario, (a.id, e.id), rows=[], by="people", language="en")
    way = picked.ways[0]
    moves = {one.meeting_id: one.to_slot for one in way.moves}
    place_moving(session, event, (a.id, e.id), way.slot_id, moves=moves, **draft.by)
    placed = draft.spots()

    starts = [slot.starts for slot in draft.forum.slots]
    assert [(one.starts, one.people, [(m.title, m.starts) for m in one.moves]) for one in picked.ways] == [
        (starts[0], 2, [("A – B", starts[2])]),
        (starts[1], 2, [("A – C", starts[2])]),
    ]
    assert placed[draft.meetings["AB"]].slot_id == draft.slot(2)
    assert placed[draft.meeting(a.id, e.id)].slot_id == draft.slot(0)
    assert verdict_of(session, event, draft.scenario, "en") == ()
    log.undo(session, event, **draft.by)
    assert draft.spots().keys() == set(draft.meetings.values())


def test_reasons_are_told_of_a_draft_with_somebody_who_registered_after_it_was_counted(draft: Draft):
    session, event = draft.session, draft.event
    count_numbers_of(session, event, shown=draft.shown)
    before = scenario_page(session, event, draft.scenario.id, language="en")
    newcomer = make.make_registration(session, draft.sides["A"])

    edits.move(session, event, draft.meetings["AB"], Target(draft.slot(2), person=newcomer.id), **draft.judged)

    after = scenario_page(session, event, draft.scenario.id, language="en")
    assert {wish.wish_id for wish in after.unmet} == {wish.wish_id for wish in before.unmet} != set()
