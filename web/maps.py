"""Links to a map: a page shows where something is, and the map's program finds the way there."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask

MAP = "https://www.openstreetmap.org"
ZOOM = 17


def map_link(venue: Mapping[str, Any]) -> str:
    """Return the address of a map with a venue (`VenueDetails`) on it: its position, else its address; empty for none.

    Nothing is said of who looks: browsers send no referrer from our pages.
    """
    latitude, longitude = venue["latitude"], venue["longitude"]
    if latitude is not None and longitude is not None:
        marker = urlencode({"mlat": latitude, "mlon": longitude})
        return f"{MAP}/?{marker}#map={ZOOM}/{latitude}/{longitude}"
    if not venue["address"]:
        return ""
    return f"{MAP}/search?{urlencode({'query': ', '.join(filter(None, (venue['address'], venue['city'])))})}"


def init_app(app: Flask) -> None:
    """Give templates the filter."""
    app.jinja_env.filters.update(map_link=map_link)
