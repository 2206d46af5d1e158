"""A repair that is undone, done again, or put aside by another schedule: what it had handled follows."""

import pytest
from sqlmodel import Session, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, settle_by_repair
from matchmaker.alerts.commands.given_up import give_up_draft, redo_edit, undo_edit
from matchmaker.alerts.commands.publication import publish
from matchmaker.base.errors import Stale
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.drafts.queries.gone import DISCARDED, PUBLISHED, PUT_ASIDE
from matchmaker.models import Again, Alert, AlertKind, AlertState, Event, ReleaseKind, Scenario, row_id
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    return Desk(session, forum, database_url)


def handled(desk: Desk, draft: Scenario) -> list[Alert]:
    return list(desk.session.exec(select(Alert).where(Alert.scenario_id == draft.id)))


def release(desk: Desk, scenario: Scenario, number: int) -> None:
    event: Event = desk.forum.event
    publish(
        desk.session,
        event,
        scenario,
        kind=ReleaseKind.FINAL,
        staff=desk.staff,
        expected_release=number,
        expected_version=scenario.version,
    )


def test_a_repair_that_is_done_again_handles_again_what_it_had_handled(desk: Desk) -> None:
    draft = desk.take(desk.search(of(desk, ChangeKind.ORGANISATION)))
    alerts = handled(desk, draft)
    alerts[0].again = Again.COLLEAGUE

    undone = undo_edit(desk.session, desk.forum.event, shown=draft_token(draft), staff=desk.staff)
    assert len(undone.reopened) == len(alerts) > 0
    assert {(one.state, one.again) for one in alerts} == {(AlertState.OPEN, Again.NOBODY)}
    again = redo_edit(desk.session, desk.forum.event, shown=draft_token(draft), staff=desk.staff)

    assert len(again.reopened) == len(alerts)
    assert {(one.state, one.scenario_id) for one in alerts} == {(AlertState.HANDLED, draft.id)}
    assert alerts[0].again is Again.COLLEAGUE


def test_what_was_settled_otherwise_meanwhile_is_left_alone(desk: Desk) -> None:
    draft = desk.take(desk.search(of(desk, ChangeKind.ORGANISATION)))
    alert = handled(desk, draft)[0]
    undo_edit(desk.session, desk.forum.event, shown=draft_token(draft), staff=desk.staff)
    alert.state, alert.open_key = AlertState.DISMISSED, None

    again = redo_edit(desk.session, desk.forum.event, shown=draft_token(draft), staff=desk.staff)

    assert str(alert.id) not in again.reopened
    assert (alert.state, alert.scenario_id) == (AlertState.DISMISSED, None)


def test_a_draft_put_aside_by_another_schedule_opens_again_what_that_does_not_answer(desk: Desk) -> None:
    event = desk.forum.event
    draft = desk.take(desk.search(of(desk, ChangeKind.ORGANISATION)))
    withdrawals, shown = handled(desk, draft), draft_token(draft)
    asks = raise_alert(
        desk.session, Cause(kind=AlertKind.MESSAGE, event_id=event.id, registration_id=desk.forum.people["Alize"].id)
    )
    settle_by_repair(desk.session, event, row_id(asks), draft, desk.staff)
    other = make_baseline(desk.session, event)

    release(desk, other, 1)

    assert (asks.state, asks.scenario_id) == (AlertState.OPEN, None)
    assert {(one.state, one.scenario_id) for one in withdrawals} == {(AlertState.HANDLED, other.id)}
    with pytest.raises(Stale) as gone:
        undo_edit(desk.session, event, shown=shown, staff=desk.staff)
    assert (gone.value.message, gone.value.params) == (PUT_ASIDE, {"number": 2})


def test_a_repair_that_goes_on_from_the_draft_carries_what_it_had_handled(desk: Desk) -> None:
    first = desk.take(desk.search(of(desk, ChangeKind.ORGANISATION)))
    alerts = handled(desk, first)
    second = desk.take(desk.search(of(desk, ChangeKind.TABLE), from_draft=True))

    release(desk, second, 1)

    assert {one.state for one in alerts} == {AlertState.HANDLED}
    assert {one.scenario_id for one in alerts} == {first.id}


def test_whoever_edits_a_draft_that_is_gone_reads_why(desk: Desk) -> None:
    event = desk.forum.event
    draft = desk.take(desk.search(of(desk, ChangeKind.TABLE)))
    shown = draft_token(draft)
    give_up_draft(desk.session, event, shown=shown, staff=desk.staff)
    with pytest.raises(Stale) as discarded:
        undo_edit(desk.session, event, shown=shown, staff=desk.staff)

    draft = desk.take(desk.search(of(desk, ChangeKind.ROOM)))
    shown = draft_token(draft)
    release(desk, draft, 1)
    with pytest.raises(Stale) as published:
        undo_edit(desk.session, event, shown=shown, staff=desk.staff)

    assert discarded.value.message == DISCARDED
    assert (published.value.message, published.value.params) == (PUBLISHED, {"number": 2})
