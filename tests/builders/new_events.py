"""New events as an organiser describes them."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.setup.commands.creation import NewEvent
from matchmaker.setup.rules import Preset
from tests.builders import factories as make

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


def make_new_forum(client: FlaskClient, session: Session, as_organiser: Callable[..., FlaskClient]) -> FlaskClient:
    """Make a forum with two tables on screen, and return the client of its organiser, Anne."""
    community = make.make_community(session, slug="grappe")
    anne = make.make_staff(session, name="Anne", language="en")
    make.make_community_role(session, anne, community)
    as_organiser(client, anne).post("/c/grappe/events/new", data=FORM | {"tables": "2"})
    return client
