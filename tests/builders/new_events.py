"""New events as an organiser describes them."""

from datetime import date, time
from typing import Any

from matchmaker.setup.commands.creation import NewEvent
from matchmaker.setup.rules import Preset

FORM = {
    "preset": "forum",
    "name": "Forum Santé",
    "starts_on": "2098-03-11",
    "city": "Namur",
    "country": "BE",
    "zone": "Europe/Brussels",
    "venue": "Halle des Bateliers",
    "morning_from": "09:00",
    "morning_to": "12:30",
    "afternoon_from": "13:30",
    "afternoon_to": "17:00",
    "slot_minutes": "25",
    "changeover_minutes": "5",
    "tables": "18",
    "main_language": "fr",
}
"""The same as `new_event`, as the page sends it."""


def new_event(**values: Any) -> NewEvent:
    """A one-day forum with fourteen slots and eighteen tables."""
    defaults = {
        "preset": Preset.FORUM,
        "name": "Forum Santé",
        "city": "Namur",
        "venue": "Halle des Bateliers",
        "zone": "Europe/Brussels",
        "language": "fr",
        "starts_on": date(2098, 3, 11),
        "ends_on": date(2098, 3, 11),
        "blocks": ((time(9), time(12, 30)), (time(13, 30), time(17))),
        "slot_minutes": 25,
        "changeover_minutes": 5,
        "tables": 18,
    }
    return NewEvent(**defaults | values)
