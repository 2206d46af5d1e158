"""Runs of the solver, from the click to the scenario; jobs are called as the worker calls them."""

import threading
import time

import pytest
from sqlmodel import col, select

import solver
from matchmaker.base.db import transaction
from matchmaker.base.errors import NotFound
from matchmaker.imports import load_folder
from matchmaker.models import (
    Event,
    GivenName,
    Meeting,
    Placement,
    PlacementPerson,
    Registration,
    RunState,
    Scenario,
    ScenarioKind,
    SolveRun,
    UnmetRequest,
    Wish,
    row_id,
)
from matchmaker.scheduling.commands.background import request_stop
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.commands.scenarios import make_baseline
from matchmaker.scheduling.jobs.solving import execute_run, solve_now
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.queries.lookup import run_behind
from matchmaker.scheduling.queries.numbers import Share, numbers_from_json
from matchmaker.scheduling.queries.runs import active_run, run_view
from matchmaker.scheduling.queries.scenarios import scenario_list, scenario_page
from solver.formats.json import load_problem
from tests.builders.paths import FIXTURES


def load(url: str, folder: str = "forum-tiny") -> Event:
    with transaction(url) as session:
        return load_folder(session, FIXTURES / folder)


def start(url: str, event: Event, seconds: float = 20) -> int:
    with transaction(url) as session:
        return row_id(request_run(session, event, name=GivenName("One more table"), seconds=seconds, staff_id=None))


def read(url: str, model, row: int):
    with transaction(url) as session:
        return session.get_one(model, row)


def test_a_run_becomes_a_scenario_that_can_be_checked_again(database_url):
    event = load(database_url)
    run_id = start(database_url, event)

    execute_run(run_id, url=database_url)

    run = read(database_url, SolveRun, run_id)
    assert (run.state, run.attempts, run.error) == (RunState.DONE, 1, "")
    with transaction(database_url) as session:
        scenario = session.get_one(Scenario, run.scenario_id)
        schedule = read_schedule(session, scenario)
        problem = load_problem(scenario.problem)
        report = solver.validate(problem, schedule)
        unmet = session.exec(select(UnmetRequest).where(col(UnmetRequest.scenario_id) == scenario.id)).all()
    numbers = numbers_from_json(scenario.numbers)
    assert (scenario.kind, scenario.name, report.violations) == (ScenarioKind.SOLVED, "One more table", ())
    assert {goal.goal: goal.value for goal in numbers.goals} == {
        goal.value: score for goal, score in report.scores.items() if numbers.goal(goal.value)
    }
    assert numbers.meetings == len(schedule) == numbers.pairs - len(unmet)
    for reason in unmet:
        found = solver.Reason(
            request=f"q{reason.low_id}-{reason.high_id}", code=solver.ReasonCode(reason.code), witness=reason.witness
        )
        assert solver.confirm(problem, schedule, found)


def test_a_run_that_somebody_has_is_left_alone(sqlite_url):
    event = load(sqlite_url)
    run_id = start(sqlite_url, event)
    execute_run(run_id, url=sqlite_url)

    execute_run(run_id, url=sqlite_url)

    with transaction(sqlite_url) as session:
        assert len(session.exec(select(Scenario).where(col(Scenario.kind) == ScenarioKind.SOLVED)).all()) == 1
    assert read(sqlite_url, SolveRun, run_id).attempts == 1


def test_two_scenarios_share_the_meetings_that_both_place(sqlite_url):
    event = load(sqlite_url)
    for _ in range(2):
        execute_run(start(sqlite_url, event), url=sqlite_url)

    with transaction(sqlite_url) as session:
        placements = session.exec(select(Placement)).all()
        meetings = session.exec(select(Meeting)).all()
        people = session.exec(select(PlacementPerson)).all()
    assert {placement.meeting_id for placement in placements} == {meeting.id for meeting in meetings}
    assert len({(meeting.low_id, meeting.high_id) for meeting in meetings}) == len(meetings) < len(placements)
    assert len(people) == 2 * len(placements)


def test_progress_can_be_followed_while_the_solver_works_and_stopping_keeps_the_best(sqlite_url):
    event = load(sqlite_url, "forum-namur")
    run_id = start(sqlite_url, event, seconds=120)
    worker = threading.Thread(target=execute_run, args=(run_id,), kwargs={"url": sqlite_url})
    worker.start()
    points = follow(sqlite_url, event, run_id, at_least=2)
    with transaction(sqlite_url) as session:
        active = active_run(session, event)
        request_stop(session, session.get_one(SolveRun, run_id))
    asked = time.monotonic()
    worker.join(timeout=30)

    assert (worker.is_alive(), active.id, active.finished) == (False, run_id, False)
    assert time.monotonic() - asked < 15
    assert [point.id for point in points] == sorted({point.id for point in points})
    run = read(sqlite_url, SolveRun, run_id)
    scenario = read(sqlite_url, Scenario, run.scenario_id)
    assert (run.state, scenario.status) == (RunState.STOPPED, "stopped")
    assert numbers_from_json(scenario.numbers).meetings > 150


