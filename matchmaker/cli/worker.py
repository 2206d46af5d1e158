"""`matchmaker worker`: a consumer of a task queue."""

import os
import sys

import click

from matchmaker.base.config import get_config

OPTIONS = {
    "solve_queue": ("-k", "process", "-w", "1", "-m", "0.2", "-g", "TERM", "-t", "5"),
    "desk_queue": ("-k", "process", "-w", "1", "-m", "0.2", "-g", "TERM", "-t", "5"),
    "quick_queue": ("-k", "thread", "-w", "2", "-m", "0.2", "-g", "TERM", "-t", "5"),
}
"""Of huey's consumer: kind and number of workers, longest pause between looks (seconds), and how TERM ends it: five
seconds to finish, then interrupted. An interrupted run is put back and taken up by the next worker."""


def consumer(queue: str) -> list[str]:
    """Return the command that works on `queue` (of `matchmaker.jobs`) until it is stopped."""
    return [sys.executable, "-m", "huey.bin.huey_consumer", f"matchmaker.jobs.{queue}", *OPTIONS[queue]]


@click.command("worker")
@click.option("--desk", "queue", flag_value="desk_queue", help="Look for repairs instead of solving.")
@click.option("--quick", "queue", flag_value="quick_queue", help="Work on mail and other quick things instead.")
def command(queue: str | None) -> None:
    """Work on the queue of solves, or on another one, until stopped."""
    get_config()  # what is wrong with it is said here in one line, not by the consumer in a traceback
    arguments = consumer(queue or "solve_queue")
    os.execv(arguments[0], arguments)  # noqa: S606 -- our own interpreter
