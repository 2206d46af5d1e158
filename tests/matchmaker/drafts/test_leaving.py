"""Meetings that leave the draft: to make way for another one, or because their two sides may not meet any more."""

import pytest
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.drafts import save_only_cancel
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.drafts.commands import edits, log
from matchmaker.drafts.commands.clearing import take_out_parted
from matchmaker.drafts.commands.edits import Target
from matchmaker.drafts.commands.making_way import place_moving
from matchmaker.drafts.queries.drafts import edits_by_hand
from matchmaker.drafts.queries.pick import pick_pair
from matchmaker.drafts.queries.steps import steps_in_words
from matchmaker.drafts.queries.unmet import unmet_of
from matchmaker.drafts.queries.verdict import missing_pairs, verdict_of
from matchmaker.models import ReleaseKind, RuleKind, Scenario, ScenarioKind, Strength, Wish, pair_of
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders.drafts import Draft


@pytest.fixture
def draft(session: Session) -> Draft:
    return Draft(session)


def test_where_nothing_can_move_a_meeting_leaves_and_comes_back_by_undo(draft: Draft):
    session, event, before = draft.session, draft.event, draft.spots()
    a, e = draft.sides["A"], draft.sides["E"]
    for number in (2, 3):
        slot = draft.forum.slots[number]
        for name in "BCE":
            make.make_absence(session, draft.forum.people[name], slot.starts, slot.ends)

    ways = pick_pair(session, event, draft.scenario, (a.id, e.id), rows=[], by="people", language="en").ways
    edit = place_moving(session, event, (a.id, e.id), draft.slot(0), moves={draft.meetings["AB"]: None}, **draft.by)
    placed, told = draft.spots(), steps_in_words(session, event.id, [edit], "en")[edit.number]
    log.undo(session, event, **draft.by)

    assert sorted((one.slot_id, one.people, [(m.title, m.to_slot) for m in one.moves]) for one in ways) == [
        (draft.slot(0), 2, [("A – B", None)]),
        (draft.slot(1), 2, [("A – C", None)]),
    ]
    assert (draft.meetings["AB"] in placed, draft.spots()) == (False, before)
    assert (edit.about, told) == ("A – E", f"09:00 ({draft.forum.tables[0].code}) · A – B leaves the draft")


def test_a_pair_that_must_meet_makes_way_for_nobody_and_is_missed_when_it_is_taken_out(draft: Draft):
    session, event = draft.session, draft.event
    a, b, e = (draft.sides[name] for name in "ABE")
    for number in (2, 3):
        slot = draft.forum.slots[number]
        for name in "BCE":
            make.make_absence(session, draft.forum.people[name], slot.starts, slot.ends)
    draft.forum.rule(RuleKind.REQUIRED, a, b)

    ways = pick_pair(session, event, draft.scenario, (a.id, e.id), rows=[], by="people", language="en").ways
    before = missing_pairs(session, event, draft.scenario)
    edits.remove(session, event, draft.meetings["AB"], **draft.by)
    after = missing_pairs(session, event, draft.scenario)

    assert [[one.title for one in way.moves] for way in ways] == [["A – C"]]
    assert (before, after) == ((), ("A – B",))


