"""Positions as people copy them from a map, and what transfers are called."""

import re
from collections.abc import Mapping

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.models import Means

Position = tuple[float, float]
"""Latitude and longitude in degrees."""
_NUMBER = r"([-+]?\d{1,3}(?:\.\d{1,12})?)°?"
_PAIR = re.compile(rf"\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*", re.ASCII)
DIGITS = 5
"""Of a position: about a metre."""
TRANSFER_TITLES: Mapping[Means, str] = {
    Means.BUS: N_("Coach to %(city)s"),
    Means.FLIGHT: N_("Flight to %(city)s"),
    Means.FERRY: N_("Ferry to %(city)s"),
    Means.TRAIN: N_("Train to %(city)s"),
}


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