def follow(url: str, event: Event, run_id: int, *, at_least: int) -> list:
    """Read progress as the live page does, by the id of the last row seen."""
    points, deadline = [], time.monotonic() + 60
    while len(points) < at_least and time.monotonic() < deadline:
        time.sleep(0.2)
        with transaction(url) as session:
            view = run_view(session, event, run_id, after=points[-1].id if points else 0)
        points += view.points
    return points


def test_a_crash_is_told_in_a_sentence(sqlite_url):
    event = load(sqlite_url)
    with transaction(sqlite_url) as session:
        for registration in session.exec(select(Registration)):
            registration.max_per_day = -1
    run_id = start(sqlite_url, event)

    with pytest.raises(solver.InvalidProblem):
        execute_run(run_id, url=sqlite_url)

    run = read(sqlite_url, SolveRun, run_id)
    assert (run.state, run.scenario_id) == (RunState.FAILED, None)
    assert run.error.startswith("Something unexpected went wrong")


def test_a_worker_that_comes_back_late_saves_nothing(sqlite_url):
    event = load(sqlite_url, "forum-namur")
    run_id = start(sqlite_url, event, seconds=60)
    worker = threading.Thread(target=execute_run, args=(run_id,), kwargs={"url": sqlite_url})
    worker.start()
    follow(sqlite_url, event, run_id, at_least=1)
    with transaction(sqlite_url) as session:
        run = session.get_one(SolveRun, run_id)
        run.attempts, run.state = run.attempts + 1, RunState.RUNNING
    worker.join(timeout=30)

    run = read(sqlite_url, SolveRun, run_id)
    assert (worker.is_alive(), run.state, run.scenario_id) == (False, RunState.RUNNING, None)


def test_first_come_first_served_is_saved_once_for_the_same_wishes(session):
    event = load_folder(session, FIXTURES / "forum-tiny")

    first, again = make_baseline(session, event), make_baseline(session, event)
    for wish in session.exec(select(Wish)):  # whichever of them count
        session.delete(wish)
    session.flush()
    changed = make_baseline(session, event)

    assert (first.id, first.kind) == (again.id, ScenarioKind.BASELINE)
    assert changed.id != first.id


def test_the_comparison_begins_with_first_come_first_served(sqlite_url):
    event = load(sqlite_url)
    scenario_id = solve_now(event.slug, 20, name="Standard rules", url=sqlite_url)

    with transaction(sqlite_url) as session:
        lines = scenario_list(session, event)
        page = scenario_page(session, event, scenario_id, language="en")

    baseline, solved = lines
    assert [line.kind for line in lines] == ["baseline", "solved"]
    assert baseline.fingerprint == solved.fingerprint
    assert (page.line.id, page.baseline.id) == (scenario_id, baseline.id)
    assert solved.numbers.goal("value").proved
    assert solved.numbers.goal("value").value >= baseline.numbers.goal("value").value


def test_every_unmet_wish_has_its_sentence(sqlite_url):
    event = load(sqlite_url)
    scenario_id = solve_now(event.slug, 20, url=sqlite_url)

    with transaction(sqlite_url) as session:
        unmet = scenario_page(session, event, scenario_id, language="en").unmet
        wishes = session.exec(select(Wish)).all()
        numbers = numbers_from_json(session.get_one(Scenario, scenario_id).numbers)

    eligible = [wish for wish in unmet if wish.eligible]
    assert numbers.wishes == Share(met=numbers.wishes.of - len(eligible), of=numbers.wishes.of)
    assert len(wishes) - len(unmet) == numbers.wishes.met
    assert unmet
    assert [wish.sentence for wish in unmet if not wish.sentence.endswith(".") or "%(" in wish.sentence] == []
    assert [wish.eligible for wish in unmet] == sorted((wish.eligible for wish in unmet), reverse=True)


def test_a_solve_on_the_command_line_keeps_how_it_got_there(sqlite_url):
    event = load(sqlite_url)
    seen = []
    scenario_id = solve_now(event.slug, 20, seen.append, name="Last look", url=sqlite_url)

    with transaction(sqlite_url) as session:
        run = run_view(session, event, run_behind(session, event, scenario_id))

    assert (run.name.text, run.state, run.scenario_id, run.time_limit) == ("Last look", "done", scenario_id, 20)
    assert [point.seconds for point in run.points] == [round(progress.seconds, 2) for progress in seen]
    assert run.last.goal("value").proved


def test_an_unknown_event_is_not_solved(sqlite_url):
    with pytest.raises(NotFound, match="nowhere"):
        solve_now("nowhere", 1, url=sqlite_url)
