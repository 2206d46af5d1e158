"""Dashboard, people, list of events: what an organiser reads there, and what nobody else may."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Event, StaffRole
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


PAGES = (
    "",
    "import",
    "import/participants",
    "import/participants/sample.csv",
    "import/participants/01J00000000000000000000000",
    "people",
    "structure",
    "schedule",
    "releases",
    "runs/1",
    "runs/1/events",
    "scenarios/1",
    "scenarios/1/grid",
    "scenarios/1/publish",
)
ACTIONS = (
    "import/participants",
    "import/participants/01J00000000000000000000000/apply",
    "schedule",
    "schedule/baseline",
    "runs/1/stop",
    "scenarios/1/publish",
)


class TestWhoMayEnter:
    @pytest.mark.parametrize("path", PAGES)
    def test_pages_of_another_event_do_not_exist(self, organiser: FlaskClient, session: Session, path: str):
        make.make_event(session, slug="elsewhere")

        assert organiser.get(f"/o/elsewhere/{path}").status_code == 404

    @pytest.mark.parametrize("path", ACTIONS)
    def test_actions_of_another_event_do_not_exist(self, organiser: FlaskClient, session: Session, path: str):
        make.make_event(session, slug="elsewhere")

        assert organiser.post(f"/o/elsewhere/{path}").status_code == 404

    @pytest.mark.parametrize("path", PAGES)
    def test_a_helper_of_the_day_board_does_not_enter(
        self, client: FlaskClient, session: Session, event: Event, as_organiser, path: str
    ):
        helper = as_organiser(client, make.make_staff(session, event, role=StaffRole.HELPER))

        assert helper.get(f"/o/salon/{path}").status_code == 404

    def test_a_participant_does_not_enter(
        self, client: FlaskClient, session: Session, event: Event, as_participant, crowd
    ):
        from matchmaker.models import Registration

        registration = session.get_one(Registration, 1)

        assert as_participant(client, registration).get("/o/salon/").status_code == 404

    def test_nobody_is_asked_to_log_in(self, client: FlaskClient, event: Event):
        answer = client.get("/o/salon/people")

        assert answer.status_code == 302
        assert answer.location == "/staff/login?next=/o/salon/people"
