"""Rows that are gone under a draft: undo and redo refuse, and a meeting without people is none."""

import pytest
from sqlmodel import Session, col, delete, select

from matchmaker.base.errors import InvalidInput
from matchmaker.drafts.commands import edits, log
from matchmaker.drafts.commands.edits import Target
from matchmaker.drafts.commands.publishing import count_numbers_of
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.models import Placement, PlacementPerson, ReleaseEntry, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders.drafts import Draft


@pytest.fixture
def draft(session: Session) -> Draft:
    return Draft(session)


def test_undo_leads_to_no_row_that_is_gone_or_is_another_by_now(draft: Draft):
    session, event, number = draft.session, draft.event, draft.meetings["AB"]
    colleague = make.make_registration(session, draft.sides["A"])
    edits.move(session, event, number, Target(draft.slot(2), person=colleague.id), **draft.judged)
    edits.move(session, event, number, Target(draft.slot(2), person=draft.person("A")), **draft.judged)
    gone, before = colleague.id, draft.spots()

    session.delete(colleague)
    session.flush()
    with pytest.raises(InvalidInput, match="a person of this edit is not there"):
        log.undo(session, event, **draft.by)
    make.make_registration(session, draft.sides["C"], id=gone)  # as SQLite gives ids again
    with pytest.raises(InvalidInput, match="a person of this edit is not there"):
        log.undo(session, event, **draft.by)

    assert draft.spots() == before


def test_a_meeting_without_a_person_of_each_side_is_none(draft: Draft):
    session, event, number = draft.session, draft.event, draft.meetings["AB"]
    of_meeting = select(Placement.id).where(Placement.scenario_id == draft.scenario.id, Placement.meeting_id == number)
    rest = draft.spots().keys() - {number}
    session.execute(
        delete(PlacementPerson).where(
            col(PlacementPerson.placement_id).in_(of_meeting), col(PlacementPerson.registration_id) == draft.person("B")
        )
    )

    found, verdict = draft.spots().keys(), verdict_of(session, event, draft.scenario, "en")
    scenario = count_numbers_of(session, event, shown=draft.shown)
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=draft.staff.id, expected_release=0)

    assert (found, verdict, scenario.numbers["meetings"]) == (rest, (), 3)
    assert set(session.exec(select(ReleaseEntry.meeting_id))) == rest
