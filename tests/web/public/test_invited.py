"""An invitation answered without an account: opening changes nothing, twice is once, nothing else is opened."""

from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from matchmaker.base import clock
from matchmaker.models import GuestSays, Phase
from matchmaker.receptions.queries.links import guest_link
from tests.builders.pages import fields, text
from tests.builders.receptions import make_reception
from web.public import opening
from web.rate_limit import RateLimiter

LANGUAGES = {"fr": "Venez-vous", "en": "Do you come?", "nl": "Komt u", "de": "Kommen Sie"}


@pytest.fixture
def reception(session):
    found = make_reception(session, may_bring=True, texts={"fr": "Dark suit"})
    found.invite()
    session.commit()
    return found


@pytest.fixture
def guest(reception):
    return reception.guests["Aino"]


@pytest.fixture
def path(guest) -> str:
    return f"/invited/{guest_link(guest)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_where_and_when_in_the_language_of_the_guest(client, session, guest, path, language):
    guest.language = language
    session.commit()
    page = text(client.get(path))

    session.refresh(guest)
    assert all(said in page for said in (LANGUAGES[language], "Dark suit", "Embassy"))
    assert guest.says is None


def test_an_answer_is_kept_once_and_can_be_changed(client, session, guest, path):
    form = fields(client.get(path)) | {"says": "yes", "brings": "y", "brings_whom": "Juha", "diet": "No fish"}

    first, twice = client.post(path, data=form), client.post(path, data=form)
    session.refresh(guest)
    yes = (guest.says, guest.brings, guest.brings_whom, guest.diet)
    changed = client.post(path, data=fields(client.get(path)) | {"says": "no"})
    session.refresh(guest)

    assert [one.status_code for one in (first, twice, changed)] == [303] * 3
    assert (yes, guest.says, guest.brings) == ((GuestSays.YES, True, "Juha", "No fish"), GuestSays.NO, False)


def test_a_guest_with_two_windows_has_no_colleague(client, path):
    form = fields(client.get(path))
    client.post(path, data=form | {"says": "yes", "diet": "No fish"})

    asked = client.post(path, data=form | {"says": "yes", "diet": "No meat"})

    assert (asked.status_code, "olleague" in asked.text) == (409, False)
    assert "Saved elsewhere: No fish" in text(asked)


@pytest.mark.parametrize("says", ["", "perhaps"])
def test_what_is_neither_yes_nor_no_is_said(client, session, guest, path, says):
    sent = client.post(path, data=fields(client.get(path)) | {"says": says, "diet": "No fish"})
    session.refresh(guest)

    assert (sent.status_code, guest.says, "No fish" in sent.text) == (422, None, True)


def test_forged_ended_and_archived_addresses_open_nothing_and_it_waits_when_asked_too_often(
    app, client, session, reception, guest, path
):
    flipped = path[:-1] + ("0" if path[-1] != "0" else "1")
    others = [path.replace("/invited/", f"/{one}/") for one in ("follow-up", "meet", "attache")]
    before = [client.get(one).status_code for one in (flipped, *others, "/invited/x", path)]
    app.extensions[opening.NAME] = RateLimiter(1, 60.0)
    first, often = client.get(path).status_code, client.get(path)
    app.extensions[opening.NAME] = RateLimiter(opening.LIMIT, opening.WINDOW)
    reception.event.phase = Phase.ARCHIVED
    session.commit()
    archived = client.get(path).status_code
    reception.event.phase, guest.ended_at = Phase.OPEN, clock.now()
    session.commit()

    assert (before, first, often.status_code, archived) == ([404] * 5 + [200], 200, 429, 404)
    assert 1 <= int(often.headers["Retry-After"]) <= 60
    assert [client.get(path).status_code, client.post(path, data={"says": "yes"}).status_code] == [404, 404]


def test_a_guest_from_outside_who_comes_has_it_as_a_calendar_file(client, session, reception, guest, path):
    before = client.get(f"{path}/invitation.ics").status_code
    client.post(path, data=fields(client.get(path)) | {"says": "yes"})
    ada = f"/invited/{guest_link(reception.guests['Ada'])}"
    client.post(ada, data=fields(client.get(ada)) | {"says": "yes"})

    file, of_ada = client.get(f"{path}/invitation.ics"), client.get(f"{ada}/invitation.ics")

    (entry,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert (before, of_ada.status_code) == (404, 404)
    assert (entry.decoded("DTSTART"), str(entry["LOCATION"]).split(",")[0]) == (
        reception.item.starts_at.astimezone(ZoneInfo(reception.item.zone)),
        "Embassy",
    )
    assert f"{path}/invitation.ics" in client.get(path).text
    assert f"{ada}/invitation.ics" not in client.get(ada).text


def test_each_reads_the_words_of_the_own_language_else_those_of_the_event(client, session, reception, guest, path):
    reception.row.texts = {"fr": "Tenue de ville", "de": "Straßenanzug"}
    pages = {}
    for language in ("de", "en"):
        guest.language = language
        session.commit()
        pages[language] = text(client.get(path))

    assert ("Straßenanzug" in pages["de"], "Tenue de ville" in pages["en"]) == (True, True)
