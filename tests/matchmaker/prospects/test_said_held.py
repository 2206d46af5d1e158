"""A prospect is held once somebody has said it: before, its time has only passed."""

import pytest
from sqlmodel import Session

from matchmaker.models import (
    Alert,
    AlertKind,
    Counterpart,
    Delegation,
    MeetingOutcome,
    MeetingReport,
    Prospect,
    Teller,
    row_id,
)
from matchmaker.prospects.queries.pipeline import read_approached
from matchmaker.prospects.rules import PipelineStage, Turn
from tests.builders.afterwards import PastMission, past_mission


@pytest.fixture
def past(session: Session) -> PastMission:
    """Satama has met Nivelyo, which is approached for it."""
    found = past_mission(session)
    organisation_id = session.get_one(Delegation, found.satama.delegation_id).organisation_id
    row = Counterpart(event_id=row_id(found.event), leg_id=row_id(found.leg), organisation_id=organisation_id)
    session.add(row)
    session.flush()
    session.add(Prospect(counterpart_id=row_id(row), delegation_id=found.companies["Nivelyo"].delegation_id))
    session.flush()
    return found


def say(past: PastMission, teller: Teller, outcome: MeetingOutcome, side: int | None = None) -> None:
    about = {"event_id": row_id(past.event), "meeting_id": past.meetings["Nivelyo"].id, "delegation_id": side}
    past.session.add(MeetingReport(**about, teller=teller, outcome=outcome))
    past.session.flush()


def stands(past: PastMission) -> tuple[PipelineStage, Turn]:
    ((line,),) = (one.lines for one in read_approached(past.session, past.event))
    return line.stage, line.turn


def test_it_waits_for_a_word_and_follows_that_of_the_two_sides_then_of_the_attache(past):
    company, theirs = past.companies["Nivelyo"].delegation_id, past.satama.delegation_id
    found = [stands(past)]
    for teller, outcome, side in (
        (Teller.SIDE, MeetingOutcome.HELD, company),
        (Teller.SIDE, MeetingOutcome.ABSENT, theirs),
        (Teller.ATTACHE, MeetingOutcome.NOT_HELD, None),
    ):
        say(past, teller, outcome, side)
        found.append(stands(past))

    assert found == [
        (PipelineStage.OVER, Turn.ATTACHE),
        (PipelineStage.HELD, Turn.NOBODY),
        (PipelineStage.OVER, Turn.ATTACHE),
        (PipelineStage.NOT_HELD, Turn.NOBODY),
    ]


def test_a_report_of_the_day_that_they_did_not_come_counts_and_who_came_along_does_not(past):
    meeting = past.meetings["Nivelyo"]
    say(past, Teller.SIDE, MeetingOutcome.HELD, past.companies["Lumo"].delegation_id)
    along = stands(past)
    who = {"registration_id": past.satama.id, "meeting_id": meeting.id, "uid": meeting.uid}
    past.session.add(Alert(event_id=row_id(past.event), kind=AlertKind.NO_SHOW, **who))
    past.session.flush()

    assert (along[0], stands(past)[0]) == (PipelineStage.OVER, PipelineStage.NOT_HELD)
