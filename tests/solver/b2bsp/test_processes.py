"""The command in a process of its own: it stops when asked, keeps its limit, and leaves nothing behind."""

import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children
from pathlib import Path
from random import Random
from time import sleep

import psutil
import pytest

from solver.b2bsp.instance import Instance
from solver.b2bsp.race import solve
from tests.builders.solver.b2bsp.small import best_of, random_instance


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """An instance that nobody settles in a minute: sparse agendas, few tables."""
    random = Random(7)
    pairs = set()
    while len(pairs) < 400:
        pairs.add(tuple(sorted(random.sample(range(1, 91), 2))))
    rows = "\n".join(f"|{one}, {two}, 3" for one, two in sorted(pairs))
    sizes = "nBusiness = 90; nMeetings = 400; nTables = 18; nTotalSlots = 23; nMorningSlots = 12;"
    file = tmp_path / "hard.dzn"
    file.write_text(f"{sizes} requested = [{rows}|];", encoding="utf-8")
    return file


def _started(file: Path, *options: str) -> psutil.Popen:
    """The command, once it has helpers."""
    process = psutil.Popen(
        [sys.executable, "-m", "solver", "b2bsp", str(file), *options], stdout=subprocess.PIPE, text=True
    )
    _until(lambda: len(process.children()) > 0)
    return process


def _until(fulfilled: Callable[[], bool]) -> None:
    for _ in range(1200):
        if fulfilled():
            return
        sleep(0.05)
    raise AssertionError("it did not come to pass within a minute")


@pytest.mark.slow
def test_an_interrupt_ends_it_with_the_best_so_far(hard: Path) -> None:
    process = _started(hard)
    helpers = process.children()

    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)

    assert "feasible" in said
    assert process.returncode == 0
    assert not any(helper.is_running() for helper in helpers)


@pytest.mark.slow
def test_helpers_end_when_their_parent_is_killed(hard: Path) -> None:
    process = _started(hard)
    helpers = process.children()

    process.kill()
    process.communicate()

    _until(lambda: not any(helper.is_running() for helper in helpers))


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_limit_ends_it(hard: Path, workers: str) -> None:
    command = [sys.executable, "-m", "solver", "b2bsp", str(hard), "--time-limit", "1", "--workers", workers]

    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    assert "feasible" in done.stdout


def test_threads_may_settle_instances_at_the_same_time() -> None:
    given: list[Instance] = [random_instance(seed) for seed in range(4)]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda instance: solve(instance, 30.0), given))

    assert [answer.breaks for answer in answers] == [best_of(instance) for instance in given]
    assert active_children() == []
