"""`matchmaker demo` as a newcomer meets it: started, used, stopped with Ctrl-C, started again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from sqlmodel import func, select

from matchmaker.base.db import get_engine, open_session
from matchmaker.models import Alert, Person, Release, Scenario
from tests.builders.installation import PATIENCE, ROOT, Visitor, free_port, wait_for

FIRST_START = 240
QUICK = 20
"""Seconds."""


@pytest.mark.slow
def test_a_second_start_is_quick_and_ctrl_c_leaves_nothing_behind(tmp_path):
    url = f"sqlite:///{tmp_path / 'matchmaker.sqlite'}"
    with demo(tmp_path) as (first, visitor):
        wait_for(lambda: answers(first, visitor), seconds=FIRST_START)
        children = wait_for(lambda: family(first, at_least=6))
        made = rows(url)
        assert made[Release] == 1
        assert made[Alert] == 2, "two people need the organisers, as the last lines say"
        assert "/mailbox" in visitor.get("/").text
        stop(first)
    assert gone(children)
    assert "Ctrl-C" in (tmp_path / "said").read_text()

    with demo(tmp_path) as (second, visitor):
        started = time.monotonic()
        wait_for(lambda: answers(second, visitor), seconds=QUICK)
        assert time.monotonic() - started < QUICK
        assert rows(url) == made
        children = wait_for(lambda: family(second, at_least=6))
        stop(second)
    assert gone(children)
    get_engine(url).dispose()


@contextmanager
def demo(folder):
    """The command in a terminal of its own, and somebody who looks at its pages."""
    port = free_port()
    command = [Path(sys.executable).parent / "matchmaker", "demo", "--port", str(port), "--data", str(folder)]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process, Visitor(port)
    finally:
        left = family(process, at_least=0)
        for one in left:
            one.kill()
        process.wait()


def answers(process, visitor):
    assert process.poll() is None, "the demo has ended"
    try:
        return visitor.get("/health").status == 200
    except OSError:
        return False


def family(process, *, at_least):
    """The process and all that it has started: two web workers and their master, three consumers, two solvers."""
    if process.poll() is not None:
        return []
    found = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return found if len(found) >= at_least else []


def stop(process):
    """Ctrl-C: the signal goes to the command only; its children are in groups of their own."""
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


def gone(processes):
    return not [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def rows(url):
    with open_session(read_only=True, url=url) as session:
        return {
            table: session.exec(select(func.count()).select_from(table)).one()
            for table in (Person, Scenario, Release, Alert)
        }
