"""Dashboard, people, list of events: what an organiser reads there."""

from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Event
from tests.builders import factories as make


class TestEvents:
    def test_lists_own_events_only(self, organiser: FlaskClient, session: Session):
        make.make_event(session, slug="elsewhere", name="Elsewhere")

        page = organiser.get("/o/").text

        assert "Salon &lt;b&gt;Namur&lt;/b&gt;" in page
        assert "Elsewhere" not in page

    def test_says_what_to_do_without_any(self, client: FlaskClient, session: Session, as_organiser):
        page = as_organiser(client, make.make_staff(session, language="en")).get("/o/").text

        assert "No event yet" in page


class TestDashboard:
    def test_begins_with_the_import(self, organiser: FlaskClient):
        page = organiser.get("/o/salon/").text

        assert "Nobody is registered yet." in page
        assert '<a class="btn btn-primary" href="/o/salon/import/participants">' in page

    def test_lists_the_silent_and_what_is_missing(self, organiser: FlaskClient, crowd):
        page = organiser.get("/o/salon/").text

        assert "1 person we still wait for" in page
        assert "has not agreed yet" in page
        assert "no wishes" in page
        assert "1 wish to answer" in page

    def test_silent_people_can_be_searched(self, organiser: FlaskClient, crowd):
        assert "0 of 1 people" in organiser.get("/o/salon/?q=nobody").text
        assert "1 of 1 people" in organiser.get("/o/salon/?q=roland&missing=not_agreed").text

    def test_deadlines_are_said_in_words(self, organiser: FlaskClient, session: Session, event: Event):
        event.wishes_close_at = datetime(2020, 3, 4, 17, tzinfo=UTC)
        event.answers_close_at = None

        page = organiser.get("/o/salon/").text

        assert "closed since Wednesday 4 March, 18:00" in page
        assert "not set" in page


class TestPeople:
    def test_names_are_text_and_never_markup(self, organiser: FlaskClient, crowd):
        page = organiser.get("/o/salon/people").text

        assert "&lt;b&gt;Zoé&lt;/b&gt; Martin" in page
        assert "Alpha &amp; &lt;i&gt;Co&lt;/i&gt;" in page
        assert "2 of 2 people" in page

    def test_search_and_filters(self, organiser: FlaskClient, crowd):
        page = organiser.get("/o/salon/people?q=ROLAND&state=invited&category=premium").text

        assert "1 of 2 people" in page
        assert "Martin" not in page

    def test_says_what_to_do_when_nobody_is_there(self, organiser: FlaskClient):
        assert "Nobody is registered yet" in organiser.get("/o/salon/people").text
