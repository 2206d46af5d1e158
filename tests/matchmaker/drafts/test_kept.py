"""What stays of an edit: a meeting placed by hand in later schedules, and who goes to it when it is swapped."""

import pytest
from sqlmodel import Session, select

from matchmaker.drafts.commands import edits
from matchmaker.drafts.commands.edits import Target
from matchmaker.drafts.commands.publishing import count_numbers_of
from matchmaker.models import ReleaseKind, RuleKind, SolveMode, Strength, Wish
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.planning.engine import Settings, solve
from matchmaker.scheduling.planning.problem import request_id
from matchmaker.scheduling.planning.results import read_start
from matchmaker.scheduling.planning.tasks import make_task
from tests.builders import factories as make
from tests.builders.drafts import Draft


@pytest.fixture
def draft(session: Session) -> Draft:
    return Draft(session)


def test_a_colleague_whom_no_rule_sends_any_more_stays_away_from_a_swap(draft: Draft):
    make.make_registration(draft.session, draft.sides["E"])
    rule = draft.forum.rule(RuleKind.TOGETHER, draft.sides["E"], draft.sides["F"])
    pair = draft.sides["E"].id, draft.sides["F"].id
    edits.place(draft.session, draft.event, pair, Target(draft.slot(2)), **draft.judged)
    number = draft.meeting(*pair)
    went = len(draft.spots()[number].people)
    draft.session.delete(rule)
    draft.session.flush()

    edits.swap(draft.session, draft.event, number, draft.meetings["CD"], **draft.judged)

    after = draft.spots()[number]
    assert (went, after.slot_id, len(after.people)) == (3, draft.slot(0), 2)


@pytest.mark.parametrize(("mode", "stays"), [(SolveMode.CLOSE, True), (SolveMode.BETTER, False)])
def test_what_was_placed_by_hand_and_published_is_not_given_up_for_wishes_that_are_worth_more(
    draft: Draft, mode: SolveMode, stays: bool
):
    session, event = draft.session, draft.event
    for name in "GH":  # one time for both, and a table that A and G could use as well
        for number in (0, 1, 3):
            slot = draft.forum.slots[number]
            make.make_absence(session, draft.forum.people[name], slot.starts, slot.ends)
    g, h = draft.sides["G"], draft.sides["H"]
    edits.place(session, event, (g.id, h.id), Target(draft.slot(2), draft.table(0)), **draft.judged)
    number = draft.meeting(g.id, h.id)
    count_numbers_of(session, event, shown=draft.shown)
    publish_scenario(
        session,
        event,
        draft.scenario,
        kind=ReleaseKind.FINAL,
        staff_id=None,
        expected_release=0,
        expected_version=draft.scenario.version,
    )
    for wish in session.exec(select(Wish).where(Wish.to_id == h.id, Wish.from_id == draft.sides["A"].id)):
        wish.strength, wish.rank = Strength.MUST, 1
    for wish in session.exec(select(Wish).where(Wish.from_id.in_([g.id, h.id]), Wish.to_id.in_([g.id, h.id]))):
        wish.strength = Strength.OPEN
    session.flush()

    start = read_start(session, draft.scenario.id, mode, 20)
    result = solve(make_task(session, event, start=start), Settings(time_limit=5), on_progress=lambda _: None)

    placed = result.schedule.assignments.get(request_id((g.id, h.id)))
    assert (placed is not None and placed.slot == f"s{draft.slot(2)}") == stays
    assert number in draft.spots()
