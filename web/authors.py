"""Who of the staff has last saved what a form shows: a conflict names them (web/submissions.py)."""

from collections.abc import Callable

from flask import g

from matchmaker.history.queries import last_author
from matchmaker.models import Act, row_id
from matchmaker.setup.queries.changes import last_author_of
from web import database

Author = Callable[[], str]
"""Finds a name when it is needed; empty for nobody who is known."""


def author_of(*acts: Act, registration: int | None = None, subject: str = "") -> Author:
    """Return what finds who has last done one of `acts` at the event of the request, or in its community."""

    def found() -> str:
        event = g.get("event")
        return last_author(
            database.session(),
            acts,
            community=row_id(g.community),
            event_id=row_id(event) if event else None,
            registration=registration,
            subject=subject,
        )

    return found


def author_of_row(table: str, number: int) -> Author:
    """Return what finds who has last changed a row of the event's structure."""
    return lambda: last_author_of(database.session(), g.event, table, number)
