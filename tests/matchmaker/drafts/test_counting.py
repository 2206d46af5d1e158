"""The numbers of a draft that was edited by hand are those of now, wherever it is shown."""

from matchmaker.drafts.commands import edits
from matchmaker.drafts.planning.counting import count_edited, count_now
from matchmaker.models import PlaceClosure
from matchmaker.scheduling.queries.scenarios import ScenarioLine, scenario_list
from tests.builders.drafts import Draft


def line(draft: Draft) -> ScenarioLine:
    return next(one for one in scenario_list(draft.session, draft.event) if one.id == draft.scenario.id)


def test_an_edited_draft_is_counted_as_it_is_now_and_nothing_is_proved_of_it(session):
    draft = Draft(session)
    assert count_edited(session, draft.event, line(draft)) is None  # nothing was edited: its numbers hold
    edits.remove(session, draft.event, draft.meetings["CD"], **draft.by)

    counted = count_edited(session, draft.event, line(draft)).line(line(draft))

    assert (counted.numbers.meetings, counted.numbers.persons, counted.status) == (3, 4, "feasible")
    assert count_edited(session, draft.event, line(draft)).result.reasons == ()
    assert [goal.goal for goal in counted.numbers.goals if goal.proved] == []
    assert draft.scenario.numbers == draft.parent.numbers  # the row waits until it is published


def test_a_draft_with_a_meeting_that_cannot_take_place_is_not_counted(session):
    draft = Draft(session)
    session.add(PlaceClosure(place_id=draft.table(1), slot_id=draft.slot(0)))
    session.flush()

    assert count_now(session, draft.event, draft.scenario) is None
