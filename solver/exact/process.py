"""The caller's end of a child process that solves models (`solver.exact.child`)."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from weakref import finalize

Hear = Callable[..., None]
"""Is told each message of one solve without its number: ("bound", ...), ("solution", ...), and once ("over", ...)."""

SCRIPT = Path(__file__).with_name("child.py")
LOST = ("over", 0, None, None, None)
"""What is heard when the process came to an end without saying so."""


@dataclass(slots=True)
class _Task:
    """The solve that is listened to."""

    number: int = 0
    hear: Hear | None = None


class Child:
    """Starts at once, and again when it had to be ended; is ended with this object, or with the caller's process.

    A fresh interpreter: a caller with threads must not be forked.
    """

    def __init__(self) -> None:
        self._task = _Task()
        self._number = 0
        self._process, self._end = self._start()

    @property
    def pid(self) -> int:
        """Of the process that solves at the moment."""
        return self._process.pid

    def solve(self, model: str, parameters: str, hear: Hear) -> None:
        """Begin to solve a model, both given in text form; messages come in a thread of their own."""
        if not self._end.alive or self._process.poll() is not None:
            self.kill()
            self._process, self._end = self._start()
        self._number += 1
        self._task.number, self._task.hear = self._number, hear
        self._send("solve", self._number, model, parameters)

    def stop(self) -> None:
        """Ask the present solve to come to an end."""
        self._send("stop")

    def kill(self) -> None:
        """End the process at once."""
        self._end()

    def _send(self, *message: Any) -> None:
        with suppress(OSError):  # it died: the listener hears of it
            pickle.dump(message, self._process.stdin)  # type: ignore[arg-type]
            self._process.stdin.flush()  # type: ignore[union-attr]

    def _start(self) -> tuple["subprocess.Popen[bytes]", "finalize[[subprocess.Popen[bytes]], Child]"]:
        path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        process = subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-P", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )
        Thread(target=_listen, args=(process, self._task), daemon=True).start()
        return process, finalize(self, _kill, process)


def _listen(process: "subprocess.Popen[bytes]", task: _Task) -> None:
    """Hand on what belongs to the present solve."""
    number = 0
    with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
        while True:
            kind, number, *rest = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301  our own child
            if number == task.number and task.hear is not None:
                task.hear(kind, *rest)
    if task.hear is not None:
        task.hear(*LOST)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]
