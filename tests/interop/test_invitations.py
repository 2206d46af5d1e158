"""The whole life of a meeting, by mail, in the eyes of programs that nobody here wrote."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import Session

from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine
from tests.builders import factories
from tests.builders import smtp_server as smtp
from tests.builders.aids import missing_kit
from tests.builders.forum import Seat, make_forum
from tests.builders.mail_client import Invite, calendar_bytes
from tests.builders.office import Office
from tests.builders.paths import CALENDAR_READERS

pytestmark = pytest.mark.interop
LIGHT = 9
ZOE = "zoe@numalis.example"
STEPS = ("invited", "moved", "moved_back", "other_table", "other_people", "cancelled", "back")
METHODS = ("REQUEST", "REQUEST", "REQUEST", "REQUEST", "REQUEST", "CANCEL", "REQUEST")
STARTS = tuple(datetime(2027, 3, 11, *time, tzinfo=UTC) for time in ((8,), (9,), (8,), (8,), (8,), (8,), (8, 30)))


@pytest.fixture
def life(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Invite]]:
    """What Zoé of a company with a difficult name gets, step after step; we read what she answers."""
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", "rdv@cluster.example")
    get_config.cache_clear()
    with smtp.running() as server, Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        forum = make_forum(session, tables=2)
        forum.event.mail_invitations = True
        forum.event.name = "Forum « Mobile; IP », édition 2027: Liège"
        one, other = forum.join("Numalis"), forum.join("Ôté, Fils & Œuvres; S.A.")
        forum.wish(one, other)
        office = Office(forum, sqlite_url, server)
        zoe = office.person("Numalis")
        zoe.email, zoe.email_key, zoe.first_name, zoe.language = ZOE, ZOE, 'Zoé "la Loutre"', "fr"
        organisation = forum.facts().organisations[other.id]
        colleague = factories.make_person(session, organisation, first_name="Ida", last_name="Œhler; née Ñ")
        forum.people["colleague"] = factories.make_registration(session, other, colleague)
        instead = (forum.people["colleague"],)
        steps = (
            [Seat(one, other, slot=0)],
            [Seat(one, other, slot=2)],
            [Seat(one, other, slot=0)],
            [Seat(one, other, slot=0, table=1)],
            [Seat(one, other, slot=0, table=1, people=instead)],
            [],
            [Seat(one, other, slot=1, people=instead)],
        )
        yield [office.publish(*seats)[ZOE][0] for seats in steps]
    monkeypatch.undo()
    get_config.cache_clear()


def write(life: list[Invite], folder: Path) -> list[Path]:
    files = []
    for number, (step, news) in enumerate(zip(STEPS, life, strict=True)):
        files.append(folder / f"{number}_{step}.ics")
        files[-1].write_bytes(calendar_bytes(news.mail))
    return files


def test_the_life_is_what_was_published(life: list[Invite]) -> None:
    assert tuple(news.method for news in life) == METHODS
    assert tuple(news.item.starts for news in life) == STARTS
    assert [news.item.sequence for news in life] == list(range(7))
    assert len({news.item.uid for news in life}) == 1


def test_all_readers_accept_every_step_and_agree(life: list[Invite], tmp_path: Path, readers: Callable) -> None:
    verdict = readers(*write(life, tmp_path))

    complaints = {
        f"{file} {name}": said
        for file, report in verdict.items()
        for name, said in report.items()
        if not said.startswith("PASS")
    }
    assert complaints == {}
    assert {report["agreement"] for report in verdict.values()} == {f"PASS: {LIGHT} readers"}


# --- a real Thunderbird ----------------------------------------------------------------------------------------------


def thunderbird(*arguments: str | Path) -> list[dict]:
    """What Thunderbird says, file by file."""
    kit = CALENDAR_READERS
    script = kit / "thunderbird.py"
    if not script.is_file():
        missing_kit("no calendar readers: set ICS_ORACLES, or put the kit at ../shared/ics_oracles")
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    return lines


@pytest.mark.slow
def test_thunderbird_shows_one_entry_at_the_right_time_after_every_step(life: list[Invite], tmp_path: Path) -> None:
    answers = thunderbird("itip", ZOE, "ACCEPTED", *write(life, tmp_path))

    expected = [
        [] if method == "CANCEL" else [(start.strftime("%Y-%m-%dT%H:%M:%SZ"), number)]
        for number, (method, start) in enumerate(zip(METHODS, STARTS, strict=True))
    ]
    held = [[(item["start"], int(item["sequence"] or 0)) for item in answer["calendar"]] for answer in answers]
    assert held == expected
    for answer, news, method in zip(answers, life, METHODS, strict=True):
        replies = [(sent["method"], sent["to"]) for sent in answer["sent"]]
        assert replies == ([("REPLY", [f"mailto:{news.organizer}"])] if method == "REQUEST" else [])


@pytest.mark.slow
def test_thunderbird_answers_for_the_reader_and_for_the_invitation(life: list[Invite], tmp_path: Path) -> None:
    (answer,) = thunderbird("itip", ZOE, "DECLINED", write(life, tmp_path)[0])

    (sent,) = answer["sent"]
    reply = Calendar.from_ical(sent["ics"])
    assert isinstance(reply, Calendar)
    attendee = reply.events[0]["ATTENDEE"]
    assert (str(attendee), attendee.params["PARTSTAT"]) == (f"mailto:{ZOE}", "DECLINED")
    assert str(reply.events[0]["UID"]) == life[0].item.uid


@pytest.mark.slow
def test_thunderbird_shows_each_mail_as_an_invitation_with_one_attachment(life: list[Invite], tmp_path: Path) -> None:
    files = []
    for number, news in enumerate(life):
        files.append(tmp_path / f"{number}.eml")
        files[-1].write_bytes(news.mime)

    shown = thunderbird("eml", ZOE, *files)

    for seen, news in zip(shown, life, strict=True):
        if news.method == "REQUEST":
            assert {"imipAcceptButton", "imipDeclineButton"} <= set(seen["buttons"])
        else:  # of an entry that this calendar does not hold, as nothing was accepted: words without buttons
            assert "has canceled this event" in seen["body"]
        assert seen["attachments"] == ["invite.ics"]
        assert seen["subject"] == news.mail["Subject"]
