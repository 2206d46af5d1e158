"""How an event stands now, in words that several pages share."""

from collections.abc import Callable
from typing import Any

from flask import g
from flask_babel import gettext as _

from matchmaker.base import clock
from matchmaker.events.rules import is_over
from matchmaker.models import COMES_ALONG, EventKind, Role
from matchmaker.releases.queries.published import last_release
from web import database


def event_over() -> bool:
    """Tell whether the event is over."""
    return is_over(g.event, clock.now())


def times_closed() -> str:
    """Say why times and pace can be changed no more."""
    if event_over():
        return str(_("The event is over."))
    if last_release(database.session(), g.event.id) is not None:
        return str(_("The schedule is published. If something changes, say so in your schedule."))
    return str(_("The schedule is being made with these times. If something changes, please tell the organisers."))


def comes_along() -> bool:
    """Tell whether the reader comes along to meetings of others and has none of their own, as interpreters do."""
    own = g.registration.meets and g.category.has_meetings
    roles = COMES_ALONG if g.event.kind is EventKind.MISSION else {Role.INTERPRETER}
    return not own and g.registration.role in roles


GLOBALS: dict[str, Callable[..., Any]] = {
    "event_over": event_over,
    "times_closed": times_closed,
    "comes_along": comes_along,
}
"""What templates may call."""
