"""Start a run, follow it, stop it; and the stream behind the page."""

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.models import Event, GivenName, NameKind, RunState, Scenario, ScenarioKind, SolveProgress, SolveRun
from tests.builders import factories as make
from web.organiser.scheduling import live


def runs(session: Session) -> list[SolveRun]:
    return list(session.exec(select(SolveRun).order_by(SolveRun.id)).all())


def make_run(session: Session, event: Event, **values) -> SolveRun:
    run = SolveRun(event_id=event.id, **{"name": "Standard", "time_limit": 30.0} | values)
    session.add(run)
    session.flush()
    return run


def add_progress(session: Session, run: SolveRun, seconds: float, value: int, bound: int) -> SolveProgress:
    point = SolveProgress(
        run_id=run.id,
        seconds=seconds,
        goals=[
            {"goal": "guarantees", "value": 0, "bound": 0},
            {"goal": "value", "value": value, "bound": bound},
        ],
        wishes={key: {"met": value, "of": 130} for key in ("wishes", "must", "want", "open")}
        | {"categories": [{"code": "p", "names": {"en": "Premium"}, "wishes": {"met": value, "of": 130}}]},
    )
    session.add(point)
    session.flush()
    return point


def test_what_is_missing_comes_before_the_button(organiser: FlaskClient, session: Session, crowd) -> None:
    page = organiser.get("/o/salon/schedule")

    assert "No wish can become a meeting yet: of two sides that say yes" in page.text
    assert 'class="btn btn-primary" href="/o/salon/#silent"' in page.text
    assert '<button class="btn btn-secondary" type="submit">Make a schedule' in page.text


class TestStart:
    def test_a_run_is_queued_and_handed_to_the_worker(self, organiser: FlaskClient, session: Session, staff):
        answer = organiser.post("/o/salon/schedule", data={"name": " Standard rules ", "seconds": "10"})

        (run,) = runs(session)
        assert answer.location == f"/o/salon/runs/{run.id}"
        assert (run.name, run.time_limit, run.state, run.created_by_id) == ("Standard rules", 10, "queued", staff.id)
        assert [task.args for task in jobs.solve_queue.pending()] == [(run.id,)]

    def test_without_a_name_it_has_a_number_which_each_reads_in_their_language(
        self, organiser: FlaskClient, session: Session
    ):
        offered = organiser.get("/o/salon/schedule").text
        organiser.post("/o/salon/schedule", data={"name": "  ", "seconds": "10"})

        (run,) = runs(session)
        assert run.given_name == GivenName(kind=NameKind.NUMBERED, number=1)
        assert "Left empty, it is called “Scenario 1”." in offered
        assert "Run “Scenario 1”" in organiser.get(f"/o/salon/runs/{run.id}").text

    def test_a_double_click_gives_one_run(self, organiser: FlaskClient, session: Session):
        first = organiser.post("/o/salon/schedule", data={"name": "Standard", "seconds": "10"})
        second = organiser.post("/o/salon/schedule", data={"name": "Standard", "seconds": "10"})

        assert len(runs(session)) == 1
        assert first.location == second.location
        assert "A run is already under way: here it is." in organiser.get(second.location).text

    @pytest.mark.parametrize("data", [{"name": "x" * 121, "seconds": "10"}, {"name": "x", "seconds": "9999"}])
    def test_what_cannot_be_used_starts_nothing(self, organiser: FlaskClient, session: Session, data: dict):
        answer = organiser.post("/o/salon/schedule", data=data)

        assert answer.status_code == 422
        assert "field-error" in answer.text
        assert runs(session) == []
        assert jobs.solve_queue.pending() == []

    def test_while_a_run_is_under_way_the_page_leads_to_it(
        self, organiser: FlaskClient, session: Session, event: Event
    ):
        run = make_run(session, event, state=RunState.RUNNING)

        page = organiser.get("/o/salon/schedule").text

        assert f'href="/o/salon/runs/{run.id}">Follow the run' in page
        assert "Make a schedule" not in page

    def test_first_come_first_served_is_made_on_demand_and_once(
        self, organiser: FlaskClient, session: Session, forum: Event
    ):
        organiser.post(f"/o/{forum.slug}/schedule/baseline")
        organiser.post(f"/o/{forum.slug}/schedule/baseline")

        (scenario,) = session.exec(select(Scenario)).all()
        page = organiser.get(f"/o/{forum.slug}/schedule").text
        assert scenario.kind == ScenarioKind.BASELINE
        assert f'<a href="/o/{forum.slug}/scenarios/{scenario.id}">First come, first served</a>' in page
        assert "Add first come, first served" not in page


