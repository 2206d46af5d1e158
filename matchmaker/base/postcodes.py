"""Postcodes with their town and position (`postcodes.csv` beside this file; sources in docs/members.md)."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matchmaker.base.names import fold

COUNTRY = "BE"
"""The one whose postcodes are known."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode with the town it names first, and its position in degrees (WGS 84)."""

    code: str
    town: str
    latitude: float
    longitude: float


def find_postcode(country: str, code: str, town: str = "") -> Postcode | None:
    """Return what is known of a postcode ("5000", "B-5000"), or of a town where no postcode is given; else None."""
    if country != COUNTRY:
        return None
    if plain := re.sub(r"(?i)^be?[\s-]*|\s", "", code):
        return _by_code().get(plain)
    return _by_town().get(fold(town))


@cache
def _by_code() -> dict[str, Postcode]:
    rows = csv.DictReader((files("matchmaker.base") / "postcodes.csv").read_text(encoding="utf-8").splitlines())
    return {
        row["postcode"]: Postcode(row["postcode"], row["town"], float(row["latitude"]), float(row["longitude"]))
        for row in rows
    }


@cache
def _by_town() -> dict[str, Postcode]:
    """Return by folded name the town's first postcode."""
    return {fold(found.town): found for found in reversed(_by_code().values())}
