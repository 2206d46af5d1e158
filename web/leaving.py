"""Mails and alerts that leave once the work of a request is stored."""

from matchmaker import jobs
from web import database


def let_mails_leave() -> None:
    """After the commit, send the mails of the request, and look at the alerts that it has raised."""
    database.after_commit(jobs.enqueue_alerts)
    database.after_commit(jobs.enqueue_outbox)
