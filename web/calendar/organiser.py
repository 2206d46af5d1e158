"""The organisers' calendars: the whole event, at an address of their own for each of them, and one for each table."""

from dataclasses import dataclass

from flask import Response, g, render_template, request
from flask_babel import gettext as _

from matchmaker import feeds
from matchmaker.events.queries.places import place_of, shared_places
from matchmaker.feeds.commands import renew
from matchmaker.models import Act, EventStaff, Place
from matchmaker.people.queries.access import role_at
from web.auth.guards import organiser_required
from web.calendar.blueprint import CALENDAR, bp
from web.calendar.clients import Subscription, subscription
from web.database import session
from web.downloads import attachment
from web.pages import Page
from web.redirects import redirect_to


@dataclass(frozen=True)
class TableCalendar:
    """A place with the address of its calendar."""

    place: Place
    subscription: Subscription


@bp.get("/o/<slug>/calendars")
@organiser_required
def calendars(slug: str) -> str:
    """Show the addresses of the event's calendars."""
    places = shared_places(session(), g.event)
    return render_template(
        "calendar/organiser.html",
        subscription=subscription(feeds.feed_address(_role()), g.event.name),
        tables=[TableCalendar(place, subscription(feeds.feed_address(place), place.code)) for place in places],
    )


@bp.get("/o/<slug>/event.ics")
@organiser_required
def download_event(slug: str) -> Response:
    """Give the whole event as a file."""
    return attachment(feeds.write_download(session(), _role()), f"{slug}.ics", CALENDAR, people=Act.DOWNLOAD_EVENT)


@bp.get("/o/<slug>/places/<int:place_id>.ics")
@organiser_required
def download_place(slug: str, place_id: int) -> Response:
    """Give what happens at one table as a file."""
    place = place_of(session(), g.event, place_id)
    data = feeds.write_download(session(), place)
    return attachment(data, f"table-{place_id}.ics", CALENDAR, people=Act.DOWNLOAD_PLACE, place=place.code)


@bp.route("/o/<slug>/calendars/new-address", methods=["GET", "POST"])
@organiser_required
def new_event_address(slug: str) -> Page:
    """Say what a new address of the organiser's feed means, and ask; POST replaces it."""
    if request.method == "GET":
        return render_template("calendar/new_address_organiser.html", place=None)
    renew(session(), g.event, _role(), actor=g.staff.name)
    said = _("Your calendar of the event has a new address. The old one no longer works.")
    return redirect_to("calendar.calendars", said)


@bp.route("/o/<slug>/places/<int:place_id>/new-address", methods=["GET", "POST"])
@organiser_required
def new_place_address(slug: str, place_id: int) -> Page:
    """Say what a new address of a table's feed means, and ask; POST replaces it."""
    place = place_of(session(), g.event, place_id)
    if request.method == "GET":
        return render_template("calendar/new_address_organiser.html", place=place)
    renew(session(), g.event, place, actor=g.staff.name)
    said = _("The calendar of %(code)s has a new address. The old one no longer works.", code=place.code)
    return redirect_to("calendar.calendars", said)


def _role() -> EventStaff:
    return role_at(session(), g.event.id, g.staff.id)
