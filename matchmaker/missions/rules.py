"""Positions and addresses as people copy them, and what transfers are called."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import Means

Position = tuple[float, float]
"""Latitude and longitude in degrees."""
_NUMBER = r"([-+]?\d{1,3}(?:\.\d{1,12})?)°?"
_PAIR = re.compile(rf"\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*", re.ASCII)
_POSTCODE = re.compile(r"((?:[A-Z]{1,2}-)?\d{3} ?\d{1,2}(?: ?[A-Z]{2})?)(?: \D+)?", re.ASCII)
"""A postcode of Europe, with a city behind it."""
DIGITS = 5
"""Of a position: about a metre."""
TRANSFER_TITLES: Mapping[Means, str] = {
    Means.BUS: N_("Coach to %(city)s"),
    Means.FLIGHT: N_("Flight to %(city)s"),
    Means.FERRY: N_("Ferry to %(city)s"),
    Means.TRAIN: N_("Train to %(city)s"),
}


class PostalAddress(NamedTuple):
    """The parts of an address in one line."""

    street: str
    postcode: str


def read_address(text: str, city: str) -> PostalAddress:
    """Return street and postcode of an address as people write it; `city` is not part of the street.

    Without a postcode before a city everything is the street, but the city at its end.
    """
    parts = [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]
    postcode = ""
    for place, part in enumerate(parts[1:], start=1):
        if found := _POSTCODE.fullmatch(part):
            parts, postcode = parts[:place], found[1]
            break
    if len(parts) > 1 and fold(parts[-1]) == fold(city):
        parts.pop()
    return PostalAddress(", ".join(parts), postcode)


def read_position(text: str) -> Position | None:
    """Return the position in a text such as "60.1699, 24.9384"; None for an empty one. Raises `InvalidInput`."""
    if not text.strip():
        return None
    found = _PAIR.fullmatch(text)
    latitude, longitude = (float(found[1]), float(found[2])) if found else (91.0, 181.0)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise InvalidInput(N_("Write latitude and longitude in degrees, such as: 60.1699, 24.9384."))
    return round(latitude, DIGITS), round(longitude, DIGITS)


def write_position(latitude: float | None, longitude: float | None) -> str:
    """Return a position as `read_position` reads it."""
    return "" if latitude is None or longitude is None else f"{round(latitude, DIGITS)}, {round(longitude, DIGITS)}"
