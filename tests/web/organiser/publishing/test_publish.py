"""Publishing a scenario, and the list of releases."""

from datetime import time

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.models import Event, Message, Registration, Release, Scenario, ScenarioKind, row_id
from tests.builders import factories as make
from tests.builders.pages import text


def published(session: Session) -> list[tuple[int, str]]:
    return [(release.number, release.kind) for release in session.exec(select(Release).order_by(Release.number)).all()]


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

    def test_the_page_says_how_many_hear_nothing_of_a_provisional_change(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        organiser.post(base + "/publish", data=self.form(kind="provisional"))
        first_come = session.exec(select(Scenario.id).where(Scenario.kind == ScenarioKind.BASELINE)).one()
        page = text(organiser.get(f"/o/{forum.slug}/scenarios/{first_come}/publish"))

        assert "Publish it as provisional; nobody is told" in page
        assert "people whose agendas change have had that message and get none now." in page

    def test_after_a_final_release_provisional_is_neither_offered_nor_taken(
        self, organiser: FlaskClient, session: Session, base: str
    ):
        organiser.post(base + "/publish", data=self.form())

        page = organiser.get(base + "/publish").text
        answer = organiser.post(base + "/publish", data=self.form(expected=1, kind="provisional"))

        assert 'value="provisional"' not in page
        assert "A provisional release cannot follow a final one" in page
        assert (answer.status_code, "Release 1 is final" in answer.text) == (422, True)
        assert published(session) == [(1, "final")]

    def test_what_is_in_the_way_leads_out(self, organiser: FlaskClient, session: Session, base: str, forum: Event):
        everybody = session.exec(
            select(Registration).where(Registration.event_id == forum.id).order_by(Registration.id)
        ).all()
        for registration in everybody[:4]:
            registration.withdrawn_at = clock.now()
        for registration in everybody[4:]:
            make.make_absence(session, registration, time(0), time(23, 59), day=forum.starts_on)

        page = organiser.get(base + "/publish")

        assert "things are in the way" in text(page)
        assert "may not meet any more. Why: " in text(page)
        assert " has withdrawn." in text(page)
        assert " cannot meet at that time and place any more. Why: " in text(page)
        assert " is away" in text(page)
        assert f'href="/o/{forum.slug}/alerts"' in page.text
        assert f'href="/o/{forum.slug}/schedule#start"' in page.text
        assert (" disabled" in page.text, 'id="confirm"' in page.text) == (False, False)

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

    def test_a_draft_that_another_scenario_puts_aside_is_named_first(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        alone = text(organiser.get(base + "/publish"))
        session.add(Scenario(event_id=row_id(forum), kind=ScenarioKind.DRAFT, name="Draft", status="feasible"))
        session.commit()

        beside = text(organiser.get(base + "/publish"))

        assert ("it is no part of this" in alone, "There is a draft, and it is no part of this." in beside) == (
            False,
            True,
        )

    def test_a_schedule_that_is_not_published_waits_on_the_list(self, organiser: FlaskClient, base: str, forum: Event):
        page = text(organiser.get(f"/o/{forum.slug}/releases"))

        assert "1 scenario waits. Look at it, then publish it from its page." in page
        assert "Make a schedule first" not in page

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
