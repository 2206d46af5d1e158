"""An installation as on a server: the Procfile's processes on a free port, and visitors who know only HTTP."""

import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from itsdangerous import URLSafeTimedSerializer

from matchmaker.base import clock
from matchmaker.base.config import Config
from matchmaker.base.db import transaction
from matchmaker.models import SolveRun
from tests.builders.paths import ROOT
from tests.builders.web import logged_in
from web.app import create_app
from web.auth.identity import ParticipantUser, StaffUser

FIXTURES = ROOT / "fixtures"
SECRET = "a secret that is only known to this test"
PATIENCE = 60.0
COOKIE = "__Host-matchmaker"


def wait_for(condition: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
    """Return the first true answer of `condition`; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"nothing after {seconds:.0f} s")


def fall_silent(run_id: int, database_url: str) -> None:
    """Date the last sign of life of a run's worker back by an hour, so that it counts as dead at once."""
    with transaction(database_url) as session:
        session.get_one(SolveRun, run_id).heartbeat_at = clock.now() - timedelta(hours=1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def commands() -> dict[str, str]:
    """The lines of the Procfile by their names."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines if line)}


@dataclass
class Answer:
    status: int
    text: str
    location: str


@dataclass
class Visitor:
    """A browser without a screen: keeps its cookie, sends the token of the last page with each form."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    token: str = ""

    def get(self, path: str) -> Answer:
        answer = self._ask("GET", path)
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, **fields: object) -> Answer:
        return self._ask("POST", path, urlencode({"csrf_token": self.token} | fields))

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = self.connect()
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, path, body, self.headers() | kind)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", ()):
            self.cookies.load(cookie)
        answer = Answer(response.status, response.read().decode(), response.headers.get("Location", ""))
        connection.close()
        return answer


def session_signer() -> URLSafeTimedSerializer:
    """What signs session cookies."""
    app = create_app(Config(secret_key=SECRET, mode="test"))
    signer = app.session_interface.get_signing_serializer(app)
    assert signer is not None
    return signer


@dataclass
class Installation:
    """Processes that share a folder, a port and a database."""

    folder: Path
    environment: Mapping[str, str]
    port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    signer: URLSafeTimedSerializer = field(default_factory=session_signer)

    def start(self, name: str) -> None:
        """Start the process that the Procfile calls `name`, in a group of its own."""
        arguments = shlex.split(commands()[name])
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                arguments, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """End a process and its children without a warning."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def visitor(self, user: ParticipantUser | StaffUser | None = None) -> Visitor:
        """Somebody who comes by; logged in as `user`, with the cookie that the log-in would give."""
        visitor = Visitor(self.port)
        if user is not None:
            with transaction(self.environment["DATABASE_URL"]) as session:
                values = logged_in(session, user)
            visitor.cookies[COOKIE] = self.signer.dumps(values | {"language": "en"})
        return visitor

    def answers(self) -> bool:
        try:
            return self.visitor().get("/health").status == 200
        except OSError:
            return False


@contextmanager
def installation(folder: Path, database_url: str, names: Collection[str] = ()) -> Iterator[Installation]:
    """What the Procfile starts in production mode, with a short patience for silent workers.

    `names` start alone, on a database that is migrated already.
    """
    port = free_port()
    environment = os.environ | {
        "MATCHMAKER_MODE": "production",
        "MATCHMAKER_SECRET_KEY": SECRET,
        "MATCHMAKER_PUBLIC_URL": "https://forum.example",
        "MATCHMAKER_DATA": str(folder),
        "MATCHMAKER_STALE_SECONDS": "4",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    found = Installation(folder, environment, port)
    if not names:
        subprocess.run(shlex.split(commands()["release"]), env=environment, cwd=ROOT, check=True)
    try:
        for name in names or commands().keys() - {"release"}:
            found.start(name)
        wait_for(found.answers)
        yield found
    finally:
        for name in list(found.running):
            found.kill(name)
