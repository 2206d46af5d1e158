"""Rate limit on tries, counted in the database over all processes."""

from flask import request
from sqlmodel import Session

from matchmaker.base.errors import TooMany
from matchmaker.base.i18n import N_
from matchmaker.people.commands import tries
from web import database
from web.auth.devices import device_of
from web.security import come_back_in, note_refusal


def count_try(limit: tries.Limit, email: str) -> None:
    """Count one try of the request's client; raises TooMany when there were too many of late."""
    with database.own_transaction() as own:
        allowed = tries.count_try(own, limit, email, request.remote_addr or "", device=_device(limit, email))
    if not allowed:
        note_refusal("limit")
        come_back_in(60 * tries.WINDOW_MINUTES)
        raise TooMany(
            N_("There were too many tries. Please wait %(minutes)d minutes, then try again."),
            minutes=tries.WINDOW_MINUTES,
        )


def forget_tries(session: Session, limit: tries.Limit, email: str) -> None:
    """Start counting afresh for an address that the request's client has logged in with."""
    tries.forget_tries(session, limit, email, request.remote_addr or "", device=_device(limit, email))


def _device(limit: tries.Limit, email: str) -> str:
    """Return the name of the browser where an account has been used; links are asked for in any browser."""
    return device_of(email) if limit.per_account else ""
