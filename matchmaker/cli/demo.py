"""`matchmaker demo`: the sample forum and the sample mission with everything that belongs to it, until Ctrl-C."""

import fcntl
import http.client
import os
import socket
import sys
from pathlib import Path

import click

from matchmaker.base.config import get_config
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.cli.console import sentence, tell, tell_error
from matchmaker.cli.processes import Process, Processes, Stopped
from matchmaker.cli.solving import solve_with_bar
from matchmaker.cli.worker import consumer
from matchmaker.demo.load import ORGANISERS, PARTNER_PASSWORD, demo_environment, describe_demo, prepare_demo
from matchmaker.demo.mission import SLUG as MISSION
from matchmaker.demo.mission import describe_mission
from matchmaker.demo.registration import PARTNERS

START_SECONDS = 90
WEB = "web"
INTERPRETER = N_("interpreter")
MOST_RESTARTS = 5
IDEAS = (
    N_("pages are in French first; choose English at the top"),
    N_("as an organiser: solve again, compare with first come, first served, publish the difference"),
    N_("as an organiser: two people need you, two mails did not arrive, three people ask to be registered"),
    N_("as a partner: your own members, or figures alone"),
    N_("as a participant: your agenda and its reasons, a wish more, the calendar file"),
    N_("import a CSV file with a mistake in it and read the preview"),
)


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="MATCHMAKER_DATA",
    default=Path("var/demo"),
    show_default=True,
    help="Folder of the database; a second start goes on with it.",
)
@click.option("--host", envvar="MATCHMAKER_HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
def command(port: int, data: Path, host: str) -> None:
    """Load, solve, publish and serve the sample forum."""
    _check_port(host, port)
    environment = demo_environment(data, port)
    os.environ.update(environment)
    get_config.cache_clear()
    with (data / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InvalidInput(
                N_("A demo runs on the folder “%(data)s” already. Stop it, or give another: make demo DATA=…"),
                data=str(data),
            ) from error
        try:
            with Processes(data / "logs", environment) as processes:
                prepare_demo(tell, solve_with_bar)
                _serve(processes, host, port)
        except (Stopped, KeyboardInterrupt):
            tell(N_("The demo has stopped. Its data are kept in “%(data)s”."), data=str(data))


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidInput(
                N_("Port %(port)d cannot be used (%(reason)s). Give another: make demo PORT=%(other)d"),
                port=port,
                reason=(error.strerror or str(error)).lower(),
                other=port + 1 if port < 65535 else 8000,
            ) from error


def _serve(processes: Processes, host: str, port: int) -> None:
    """Start web and workers, say where everything is, and stay until asked to stop or until one dies for good."""
    shown = f"[{host}]" if ":" in host else host
    gunicorn = (sys.executable, "-m", "gunicorn", "--config", "python:web.serving", "web.wsgi:app")
    processes.start(WEB, (*gunicorn, "--bind", f"{shown}:{port}", "--graceful-timeout", "3"))
    processes.start("worker", consumer("solve_queue"))
    processes.start("desk-worker", consumer("desk_queue"))
    processes.start("quick-worker", consumer("quick_queue"))
    tries = iter(range(START_SECONDS * 5))
    dead = processes.watch(until=lambda: _answers(host, port) or next(tries, None) is None)
    if dead is None and not _answers(host, port):
        tell_error(N_("The web pages do not answer; see the folder “logs” in the demo's data."))
        raise click.exceptions.Exit(1)
    if dead is None:
        _welcome(port)
        dead = _stay(processes)
    if dead is not None:
        tell_error(N_("The process “%(name)s” has ended. Its last words:"), name=dead.name)
        click.echo(dead.last_lines(), err=True)
        raise click.exceptions.Exit(1)


def _stay(processes: Processes) -> Process | None:
    """Return what has died for good: workers are started again a few times, as a service manager would do."""
    restarts = 0
    while True:
        dead = processes.watch()
        if dead is None or dead.name == WEB or restarts == MOST_RESTARTS:
            return dead
        restarts += 1
        tell(N_("The process “%(name)s” has ended unexpectedly; it is started again."), name=dead.name)
        processes.restart(dead)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=5)  # noqa: S104 -- compared only
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _welcome(port: int) -> None:
    """Say where everything is, who can log in, and what is worth a try."""
    shown = describe_demo()
    address = f"http://localhost:{port}"
    parts: tuple[tuple[str, list[str]], ...] = (
        (N_("Address"), [address]),
        (
            N_("Organisers"),
            [f"{address}/staff/login", *(f"{email}   {password}" for email, _, password in ORGANISERS)],
        ),
        (N_("Partners"), [f"{email}   {PARTNER_PASSWORD}" for email, _, _ in PARTNERS]),
        (
            N_("Participants"),
            [
                f"{address}/login",
                *(f"{guest.email}   {guest.category}" for guest in shown.guests),
                sentence(N_("no password: the mail with the link is in %(address)s/mailbox"), address=address),
            ],
        ),
        (N_("To try"), [sentence(idea) for idea in IDEAS]),
    )
    mission = describe_mission()
    if mission is not None:
        dated = f"{mission.name}, {mission.day.isoformat()}"
        parts += (
            (
                N_("Mission"),
                [
                    dated,
                    f"{address}/o/{MISSION}/cities",
                    *mission.guests,
                    *([f"{mission.interpreter}   {sentence(INTERPRETER)}"] if mission.interpreter else []),
                    *(f"{address}{page}" for page in mission.pages),
                ],
            ),
        )
    click.echo(f"\n{shown.name}, {shown.day.isoformat()}\n")
    for heading, lines in parts:
        click.echo(sentence(heading))
        click.echo("".join(f"  {line}\n" for line in lines))
    if shown.over:
        tell(N_("This forum is over by now. For a fresh one give another folder: make demo DATA=…"))
    tell(N_("Ctrl-C stops everything."))
