"""Something is wrong: the pages say what follows before anything is said, and belong to one person only."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.alerts.commands.alerts import settle_alert
from matchmaker.base import clock
from matchmaker.models import Alert, AlertKind, AlertState, Message, Registration, ReleaseKind
from tests.builders.factories import DAY, ZONE, make_staff
from tests.builders.pages import shown, text
from tests.builders.releases import meeting, presentation, release
from tests.builders.wishes import Forum

WEEK_BEFORE, AT_TEN = datetime(2027, 3, 4, 9, tzinfo=UTC), datetime(2027, 3, 11, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(WEEK_BEFORE, tick=False) as traveller:
        yield traveller
    jobs.quick_queue.flush()


@pytest.fixture
def base(session: Session, forum: Forum) -> str:
    """The address of Ada's pages; she has two meetings and a presentation."""
    lines = [meeting(session, forum, 1, time(9, 30)), meeting(session, forum, 2, time(10)), presentation(time(11, 20))]
    release(session, forum.ada, 1, ReleaseKind.FINAL, lines)
    return f"/e/{forum.event.slug}"


def alerts(session: Session) -> list[Alert]:
    return list(session.exec(select(Alert).order_by(Alert.id)))


def test_a_meeting_leads_to_what_can_be_wrong_with_it(ada: FlaskClient, base: str, now: time_machine.Traveller) -> None:
    assert f'href="{base}/agenda/m-1/wrong"' in ada.get(f"{base}/agenda").text

    before = text(ada.get(f"{base}/agenda/m-1/wrong"))
    now.move_to(AT_TEN)
    during = text(ada.get(f"{base}/agenda/m-2/wrong"))

    assert "Other 1, Thursday 11 March at 09:30, Table T4" in before
    assert all(words in before for words in ("I cannot come", "I am late", "Another time would be better"))
    assert "The other side has not come" not in before
    assert "The other side has not come" in during
    assert "Another time" not in during