class TestFollow:
    def test_a_queued_run_waits_for_the_worker(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event)

        page = organiser.get(f"/o/salon/runs/{run.id}").text

        assert "Waiting for the worker; it begins within a few seconds." in page
        assert f'data-events="/o/salon/runs/{run.id}/events"' in page
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page

    def test_a_running_one_shows_what_it_has_found_and_proved(
        self, organiser: FlaskClient, session: Session, event: Event
    ):
        run = make_run(session, event, state=RunState.RUNNING, started_at=clock.now())
        add_progress(session, run, 1.0, 80, 120)
        add_progress(session, run, 4.2, 100, 100)

        page = organiser.get(f"/o/salon/runs/{run.id}").text

        assert "Proved: nothing can meet more of what people wish." in page
        assert page.startswith("Searching for 4 s.", page.index("data-announce>") + len("data-announce>"))
        assert re.search(r'kpi-number">100 <span class="kpi-of">of 130</span>', page)
        assert ("best possible, proved" in page, page.count('<td class="num" data-label="Met">100')) == (True, 4)
        assert [re.search(rf">{seconds} s</td><td [^>]*>(\d+)</td>", page)[1] for seconds in ("1.0", "4.2")] == [
            "80",
            "100",
        ]

    def test_one_that_was_put_back_says_so(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event, state=RunState.QUEUED, attempts=1, started_at=clock.now())

        page = organiser.get(f"/o/salon/runs/{run.id}").text

        assert "The worker stopped unexpectedly. The run begins again by itself; nothing is lost." in page

    def test_one_that_failed_says_why(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event, state=RunState.FAILED, error="There are no slots.")

        page = organiser.get(f"/o/salon/runs/{run.id}").text

        assert "There are no slots." in page
        assert "data-events" not in page
        assert "Stop and keep the best" not in page

    def test_one_that_is_over_leads_to_its_scenario(self, organiser: FlaskClient, solved: SolveRun, forum: Event):
        answer = organiser.get(f"/o/{forum.slug}/runs/{solved.id}")

        assert answer.location == f"/o/{forum.slug}/scenarios/{solved.scenario_id}"

    def test_stop_is_passed_on_to_the_worker(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event, state=RunState.RUNNING)

        answer = organiser.post(f"/o/salon/runs/{run.id}/stop", follow_redirects=True)

        assert runs(session)[0].stop_requested is True
        assert "Stopping, and keeping the best schedule found so far." in answer.text

    def test_a_queued_run_is_stopped_before_it_begins(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event)

        answer = organiser.post(f"/o/salon/runs/{run.id}/stop", follow_redirects=True)

        assert runs(session)[0].state == RunState.STOPPED
        assert "Stopped before it found a schedule; there is nothing to keep." in answer.text

    @pytest.mark.parametrize("page", ["", "/events"])
    def test_a_run_of_another_event_does_not_exist_here(
        self, organiser: FlaskClient, session: Session, event: Event, page: str
    ):
        run = make_run(session, make.make_event(session))

        assert organiser.get(f"/o/salon/runs/{run.id}{page}").status_code == 404
        assert organiser.post(f"/o/salon/runs/{run.id}/stop").status_code == 404
        assert runs(session)[0].state == RunState.QUEUED


def read(chunks) -> tuple[str, int, dict]:
    """Return name, id and data of the next event of a stream."""
    lines = dict(line.split(": ", 1) for line in next(chunks).decode().strip().splitlines())
    return lines["event"], int(lines["id"]), json.loads(lines["data"])


class TestStream:
    def test_sends_what_is_found_until_the_end(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event, state=RunState.RUNNING, started_at=clock.now())
        first = add_progress(session, run, 1.0, 80, 120)

        answer = organiser.get(f"/o/salon/runs/{run.id}/events")
        chunks = iter(answer.response)
        opening = next(chunks)
        name, identity, data = read(chunks)

        assert answer.mimetype == "text/event-stream"
        assert answer.headers["X-Accel-Buffering"] == "no"
        assert opening == b"retry: 2000\n\n"
        assert (name, identity) == ("progress", first.id)
        assert data["sentence"] == "Searching for 1 s. Looking for a schedule that meets more wishes."
        assert ("80 found" in data["numbers"], "worth at most 33.4 % less" in data["numbers"]) == (True, True)

        second = add_progress(session, run, 2.0, 120, 120)
        run.state, run.finished_at = RunState.DONE, clock.now()
        session.commit()
        name, identity, data = read(chunks)

        assert (name, identity) == ("progress", second.id)
        assert "120 found" in data["numbers"]
        assert read(chunks) == ("finished", second.id, {"address": f"/o/salon/runs/{run.id}"})
        assert list(chunks) == []

    def test_who_comes_back_is_not_told_again(self, organiser: FlaskClient, session: Session, event: Event):
        run = make_run(session, event, state=RunState.RUNNING)
        known = add_progress(session, run, 1.0, 80, 120)
        headers = {"Last-Event-ID": str(known.id)}

        chunks = iter(organiser.get(f"/o/salon/runs/{run.id}/events", headers=headers).response)
        next(chunks)
        newer = add_progress(session, run, 2.0, 90, 120)
        session.commit()

        assert read(chunks)[1] == newer.id

    def test_the_words_are_in_the_readers_language_and_the_names_are_text(
        self, organiser: FlaskClient, session: Session, event: Event
    ):
        run = make_run(session, event, state=RunState.FAILED, error="<b>bold</b>")

        chunks = iter(organiser.get(f"/o/salon/runs/{run.id}/events").response)
        next(chunks)

        assert read(chunks)[2]["sentence"] == "&lt;b&gt;bold&lt;/b&gt;"

    def test_ends_by_itself(self, organiser: FlaskClient, session: Session, event: Event, monkeypatch):
        monkeypatch.setattr(live, "LIVES", 0.0)
        run = make_run(session, event, state=RunState.RUNNING)

        assert list(organiser.get(f"/o/salon/runs/{run.id}/events").response) == [b"retry: 2000\n\n"]

    def test_speaks_up_when_there_is_nothing_to_say(
        self, organiser: FlaskClient, session: Session, event: Event, monkeypatch
    ):
        monkeypatch.setattr(live, "COMMENT_EVERY", 0.0)
        monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
        run = make_run(session, event, state=RunState.RUNNING, started_at=clock.now() - timedelta(seconds=5))

        chunks = iter(organiser.get(f"/o/salon/runs/{run.id}/events").response)

        assert [next(chunks) for _ in range(3)][2] == b": still working\n\n"
