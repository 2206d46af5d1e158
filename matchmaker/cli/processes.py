"""Process supervisor: child processes are started together and stopped together, in process groups."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 8.0
"""Seconds that a process has to end by itself."""
LAST_BREATH = 2.0
"""Seconds for the system to take away what was killed: what a process had started is no child of ours, whose end could
be waited for."""
LAST_LINES = 15


class Stopped(BaseException):
    """A signal asked to stop. A BaseException, so that no `except Exception` catches it."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


@dataclass(frozen=True, slots=True)
class Process:
    """A running process, with the file that takes what it says."""

    name: str
    command: Sequence[str]
    running: subprocess.Popen[bytes]
    log: Path

    def last_lines(self) -> str:
        with self.log.open(encoding="utf-8", errors="replace") as lines:
            return "".join(deque(lines, LAST_LINES)).rstrip()


class Processes:
    """Context manager that stops on signals and ends every process group when it is left."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = dict(environment)
        self._all: list[Process] = []

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._before = {number: signal.signal(number, _stop) for number in SIGNALS}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self._stop_all()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a process in a group of its own; what it says goes to a file of the folder of logs."""
        log = self._logs / f"{name}.log"
        with log.open("ab") as output:
            running = subprocess.Popen(  # noqa: S603 -- our own commands
                command,
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._all.append(Process(name, command, running, log))

    def restart(self, process: Process) -> None:
        """Start one that has died again; what it had started itself and is still there goes first."""
        _signal_group(process, signal.SIGKILL)
        self._all.remove(process)
        self.start(process.name, process.command)

    def died(self) -> Process | None:
        """Return a process that has ended although nobody asked it to."""
        return next((process for process in self._all if process.running.poll() is not None), None)

    def watch(self, *, until: Callable[[], bool] = lambda: False, pause: float = 0.2) -> Process | None:
        """Wait until `until` holds (None) or a process has died (it)."""
        while not until():
            if dead := self.died():
                return dead
            time.sleep(pause)
        return None

    def _stop_all(self) -> None:
        for process in self._all:
            _signal_group(process, signal.SIGTERM)
        self._wait(PATIENCE)
        for process in self._all:
            _signal_group(process, signal.SIGKILL)
            process.running.wait()
        self._wait(LAST_BREATH)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(_lives(process) for process in self._all):
            time.sleep(0.05)


def _signal_group(process: Process, number: int) -> None:
    try:
        os.killpg(process.running.pid, number)
    except ProcessLookupError:
        return


def _lives(process: Process) -> bool:
    """Tell whether anything of the group is left, the processes that it has started included."""
    process.running.poll()
    try:
        os.killpg(process.running.pid, 0)
    except ProcessLookupError:
        return False
    return True
