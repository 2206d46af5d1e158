"""Which waived limits count, how far, and that they come along with a schedule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from matchmaker.drafts.commands import edits
from matchmaker.drafts.commands.drafts import discard_draft, start_draft
from matchmaker.drafts.commands.edits import Target
from matchmaker.models import GivenName, LimitWaiver, ReleaseKind, Scenario, ScenarioKind, WaivedRule
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.scheduling.commands.scenarios import save_as
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import first_come, make_task
from matchmaker.scheduling.planning.waivers import personal_limits, read_waivers
from tests.builders import factories as make
from tests.builders.drafts import Draft

DAYS, ROW = WaivedRule.MAX_PER_DAY, WaivedRule.MAX_IN_A_ROW


@pytest.fixture
def draft(session: Session) -> Draft:
    """A waives the limit of a day for the meeting with C."""
    found = Draft(session)
    found.forum.people["A"].max_per_day = 1
    waived = {"meeting_id": found.meetings["AC"], "registration_id": found.person("A"), "slot_id": found.slot(1)}
    session.add(LimitWaiver(event_id=found.event.id, scenario_id=found.scenario.id, rule=DAYS, **waived))
    session.flush()
    return found


def publish(draft: Draft, scenario: Scenario) -> None:
    publish_scenario(
        draft.session,
        draft.event,
        scenario,
        kind=ReleaseKind.FINAL,
        staff_id=draft.staff.id,
        expected_release=0,
    )


def publish_and_move(draft: Draft) -> None:
    publish(draft, draft.scenario)
    draft.scenario = start_draft(draft.session, draft.event, draft.scenario.id, staff=draft.staff)
    edits.remove(draft.session, draft.event, draft.meetings["AB"], **draft.by)
    edits.move(draft.session, draft.event, draft.meetings["AC"], Target(draft.slot(2)), **draft.judged)


def overtake(draft: Draft) -> None:
    draft.forum.people["A"].max_per_day = None
    draft.scenario.created_at -= timedelta(minutes=1)
    publish(draft, draft.parent)


@pytest.mark.parametrize(
    ("happens", "counts"),
    [
        (lambda draft: None, True),
        (lambda draft: publish(draft, draft.scenario), True),
        (publish_and_move, False),
        (lambda draft: discard_draft(draft.session, draft.event, **draft.by), False),
        (overtake, False),
    ],
    ids=["in the draft", "published", "published and moved in the draft", "discarded", "overtaken by a release"],
)
def test_waivers_of_the_draft_and_of_what_is_published_count(
    draft: Draft, happens: Callable[[Draft], None], counts: bool
):
    happens(draft)

    expected = {draft.person("A"): {DAYS: {draft.slot(1)}}} if counts else {}
    assert read_waivers(draft.session, draft.event.id) == expected


@pytest.mark.parametrize(
    ("slots", "limits"),
    [((), (2, 1)), ((0,), (3, 2)), ((0, 1), (4, 3)), ((0, 4), (3, 2)), ((0, 1, 4), (4, 3))],
    ids=["nothing", "one", "two of a day", "one on each of two days", "two and one"],
)
def test_a_number_is_raised_by_the_waivers_of_a_day_or_a_block(
    session: Session, slots: tuple[int, ...], limits: tuple[int, int]
):
    draft = Draft(session)
    following = make.make_slots(session, draft.forum.venue, day=draft.forum.slots[0].day + timedelta(days=1))
    known = {slot.id: slot for slot in (*draft.forum.slots, *following)}
    waived = frozenset([*known][number] for number in slots)
    person = draft.forum.people["A"]
    person.max_per_day, person.max_in_a_row = 2, 1

    found = personal_limits(person, {DAYS: waived, ROW: waived}, (), known)

    assert (found.max_per_day, found.max_in_a_row) == limits


@pytest.mark.parametrize("kind", [ScenarioKind.SOLVED, ScenarioKind.DRAFT])
def test_waivers_come_along_with_a_schedule_that_keeps_the_meeting(draft: Draft, kind: ScenarioKind):
    session, event = draft.session, draft.event
    task = make_task(session, event)
    result = replace(first_come(task), schedule=read_schedule(session, draft.scenario))

    saved = save_as(session, task, result, kind=kind, name=GivenName("Next"), settings={}, staff_id=None)

    rows = session.exec(select(LimitWaiver).where(LimitWaiver.scenario_id == saved.id)).all()
    assert [(row.meeting_id, row.registration_id, row.slot_id, row.rule) for row in rows] == [
        (draft.meetings["AC"], draft.person("A"), draft.slot(1), DAYS)
    ]
    assert current_draft(session, event) is (saved if kind is ScenarioKind.DRAFT else draft.scenario)
