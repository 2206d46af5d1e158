"""Gunicorn with the code of a checkout, on the loopback, and what its processes have computed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import psutil

PATIENCE = 300
"""Tenths of a second within which the server starts."""


def environment_for(folder: str, url: str) -> dict[str, str]:
    """Return the environment of a server whose data are in a folder and a database."""
    return os.environ | {
        "MATCHMAKER_MODE": "test",
        "MATCHMAKER_SECRET_KEY": "only for measurements, and long enough",
        "MATCHMAKER_DATA": folder,
        "DATABASE_URL": url,
    }


def computed(pid: int) -> float:
    """Return the seconds that a process and its children have computed, those of children that have ended too."""
    process = psutil.Process(pid)
    seconds = 0.0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            times = one.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds


class Server:
    """A running server; `arguments` are those of gunicorn, besides the address."""

    def __init__(self, checkout: Path, environment: dict[str, str], arguments: Sequence[str], folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # the product comes from the checkout, whatever is installed
        shim = f"import sys; sys.path[:0] = [{str(checkout)!r}]; from gunicorn.app.wsgiapp import run; run()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", shim, *arguments, "--bind", f"127.0.0.1:{self.port}", "--log-level", "error"],
            cwd=folder,
            env=environment | {"PYTHONPATH": str(checkout)},
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        for _ in range(PATIENCE):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise SystemExit("the server did not start")

    def spent(self) -> float:
        """Return the seconds that the server's processes have computed, whatever else the machine does."""
        return computed(self._process.pid)

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._process.wait(60)
