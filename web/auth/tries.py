"""Rate limit on tries, counted in the database over all processes."""

from flask import request

from matchmaker.base.errors import TooMany
from matchmaker.base.i18n import N_
from matchmaker.people.commands import tries
from web import database
from web.security import note_refusal


def count_try(limit: tries.Limit, email: str) -> None:
    """Count one try of the request's client; raises TooMany when there were too many of late."""
    with database.own_transaction() as own:
        allowed = tries.count_try(own, limit, email, request.remote_addr or "")
    if not allowed:
        note_refusal("limit")
        raise TooMany(
            N_("There were too many tries. Please wait %(minutes)d minutes, then try again."),
            minutes=tries.WINDOW_MINUTES,
        )
