"""A real Thunderbird answers our invitations: what it sends is understood, and says what its reader clicked."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import Session, select

from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine
from matchmaker.models import AlertKind, InvitationAnswer, Message, Says
from tests.builders.aids import missing_kit
from tests.builders.inbound_mails import mail
from tests.builders.invited import MAILBOX, Invited, invite
from tests.builders.paths import CALENDAR_READERS

pytestmark = [pytest.mark.interop, pytest.mark.slow]


@pytest.fixture(scope="module")
def thunderbird() -> Callable[..., list[dict]]:
    """`thunderbird(address, "DECLINED", file, ...)` plays invitations to it: what it shows and what it sends."""
    script = CALENDAR_READERS / "thunderbird.py"
    if not script.is_file():
        missing_kit("no Thunderbird: set ICS_ORACLES, or put the kit at ../shared/ics_oracles")

    def play(address: str, says: str, *files: Path) -> list[dict]:
        command = [sys.executable, str(script), "itip", address, says, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        assert done.returncode == 0, done.stdout + done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return play


@pytest.fixture
def invited(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Invited]:
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", MAILBOX)
    monkeypatch.setenv("MATCHMAKER_CALENDAR_DOMAIN", "rdv.example")
    get_config.cache_clear()
    with Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        yield invite(session)
    get_config.cache_clear()


def calendar_part(invited: Invited, folder: Path) -> Path:
    """The calendar in the last invitation to Zoé, as a file."""
    message = invited.session.get_one(Message, invited.invitation.message_id)
    parsed = message_from_bytes(message.mime, policy=policy.default)
    part = next(part for part in parsed.walk() if part.get_content_type() == "text/calendar")
    path = folder / f"invitation-{message.id}.ics"
    path.write_bytes(part.get_payload(decode=True))
    return path


def receive_from(invited: Invited, played: dict, number: int) -> None:
    (sent,) = played["sent"]
    (to,) = sent["to"]
    ics = sent["ics"].replace("\r\n", "\n")
    invited.receive(mail("", ics, to=to.removeprefix("mailto:"), message_id=f"<tb{number}@numalis.example>"))


@pytest.mark.parametrize(
    ("says", "kept", "alarms"),
    [
        ("ACCEPTED", Says.ACCEPTED, []),
        ("TENTATIVE", Says.TENTATIVE, []),
        ("DECLINED", Says.DECLINED, [AlertKind.DECLINED]),
    ],
)
def test_what_its_reader_clicks_is_what_the_organisers_see(
    invited: Invited, thunderbird: Callable, tmp_path: Path, *, says: str, kept: Says, alarms: list[AlertKind]
) -> None:
    (played,) = thunderbird("zoe@numalis.example", says, calendar_part(invited, tmp_path))

    receive_from(invited, played, 1)

    answer = invited.session.exec(select(InvitationAnswer)).one()
    assert (answer.says, answer.sure, answer.registration_id) == (kept, True, invited.zoe.id)
    assert [alert.kind for alert in invited.alerts()] == alarms


def test_its_answer_to_an_update_is_about_the_new_version(
    invited: Invited, thunderbird: Callable, tmp_path: Path
) -> None:
    first = calendar_part(invited, tmp_path)
    invited.publish(invited.seat(slot=2))
    second = calendar_part(invited, tmp_path)
    old, new = thunderbird("zoe@numalis.example", "DECLINED", first, second)

    receive_from(invited, old, 1)
    assert invited.alerts() == []  # about the time before
    receive_from(invited, new, 2)

    answer = invited.session.exec(select(InvitationAnswer)).one()
    assert (answer.says, answer.sequence) == (Says.DECLINED, invited.invitation.sequence)
    assert [alert.kind for alert in invited.alerts()] == [AlertKind.DECLINED]
