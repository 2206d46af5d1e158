"""The feed that calendar programs poll: conditional requests, rate limit, addresses that are gone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlmodel import Session

from matchmaker import feeds
from matchmaker.feeds.commands import rotate
from matchmaker.models import Registration
from tests.builders.feed_pages import address
from tests.builders.published import add_entry, make_registration, publish
from web.calendar.cache import ByteCache
from web.calendar.feed import LIMIT, WINDOW
from web.rate_limit import RateLimiter


def test_a_calendar_program_gets_the_feed_without_logging_in(client: FlaskClient, registration: Registration) -> None:
    response = client.get(address(registration))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, max-age=300"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Last-Modified" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert [str(event["UID"]) for event in Calendar.from_ical(response.data).events] == ["m-1@matchmaker.example"]


def test_a_second_fetch_costs_nothing_until_something_changes(
    client: FlaskClient, session: Session, registration: Registration
) -> None:
    first = client.get(address(registration))
    headers = {"If-None-Match": first.headers["ETag"]}

    again = client.get(address(registration), headers=headers)
    add_entry(session, publish(session, registration.event_id, 2), registration)
    same = client.get(address(registration), headers=headers)
    add_entry(session, publish(session, registration.event_id, 3), registration, "m-2")
    changed = client.get(address(registration), headers=headers)

    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert (same.status_code, same.data) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_reading_is_noted_once_a_day_and_once_a_release(
    client: FlaskClient, session: Session, registration: Registration
) -> None:
    noted, first, event_id = [], datetime(2027, 1, 5, 8, tzinfo=UTC), registration.event_id
    for hours, number in ((0, None), (1, None), (2, 2), (3, None), (24, None)):
        with time_machine.travel(first + timedelta(hours=hours), tick=False):
            if number is not None:
                publish(session, event_id, number)
            client.get(address(registration))
        session.expire_all()
        noted.append((registration.feed_read_at - first).total_seconds() / 3600)

    assert noted == [0, 0, 2, 2, 24]


@pytest.mark.parametrize("asked", ['"x", %s', "W/%s", "*", 'W/"y", W/%s'])
def test_every_form_of_asking_whether_it_is_new_is_understood(
    client: FlaskClient, registration: Registration, asked: str
) -> None:
    etag = client.get(address(registration)).headers["ETag"]

    answers = [
        client.open(address(registration), method=method, headers={"If-None-Match": value})
        for method in ("GET", "HEAD")
        for value in (asked.replace("%s", etag), '"x"')
    ]

    assert [answer.status_code for answer in answers] == [304, 200, 304, 200]
    assert {answer.headers["ETag"] for answer in answers} == {etag}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, max-age=300"}


def test_whoever_asks_too_often_is_told_when_to_come_back_and_nobody_else(
    client: FlaskClient, session: Session, registration: Registration
) -> None:
    other = make_registration(session)
    for _ in range(LIMIT):
        client.head(address(registration))

    refused, another = client.get(address(registration)), client.get(address(other))

    assert (refused.status_code, refused.mimetype) == (429, "text/plain")
    assert 1 <= int(refused.headers["Retry-After"]) <= WINDOW
    assert another.status_code == 200


def test_the_pace_forgets_what_is_long_ago_and_does_not_count_refusals() -> None:
    pace = RateLimiter(limit=2, window=10)

    assert [pace.wait("a", now) for now in (0, 1, 2, 9, 10.5, 10.6, 11)] == [0, 0, 8, 1, 0, pytest.approx(0.4), 0]


def test_the_memory_of_calendars_is_bounded() -> None:
    cache = ByteCache(most=10)
    for name in "abc":
        cache.put(name, b"1234")
        cache.get("a")

    assert [cache.get(name) for name in "abc"] == [b"1234", None, b"1234"]


def test_the_log_holds_no_address(
    client: FlaskClient, registration: Registration, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get(address(registration))

    logged = capsys.readouterr().out
    assert "/cal/<token>/agenda.ics" in logged
    assert feeds.feed_token(registration) not in logged


def test_any_program_is_served(client: FlaskClient, registration: Registration) -> None:
    for agent in ("", "Google-Calendar-Importer", "x" * 3000):
        assert client.get(address(registration), headers={"User-Agent": agent}).status_code == 200


def test_a_person_who_is_gone_has_no_feed(client: FlaskClient, session: Session) -> None:
    registration = make_registration(session)
    gone = address(registration)
    session.delete(registration)

    assert client.get(gone).status_code == 410


def test_head_says_what_get_would(client: FlaskClient, registration: Registration) -> None:
    full, head = client.get(address(registration)), client.head(address(registration))

    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == full.headers[name]


def test_an_address_of_nobody_is_not_found_and_never_leads_to_a_page(client: FlaskClient) -> None:
    response = client.get(f"/cal/1-1-{'0' * 40}/agenda.ics")

    assert (response.status_code, response.mimetype) == (404, "text/plain")


def test_a_replaced_address_is_gone(client: FlaskClient, session: Session, registration: Registration) -> None:
    old = address(registration)
    rotate(session, registration)

    response = client.get(old)

    assert (response.status_code, response.mimetype) == (410, "text/plain")
    assert client.get(address(registration)).status_code == 200