def test_cancelling_says_what_follows_and_is_said_once(ada: FlaskClient, base: str, session: Session) -> None:
    page = ada.get(f"{base}/agenda/m-1/wrong/cancel")
    assert "Other 1 is told when they publish the change; until then the meeting stands." in text(page)
    assert alerts(session) == []

    said = {"shown": shown(page), "note": "My train <b>is</b> late"}
    answers = [ada.post(f"{base}/agenda/m-1/wrong/cancel", data=said) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    (alert,) = alerts(session)
    assert (alert.kind, alert.note, alert.uid) == (AlertKind.CANCELLED, "My train <b>is</b> late", "m-1")
    assert session.exec(select(Message)).all() == []
    assert "You cannot come: the organisers know" in text(ada.get(f"{base}/agenda"))
    assert "You cannot come: the organisers know Other 1, Thursday" in text(ada.get(f"{base}/agenda/wrong"))
    assert len(jobs.quick_queue) == 2  # the organisers are told at once


def test_the_other_side_sees_nothing_of_it(
    ada: FlaskClient, base: str, session: Session, forum: Forum, enter: Callable[[Registration], FlaskClient]
) -> None:
    there = meeting(session, forum, 1, time(9, 30))
    there["details"] = there["details"] | {"other": there["details"]["own"], "own": there["details"]["other"]}
    other = enter(forum.people[0])
    session.add(session.get(Registration, forum.people[0].id))
    release(session, forum.people[0], 2, ReleaseKind.FINAL, [there])
    release(session, forum.ada, 3, ReleaseKind.FINAL, [meeting(session, forum, 1, time(9, 30))])
    before = text(other.get(f"{base}/agenda"))

    page = ada.get(f"{base}/agenda/m-1/wrong/cancel")
    assert ada.post(f"{base}/agenda/m-1/wrong/cancel", data={"shown": shown(page)}).status_code == 303

    assert text(other.get(f"{base}/agenda")) == before


def test_an_old_page_is_shown_anew(ada: FlaskClient, base: str, session: Session, forum: Forum) -> None:
    old = shown(ada.get(f"{base}/agenda/m-1/wrong/cancel"))
    release(session, forum.ada, 2, ReleaseKind.FINAL, [meeting(session, forum, 1, time(10, 30)) | {"sequence": 1}])

    answer = ada.post(f"{base}/agenda/m-1/wrong/cancel", data={"shown": old, "note": "Ill"})

    assert answer.status_code == 409
    assert "nothing was sent" in text(answer)
    assert "10:30" in text(answer)
    assert "Ill" in answer.text
    assert alerts(session) == []
    again = ada.post(f"{base}/agenda/m-1/wrong/cancel", data={"shown": shown(answer)})
    assert again.status_code == 303


@pytest.mark.parametrize("path", ["m-1/wrong", "m-1/wrong/cancel", "nonsense/wrong", "m-2/wrong/nonsense"])
def test_another_person_s_meeting_is_not_there(
    base: str, forum: Forum, enter: Callable[[Registration], FlaskClient], session: Session, path: str
) -> None:
    bob = enter(forum.bob)

    assert bob.get(f"{base}/agenda/{path}").status_code == 404
    assert bob.post(f"{base}/agenda/m-1/wrong/cancel", data={"shown": "x"}).status_code == 404
    assert alerts(session) == []


def test_what_was_said_is_taken_back_by_the_one_who_said_it(
    ada: FlaskClient, base: str, session: Session, forum: Forum, enter: Callable[[Registration], FlaskClient]
) -> None:
    page = ada.get(f"{base}/agenda/m-1/wrong/move")
    ada.post(f"{base}/agenda/m-1/wrong/move", data={"shown": shown(page)})
    (alert,) = alerts(session)
    address = f"{base}/agenda/wrong/{alert.id}/back"

    assert enter(forum.bob).post(address).status_code == 404
    assert ada.post(address).status_code == 303

    assert alerts(session)[0].state is AlertState.TAKEN_BACK
    assert "ask for another time" not in text(ada.get(f"{base}/agenda"))


@pytest.mark.parametrize("minutes", ["", "0", "241", "ten", "1e3"])
def test_late_needs_a_number_of_minutes(ada: FlaskClient, base: str, session: Session, minutes: str) -> None:
    data = {"minutes": minutes, "shown": "x"}

    assert ada.post(f"{base}/agenda/m-1/wrong/late", data=data).status_code == 422
    assert alerts(session) == []


@pytest.mark.parametrize("wall", ["", "25:00", "soon", "00:01"])
def test_late_for_the_day_needs_a_time_at_which_something_is_missed(
    ada: FlaskClient, base: str, session: Session, wall: str
) -> None:
    assert ada.post(f"{base}/agenda/wrong/late", data={"day": DAY.isoformat(), "time": wall}).status_code == 422
    assert ada.post(f"{base}/agenda/wrong/late", data={"day": "2027-03-12", "time": "10:10"}).status_code == 422
    assert alerts(session) == []


def test_late_for_the_day_names_the_day_and_the_time(ada: FlaskClient, base: str, session: Session) -> None:
    page = ada.get(f"{base}/agenda/wrong")
    assert "Are you late on Thursday 11 March?" in text(page)

    assert ada.post(f"{base}/agenda/wrong/late", data={"day": DAY.isoformat(), "time": "09:40"}).status_code == 303

    (alert,), late = alerts(session), time(9, 40)
    assert (alert.kind, alert.uid, alert.moment) == (AlertKind.LATE, None, clock.instant(DAY, late, ZONE))
    said = "You are late, there from Thursday 11 March, 09:40 on: the organisers know"
    assert said in text(ada.get(f"{base}/agenda/wrong"))


def test_no_show_is_reported_at_the_table(
    ada: FlaskClient, base: str, session: Session, now: time_machine.Traveller
) -> None:
    page = ada.get(f"{base}/agenda/m-2/wrong/no-show")
    early = ada.post(f"{base}/agenda/m-2/wrong/no-show", data={"shown": shown(page)})
    assert (early.status_code, "This meeting has not begun yet." in text(early)) == (422, True)
    now.move_to(AT_TEN)

    assert ada.post(f"{base}/agenda/m-2/wrong/no-show", data={"shown": shown(page)}).status_code == 303

    assert [alert.kind for alert in alerts(session)] == [AlertKind.NO_SHOW]


def test_withdrawing_is_said_clearly_done_once_and_taken_back(
    ada: FlaskClient, base: str, session: Session, forum: Forum
) -> None:
    assert "Your 2 meetings are in danger" in text(ada.get(f"{base}/withdraw"))
    assert session.get_one(Registration, forum.ada.id).withdrawn_at is None

    answers = [ada.post(f"{base}/withdraw", data={"note": "Ill"}) for _ in range(2)]

    assert [answer.location for answer in answers] == [f"{base}/withdrawn"] * 2
    assert [alert.kind for alert in alerts(session)] == [AlertKind.WITHDRAWN]
    for page in ("agenda", "wishes", "directory", "agenda/wrong"):
        assert ada.get(f"{base}/{page}").location == f"{base}/withdrawn"
    assert "2 meetings of yours still stand in the published schedule" in text(ada.get(f"{base}/withdrawn"))

    assert ada.post(f"{base}/withdrawn/back").location == f"{base}/agenda"

    assert session.get_one(Registration, forum.ada.id).withdrawn_at is None
    assert "2 meetings, your presentation" in text(ada.get(f"{base}/agenda"))
    assert ada.get(f"{base}/withdrawn").location == f"{base}/agenda"


def test_after_the_organisers_have_acted_there_is_no_way_back(
    ada: FlaskClient, base: str, session: Session, forum: Forum
) -> None:
    ada.post(f"{base}/withdraw")
    (alert,) = alerts(session)
    settle_alert(session, forum.event, alert.id, AlertState.HANDLED, make_staff(session, forum.event))

    assert ada.post(f"{base}/withdrawn/back").status_code == 409
    assert "Take it back" not in text(ada.get(f"{base}/withdrawn"))


def test_before_a_release_there_is_nothing_to_be_wrong_but_one_can_withdraw(ada: FlaskClient, forum: Forum) -> None:
    page = f"/e/{forum.event.slug}"

    assert "No meeting of yours is still to come." in text(ada.get(f"{page}/agenda/wrong"))
    assert "No meeting is planned for you any more." in text(ada.get(f"{page}/withdraw"))
