"""Runs in the queue: one at a time for an event, stopped, put back when their worker is silent, listed."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.models import GivenName, RunState, SolveProgress, SolveRun
from matchmaker.scheduling.commands.background import request_stop
from matchmaker.scheduling.commands.runs import put_back_stale_runs, request_run
from matchmaker.scheduling.queries.runs import active_run, recent_runs, run_view
from tests.builders import factories


def test_a_second_click_gets_the_run_that_is_on(session):
    event, elsewhere = factories.make_event(session), factories.make_event(session)
    first = request_run(session, event, name=GivenName("A"), seconds=30, staff_id=None)

    assert request_run(session, event, name=GivenName("B"), seconds=60, staff_id=None) is first
    assert request_run(session, elsewhere, name=GivenName("C"), seconds=30, staff_id=None) is not first
    first.state = RunState.DONE
    assert request_run(session, event, name=GivenName("D"), seconds=30, staff_id=None) is not first


@pytest.mark.parametrize("seconds", [0, 0.5, 3601])
def test_a_run_lasts_between_a_second_and_an_hour(session, seconds):
    with pytest.raises(InvalidInput):
        request_run(session, factories.make_event(session), name=GivenName("A"), seconds=seconds, staff_id=None)


def test_stopping_a_run_that_waits_ends_it_and_one_that_works_is_asked_to(session):
    waiting = request_run(session, factories.make_event(session), name=GivenName("A"), seconds=30, staff_id=None)
    working = request_run(session, factories.make_event(session), name=GivenName("B"), seconds=30, staff_id=None)
    working.state = RunState.RUNNING
    session.flush()

    request_stop(session, waiting)
    request_stop(session, working)

    assert (waiting.state, waiting.finished_at is not None) == (RunState.STOPPED, True)
    assert (working.state, working.stop_requested) == (RunState.RUNNING, True)


def make_run(session: Session, state: RunState, *, attempts: int = 1, silent: float = 60) -> SolveRun:
    event = factories.make_event(session)
    heard = clock.now() - timedelta(seconds=silent)
    run = SolveRun(event_id=event.id, name="A", state=state, attempts=attempts, heartbeat_at=heard, created_at=heard)
    session.add(run)
    session.flush()
    return run


def test_runs_whose_worker_is_silent_are_put_back_once_and_then_given_up(session):
    once = make_run(session, RunState.RUNNING)
    twice = make_run(session, RunState.RUNNING, attempts=2)
    alive = make_run(session, RunState.RUNNING, silent=2)
    forgotten = make_run(session, RunState.QUEUED, attempts=0)
    fresh = make_run(session, RunState.QUEUED, attempts=0, silent=2)
    done = make_run(session, RunState.DONE)

    waiting = put_back_stale_runs(session, stale_after=30)

    assert waiting == [once.id, forgotten.id]
    session.expire_all()
    assert [run.state for run in (once, twice, alive, forgotten, fresh, done)] == [
        RunState.QUEUED,
        RunState.FAILED,
        RunState.RUNNING,
        RunState.QUEUED,
        RunState.QUEUED,
        RunState.DONE,
    ]
    assert twice.error.startswith("The worker was interrupted twice")


def test_runs_are_listed_newest_first(session):
    event = factories.make_event(session)
    runs = []
    for name in ("A", "B"):
        run = request_run(session, event, name=GivenName(name), seconds=30, staff_id=None)
        session.add(SolveProgress(run_id=run.id, seconds=1, goals=[{"goal": "value", "value": 3, "bound": None}]))
        run.state = RunState.DONE
        session.flush()
        runs.append(run)

    assert [(view.id, view.finished, view.points) for view in recent_runs(session, event)] == [
        (runs[1].id, True, ()),
        (runs[0].id, True, ()),
    ]
    assert active_run(session, event) is None
    (point,) = run_view(session, event, runs[0].id).points
    assert (point.goal("value").value, point.goal("value").proved, point.goal("breaks")) == (3, False, None)
    assert run_view(session, factories.make_event(session), runs[0].id) is None
