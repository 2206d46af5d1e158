"""The structure of an event as an organiser reads it."""

from datetime import time

from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Event
from tests.builders import factories as make


class TestStructure:
    def test_shows_times_places_and_rules_in_words(self, organiser: FlaskClient, session: Session, event: Event, crowd):
        venue = make.make_venue(session, event)
        make.make_programme_item(session, venue, starts=time(12), ends=time(13), titles={"en": "Lunch"})

        page = organiser.get("/o/salon/structure").text

        assert "4 slots of 25 minutes, 1 tables and booths." in page
        assert "Lunch" in page
        assert "May make up to 12 wishes." in page
        assert "Each wish counts 3 times." in page
        assert "At least 4 meetings are aimed at before anything else, as far as they are reachable." in page
