"""Automatic cancellation under concurrency: several workers, a killed one, locked rows, an event in error."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.event import listen
from sqlmodel import Session, select

from matchmaker.alerts.commands import alerts, reports, withdrawal
from matchmaker.alerts.commands.alert_mails import queue_alert_mails
from matchmaker.alerts.commands.auto_cancel import cancel_due_meetings
from matchmaker.alerts.jobs.auto_cancel import cancel_due
from matchmaker.base.db import get_engine
from matchmaker.models import AlertState, Event, Message, Placement, Registration, ReleaseKind, Staff
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders import prepared
from tests.builders.auto_cancel import cannot_come, releases, wait, work
from tests.builders.invited import Invited, invite

pytestmark = pytest.mark.usefixtures("mailbox_address")
BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def test_two_workers_at_once_publish_it_once(invited: Invited, staff: Staff, database_url: str) -> None:
    wait(invited, staff, 0)
    cannot_come(invited)
    invited.session.commit()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(cancel_due, [database_url] * 4))

    invited.session.expire_all()
    assert (sum(done), len(releases(invited))) == (1, 2)


def cancel_and_die() -> None:
    listen(Session, "before_commit", lambda session: os.kill(os.getpid(), signal.SIGKILL))
    cancel_due()


def test_a_worker_killed_before_the_end_leaves_nothing_half_done(
    invited: Invited, staff: Staff, database_url: str
) -> None:
    wait(invited, staff, 0)
    alert = cannot_come(invited)
    alert.cancels_at = BEFORE - timedelta(days=365)  # by the clock of the other process, too
    invited.session.commit()
    mails = len(invited.session.exec(select(Message.id)).all())
    invited.session.commit()

    killed = prepared.start(cancel_and_die, DATABASE_URL=database_url, MATCHMAKER_MODE="test")
    killed.join(60)

    assert killed.exitcode == -signal.SIGKILL
    assert (len(releases(invited)), len(invited.session.exec(select(Message.id)).all())) == (1, mails)
    assert work(invited, database_url) == 1
    assert (len(releases(invited)), alert.state) == (2, AlertState.HANDLED)
    assert invited.session.exec(select(Placement).where(Placement.scenario_id == alert.scenario_id)).all() == []


def test_an_event_that_cannot_be_worked_on_stops_no_other(invited: Invited, staff: Staff, database_url: str) -> None:
    broken = invite(invited.session)
    for one in (broken, invited):
        wait(one, staff, 0)
        cannot_come(one)
    late = reports.report_late_for_day(broken.session, broken.bob, make.DAY, time(9, 10))
    late.state, late.scenario_id = AlertState.HANDLED, broken.scenario.id
    for slot in broken.forum.slots:
        slot.zone = "Nowhere/Gone"

    assert work(invited, database_url) == 1

    assert [alert.state for alert in invited.alerts()] == [AlertState.OPEN, AlertState.HANDLED, AlertState.HANDLED]


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_nobody_waits_for_a_decision_or_a_release_in_hand(invited: Invited, staff: Staff, database_url: str) -> None:
    """Where rows are locked one by one: what is decided and what is published would wait for each other for ever."""
    wait(invited, staff, 0)
    alert = cannot_come(invited)
    invited.session.commit()

    with Session(get_engine(database_url)) as hand, Session(get_engine(database_url)) as worker:
        worker.execute(text("SET LOCAL lock_timeout = '2s'"))
        alerts.alert_of(hand, invited.event, alert.id, staff)
        event = worker.get_one(Event, invited.event.id)

        assert queue_alert_mails(worker, event, BEFORE) == 0
        assert cancel_due_meetings(worker, event, BEFORE) is None

    with Session(get_engine(database_url)) as hand, Session(get_engine(database_url)) as worker:
        worker.execute(text("SET LOCAL lock_timeout = '2s'"))
        published = hand.get_one(Event, invited.event.id)
        publish_scenario(hand, published, invited.scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=1)

        assert withdrawal.withdraw(worker, worker.get_one(Registration, invited.bob.id)).state is AlertState.OPEN
