"""How an event stands now, in words that several pages share."""

from collections.abc import Callable
from typing import Any

from flask import g
from flask_babel import gettext as _

from matchmaker.base import clock
from matchmaker.base.cities import city_name
from matchmaker.events.rules import is_over
from matchmaker.missions.queries.own_days import own_days
from matchmaker.models import COMES_ALONG, EventKind, Role
from matchmaker.releases.queries.published import last_release
from web import database
from web.i18n import language


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


def event_cities() -> list[str]:
    """Return the cities of the event in the reader's language: of a mission those where the reader takes part."""
    if g.event.kind is EventKind.MISSION:
        days = own_days(database.session(), g.event, g.registration)
        names = dict.fromkeys(city for one in days for city in one.cities)
        if names:
            return [city_name(name, language()) for name in names]
    return [city_name(g.event.city, language())] if g.event.city else []


GLOBALS: dict[str, Callable[..., Any]] = {
    "event_over": event_over,
    "times_closed": times_closed,
    "comes_along": comes_along,
    "event_cities": event_cities,
}
"""What templates may call."""
