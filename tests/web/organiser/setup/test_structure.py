"""The structure of an event as an organiser reads it."""

from datetime import time, timedelta

from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Event
from tests.builders import factories as make
from tests.builders.pages import text


class TestStructure:
    def test_shows_times_places_and_programme(self, organiser: FlaskClient, session: Session, event: Event, crowd):
        venue = make.make_venue(session, event)
        make.make_programme_item(session, venue, starts=time(12), ends=time(13), titles={"en": "Lunch"})

        page = organiser.get("/o/salon/structure").text

        assert "4 slots of 25 minutes, 1 tables and booths." in page
        assert "Lunch" in page

    def test_says_the_rules_of_each_category_and_what_they_mean(self, organiser: FlaskClient, crowd):
        page = text(organiser.get("/o/salon/rules"))

        assert "Premium May make up to 12 wishes." in page
        assert "Each wish counts 3 times." in page
        assert "At least 4 meetings are aimed at before anything else, as far as they are reachable." in page
        assert (
            "At this event 2 delegations, 1 person who meets. They can meet in 4 of 4 times, person by person. "
            "2 delegations have fewer agreed meetings than are aimed at." in page
        )

    def test_shows_one_day_of_several_through_the_place_that_the_address_names(
        self, organiser: FlaskClient, session: Session, event: Event
    ):
        event.ends_on = make.DAY + timedelta(days=1)
        venue = make.make_venue(session, event, name="Annexe")
        make.make_slots(session, venue, day=event.ends_on, number=2)
        annexe = make.make_place(session, venue, "A1")
        foreign = make.make_place(session, make.make_venue(session, make.make_event(session)), "Elsewhere 9")

        first = text(organiser.get("/o/salon/structure"))
        second = text(organiser.get(f"/o/salon/structure?day={event.ends_on}&place={annexe.id}"))
        others = [
            organiser.get(f"/o/salon/structure?{query}")
            for query in (f"place={foreign.id}", "place=x&day=x", "day=0001-01-01", "place=" + "9" * 310)
        ]

        assert "Thursday 11 March · 4 slots of 25 minutes" in first
        assert "seen through T1" in first
        assert "Friday 12 March · 2 slots" in second
        assert "seen through A1" in second
        assert [(page.status_code, "seen through T1" in text(page), "Elsewhere 9" in page.text) for page in others] == [
            (200, True, False)
        ] * 4
