"""What is refused leaves a line in the log with who, where and why: for alerts of those who watch the logs."""

import json

import pytest

from tests.builders.factories import make_event, make_staff
from tests.builders.web import make_app


def refusals(capsys) -> list[dict]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [
        {name: line[name] for name in ("why", "route", "who", "client")} for line in lines if line["event"] == "refused"
    ]


def test_a_page_of_another_event(client, session, as_organiser, capsys):
    staff = make_staff(session, make_event(session, slug="ours"))
    make_event(session, slug="theirs")

    as_organiser(client, staff).get("/o/theirs/people", environ_base={"REMOTE_ADDR": "198.51.100.77"})

    assert refusals(capsys) == [
        {"why": "permission", "route": "/o/<slug>/people", "who": f"staff:{staff.id}", "client": "198.51.100.0/24"}
    ]


def test_a_form_of_another_site(config, session, capsys):
    make_app(config, session, csrf=True).test_client().post("/logout")

    assert refusals(capsys) == [{"why": "csrf", "route": "/logout", "who": None, "client": "127.0.0.0/24"}]


def test_a_try_too_many(client, session, capsys):
    for _ in range(6):
        client.post("/staff/login", data={"email": "anne@cluster.example", "password": "wrong"})

    assert refusals(capsys) == [{"why": "limit", "route": "/staff/login", "who": None, "client": "127.0.0.0/24"}]


@pytest.mark.parametrize("token", ["1-1-" + "0" * 40, "nonsense"])
def test_an_address_of_a_calendar_that_was_never_made(client, capsys, token):
    client.get(f"/cal/{token}/agenda.ics")

    assert refusals(capsys) == [
        {"why": "address", "route": "/cal/<token>/agenda.ics", "who": None, "client": "127.0.0.0/24"}
    ]
