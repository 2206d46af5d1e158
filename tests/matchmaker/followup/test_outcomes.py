"""What sides, attachés and organisers say of a meeting that is over."""

from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.followup.commands.outcomes import Onward, save_onward, say_held, say_outcome
from matchmaker.followup.queries.companies import read_companies
from matchmaker.followup.queries.meetings import past_meetings
from matchmaker.followup.queries.own import own_past
from matchmaker.models import (
    Alert,
    AlertKind,
    Delegation,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Phase,
    ReleaseEntry,
    ReleaseKind,
    Teller,
)
from matchmaker.releases.rules.held import MeetingState
from tests.builders import factories as make
from tests.builders.afterwards import past_mission


def states(session, mission):
    """The state of each meeting by its company."""
    return {one.other(mission.satama.delegation_id): one.state for one in past_meetings(session, mission.event)}


def test_a_side_says_it_and_the_later_word_counts(session):
    mission = past_mission(session)
    lumo = mission.companies["Lumo"]

    say_outcome(session, mission.event, lumo, mission.uid("Lumo"), MeetingOutcome.HELD, rating=5)
    before = (states(session, mission), session.exec(select(MeetingRating.rating)).all())
    say_outcome(session, mission.event, lumo, mission.uid("Lumo"), MeetingOutcome.HELD, rating=2)
    again = session.exec(select(MeetingRating.rating)).all()
    say_outcome(session, mission.event, lumo, mission.uid("Lumo"), MeetingOutcome.ABSENT)

    assert before == ({"Nivelyo": MeetingState.UNKNOWN, "Lumo": MeetingState.HELD}, [5])
    assert again == [2]
    assert states(session, mission)["Lumo"] is MeetingState.NOT_HELD
    assert session.exec(select(MeetingRating)).all() == []
    assert len(session.exec(select(MeetingReport)).all()) == 1


def test_two_sides_that_differ_are_settled_by_the_organisers(session):
    mission = past_mission(session)
    uid, number = mission.uid("Lumo"), mission.meetings["Lumo"].id
    say_outcome(session, mission.event, mission.companies["Lumo"], uid, MeetingOutcome.HELD)
    say_outcome(session, mission.event, mission.satama, uid, MeetingOutcome.ABSENT)
    contested = states(session, mission)["Lumo"]

    say_held(session, mission.event, number, MeetingOutcome.NOT_HELD, teller=Teller.ATTACHE, by="Pia", city="Helsinki")
    attache = states(session, mission)["Lumo"]
    for _twice in range(2):
        say_held(session, mission.event, number, MeetingOutcome.HELD, teller=Teller.ORGANISER, by="Anne")

    assert (contested, attache) == (MeetingState.CONTESTED, MeetingState.NOT_HELD)
    assert states(session, mission)["Lumo"] is MeetingState.HELD
    assert len(session.exec(select(MeetingReport)).all()) == 4


def test_a_report_of_the_day_stands_until_its_side_says_something_else(session):
    mission = past_mission(session)
    lumo = mission.companies["Lumo"]
    alert = {"kind": AlertKind.NO_SHOW, "registration_id": lumo.id, "uid": mission.uid("Lumo")}
    session.add(Alert(event_id=mission.event.id, **alert))
    session.flush()

    reported = (states(session, mission)["Lumo"], own_past(session, lumo)[0].outcome)
    say_outcome(session, mission.event, lumo, mission.uid("Lumo"), MeetingOutcome.HELD)

    assert reported == (MeetingState.NOT_HELD, MeetingOutcome.ABSENT)
    assert states(session, mission)["Lumo"] is MeetingState.HELD


def test_who_only_comes_along_is_no_side(session):
    mission = past_mission(session)
    interpreter, uid = mission.interpreted("Lumo"), mission.uid("Lumo")
    absent = {"kind": AlertKind.NO_SHOW, "uid": uid, "registration_id": interpreter.id}
    session.add(Alert(event_id=mission.event.id, reference="K3QZ", **absent))
    session.flush()

    names = [sorted(one.sides.values()) for one in past_meetings(session, mission.event)]
    companies = read_companies(session, mission.event, past_meetings(session, mission.event))

    assert names == [["Nivelyo", "Satama"], ["Lumo", "Satama"]]
    assert {one.name: len(one.meetings) for one in companies} == {"Nivelyo": 1, "Lumo": 1}
    assert states(session, mission)["Lumo"] is MeetingState.UNKNOWN
    assert own_past(session, interpreter) == ()
    with pytest.raises(NotFound):
        say_outcome(session, mission.event, interpreter, uid, MeetingOutcome.ABSENT)


def test_what_comes_next_is_kept_for_the_own_side_and_an_older_form_changes_nothing(session):
    mission = past_mission(session)
    lumo, uid = mission.companies["Lumo"], mission.uid("Lumo")
    colleague = make.make_registration(session, session.get_one(Delegation, lumo.delegation_id))
    say_outcome(session, mission.event, lumo, uid, MeetingOutcome.HELD, rating=4)
    shown = own_past(session, lumo)[0].token

    save_onward(session, mission.event, lumo, uid, Onward(next_step="Send the prices"), shown=shown)

    assert own_past(session, lumo)[0].report.next_step == "Send the prices"
    assert own_past(session, mission.satama)[0].report is None
    assert own_past(session, colleague) == ()
    with pytest.raises(Stale):
        save_onward(session, mission.event, lumo, uid, Onward(next_step="Late"), shown=shown)


def test_what_is_to_come_of_others_or_provisional_is_not_there(session):
    mission = past_mission(session)
    event, lumo = mission.event, mission.companies["Lumo"]

    with pytest.raises(NotFound):
        say_outcome(session, event, lumo, mission.uid("Nivelyo"), MeetingOutcome.HELD)
    with pytest.raises(NotFound):
        say_held(
            session,
            event,
            mission.meetings["Lumo"].id,
            MeetingOutcome.HELD,
            teller=Teller.ATTACHE,
            by="P",
            city="Tallinn",
        )
    for wrong in ((MeetingOutcome.NOT_HELD, None), (MeetingOutcome.HELD, 6), (MeetingOutcome.ABSENT, 3)):
        with pytest.raises(InvalidInput):
            say_outcome(session, event, lumo, mission.uid("Lumo"), wrong[0], rating=wrong[1])
    for entry in session.exec(select(ReleaseEntry)).all():
        entry.ends_at = clock.now() + timedelta(hours=1)
    session.flush()
    with pytest.raises(NotFound):
        say_outcome(session, event, lumo, mission.uid("Lumo"), MeetingOutcome.HELD)
    assert past_meetings(session, event) == ()
    for entry in session.exec(select(ReleaseEntry)).all():
        entry.ends_at = clock.now() - timedelta(hours=1)
    mission.release.kind = ReleaseKind.PROVISIONAL
    session.flush()
    assert past_meetings(session, event) == own_past(session, lumo) == ()


def test_an_archived_event_takes_nothing_more(session):
    mission = past_mission(session)
    mission.event.phase = Phase.ARCHIVED

    with pytest.raises(Closed):
        say_outcome(session, mission.event, mission.companies["Lumo"], mission.uid("Lumo"), MeetingOutcome.HELD)
