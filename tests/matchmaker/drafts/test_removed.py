"""Meetings taken out by hand that a later schedule holds again."""

import pytest
from sqlmodel import Session

from matchmaker.drafts.commands import edits
from matchmaker.drafts.queries.removed import returning_meetings
from matchmaker.models import Release, ReleaseKind, Scenario
from tests.builders.drafts import Draft


@pytest.fixture
def draft(session: Session) -> Draft:
    return Draft(session)


def publish(draft: Draft, scenario: Scenario, number: int) -> None:
    kept = {"event_id": draft.event.id, "kind": ReleaseKind.FINAL, "published_at": draft.parent.created_at}
    draft.session.add(Release(scenario_id=scenario.id, number=number, **kept))
    draft.session.flush()


def pairs(draft: Draft, scenario: Scenario) -> list[tuple[str, str]]:
    found = returning_meetings(draft.session, draft.event, scenario)
    return [(one.pair, one.removed_by) for one in found]


def test_a_removal_by_hand_holds_until_the_meeting_is_published_again(draft: Draft):
    publish(draft, draft.parent, 1)
    edits.remove(draft.session, draft.event, draft.meetings["AB"], **draft.by)

    unpublished = pairs(draft, draft.parent)
    publish(draft, draft.scenario, 2)
    published = pairs(draft, draft.parent)
    publish(draft, draft.parent, 3)

    assert (unpublished, published) == ([], [("A – B", "Anne")])
    assert pairs(draft, draft.parent) == []
    assert pairs(draft, draft.scenario) == []
