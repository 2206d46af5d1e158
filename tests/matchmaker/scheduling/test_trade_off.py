"""The trade-off between wishes met and people disturbed, as the worker finds it."""

import threading
from itertools import pairwise

import pytest
from sqlmodel import col, select

import solver
from matchmaker.base.db import transaction
from matchmaker.imports import load_folder
from matchmaker.models import Event, GivenName, RunState, Scenario, ScenarioKind, SolveMode, row_id
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.commands.scenarios import make_baseline, save_as
from matchmaker.scheduling.jobs.solving import execute_run
from matchmaker.scheduling.planning.closeness import Start
from matchmaker.scheduling.planning.results import compare_scenarios, read_schedule
from matchmaker.scheduling.planning.tasks import make_task, unproved
from matchmaker.scheduling.planning.trade_off import trade_off
from matchmaker.scheduling.queries.numbers import numbers_from_json
from matchmaker.scheduling.queries.scenarios import scenario_page
from matchmaker.scheduling.queries.trade_off import TradeOffPoint, last_trade_off, without_worse
from tests.builders.forum import make_forum
from tests.builders.paths import FIXTURES


@pytest.fixture
def half(sqlite_url: str) -> tuple[int, int]:
    """The tiny forum, and a schedule with every second meeting of first come, first served."""
    with transaction(sqlite_url) as session:
        event = load_folder(session, FIXTURES / "forum-tiny")
        placed = read_schedule(session, make_baseline(session, event)).assignments
        task = make_task(session, event)
        half = unproved(task, solver.Schedule({name: placed[name] for name in sorted(placed)[::2]}))
        scenario = save_as(
            session, task, half, kind=ScenarioKind.DRAFT, name=GivenName("Half"), settings={}, staff_id=None
        )
        return row_id(event), row_id(scenario)


def test_each_point_is_a_scenario_that_disturbs_no_more_people_than_it_may(sqlite_url: str, half) -> None:
    event_id, reference_id = half
    with transaction(sqlite_url) as session:
        event, reference = session.get_one(Event, event_id), session.get_one(Scenario, reference_id)
        assert last_trade_off(session, event) is None
        run = request_run(
            session, event, name=GivenName(""), seconds=12, staff_id=None, mode=SolveMode.TRADE_OFF, reference=reference
        )
        run_id = row_id(run)

    execute_run(run_id, url=sqlite_url)

    with transaction(sqlite_url) as session:
        event, reference = session.get_one(Event, event_id), session.get_one(Scenario, reference_id)
        found = last_trade_off(session, event)
        assert found is not None
        assert (found.run_id, found.state, found.active) == (run_id, RunState.DONE, False)
        assert (found.first.most, found.first.people, found.first.scenario) == (0, 0, reference_id)
        assert (found.best.most, found.best.proved) == (None, True)
        for point in found.points[1:]:
            scenario = session.get_one(Scenario, point.scenario)
            numbers = numbers_from_json(scenario.numbers)
            counted = len(compare_scenarios(session, reference, scenario).disturbed)
            assert (counted, numbers.wishes.met, numbers.must.met) == (point.people, point.wishes, point.must)
            assert point.most is None or point.people <= point.most
            assert numbers.near is not None
            assert numbers.near.limited == (point.most is not None)
            assert scenario_page(session, event, point.scenario, language="fr") is not None
        assert all(one.people < other.people and one.wishes < other.wishes for one, other in pairwise(found.points))


def test_the_same_points_are_not_saved_again(sqlite_url: str) -> None:
    with transaction(sqlite_url) as session:
        forum = make_forum(session)
        forum.wish(forum.join("Alizé"), forum.join("Boréal"))
        task = make_task(session, forum.event)
        nothing = unproved(task, solver.Schedule({}))
        reference = save_as(
            session, task, nothing, kind=ScenarioKind.DRAFT, name=GivenName("Nothing"), settings={}, staff_id=None
        )
        event_id, reference_id = row_id(forum.event), row_id(reference)

    found = [search(sqlite_url, event_id, reference_id) for _ in range(2)]

    with transaction(sqlite_url) as session:
        saved = session.exec(select(Scenario.id).order_by(col(Scenario.id))).all()
    shown = [[(point.people, point.wishes, point.scenario) for point in points] for points in found]
    assert shown == [[(0, 0, saved[0]), (2, 1, saved[2])]] * 2  # what is proved depends on the machine
    assert len(saved) == 3  # and first come, first served


def search(url: str, event_id: int, reference_id: int) -> tuple[TradeOffPoint, ...]:
    """The points of a new search."""
    with transaction(url) as session:
        event, reference = session.get_one(Event, event_id), session.get_one(Scenario, reference_id)
        mode = SolveMode.TRADE_OFF
        run_id = row_id(
            request_run(session, event, name=GivenName(""), seconds=5, staff_id=None, mode=mode, reference=reference)
        )
    execute_run(run_id, url=url)
    with transaction(url) as session:
        found = last_trade_off(session, session.get_one(Event, event_id))
    assert found is not None
    return found.points


def test_a_search_that_is_stopped_looks_for_nothing_more(sqlite_url: str, half) -> None:
    event_id, reference_id = half
    with transaction(sqlite_url) as session:
        start = Start(
            reference_id, read_schedule(session, session.get_one(Scenario, reference_id)), SolveMode.TRADE_OFF
        )
        task = make_task(session, session.get_one(Event, event_id))
    stop = threading.Event()
    points = trade_off(task, start, 12, workers=1, should_stop=stop.is_set)

    first = next(points)
    stop.set()

    assert (first.most, first.people) == (0, 0)
    assert list(points) == []


def test_a_point_that_gives_less_than_one_with_fewer_people_is_left_out() -> None:
    numbers = [(0, 20, 4), (9, 24, 5), (15, 23, 5), (18, 23, 6), (30, 24, 5)]
    points = [TradeOffPoint(people, people, wishes, must, 0, proved=False) for people, wishes, must in numbers]

    assert [point.people for point in without_worse(points)] == [0, 9, 18, 30]
