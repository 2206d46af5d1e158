"""How long it takes from one venue to another: as somebody has said, or estimated from the two positions."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.base.names import fold

EARTH_KM = 6371.0
SAME_BUILDING_KM = 0.05
"""Two venues that are no farther apart need no travel."""
CITY_KM = 15
"""So far a way goes at the speed of the city; what is beyond goes at `ROAD_SPEED`."""
ROAD_SPEED = 70
FLIGHT_KM = 400
"""From this distance on people fly: `FLIGHT_MINUTES` for airports and boarding, the rest at `FLIGHT_SPEED`."""
FLIGHT_MINUTES, FLIGHT_SPEED = 180, 700
IN_CITY, BETWEEN_CITIES = 30, 240
"""Minutes that are assumed where a position is missing."""
STEP = 5
"""Estimates are rounded up to so many minutes."""
LONGEST = 24 * 60
"""Most minutes that can be said."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How people move in a city: km/h, length of a way in percent of the straight line, minutes for every way."""

    speed: int = 20
    detour: int = 130
    margin: int = 10


@dataclass(frozen=True, slots=True)
class Position:
    """A venue as travel sees it: its position in degrees, if it is known, and the city (leg) that it is in, if any."""

    position: tuple[float, float] | None
    city: int | None


class MinutesFrom(StrEnum):
    """Where the minutes of a way come from."""

    SAID = "said"
    """By an organiser."""
    DISTRICT = "district"
    """An organiser has said the minutes between the districts of the two."""
    ESTIMATED = "estimated"
    ASSUMED = "assumed"
    """A position is missing."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Minutes between two venues, for both directions."""

    minutes: int
    source: MinutesFrom
    km: float | None = None
    """Straight line; None where a position is missing."""


def district_minutes(table: Mapping[str, Mapping[str, int]], one: str, other: str) -> int | None:
    """Return the minutes between two districts of a city, in whichever order; None where nobody has said them."""
    if not one.strip() or not other.strip():
        return None
    low, high = sorted((fold(one), fold(other)))
    return table.get(low, {}).get(high)


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two positions (latitude, longitude in degrees) on a sphere (haversine)."""
    lat_1, lon_1, lat_2, lon_2 = map(math.radians, (*one, *other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def estimate(km: float, habits: Habits) -> int:
    """Return the minutes of a way from the kilometres of its straight line, rounded up to `STEP`."""
    if km <= SAME_BUILDING_KM:
        return 0
    if km >= FLIGHT_KM:
        minutes = FLIGHT_MINUTES + km / FLIGHT_SPEED * 60
    else:
        length = km * habits.detour / 100
        city = min(length, CITY_KM)
        minutes = habits.margin + city / habits.speed * 60 + (length - city) / ROAD_SPEED * 60
    return math.ceil(minutes / STEP) * STEP


def journey_between(one: Position, other: Position, habits: Habits) -> Journey:
    """Return the way between two venues without what an organiser has said; `habits` are those of the slower city."""
    if one.position is not None and other.position is not None:
        km = distance(one.position, other.position)
        return Journey(estimate(km, habits), MinutesFrom.ESTIMATED, km)
    if one.city is None or other.city is None:
        return Journey(0, MinutesFrom.ASSUMED)
    return Journey(IN_CITY if one.city == other.city else BETWEEN_CITIES, MinutesFrom.ASSUMED)
