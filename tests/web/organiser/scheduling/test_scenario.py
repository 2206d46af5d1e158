"""A scenario, its grid, and publishing it."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.models import Event, Message, Registration, Release, Scenario, SolveRun
from tests.builders import factories as make


@pytest.fixture
def base(forum: Event, solved: SolveRun) -> str:
    """The address of the solved scenario."""
    return f"/o/{forum.slug}/scenarios/{solved.scenario_id}"


def published(session: Session) -> list[tuple[int, str]]:
    return [(release.number, release.kind) for release in session.exec(select(Release).order_by(Release.number)).all()]


class TestScenario:
    def test_shows_the_numbers_with_their_proof(self, organiser: FlaskClient, base: str):
        page = organiser.get(base).text

        assert '13 <span class="kpi-of">of 14</span>' in page
        assert "best possible, proved" in page
        assert "first come, first served:" in page
        assert "9 people, found in" in page

    def test_the_fullest_time_is_written_as_the_reader_writes_it(
        self, organiser: FlaskClient, session: Session, base: str, solved: SolveRun
    ):
        wall = session.get_one(Scenario, solved.scenario_id).numbers["tables_at"]

        english = organiser.get(base).text
        organiser.post("/language", data={"language": "fr"})
        french = organiser.get(base).text

        assert f'<span class="kpi-note">at {wall}</span>' in english
        assert '<span class="kpi-note">à {}\u00a0h\u00a0{}</span>'.format(*wall.split(":")) in french

    def test_a_hostile_name_is_text(self, organiser: FlaskClient, base: str):
        page = organiser.get(base).text

        assert "Scenario “Standard &lt;i&gt;rules&lt;/i&gt;”" in page
        assert "<i>rules" not in page

    def test_every_unmet_wish_has_a_reason_in_words(self, organiser: FlaskClient, base: str):
        page = organiser.get(base).text

        assert "wishes not met, and why" in page
        assert "Remind" in page

    def test_unmet_wishes_are_searched_and_filtered(self, organiser: FlaskClient, base: str):
        assert "No such wish." in organiser.get(base + "?q=nobody+at+all").text
        assert "0 may be met and are not;" in organiser.get(base + "?reason=not_answered").text

    def test_a_scenario_of_another_event_does_not_exist_here(self, organiser: FlaskClient, base: str, event: Event):
        number = base.rpartition("/")[2]

        for page in ("", "/grid", "/publish"):
            assert organiser.get(f"/o/salon/scenarios/{number}{page}").status_code == 404
        assert organiser.post(f"/o/salon/scenarios/{number}/publish").status_code == 404


class TestGrid:
    def test_people_against_time_with_headings_for_every_cell(self, organiser: FlaskClient, base: str):
        page = organiser.get(base + "/grid").text

        assert page.count('<th scope="row"') == page.count("<tr data-text=")
        assert '<th scope="col" class="corner">Person</th>' in page
        assert "Vellarix" in page
        assert '<span class="visually-hidden"> (must)</span>' in page

    def test_tables_against_time(self, organiser: FlaskClient, base: str):
        page = organiser.get(base + "/grid?by=tables").text

        assert page.count("<tr data-text=") == 4
        assert "closed" in page

    def test_the_search_works_without_script(self, organiser: FlaskClient, base: str):
        page = organiser.get(base + "/grid?q=VELLARIX").text

        assert 0 < page.count("<tr data-text=") < 9
        assert "No row matches." in organiser.get(base + "/grid?q=zzz").text


class TestPublish:
    def form(self, expected: int = 0, kind: str = "final") -> dict:
        return {"kind": kind, "expected_release": expected, "note": "after the call"}

    def test_the_difference_is_shown_before_anything_is_sent(self, organiser: FlaskClient, session: Session, base: str):
        page = organiser.get(base + "/publish").text

        assert '<span class="kpi-number">8</span><span class="kpi-label">new meetings</span>' in page
        assert "Publish release 1 and tell" in page
        assert published(session) == []

    def test_publishing_makes_a_release_and_queues_the_mail(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event, staff
    ):
        page = organiser.post(base + "/publish", data=self.form(), follow_redirects=True).text

        assert "Release 1 is published." in page
        assert "after the call" in page
        assert published(session) == [(1, "final")]
        assert session.exec(select(Release.published_by_id)).one() == staff.id
        assert len(session.exec(select(Message)).all()) > 0
        assert len(jobs.quick_queue.pending()) == 1

    def test_a_release_made_meanwhile_is_shown_first(self, organiser: FlaskClient, session: Session, base: str):
        organiser.post(base + "/publish", data=self.form(kind="provisional"))

        answer = organiser.post(base + "/publish", data=self.form())

        assert answer.status_code == 409
        assert "Somebody published meanwhile." in answer.text
        assert 'name="expected_release" type="hidden" value="1"' in answer.text
        assert published(session) == [(1, "provisional")]

    def test_a_provisional_release_announces_itself_once(self, organiser: FlaskClient, session: Session, base: str):
        before = organiser.get(base + "/publish").text
        organiser.post(base + "/publish", data=self.form(kind="provisional"))

        after = organiser.get(base.rsplit("/", 1)[0] + "/1/publish").text

        assert "Publish it as provisional and tell" in before
        assert "Publish it as provisional; nobody is told" in after
        assert "Publish release 2 and tell" in after

    def test_confirming_a_provisional_release_tells_as_many_as_the_button_says(
        self, organiser: FlaskClient, session: Session, base: str
    ):
        organiser.post(base + "/publish", data=self.form(kind="provisional"))
        page = organiser.get(base + "/publish").text
        organiser.post(base + "/publish", data=self.form(expected=1))

        told = session.exec(select(Message).where(Message.kind == "schedule_published")).all()
        assert "Nobody’s agenda changes." in page
        assert f"Publish release 2 and tell {len(told)} people" in page
        assert "everybody gets a mail" in page
        assert "no message" not in page

    def test_after_that_nobody_is_told_again(self, organiser: FlaskClient, session: Session, base: str):
        organiser.post(base + "/publish", data=self.form())

        page = organiser.get(base + "/publish").text

        assert "Publish release 2; nobody is told" in page
        assert "Nobody’s agenda changes." in page

    @pytest.mark.parametrize("data", [{}, {"kind": "secret", "expected_release": 0}, {"kind": "final"}])
    def test_what_cannot_be_used_publishes_nothing(
        self, organiser: FlaskClient, session: Session, base: str, data: dict
    ):
        assert organiser.post(base + "/publish", data=data).status_code == 422
        assert published(session) == []
        assert jobs.quick_queue.pending() == []

    def test_readers_are_counted(self, organiser: FlaskClient, session: Session, base: str, forum: Event):
        organiser.post(base + "/publish", data=self.form())
        reader = session.exec(
            select(Registration).where(Registration.event_id == forum.id, Registration.agreed_at.is_not(None))
        ).first()
        reader.seen_release = 1

        assert "1 of " in organiser.get(f"/o/{forum.slug}/releases").text
        assert "have not seen it" in organiser.get(f"/o/{forum.slug}/").text


def test_the_releases_say_what_to_do_first(organiser: FlaskClient, session: Session):
    make.make_event(session)

    assert "Make a schedule first, look at it, then publish it." in organiser.get("/o/salon/releases").text
