"""Three questions by mail: to whom, when, once, a reminder to the silent, moved, stopped, ended."""

from datetime import date, time, timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.followup.commands.answers import ThreeAnswers, answer_token, save_answer
from matchmaker.followup.commands.asking import ask_due
from matchmaker.followup.commands.rounds import end_answer, save_round
from matchmaker.followup.queries.links import answer_link, open_answer
from matchmaker.followup.queries.rounds import read_rounds
from matchmaker.models import EventKind, FollowUpAnswer, Message, Phase
from tests.builders.afterwards import past_mission
from tests.builders.counted import counted

TOLD = ThreeAnswers(contacts=4, offers=2, contracts=1, value=90_000, currency="SEK", may_be_named=False, words="")


def at(day: date, hour: int = 10):
    return time_machine.travel(clock.instant(day, time(hour), "Europe/Brussels"), tick=False)


def mails(session) -> list[str]:
    return list(session.exec(select(Message.dedupe_key).order_by(Message.id)).all())


def opening(session, mission, months=3) -> date:
    return next(one.days.opens_on for one in read_rounds(session, mission.event) if one.days.months == months)


def test_delegates_of_companies_are_asked_once_and_the_silent_once_more(session):
    mission = past_mission(session)
    day = opening(session, mission)

    counts = []
    for after, hour in ((-1, 10), (0, 6), (0, 10), (0, 11), (13, 10), (14, 10), (15, 10), (40, 10), (57, 10)):
        with at(day + timedelta(days=after), hour):
            counts.append(ask_due(session, mission.event))
            if after == 13:
                answer = session.exec(select(FollowUpAnswer).order_by(FollowUpAnswer.id)).first()
                opened = open_answer(session, answer_link(answer))
                save_answer(session, opened, TOLD, shown=answer_token(answer))

    assert counts == [0, 0, 2, 0, 0, 1, 0, 0, 0]
    assert mails(session) == ["follow-up:1:first", "follow-up:2:first", "follow-up:2:again"]


def test_a_forum_asks_once_an_organiser_wants_it_and_a_moved_round_leaves_on_its_day(session):
    mission = past_mission(session, kind=EventKind.FORUM)
    day = opening(session, mission)
    with at(day):
        nobody = ask_due(session, mission.event)
        shown = read_rounds(session, mission.event)[0].days.token
        later = day + timedelta(days=5)
        save_round(session, mission.event, 3, opens_on=later, is_on=True, shown=shown, by="Anne")
        not_yet = ask_due(session, mission.event)
        with pytest.raises(Stale):
            save_round(session, mission.event, 3, opens_on=day, is_on=False, shown=shown, by="Anne")
    with at(later):
        moved = ask_due(session, mission.event)

    assert (nobody, not_yet, moved) == (0, 0, 2)


def test_a_round_that_is_stopped_takes_no_answers_and_reminds_nobody(session):
    mission = past_mission(session)
    day = opening(session, mission)
    with at(day):
        ask_due(session, mission.event)
        shown = read_rounds(session, mission.event)[0].days
        save_round(session, mission.event, 3, opens_on=shown.opens_on, is_on=False, shown=shown.token, by="Anne")
    with at(day + timedelta(days=20)):
        answer = session.exec(select(FollowUpAnswer)).first()
        with pytest.raises(Closed):
            save_answer(session, open_answer(session, answer_link(answer)), TOLD, shown=answer_token(answer))
        reminded = ask_due(session, mission.event)

    assert (reminded, len(mails(session))) == (0, 2)


def test_an_address_that_is_ended_opens_nothing_and_is_not_reminded(session):
    mission = past_mission(session)
    day = opening(session, mission)
    with at(day):
        ask_due(session, mission.event)
    answer = session.exec(select(FollowUpAnswer).order_by(FollowUpAnswer.id)).first()
    token = answer_link(answer)
    for _twice in range(2):
        end_answer(session, mission.event, answer.id, by="Anne")
    with at(day + timedelta(days=20)):
        ask_due(session, mission.event)

    assert open_answer(session, token) is None
    assert mails(session)[2:] == ["follow-up:2:again"]
    with pytest.raises(NotFound):
        end_answer(session, past_mission(session, "Other").event, answer.id, by="Anne")


@pytest.mark.parametrize("why", ["archived", "unsubscribed", "withdrawn", "no meeting"])
def test_who_is_not_asked(session, why):
    mission = past_mission(session, "Nivelyo")
    person = mission.companies["Nivelyo"]
    if why == "archived":
        mission.event.phase = Phase.ARCHIVED
    elif why == "unsubscribed":
        person.unsubscribed_at = clock.now()
    elif why == "withdrawn":
        person.withdrawn_at = clock.now()
    else:
        mission.release.event_id = past_mission(session, "Other").event.id
        mission.release.number = 2
    session.flush()
    with at(opening(session, mission)):
        assert ask_due(session, mission.event) == 0


def test_a_round_is_after_its_event_and_is_one_of_three(session):
    mission = past_mission(session)
    shown = read_rounds(session, mission.event)[0].days.token

    with pytest.raises(InvalidInput):
        save_round(session, mission.event, 3, opens_on=mission.event.ends_on, is_on=True, shown=shown, by="Anne")
    with pytest.raises(NotFound):
        save_round(session, mission.event, 4, opens_on=clock.today(), is_on=True, shown=shown, by="Anne")


@pytest.mark.parametrize(
    "wrong",
    [{"contacts": -1}, {"offers": 10_000}, {"value": 5, "contracts": 0}, {"currency": "XYZ"}, {"value": 10**13}],
)
def test_numbers_that_are_none_are_refused(session, wrong):
    mission = past_mission(session)
    with at(opening(session, mission)):
        ask_due(session, mission.event)
        answer = session.exec(select(FollowUpAnswer)).first()
        said = ThreeAnswers(**{name: getattr(TOLD, name) for name in TOLD.__slots__} | wrong)
        with pytest.raises(InvalidInput):
            save_answer(session, open_answer(session, answer_link(answer)), said, shown=answer_token(answer))
    assert answer.answered_at is None


def test_more_people_need_no_more_statements(session):
    counts = []
    for number in (2, 6):
        mission = past_mission(session, *(f"Company {number}-{one}" for one in range(number)))
        for after in (0, 14):
            day = opening(session, mission) + timedelta(days=after)
            session.expire_all()
            with at(day), counted(session) as statements:
                asked = ask_due(session, mission.event)
                session.flush()
            counts.append((asked, len(statements)))

    assert [asked for asked, _ in counts] == [2, 2, 6, 6]
    assert [number for _, number in counts[:2]] == [number for _, number in counts[2:]]
