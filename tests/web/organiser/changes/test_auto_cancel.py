"""Alerts: what is cancelled by itself, when, and what keeps it from being so."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from matchmaker.alerts.commands import reports
from matchmaker.alerts.commands.auto_cancel import set_delay
from matchmaker.alerts.jobs.auto_cancel import cancel_due
from matchmaker.models import AlertState, Staff
from tests.builders import factories as make
from tests.builders.change_desk import cannot_come, desk
from tests.builders.invited import Invited
from tests.builders.pages import shown, text
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("data", "minutes", "says"),
    [
        ({"when": "never"}, None, "Nothing is cancelled and nobody is told before you publish."),
        ({"when": "at-once", "number": ""}, 0, "What somebody cannot come to is cancelled by itself, at once."),
        ({"when": "after", "number": "2", "unit": "60"}, 120, "cancelled by itself after 2 hours, unless you decide."),
        (
            {"when": "after", "number": "45", "unit": "1"},
            45,
            "cancelled by itself after 45 minutes, unless you decide.",
        ),
    ],
)
def test_an_organiser_sets_when_it_is_cancelled_by_itself(
    organiser: FlaskClient, invited: Invited, data, minutes, says
) -> None:
    page = desk(invited.event, "/by-itself")
    answer = organiser.post(page, data={"unit": "60", "shown": shown(organiser.get(page))} | data)

    assert (answer.status_code, answer.location) == (303, desk(invited.event))
    assert invited.event.cancel_after_minutes == minutes
    assert says in text(organiser.get(desk(invited.event)))


@pytest.mark.parametrize(
    "data",
    [
        {"when": "tomorrow"},
        {"when": "after", "number": ""},
        {"when": "after", "number": "0"},
        {"when": "after", "number": "many"},
        {"when": "after", "number": "200"},
    ],
)
def test_a_delay_that_is_none_is_refused(organiser: FlaskClient, invited: Invited, data) -> None:
    page = desk(invited.event, "/by-itself")
    answer = organiser.post(page, data={"unit": "60", "shown": shown(organiser.get(page))} | data)

    assert (answer.status_code, "Please correct the following" in text(answer)) == (422, True)
    assert invited.event.cancel_after_minutes is None


def test_the_page_counts_down_until_somebody_says_no(
    organiser: FlaskClient, invited: Invited, staff: Staff, now: time_machine.Traveller
) -> None:
    set_delay(invited.session, invited.event, 120, staff)
    alert = cannot_come(invited)
    page = text(organiser.get(desk(invited.event)))
    assert "It is cancelled by itself on Wednesday 10 March at 11:00 (Brussels), unless you decide before." in page

    assert organiser.post(desk(invited.event, f"/{alert.id}/keep")).status_code == 303

    assert "It is cancelled by itself" not in text(organiser.get(desk(invited.event)))
    now.shift(timedelta(days=1))
    assert cancel_due() == 0
    reports.take_back_report(invited.session, invited.zoe, alert.id)
    log_in_as(organiser, StaffUser(staff))  # a day later the log-in has ended
    assert organiser.post(desk(invited.event, f"/{alert.id}/keep")).status_code == 409


def test_the_page_says_what_keeps_it_from_being_cancelled(
    organiser: FlaskClient, invited: Invited, staff: Staff, now: time_machine.Traveller
) -> None:
    late = reports.report_late_for_day(invited.session, invited.bob, make.DAY, time(9, 10))
    organiser.post(desk(invited.event, f"/{late.id}/repairs"), data={"kind": "least_disturbance"})
    set_delay(invited.session, invited.event, 60, staff)
    cannot_come(invited)
    now.shift(timedelta(minutes=65))

    assert cancel_due() == 0

    assert "Not by itself while there is a draft" in text(organiser.get(desk(invited.event)))


def test_what_was_cancelled_by_itself_is_in_both_lists(organiser: FlaskClient, invited: Invited, staff: Staff) -> None:
    set_delay(invited.session, invited.event, 0, staff)
    cannot_come(invited)
    invited.session.commit()

    assert cancel_due() == 1

    page = text(organiser.get(desk(invited.event)))
    assert "Nothing waits for you." in page
    assert "cancelled by itself, release 2" in page
    assert "Annulé automatiquement" in text(organiser.get(f"/o/{invited.event.slug}/releases"))


def test_whoever_accepts_by_mail_after_all_takes_back_what_they_said_on_the_page(
    organiser: FlaskClient, invited: Invited, staff: Staff, now: time_machine.Traveller
) -> None:
    set_delay(invited.session, invited.event, 10, staff)
    alert = cannot_come(invited)
    now.shift(timedelta(minutes=5))

    invited.reply("ACCEPTED")

    assert alert.state is AlertState.TAKEN_BACK
    now.shift(timedelta(minutes=10))
    assert cancel_due() == 0


def test_the_page_admits_that_nothing_has_happened(
    organiser: FlaskClient, invited: Invited, staff: Staff, now: time_machine.Traveller
) -> None:
    set_delay(invited.session, invited.event, 60, staff)
    cannot_come(invited)
    now.shift(timedelta(minutes=65))

    page = text(organiser.get(desk(invited.event)))

    assert "Its time has come, and it was not cancelled by itself" in page
    assert "It is cancelled by itself on" not in page