def test_what_a_repair_left_out_is_not_called_removed_by_hand(draft: Draft):
    session, event = draft.session, draft.event
    publish_scenario(session, event, draft.parent, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    pair = pair_of(draft.sides["A"].id, draft.sides["B"].id)

    repaired = save_only_cancel(session, event, [pair])

    assert repaired is not None
    assert {one.title for one in unmet_of(session, event, repaired, "en") if one.pair == pair} == {"Not in the repair"}


def test_two_meetings_move_in_turn_where_one_move_does_not_help(draft: Draft):
    session, event = draft.session, draft.event
    edits.move(session, event, draft.meetings["BD"], Target(draft.slot(2), draft.table(1)), **draft.judged)
    for names, number in (("CE", 2), ("BCE", 3)):
        for name in names:
            slot = draft.forum.slots[number]
            make.make_absence(session, draft.forum.people[name], slot.starts, slot.ends)
    pair = draft.sides["A"].id, draft.sides["E"].id

    (way,) = pick_pair(session, event, draft.scenario, pair, rows=[], by="people", language="en").ways
    moves = {one.meeting_id: one.to_slot for one in way.moves}
    edit = place_moving(session, event, pair, way.slot_id, moves=moves, **draft.by)
    told = steps_in_words(session, event.id, [edit], "en")[edit.number].split(" · ")

    assert (way.slot_id, way.people, [(one.title, one.to_slot) for one in way.moves]) == (
        draft.slot(0),
        3,
        [("A – B", draft.slot(2)), ("B – D", draft.slot(1))],
    )
    assert verdict_of(session, event, draft.scenario, "en") == ()
    assert (edit.about, [one.split(" from ")[0] for one in told[1:]]) == ("A – E", ["A – B moves", "B – D moves"])


def test_what_a_way_loses_is_counted(draft: Draft):
    session, event = draft.session, draft.event
    a, b, e = (draft.sides[name] for name in "ABE")
    for number in (1, 2, 3):
        slot = draft.forum.slots[number]
        for name in "BCE":
            make.make_absence(session, draft.forum.people[name], slot.starts, slot.ends)
    for wish in session.exec(
        select(Wish).where(col(Wish.from_id).in_([a.id, b.id]), col(Wish.to_id).in_([a.id, b.id]))
    ):
        wish.strength = Strength.MUST
    session.flush()

    (way,) = pick_pair(session, event, draft.scenario, (a.id, e.id), rows=[], by="people", language="en").ways

    assert ([one.title for one in way.moves], way.cheaper, way.musts_lost, way.wishes_lost) == (["A – B"], False, 2, 0)


def test_who_has_as_many_meetings_as_they_may_gives_the_least_worth_up(draft: Draft):
    session, event = draft.session, draft.event
    draft.sides["A"].max_meetings = 2
    session.flush()
    pair = draft.sides["A"].id, draft.sides["E"].id

    ways = pick_pair(session, event, draft.scenario, pair, rows=[], by="people", language="en").ways

    assert [[(one.title, one.to_slot) for one in way.moves] for way in ways] == [[("A – C", None)]] * 3


def test_what_a_withdrawal_leaves_is_taken_out_at_once(draft: Draft):
    session, event, before = draft.session, draft.event, draft.spots()
    draft.sides["A"].withdrawn_at = clock.now()
    session.flush()
    wrong = verdict_of(session, event, draft.scenario, "en")

    take_out_parted(session, event, language="en", **draft.by)

    assert [(one.title, one.reasons) for one in wrong] == [
        (f"A – {other}", ("A does not take part any more",)) for other in "BC"
    ]
    assert draft.spots().keys() == {draft.meetings["BD"], draft.meetings["CD"]}
    assert all("A" not in {line.from_name, line.to_name} for line in unmet_of(session, event, draft.scenario, "en"))
    with pytest.raises(InvalidInput, match="may still meet"):
        take_out_parted(session, event, language="en", **draft.by)
    log.undo(session, event, **draft.by)
    assert draft.spots() == before


def test_a_repair_that_keeps_a_draft_rests_on_its_edits_by_hand(draft: Draft):
    session = draft.session
    edits.move(session, draft.event, draft.meetings["BD"], Target(draft.slot(2), draft.table(1)), **draft.judged)
    repair = Scenario(
        event_id=draft.event.id, parent_id=draft.scenario.id, kind=ScenarioKind.DRAFT, name="Repair", status="feasible"
    )
    session.add(repair)
    session.flush()

    assert [edits_by_hand(session, one) for one in (draft.scenario, repair)] == [1, 1]


def test_an_edit_forgets_whom_the_schedule_behind_the_draft_disturbs(draft: Draft):
    session, event = draft.session, draft.event
    draft.scenario.numbers = {**draft.scenario.numbers, "near": {"scenario": 1, "disturbed": [1]}}
    session.flush()
    kept = []

    edits.set_locked(session, event, draft.meetings["BD"], locked=True, **draft.by)
    kept.append("near" in draft.scenario.numbers)
    edits.remove(session, event, draft.meetings["AB"], **draft.by)
    kept.append("near" in draft.scenario.numbers)

    assert kept == [True, False]
