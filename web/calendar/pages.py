"""The participant's calendar page: subscribe, or download once."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from flask import Response, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from matchmaker.services import feeds
from web.auth.guards import participant_required
from web.calendar.blueprint import bp
from web.database import session


@dataclass(frozen=True)
class Subscription:
    """One feed address in the forms that calendar programs take."""

    address: str
    webcal: str
    google: str
    outlook: str
    """Outlook of a company or a school (Microsoft 365)."""
    outlook_com: str
    qr: str
    """A picture of `webcal`, as a data address."""
    local: bool
    """The address leads to the reader's own machine: services on the web cannot fetch it."""


def subscription(address: str, name: str) -> Subscription:
    """Return what the page shows for a feed's address; `name` is that of the calendar."""
    webcal = "webcal://" + address.partition("://")[2]
    outlook = urlencode({"url": address, "name": name}, quote_via=quote)
    return Subscription(
        address=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
        outlook_com=f"https://outlook.live.com/calendar/0/addfromweb?{outlook}",
        qr=segno.make(webcal, error="m").svg_data_uri(border=2, dark="#17212b", light="#ffffff", omitsize=True),
        local=address.startswith(("http://localhost", "http://127.0.0.1")),
    )


@bp.get("/e/<slug>/agenda.ics")
@participant_required
def download(slug: str) -> Response:
    """Give the reader's own agenda as a file."""
    response = Response(feeds.download(session(), g.registration), mimetype="text/calendar")
    response.headers["Content-Disposition"] = "attachment; filename=agenda.ics"
    return response


@bp.get("/e/<slug>/calendar")
@participant_required
def subscribe(slug: str) -> str:
    """Show how to have the agenda in a calendar program."""
    return render_template(
        "calendar/subscribe.html",
        subscription=subscription(feeds.feed_address(g.registration), g.event.name),
        published=feeds.published_kind(session(), g.event.id),
    )


@bp.post("/e/<slug>/calendar/new-address")
@participant_required
def new_address(slug: str) -> BaseResponse:
    """Replace the feed's address; the old one stops at once."""
    feeds.rotate(session(), g.registration)
    flash(_("Your calendar has a new address. The old one no longer works: subscribe again on each device."), "success")
    return redirect(url_for("calendar.subscribe", slug=slug))
