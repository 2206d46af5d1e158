"""The feed that calendar programs poll, the download, and the page that offers both."""

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlmodel import Session

from matchmaker.models import EntryState, Event, Registration, ReleaseKind
from matchmaker.services import feeds
from tests.matchmaker.calendars.published import add_entry, make_registration, publish
from web.calendar.clients import subscription


@pytest.fixture
def registration(session: Session) -> Registration:
    """Somebody with one published meeting."""
    registration = make_registration(session, language="en")
    add_entry(session, publish(session, registration.event_id), registration)
    return registration


def address(registration: Registration) -> str:
    return f"/cal/{feeds.feed_token(registration)}/agenda.ics"


def page(session: Session, registration: Registration, path: str) -> str:
    return f"/e/{session.get_one(Event, registration.event_id).slug}/{path}"


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
    add_entry(session, publish(session, registration.event_id, 2), registration, "m-2")
    changed = client.get(address(registration), headers=headers)

    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


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
    feeds.rotate(session, registration)

    response = client.get(old)

    assert (response.status_code, response.mimetype) == (410, "text/plain")
    assert client.get(address(registration)).status_code == 200


def test_the_download_is_an_attachment_with_what_takes_place(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    release = publish(session, registration.event_id, 2)
    add_entry(session, release, registration, "m-on")
    add_entry(session, release, registration, "m-off", state=EntryState.CANCELLED)
    as_participant(client, registration)

    response = client.get(page(session, registration, "agenda.ics"))

    assert response.headers["Content-Disposition"] == "attachment; filename=agenda.ics"
    assert [str(event["UID"]) for event in Calendar.from_ical(response.data).events] == ["m-on@matchmaker.example"]


def test_the_page_offers_the_readers_own_address_in_every_form(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    as_participant(client, registration)
    own = feeds.feed_address(registration)

    html = client.get(page(session, registration, "calendar")).text

    assert f'value="{own}"' in html
    assert f'href="webcal://{own.partition("://")[2]}"' in html
    assert 'src="data:image/svg+xml' in html


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (None, "Nothing is published yet."),
        (ReleaseKind.PROVISIONAL, "Your schedule is provisional:"),
        (ReleaseKind.FINAL, ""),
    ],
)
def test_the_page_says_how_things_stand(
    client: FlaskClient, session: Session, as_participant, kind: ReleaseKind | None, sentence: str
) -> None:
    registration = make_registration(session, language="en")
    if kind:
        publish(session, registration.event_id, kind=kind)
    as_participant(client, registration)

    html = client.get(page(session, registration, "calendar")).text

    for known in ("Nothing is published yet.", "Your schedule is provisional:"):
        assert (known in html) is (known == sentence)


def test_a_new_address_replaces_the_old_one(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    old = address(registration)
    as_participant(client, registration)

    answer = client.post(page(session, registration, "calendar/new-address"))

    assert answer.headers["Location"] == page(session, registration, "calendar")
    assert client.get(old).status_code == 410
    assert feeds.feed_address(registration) in client.get(page(session, registration, "calendar")).text


@pytest.mark.parametrize("path", ["agenda.ics", "calendar"])
def test_pages_of_an_event_are_for_those_who_take_part(
    client: FlaskClient, session: Session, registration: Registration, as_participant, path: str
) -> None:
    stranger = make_registration(session)

    anonymous = client.get(page(session, registration, path))
    as_participant(client, stranger)
    other = client.get(page(session, registration, path))

    assert anonymous.status_code == 302
    assert anonymous.headers["Location"].startswith("/login?next=")
    assert other.status_code == 404


def test_the_links_carry_the_address_whole() -> None:
    links = subscription("https://rdv.example/cal/7-1-abc/agenda.ics", "Mobile & IP")

    assert links.webcal == "webcal://rdv.example/cal/7-1-abc/agenda.ics"
    assert links.google == (
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Frdv.example%2Fcal%2F7-1-abc%2Fagenda.ics"
    )
    assert links.outlook_com == (
        "https://outlook.live.com/calendar/0/addfromweb"
        "?url=https%3A%2F%2Frdv.example%2Fcal%2F7-1-abc%2Fagenda.ics&name=Mobile%20%26%20IP"
    )
    assert not links.local
    assert subscription("http://localhost:8000/cal/x/agenda.ics", "x").local
