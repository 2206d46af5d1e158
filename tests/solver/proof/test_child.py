"""Solves in a child process: the same answers, stopped at any moment, and nothing left behind."""

import pickle
import subprocess
import sys
from threading import Event

import psutil
import pytest
from ortools.sat.python import cp_model

from solver import Problem, Settings
from solver.model.result import Goal
from solver.proof import model as exact
from solver.proof.model import ExactModel
from solver.proof.process import SCRIPT, Child
from solver.proof.worker import Search
from solver.state.clock import Run
from solver.state.index import Index
from tests.builders.solver.forums import forum

LONG = 30
"""Seconds to wait for something that takes a moment."""


@pytest.fixture(scope="module")
def given() -> Problem:
    return forum(2, delegations=20, wishes=90, tables=6, booths=1)


@pytest.fixture
def model(given: Problem, monkeypatch: pytest.MonkeyPatch) -> ExactModel:
    monkeypatch.setattr(exact, "SMALL", 0)
    return ExactModel(Index(given))


def test_a_child_finds_what_a_thread_finds(given: Problem, model: ExactModel, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(Settings(deterministic_limit=0.5, workers=1))
    monkeypatch.setattr(exact, "SMALL", 1_000_000)
    alone = ExactModel(Index(given))
    assert alone.child is None
    assert model.child is not None
    answers = []
    for solved in (alone, model):
        worker = solved.worker(Goal.VALUE, {}, Search(run, LONG))
        worker.start()
        worker.wait(lambda answer: None)
        answers.append((worker.answer.value, worker.answer.bound, solved.solve_result(worker).sketch))
    assert answers[0] == answers[1]


def test_a_solve_that_is_stopped_at_once_is_over_and_the_next_one_works(model: ExactModel) -> None:
    run = Run(Settings(deterministic_limit=0.5, workers=1))
    hurried = model.worker(Goal.BREAKS, {}, Search(run, LONG))
    hurried.start()
    hurried.stop()
    worker = model.worker(Goal.VALUE, {}, Search(run, LONG))
    worker.start()
    worker.wait(lambda answer: None)
    assert worker.answer.value is not None


def test_a_solve_whose_process_dies_is_over(model: ExactModel) -> None:
    assert model.child is not None
    worker = model.worker(Goal.VALUE, {}, Search(Run(Settings(time_limit=LONG)), LONG))
    worker.start()
    psutil.Process(model.child.pid).kill()
    worker.wait(lambda answer: None)
    assert worker.done


def test_a_new_process_replaces_one_that_was_ended() -> None:
    child, over = Child(), Event()
    first = child.pid
    child.kill()
    child.solve("", "", lambda kind, *news: over.set() if kind == "over" else None)
    assert over.wait(LONG)
    assert child.pid != first
    assert not psutil.pid_exists(first)


def test_the_process_ends_with_its_owner() -> None:
    child = Child()
    pid = child.pid
    del child
    assert not psutil.pid_exists(pid)


def test_the_process_ends_when_the_caller_is_killed() -> None:
    code = "from solver.proof.process import Child; c = Child(); print(c.pid, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as caller:
        assert caller.stdout is not None
        orphan = psutil.Process(int(caller.stdout.readline()))
        caller.kill()
    assert orphan not in psutil.wait_procs([orphan], timeout=LONG)[1]


def best_of(most: int, *, impossible: bool = False) -> str:
    """In text form, the model of the largest number up to `most`."""
    given = cp_model.CpModel()
    number = given.new_int_var(0, most, "number")
    if impossible:
        given.add(number > most)
    given.maximize(number)
    return str(given.proto)


def test_the_script_answers_task_after_task_and_ends_when_nobody_asks_any_more() -> None:
    tasks = [
        ("solve", 1, best_of(7), ""),
        ("stop",),
        ("solve", 2, best_of(9), ""),
        ("solve", 3, best_of(3, impossible=True), ""),
    ]
    command = [sys.executable, "-P", str(SCRIPT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        answers = {}
        for task in tasks:
            pickle.dump(task, process.stdin)
            process.stdin.flush()
            while task[0] == "solve" and task[1] not in answers:
                kind, number, *rest = pickle.load(process.stdout)
                if kind == "over":
                    answers[number] = rest
        process.stdin.close()
        assert process.wait(LONG) == 0

    assert answers == {
        1: [int(cp_model.OPTIMAL), 7.0, 7.0, [7]],
        2: [int(cp_model.OPTIMAL), 9.0, 9.0, [9]],
        3: [int(cp_model.INFEASIBLE), None, None, None],
    }
