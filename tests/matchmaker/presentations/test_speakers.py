"""A speaker who is gone: the alert on every way of withdrawal, and its ways out; the presentation never gets lost."""

import pytest
from sqlmodel import col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.changes.commands.withdrawal import come_back, withdraw
from matchmaker.changes.queries.alerts import alert_views
from matchmaker.changes.words import what_happened
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import Alert, AlertKind, AlertState, Decision, Presentation, ProgrammeItem, ProposalState
from matchmaker.presentations.commands.placing import place_presentation
from matchmaker.presentations.commands.proposing import withdraw_proposal
from matchmaker.presentations.commands.speakers import cancel_presentation, change_speaker, speaker_token
from matchmaker.presentations.queries.times import read_times
from matchmaker.registrations.commands.telephone import withdraw_delegation, withdraw_person
from tests.builders import factories as make
from tests.builders.presentations import sent_proposal
from tests.builders.wishes import build_forum


@pytest.fixture
def forum(session):
    forum = build_forum(session, number=1)
    make.make_slots(session, make.make_venue(session, forum.event))
    return forum


@pytest.fixture
def staff(session, forum):
    return make.make_staff(session, forum.event, name="Anne")


@pytest.fixture
def talk(session, forum, staff) -> Presentation:
    talk = sent_proposal(session, forum.ada, decision=Decision.ACCEPTED)
    at = read_times(session, forum.event, talk).times[0].time
    place_presentation(session, forum.event, talk.id, at, room="", quiet_minutes=20, staff=staff)
    return talk


def alerts(session) -> list[Alert]:
    kind = Alert.kind == AlertKind.SPEAKER
    return list(session.exec(select(Alert).where(kind).order_by(col(Alert.id))))


BY_TELEPHONE = {"note": "", "basis": Basis.TELEPHONE}
WAYS = {
    "the person": lambda session, forum, talk, staff: withdraw(session, forum.ada),
    "by telephone": lambda session, forum, talk, staff: withdraw_person(
        session, forum.event, forum.ada.id, staff=staff, **BY_TELEPHONE
    ),
    "the delegation": lambda session, forum, talk, staff: withdraw_delegation(
        session, forum.event, forum.ours.id, staff=staff, **BY_TELEPHONE
    ),
    "the proposal": lambda session, forum, talk, staff: withdraw_proposal(session, forum.ada, talk.id),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_withdrawal_says_so_once_and_the_item_stays(session, forum, talk, staff, way):
    for _ in range(2):
        WAYS[way](session, forum, talk, staff)

    [alert] = alerts(session)
    assert (alert.state, alert.note, alert.registration_id) == (AlertState.OPEN, talk.title, forum.ada.id)
    [view] = alert_views(session, [alert])
    assert what_happened(view, "en").endswith("(Nivelyo) does not give the accepted presentation any more.")
    assert session.get(ProgrammeItem, talk.item_id) is not None


def test_who_comes_back_speaks_again(session, forum, talk):
    withdraw(session, forum.ada)
    come_back(session, forum.ada)

    assert [alert.state for alert in alerts(session)] == [AlertState.TAKEN_BACK]


def test_a_colleague_speaks_and_the_alert_is_handled(session, forum, talk, staff):
    withdraw_proposal(session, forum.ada, talk.id)
    shown = speaker_token(talk)

    change_speaker(session, forum.event, talk.id, forum.bob.id, shown=shown, staff=staff)

    assert (talk.speaker_id, talk.state) == (forum.bob.id, ProposalState.SENT)
    assert [alert.state for alert in alerts(session)] == [AlertState.HANDLED]
    with pytest.raises(Stale):
        change_speaker(session, forum.event, talk.id, forum.ada.id, shown=shown, staff=staff)
    with pytest.raises(InvalidInput):
        change_speaker(session, forum.event, talk.id, forum.people[0].id, shown=speaker_token(talk), staff=staff)


def test_cancelled_it_leaves_the_programme_and_the_alert_is_handled(session, forum, talk, staff):
    withdraw(session, forum.ada)

    cancel_presentation(session, forum.event, talk.id, staff=staff)

    assert (talk.item_id, talk.state) == (None, ProposalState.WITHDRAWN)
    assert session.exec(select(ProgrammeItem)).all() == []
    assert [alert.state for alert in alerts(session)] == [AlertState.HANDLED]
