"""The pages that offer calendars: subscriptions, downloads, the choice of the way, new addresses."""

import re

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlmodel import Session

from matchmaker import feeds
from matchmaker.base import clock
from matchmaker.models import Delegation, EntryState, Event, PlaceKind, Registration, ReleaseKind
from matchmaker.people.queries.access import role_at
from tests.builders import factories
from tests.builders.feed_pages import address, page
from tests.builders.published import add_entry, make_registration, publish
from web.calendar.clients import subscription


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


def test_one_meeting_comes_as_a_file_and_only_one_s_own(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    release = publish(session, registration.event_id, 2)
    colleague = factories.make_registration(session, session.get_one(Delegation, registration.delegation_id))
    add_entry(session, release, registration, "m-1")
    add_entry(session, release, registration, "m-off", state=EntryState.CANCELLED)
    add_entry(session, release, colleague, "m-other")
    as_participant(client, registration)

    answers = {uid: client.get(page(session, registration, f"agenda/{uid}.ics")) for uid in ("m-1", "m-off", "m-other")}

    assert [answer.status_code for answer in answers.values()] == [200, 404, 404]
    data = answers["m-1"].data
    (event,) = Calendar.from_ical(data).events
    assert (Calendar.from_ical(data)["METHOD"], event["UID"]) == ("PUBLISH", "m-1@matchmaker.example")
    assert "ATTENDEE" not in event


def test_colleagues_share_an_address_and_any_of_them_replaces_it(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    delegation = session.get_one(Delegation, registration.delegation_id)
    colleague = factories.make_registration(session, delegation)
    as_participant(client, colleague)
    own = feeds.feed_address(delegation)
    assert f'value="{own}"' in client.get(page(session, colleague, "calendar")).text
    assert client.get(own).status_code == 200
    assert client.get(page(session, colleague, "colleagues.ics")).status_code == 200

    client.post(page(session, colleague, "calendar/colleagues/new-address"))

    assert client.get(own).status_code == 410
    assert client.get(address(registration)).status_code == 200


def test_whoever_has_left_sees_no_more_of_their_colleagues(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    registration.withdrawn_at = clock.now()
    session.add(registration)
    as_participant(client, registration)
    secret = feeds.feed_token(session.get_one(Delegation, registration.delegation_id))

    html = client.get(page(session, registration, "calendar")).text

    assert feeds.feed_token(registration) in html
    assert secret not in html
    answers = (
        client.get(page(session, registration, "colleagues.ics")),
        client.post(page(session, registration, "calendar/colleagues/new-address")),
    )
    assert [answer.location for answer in answers] == [page(session, registration, "withdrawn")] * 2


def test_organisers_find_the_event_s_and_each_table_s_calendar_and_replace_them(
    client: FlaskClient, session: Session, registration: Registration, as_organiser
) -> None:
    event = session.get_one(Event, registration.event_id)
    venue = factories.make_venue(session, event)
    table = factories.make_place(session, venue, "12")
    office = factories.make_place(session, venue, "their-office", kind=PlaceKind.OFFICE)
    staff = factories.make_staff(session, event)
    as_organiser(client, staff)
    addresses = [feeds.feed_address(owner) for owner in (role_at(session, event.id, staff.id), table)]

    html = client.get(f"/o/{event.slug}/calendars").text

    assert all(f'value="{one}"' in html for one in addresses)
    assert feeds.feed_address(office) not in html
    assert [client.get(one).status_code for one in addresses] == [200, 200]
    assert client.get(f"/o/{event.slug}/event.ics").mimetype == "text/calendar"
    assert client.get(f"/o/{event.slug}/places/{table.id}.ics").mimetype == "text/calendar"
    client.post(f"/o/{event.slug}/places/{table.id}/new-address")
    assert [client.get(one).status_code for one in addresses] == [200, 410]
    client.post(f"/o/{event.slug}/calendars/new-address")
    assert [client.get(one).status_code for one in addresses] == [410, 410]


@pytest.mark.parametrize("chosen", ["mail", "feed"])
def test_one_way_is_chosen_and_the_page_offers_the_other(
    client: FlaskClient, session: Session, registration: Registration, as_participant, chosen: str
) -> None:
    other = {"mail": "feed", "feed": "mail"}[chosen]
    as_participant(client, registration)

    answer = client.post(page(session, registration, "calendar/choice"), data={"calendar": chosen})

    session.refresh(registration)
    html = client.get(page(session, registration, "calendar")).text
    assert answer.status_code == 303
    assert (registration.calendar.value, registration.calendar_chosen_at is None) == (chosen, False)
    assert f'name="calendar" value="{other}"' in html
    assert f'name="calendar" value="{chosen}"' not in html


def test_a_choice_that_does_not_exist_changes_nothing(
    client: FlaskClient, session: Session, registration: Registration, as_participant
) -> None:
    as_participant(client, registration)

    client.post(page(session, registration, "calendar/choice"), data={"calendar": "pigeon"})

    session.refresh(registration)
    assert registration.calendar_chosen_at is None


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


def test_a_new_address_is_made_only_after_a_question(
    client: FlaskClient, session: Session, registration: Registration, as_participant, as_organiser
) -> None:
    event = session.get_one(Event, registration.event_id)
    table = factories.make_place(session, factories.make_venue(session, event), "12")
    staff = factories.make_staff(session, event, language="en")
    delegation = session.get_one(Delegation, registration.delegation_id)
    as_participant(client, registration)
    own, shared = (feeds.feed_address(owner) for owner in (registration, delegation))
    asked = [client.get(page(session, registration, f"calendar/{path}new-address")) for path in ("", "colleagues/")]
    as_organiser(client, staff)
    theirs, tables = (feeds.feed_address(owner) for owner in (role_at(session, event.id, staff.id), table))
    asked += [client.get(f"/o/{event.slug}/{path}/new-address") for path in ("calendars", f"places/{table.id}")]

    assert ["The old address stops at once" in answer.text for answer in asked] == [True] * 4
    assert [client.get(one).status_code for one in (own, shared, theirs, tables)] == [200] * 4


@pytest.mark.parametrize(
    ("system", "scheme"),
    [
        ("iPhone; CPU iPhone OS 18_0 like Mac OS X", "webcal://"),
        ("Linux; Android 15; Pixel 9", "https://calendar.google.com/"),
        ("Windows NT 10.0; Win64; x64", "webcal://"),
        ("X11; Linux x86_64", "http"),
    ],
)
def test_the_readers_own_system_comes_first_with_an_address_that_works_there(
    enter, session: Session, registration: Registration, system: str, scheme: str
) -> None:
    client = enter(registration)

    answer = client.get(page(session, registration, "calendar"), headers={"User-Agent": f"Mozilla/5.0 ({system})"})

    button = re.search(r'class="btn btn-primary[^"]*" href="([^"]+)"', answer.text)
    assert button is not None
    assert button.group(1).startswith(scheme)
