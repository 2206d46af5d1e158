"""How a release has reached its readers, and those who have not looked are told again."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, col, select, update

from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.models import Message, MessageState, ReleaseKind, Scenario, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.publishing.commands.telling_again import tell_again
from matchmaker.publishing.queries.reach import LATELY, Reach, Whom, read_reach
from tests.builders import factories as make
from tests.builders.forum import Forum, Seat


@pytest.fixture
def reached(session: Session, forum: Forum) -> Forum:
    """Alpha meets Beta, then Gamma too, in release 2; all mails were sent, Beta's bounced; Alpha has seen release 1."""
    a, b, c = (forum.join(name) for name in ("Alpha", "Beta", "Gamma"))
    forum.wish(a, b)
    forum.wish(a, c)
    for number, seats in enumerate(([Seat(a, b, 0)], [Seat(a, b, 0), Seat(a, c, 1)])):
        scenario = forum.scenario(*seats)
        kind = ReleaseKind.FINAL
        with time_machine.travel(clock.now() - timedelta(hours=1 - number)):
            publish_scenario(session, forum.event, scenario, kind=kind, staff_id=None, expected_release=number)
        session.execute(update(Message).values(state=MessageState.SENT))
    forum.people["Alpha"].seen_release = 1
    beta = col(Message.registration_id) == forum.people["Beta"].id
    session.execute(update(Message).where(beta).values(state=MessageState.BOUNCED))
    session.flush()
    return forum


def read(forum: Forum) -> Reach:
    found = read_reach(forum.session, forum.event)
    assert found is not None
    return found


def names(readers) -> list[str]:
    return [one.organisation for one in readers]


def test_who_has_seen_it_whose_mail_failed_and_who_can_be_told(reached: Forum, session: Session) -> None:
    reached.people["Gamma"].seen_release = 2
    session.flush()

    found = read(reached)

    assert (found.release.number, names(found.readers)) == (2, ["Alpha", "Beta", "Gamma"])
    assert (names(found.unseen), names(found.failed), names(found.to_tell())) == (
        ["Alpha", "Beta"],
        ["Beta"],
        ["Alpha"],
    )


def test_whom_the_last_release_changes_stands_apart_from_who_misses_an_earlier_one(
    reached: Forum, session: Session
) -> None:
    session.execute(update(Message).values(state=MessageState.SENT))
    before = read(reached)
    apart = [names(before.among(whom)) for whom in (Whom.CHANGE, Whom.EARLIER)]
    reached.people["Beta"].seen_release = 1
    session.flush()

    after = read(reached)

    assert apart == [["Alpha", "Gamma"], ["Beta"]]  # the second release has a meeting for Alpha and Gamma
    assert (names(after.unseen), names(after.among(Whom.EARLIER))) == (["Alpha", "Gamma"], [])
    staff = make.make_staff(session, reached.event)
    assert tell_again(session, reached.event, shown=before.token(Whom.CHANGE), staff=staff, whom=Whom.CHANGE) == 2


def test_an_address_from_which_a_mail_came_back_stays_in_sight_until_they_look(
    reached: Forum, session: Session
) -> None:
    scenario = session.exec(select(Scenario).order_by(col(Scenario.id).desc())).first()
    publish_scenario(session, reached.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=2)
    back = session.exec(select(Message).where(Message.state == MessageState.BOUNCED)).first()
    again = Message(**back.model_dump(exclude={"id", "dedupe_key"}) | {"state": MessageState.SENT, "topic": None})
    session.add(again)
    session.flush()
    (found,) = read(reached).failed
    told = names(read(reached).to_tell())
    reached.people["Beta"].seen_release = 1
    session.flush()

    assert (found.organisation, found.mail, found.returned, found.message_id) == ("Beta", "sent", True, back.id)
    assert "Beta" not in told
    assert read(reached).failed == ()


def test_whoever_needs_something_stands_first_and_an_old_calendar_is_named(reached: Forum, session: Session) -> None:
    published = read(reached).release.published_at
    for name, fetched in (("Alpha", published + timedelta(minutes=1)), ("Gamma", published - timedelta(minutes=1))):
        reached.people[name].feed_read_at = fetched
        reached.people[name].seen_release = 2
    session.flush()

    found = read(reached)

    assert (names(found.behind), names(found.by_need)) == (["Gamma"], ["Beta", "Gamma", "Alpha"])


def test_those_who_have_not_looked_are_told_once_with_what_changed(reached: Forum, session: Session) -> None:
    staff, token = make.make_staff(session, reached.event), read(reached).token()
    before = len(session.exec(select(Message)).all())

    with pytest.raises(Stale), session.begin_nested():
        tell_again(session, reached.event, shown="older", staff=staff)
    assert tell_again(session, reached.event, shown=token, staff=staff) == 2

    new = session.exec(select(Message).where(Message.state == MessageState.QUEUED)).all()
    told = {message.registration_id for message in new}
    assert told == {row_id(reached.people[name]) for name in ("Alpha", "Gamma")}
    assert len(session.exec(select(Message)).all()) == before + 2
    assert names(read(reached).to_tell()) == []

    session.execute(update(Message).where(col(Message.state) == MessageState.QUEUED).values(state=MessageState.SENT))
    with time_machine.travel(clock.now() + timedelta(days=1)):
        tomorrow = names(read(reached).to_tell())
    assert (names(read(reached).to_tell()), tomorrow) == ([], ["Alpha", "Gamma"])


def test_nobody_is_told_the_same_who_was_told_a_moment_ago(reached: Forum, session: Session) -> None:
    session.execute(update(Message).where(col(Message.state) == MessageState.SENT).values(sent_at=clock.now()))

    found = read(reached)

    assert (names(found.to_tell()), names(found.to_tell(lately=True))) == ([], ["Alpha", "Gamma"])
    with time_machine.travel(clock.now() + LATELY):
        assert names(read(reached).to_tell()) == ["Alpha", "Gamma"]


def test_the_evening_before_they_can_be_told_all_the_same(reached: Forum, session: Session) -> None:
    session.execute(update(Message).where(col(Message.state) == MessageState.SENT).values(sent_at=clock.now()))
    staff, shown = make.make_staff(session, reached.event), read(reached).token(lately=True)

    assert tell_again(session, reached.event, shown=shown, staff=staff, lately=True) == 2
    assert names(read(reached).to_tell(lately=True)) == []


def test_who_is_told_again_reads_that_it_is_said_once_more(reached: Forum, session: Session) -> None:
    staff = make.make_staff(session, reached.event)

    tell_again(session, reached.event, shown=read(reached).token(), staff=staff)

    new = session.exec(select(Message).where(Message.state == MessageState.QUEUED).order_by(Message.id)).all()
    assert [message.subject for message in new] == [
        f"Rappel – Changements dans votre agenda : {reached.event.name}",
        f"Rappel – Votre agenda : {reached.event.name}",
    ]


def test_before_a_release_there_is_nothing(forum: Forum) -> None:
    assert read_reach(forum.session, forum.event) is None
