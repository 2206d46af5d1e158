"""Upgrade of release 0.2.0: what people hold (log-ins, calendars, links in mails) still opens what it opened.

The cookie and the addresses were made by the code of that release, with the secret below.
"""

from datetime import UTC, datetime

import pytest
import time_machine
from icalendar import Calendar
from sqlmodel import Session

from matchmaker.base.config import Config, get_config
from matchmaker.base.db import get_engine
from matchmaker.mail.reply_address import read_reply_token
from matchmaker.migrations.run import migrate
from tests.builders.upgrade import installed_0_2_0
from tests.builders.web import make_app

SECRET = "an installation of release 0.2.0 had this"
COOKIE = (
    "eyJfZnJlc2giOnRydWUsIl9wZXJtYW5lbnQiOnRydWUsIl91c2VyX2lkIjoicGFydGljaXBhbnQ6OTozIn0"
    ".awut-g.cPPvcrz9MIxeDjrschod4GA9bQA"
)
FEEDS = {
    "13-5-84b334bedad9c0beff91971659e88370fa23aeb0": ("agenda-13@rdv.example", 2),
    "d11-2-cd8718bbc45b12c50d07881e78d2d31249aa85a3": ("delegation-11@rdv.example", 1),
    "o21-4-81457f494fa653ddc6c208be728da7882280e591": ("event-21@rdv.example", 1),
}
"""Of a person, a delegation and an organiser: the UID of the calendar, and the SEQUENCE of its entry, in 0.2.0."""
ANSWER = "/answer/31-2-59c14a36e2a766b38344414b72ce9d5d05cf37a0/accepted"
MAILS = "/mails/13-846317df240e9e7d10d99d2e9f8b650eea96335c"
REPLY = "31-1550b3596ebc209a95aa"
AFTER = datetime(2026, 12, 1, 9, tzinfo=UTC)
"""The upgrade: two days after the log-in."""


@pytest.fixture(scope="module")
def sqlite_template(database_folder):
    """The database of an installation that was upgraded from 0.2.0, to copy from."""
    path = database_folder / "upgraded.sqlite"
    engine = installed_0_2_0(get_engine(f"sqlite:///{path}"))
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def upgraded(sqlite_url, monkeypatch, tmp_path):
    """A browser at the upgraded installation, over https."""
    settings = {
        "DATABASE_URL": sqlite_url,
        "MATCHMAKER_DATA": str(tmp_path),
        "MATCHMAKER_MODE": "production",
        "MATCHMAKER_SECRET_KEY": SECRET,
        "MATCHMAKER_PUBLIC_URL": "https://rdv.example",
        "MATCHMAKER_REPLY_ADDRESS": "rdv@rdv.example",
        "MATCHMAKER_CALENDAR_DOMAIN": "rdv.example",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    get_config.cache_clear()
    with Session(get_engine(sqlite_url)) as session, time_machine.travel(AFTER):
        yield make_app(Config(), session).test_client()
    get_config.cache_clear()


def test_a_participant_is_still_logged_in(upgraded):
    upgraded.set_cookie("matchmaker", COOKIE, domain="rdv.example", secure=True)

    page = upgraded.get("/e/forum/", base_url="https://rdv.example", follow_redirects=True)

    assert (page.status_code, "Zoé Weiß" in page.text or "Alpha" in page.text) == (200, True)
    assert page.request.path.startswith("/e/forum/")


@pytest.mark.parametrize("token", FEEDS)
def test_subscribed_calendars_have_their_addresses_and_their_entries(upgraded, token):
    feed = upgraded.get(f"/cal/{token}/agenda.ics", base_url="https://rdv.example")

    calendar = Calendar.from_ical(feed.data)
    [entry] = calendar.events
    assert str(entry["UID"]) == "m-01J00000000000000000000000@rdv.example"
    assert (str(calendar["UID"]), entry["SEQUENCE"]) == FEEDS[token]


def test_links_in_mails_still_work(upgraded):
    for link in (ANSWER, MAILS):
        assert upgraded.get(link, base_url="https://rdv.example").status_code == 200, link
    assert read_reply_token(REPLY, get_config()) == 31
