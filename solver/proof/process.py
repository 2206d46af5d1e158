"""The parent's end of the child process that solves models (`solver.proof.child`)."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any
from weakref import finalize

_Messages = SimpleQueue[tuple[Any, ...] | None]
Receive = Callable[..., None]
"""Is told each message of one solve without its number: ("bound", ...), ("solution", ...), and once ("over", ...)."""

SCRIPT = Path(__file__).with_name("child.py")
LOST = ("over", 0, None, None, None)
"""Received when the process came to an end without a last message."""


@dataclass(slots=True)
class _Task:
    """The solve whose messages are received."""

    number: int = 0
    receive: Receive | None = None


class Child:
    """The child process: starts at once, and again when it was killed; ends with this object, or with its parent.

    A fresh interpreter: a caller with threads must not be forked.
    """

    def __init__(self) -> None:
        self._task = _Task()
        self._number = 0
        self._process, self._outbound, self._end = self._spawn()

    @property
    def pid(self) -> int:
        """Number of the process that solves at the moment."""
        return self._process.pid

    def solve(self, model: str, parameters: str, receive: Receive) -> None:
        """Begin to solve a model, both given in text form; messages come in a thread of their own."""
        if not self._end.alive or self._process.poll() is not None:
            self.kill()
            self._process, self._outbound, self._end = self._spawn()
        self._number += 1
        self._task.number, self._task.receive = self._number, receive
        self._outbound.put(("solve", self._number, model, parameters))

    def stop(self) -> None:
        """Ask the present solve to come to an end."""
        self._outbound.put(("stop",))

    def kill(self) -> None:
        """End the process at once."""
        self._end()

    def _spawn(self) -> tuple["subprocess.Popen[bytes]", _Messages, "finalize[..., Child]"]:
        path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        process = subprocess.Popen(  # noqa: S603 -- our own script
            [sys.executable, "-P", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )
        assert process.stdin is not None
        assert process.stdout is not None
        pipes, outbound = (process.stdin, process.stdout), _Messages()
        Thread(target=_send_all, args=(process.stdin, outbound), daemon=True).start()
        Thread(target=_listen, args=(process.stdout, self._task), daemon=True).start()
        return process, outbound, finalize(self, _kill, process, pipes, outbound)


def _send_all(pipe: IO[bytes], outbound: _Messages) -> None:
    """Send queued messages: a large model takes as long as the process needs to read it."""
    with suppress(OSError, ValueError):  # it died: the listener hears of it
        while (message := outbound.get()) is not None:
            pickle.dump(message, pipe)
            pipe.flush()


def _listen(pipe: IO[bytes], task: _Task) -> None:
    """Hand on what belongs to the present solve."""
    number = 0
    with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
        while True:
            kind, number, *rest = pickle.load(pipe)  # noqa: S301 -- our own child
            if number == task.number and task.receive is not None:
                task.receive(kind, *rest)
    if task.receive is not None:
        task.receive(*LOST)


def _kill(process: "subprocess.Popen[bytes]", pipes: Iterable[IO[bytes]], outbound: _Messages) -> None:
    process.kill()
    outbound.put(None)
    process.wait()
    for pipe in pipes:
        with suppress(OSError):
            pipe.close()
