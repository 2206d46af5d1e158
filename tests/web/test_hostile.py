"""What somebody with bad intentions, or a broken program, sends."""

from io import BytesIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from matchmaker.base.db import get_engine
from tests.builders.factories import make_category, make_delegation, make_event, make_registration
from web.ids import whole_number
from web.organiser.scheduling import live


@pytest.fixture
def participant(client, session, as_participant):
    event = make_event(session, slug="namur")
    delegation = make_delegation(session, event, make_category(session, event))
    return as_participant(client, make_registration(session, delegation))


@pytest.mark.parametrize("number", [2**31, 2**63, 10**300], ids=["database", "machine", "none"])
@pytest.mark.parametrize("address", ["directory/%d", "logo/%d", "directory/%d/veto"])
def test_a_number_that_no_row_can_have_leads_nowhere(participant, address, number):
    assert participant.get(f"/e/namur/{address}" % number).status_code == 404
    assert participant.post(f"/e/namur/wishes/{number}/remove").status_code == 404


def test_a_form_with_a_number_that_no_row_can_have_does_not_reach_the_database(participant):
    answer = participant.post("/e/namur/wishes", data={"to": "99999999999"}, headers={"Accept-Language": "en"})

    assert answer.status_code == 422  # for the database it would be an unknown row, or one beyond its numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("2147483647", 2**31 - 1),
        ("2147483648", None),
        ("-1", None),
        ("٧", None),
        ("²", None),
        ("9" * 310, None),
    ],
)
def test_a_whole_number_is_one_that_a_row_can_have(text, number):
    assert whole_number(text) == number


def test_a_sign_that_databases_cannot_keep_is_refused(participant):
    assert participant.get("/e/namur/directory?q=%00").status_code == 400
    assert participant.get("/e/%00/directory").status_code == 400
    assert participant.post("/e/namur/card", data={"job_title": "a\0b"}).status_code == 400
    named = {"logo": (BytesIO(b"x"), "a\0.png")}
    assert participant.post("/e/namur/company/logo", data=named).status_code == 400


@pytest.mark.parametrize(
    "address", ["http://[", "http://[::1", "//evil.example/x", "\x80", "/x\\y", "javascript:x", "x" * 9000]
)
def test_an_address_of_a_page_that_is_none_is_left_out(client, address):
    answer = client.get("/e/namur/agenda", headers={"HX-Request": "true", "HX-Current-URL": address})

    assert answer.status_code == 204
    assert "evil" not in answer.headers["HX-Redirect"].partition("next=")[2].partition("%2F%2F")[2]


@pytest.mark.parametrize("known", ["9" * 5000, "²", "-1", "x", "", "٣", "1e9", "99999999999999999999"])
def test_the_id_of_an_event_that_no_stream_has_sent_counts_as_none(known):
    assert live.known_row(known) == 0


def test_errors_of_the_database_do_not_repeat_the_values(database_url):
    with get_engine(database_url).connect() as connection, pytest.raises(OperationalError) as raised:
        connection.execute(text("SELECT :email FROM nowhere"), {"email": "ada@nivelyo.example"})

    assert "ada@" not in str(raised.value)


def test_streams_leave_room_for_pages(app):
    taken = [live._room.acquire(blocking=False) for _ in range(live.MOST_AT_ONCE)]
    events = list(live.stream(app, 1, 1, may_read=lambda _: True, language="en", after=0, leads_to="/"))
    for _ in taken:
        live._room.release()

    assert all(taken)
    assert events == [live.COME_BACK]


def test_a_stream_that_has_ended_makes_room(app, session):
    for _ in range(live.MOST_AT_ONCE + 1):
        assert list(live.stream(app, 1, 1, may_read=lambda _: True, language="en", after=0, leads_to="/")) == [
            "retry: 2000\n\n"
        ]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "X" * 200])
def test_other_methods_lead_nowhere(client, method):
    answer = client.open("/login", method=method, headers={"X-Secret": "echoed?"})

    assert answer.status_code == 405
    assert "echoed?" not in answer.text


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_is_never_overridden(participant, header):
    assert participant.get("/logout", headers={header: "POST"}).status_code == 405
    assert participant.get("/logout?_method=POST").status_code == 405
    assert participant.get("/e/namur/directory").status_code != 404
    assert participant.get("/").text.count('action="/logout"') == 1


@pytest.mark.parametrize(("asked", "led_to"), [("/o/namur?a=b", "/o/namur/?a=b"), ("/static//x", "/static/x")])
def test_the_right_spelling_of_an_address_is_on_this_site(client, asked, led_to):
    answer = client.get(asked, headers={"Host": "evil.example"})

    assert (answer.status_code, answer.headers["Location"]) == (308, led_to)


@pytest.mark.parametrize("host", ["x" * 5000, "a..b", "[::1"])
def test_a_host_name_that_cannot_be_read_is_no_fault_of_ours(client, host):
    assert client.get("/", headers={"Host": host}).status_code in {302, 400}


@pytest.mark.parametrize("name", ["a" * 3000, "a/" * 2000, "..", "%2e%2e/app.py", "..%5capp.py", "%00", "css", ""])
def test_what_is_no_static_file_is_not_found(client, name):
    assert client.get(f"/static/{name}").status_code in {400, 404}


def test_of_two_values_the_first_one_counts(client):
    answer = client.post("/language", data={"language": ["en", "nl"], "next": ["/login", "/staff/login"]})

    assert answer.headers["Location"] == "/login"
    assert '<html lang="en"' in client.get("/login").text
