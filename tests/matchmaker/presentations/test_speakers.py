"""A speaker who is gone: the alert on every way of withdrawal, and its ways out; the presentation never gets lost."""

import pytest
from sqlmodel import col, select

from matchmaker.alerts.commands.withdrawal import come_back, withdraw
from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.alerts.words import what_happened
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.texts import item_title
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import (
    Act,
    Alert,
    AlertKind,
    AlertState,
    Attendance,
    Decision,
    EntryKind,
    Presentation,
    ProgrammeItem,
    ProposalState,
    ReleaseEntry,
    ReleaseKind,
    Scenario,
    ScenarioKind,
)
from matchmaker.presentations.commands.placing import place_presentation
from matchmaker.presentations.commands.proposing import withdraw_proposal
from matchmaker.presentations.commands.speakers import cancel_presentation, change_speaker
from matchmaker.presentations.queries.speakers import speaker_token
from matchmaker.presentations.queries.times import read_times
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.registrations.commands.withdrawals import withdraw_delegation, withdraw_person
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.commands.programme import remove_item
from matchmaker.setup.queries.changes import latest_changes
from tests.builders import factories as make
from tests.builders.history import trail
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


def test_published_without_its_speaker_it_says_so_to_its_listeners(session, forum, talk):
    withdraw(session, forum.ada)

    scenario = Scenario(event_id=forum.event.id, kind=ScenarioKind.SOLVED, name="Empty", status="optimal")
    session.add_all([scenario, Attendance(item_id=talk.item_id, registration_id=forum.people[0].id)])
    session.flush()
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    entries = session.exec(select(ReleaseEntry).where(ReleaseEntry.kind == EntryKind.PROGRAMME)).all()
    assert [(entry.registration_id, item_title(Entry.of(entry), "en")) for entry in entries] == [
        (forum.people[0].id, f"{talk.title} (speaker to be announced)")
    ]


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


def cancel(session, forum, talk, staff):
    cancel_presentation(session, forum.event, talk.id, shown=speaker_token(talk), staff=staff)


def test_cancelled_it_leaves_the_programme_and_the_alert_is_handled(session, forum, talk, staff):
    withdraw(session, forum.ada)
    shown = speaker_token(talk)

    cancel(session, forum, talk, staff)

    assert (talk.item_id, talk.state) == (None, ProposalState.WITHDRAWN)
    assert session.exec(select(ProgrammeItem)).all() == []
    assert [alert.state for alert in alerts(session)] == [AlertState.HANDLED]
    assert [act for _, act, *_ in trail(session)[-2:]] == [Act.ALERT_HANDLED, Act.CHANGE_STRUCTURE]
    with pytest.raises(Stale):
        cancel_presentation(session, forum.event, talk.id, shown=shown, staff=staff)


@pytest.mark.parametrize("with_time", [True, False])
def test_the_undo_brings_the_proposal_its_item_and_the_alert_back(session, forum, talk, staff, with_time):
    if not with_time:
        remove_item(session, forum.event, talk.item_id, staff=staff)
    before = (talk.item_id, ProposalState.SENT)
    withdraw(session, forum.ada)
    cancel(session, forum, talk, staff)
    [cancelled, *_] = latest_changes(session, forum.event, 1)

    undo_change(session, forum.event, cancelled.id, staff=staff)

    assert (talk.item_id, talk.state) == before
    assert [item.id for item in session.exec(select(ProgrammeItem))] == ([before[0]] if with_time else [])
    assert [alert.state for alert in alerts(session)] == [AlertState.HANDLED, AlertState.OPEN]
