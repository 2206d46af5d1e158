"""What is pressed in the mail itself, at the same moment as something else: one answer, one alert, no error."""

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import select

from matchmaker.alerts.commands.answers import answer_by_link
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base.config import get_config
from matchmaker.base.db import transaction
from matchmaker.invitations.queries.links import answer_url, read_answer_token
from matchmaker.models import Alert, AlertState, Event, InvitationAnswer, Says, SentInvitation
from matchmaker.releases.queries.published import standing_entry
from tests.builders.invited import Invited

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False):
        yield


def token(invited: Invited) -> str:
    return answer_url(invited.invitation, Says.ACCEPTED).split("/")[-2]


def press_at_once(url: str, token: str, shown: str, *answers: Says) -> list[Exception]:
    """Give the answers in as many threads at the same moment, and return what went wrong."""
    gate, errors = threading.Barrier(len(answers)), []

    def press(says: Says) -> None:
        gate.wait()
        try:
            with transaction(url) as session:
                asked = read_answer_token(session, token)
                assert asked is not None
                answer_by_link(session, asked.invitation, says, shown=shown)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=press, args=(says,)) for says in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_two_clicks_at_the_same_moment_are_one_answer(invited: Invited, database_url: str) -> None:
    shown = line_token(standing_entry(invited.session, invited.zoe.id, invited.invitation.uid))
    key = token(invited)
    invited.session.commit()

    errors = press_at_once(database_url, key, shown, *[Says.DECLINED] * 4)

    assert errors == []
    with transaction(database_url) as session:
        assert [row.says for row in session.exec(select(InvitationAnswer))] == [Says.DECLINED]
        assert [alert.state for alert in session.exec(select(Alert))] == [AlertState.OPEN]


def test_yes_and_no_at_the_same_moment_agree_with_their_alert(invited: Invited, database_url: str) -> None:
    shown = line_token(standing_entry(invited.session, invited.zoe.id, invited.invitation.uid))
    key = token(invited)
    invited.session.commit()

    errors = press_at_once(database_url, key, shown, Says.DECLINED, Says.ACCEPTED)

    assert errors == []
    with transaction(database_url) as session:
        (answer,) = session.exec(select(InvitationAnswer))
        open_alerts = [alert for alert in session.exec(select(Alert)) if alert.state is AlertState.OPEN]
        assert len(open_alerts) == (answer.says is Says.DECLINED)


def test_another_installation_s_links_open_nothing_here(invited: Invited, monkeypatch: pytest.MonkeyPatch) -> None:
    key = token(invited)
    monkeypatch.setenv("MATCHMAKER_SECRET_KEY", "another " * 8)
    get_config.cache_clear()

    assert read_answer_token(invited.session, key) is None
    assert invited.session.exec(select(SentInvitation)).first() is not None


def test_answering_and_publishing_at_the_same_moment_never_wait_for_each_other(
    invited: Invited, database_url: str
) -> None:
    shown = line_token(standing_entry(invited.session, invited.zoe.id, invited.invitation.uid))
    key, invitation_id = token(invited), invited.invitation.id
    invited.session.commit()
    errors: list[Exception] = []
    pressing = threading.Thread(target=lambda: errors.extend(press_at_once(database_url, key, shown, Says.DECLINED)))

    with transaction(database_url) as publishing:  # locks and writes in the order of a release
        publishing.exec(select(Event).with_for_update()).one()
        pressing.start()
        pressing.join(0.5)  # by now it waits for something
        publishing.get_one(SentInvitation, invitation_id).thread_root = "<later@rdv.example>"
        publishing.flush()
    pressing.join()

    assert errors == []
    with transaction(database_url) as session:
        assert [alert.state for alert in session.exec(select(Alert))] == [AlertState.OPEN]
