"""Where a prospect stands: what people note, what wishes and releases say, and what the schedule follows."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.models import (
    Answer,
    Delegation,
    LegMember,
    Person,
    Phase,
    ProspectStage,
    Registration,
    ReleaseKind,
    Wish,
    row_id,
)
from matchmaker.prospects.commands.proposals import answer_proposal
from matchmaker.prospects.commands.stages import NextStep, Speaker, line_of, move, save_step
from matchmaker.prospects.queries.counterpart import approached_of, done_about
from matchmaker.prospects.queries.pipeline import PipelineFilters, cards_of, read_approached, turns_of
from matchmaker.prospects.rules import PipelineStage, Published, Turn, next_stage, stage_of
from matchmaker.releases.rules.held import MeetingState
from tests.builders.prospects import small_mission

NOW = datetime(2027, 4, 21, 12, tzinfo=UTC)


@pytest.fixture
def mission(session):
    return small_mission(session)


def stand(mission, company: str) -> PipelineStage:
    approached = approached_of(mission.session, mission.event, row_id(mission.counterpart))
    return next(line.stage for line in approached.lines if line.company == company)


def moved(mission, company: str, stage: PipelineStage, **values):
    number, prospect = row_id(mission.counterpart), row_id(mission.prospects[company])
    line = line_of(approached_of(mission.session, mission.event, number), prospect)
    shown = {"shown": line.token, "by": "Pia"} | values
    return move(mission.session, mission.event, number, prospect, stage, **shown)


@pytest.mark.parametrize(
    ("noted", "answer", "kind", "stage"),
    [
        ("found", None, None, PipelineStage.FOUND),
        ("interested", Answer.NONE, None, PipelineStage.INTERESTED),
        ("interested", Answer.YES, None, PipelineStage.AGREED),
        ("contacted", Answer.IF_ROOM, None, PipelineStage.AGREED),
        ("interested", Answer.YES, ReleaseKind.PROVISIONAL, PipelineStage.PLACED),
        ("interested", Answer.YES, ReleaseKind.FINAL, PipelineStage.CONFIRMED),
        ("interested", Answer.NO, ReleaseKind.FINAL, PipelineStage.DECLINED),
        ("declined", Answer.YES, None, PipelineStage.DECLINED),
    ],
)
def test_a_refusal_wins_then_what_is_published_then_the_answer_then_what_was_noted(noted, answer, kind, stage):
    hour = timedelta(hours=1)
    published = Published(kind, NOW + hour, NOW + 2 * hour, "Europe/Helsinki") if kind else None

    assert stage_of(ProspectStage(noted), answer, published, NOW) is stage
    if stage is PipelineStage.CONFIRMED:
        assert stage_of(ProspectStage(noted), answer, published, NOW + 2 * hour) is PipelineStage.OVER


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        (MeetingState.UNKNOWN, PipelineStage.OVER),
        (MeetingState.CONTESTED, PipelineStage.OVER),
        (MeetingState.HELD, PipelineStage.HELD),
        (MeetingState.NOT_HELD, PipelineStage.NOT_HELD),
    ],
)
def test_a_meeting_is_held_once_it_is_said_and_not_because_its_time_has_passed(said, stage):
    published = Published(ReleaseKind.FINAL, NOW - timedelta(hours=2), NOW - timedelta(hours=1), "Europe/Paris", said)

    assert stage_of(ProspectStage.INTERESTED, Answer.YES, published, NOW) is stage


def test_one_click_leads_from_stage_to_stage_up_to_the_agreement():
    way = [PipelineStage.FOUND]
    while (onward := next_stage(way[-1])) is not None:
        way.append(onward)

    assert way == [
        *(PipelineStage(one) for one in ("found", "proposed", "wanted", "contacted", "interested")),
        PipelineStage.AGREED,
    ]
    assert [
        next_stage(one)
        for one in (PipelineStage.PLACED, PipelineStage.CONFIRMED, PipelineStage.HELD, PipelineStage.DECLINED)
    ] == [None] * 4


def test_who_agrees_takes_part_with_the_contact_and_the_wish_of_the_company_has_the_yes(session, mission):
    mission.approach("Nivelyo", ProspectStage.WANTED, wanted_at=clock.now(), pitch="We signed for a carrier.")

    moved(mission, "Nivelyo", PipelineStage.AGREED)

    theirs = session.exec(select(Delegation).where(Delegation.organisation_id == mission.counterpart.organisation_id))
    delegation = theirs.one()
    person = session.exec(select(Person).where(Person.email_key == "aino@satama.example")).one()
    registration = session.exec(select(Registration).where(Registration.person_id == person.id)).one()
    wish = session.exec(select(Wish)).one()
    assert (registration.delegation_id, registration.agreed_at is not None) == (delegation.id, True)
    assert [row.leg_id for row in session.exec(select(LegMember)).all()] == [mission.leg.id]
    found = (wish.from_id, wish.to_id, wish.answer, wish.answered_by_id, wish.why)
    ours = mission.delegation("Nivelyo")
    assert found == (ours.id, delegation.id, Answer.YES, registration.id, "We signed for a carrier.")
    assert stand(mission, "Nivelyo") is PipelineStage.AGREED
    assert [(one.actor, one.subject, one.details["stage"]) for one in done_about(session, mission.event, 1)] == [
        ("Pia", "Satama", "agreed")
    ]


def test_the_next_step_of_a_stage_goes_with_it_and_what_was_noted_stays(session, mission):
    day = mission.event.starts_on
    prospect = mission.approach("Nivelyo", ProspectStage.CONTACTED, next_step="Call again", due_on=day, note="Kind")

    moved(mission, "Nivelyo", PipelineStage.INTERESTED)

    assert (prospect.next_step, prospect.due_on, prospect.note) == ("", None, "Kind")


def test_a_second_company_meets_the_same_delegation_and_a_step_back_takes_the_yes_back(session, mission):
    for company in ("Nivelyo", "Lumo"):
        mission.approach(company, ProspectStage.WANTED, wanted_at=clock.now())
        moved(mission, company, PipelineStage.AGREED)

    moved(mission, "Lumo", PipelineStage.INTERESTED)
    moved(mission, "Nivelyo", PipelineStage.DECLINED, reason="No time")

    answers = {wish.from_id: wish.answer for wish in session.exec(select(Wish)).all()}
    ids = {name: row_id(mission.delegation(name)) for name in ("Nivelyo", "Lumo")}
    assert answers == {ids["Nivelyo"]: Answer.NO, ids["Lumo"]: Answer.NONE}
    assert len(session.exec(select(LegMember)).all()) == 1
    assert (stand(mission, "Nivelyo"), stand(mission, "Lumo")) == (PipelineStage.DECLINED, PipelineStage.INTERESTED)
    assert mission.prospects["Nivelyo"].reason == "No time"


@pytest.mark.parametrize(
    ("contact", "wanted", "stage", "error"),
    [
        ({}, None, PipelineStage.AGREED, InvalidInput),
        ({"email": ""}, NOW, PipelineStage.AGREED, InvalidInput),
        ({}, NOW, PipelineStage.PLACED, InvalidInput),
        ({}, NOW, PipelineStage.HELD, InvalidInput),
    ],
    ids=["the company has not said it", "nobody to meet", "of a release", "of the past"],
)
def test_what_lacks_a_word_or_follows_from_the_schedule_is_refused(session, contact, wanted, stage, error):
    mission = small_mission(session, **contact)
    mission.approach("Nivelyo", ProspectStage.INTERESTED, wanted_at=wanted)

    with pytest.raises(error):
        moved(mission, "Nivelyo", stage)
    assert session.exec(select(Wish)).all() == []


def test_of_two_who_move_at_once_the_second_is_told_and_a_prospect_of_elsewhere_is_not_found(session, mission):
    mission.approach("Nivelyo")
    other = small_mission(session)
    other.approach("Lumo")
    with pytest.raises(Stale):
        moved(mission, "Nivelyo", PipelineStage.PROPOSED, shown="older")
    number, theirs = row_id(mission.counterpart), row_id(other.prospects["Lumo"])
    with pytest.raises(NotFound):
        move(session, mission.event, number, theirs, PipelineStage.PROPOSED, shown="", by="Pia")
    with pytest.raises(NotFound):
        move(session, other.event, number, theirs, PipelineStage.PROPOSED, shown="", by="Pia")
    with pytest.raises(NotFound):
        save_step(session, other.event, number, theirs, NextStep(), shown="", by="Pia")
    mission.event.phase = Phase.ARCHIVED
    with pytest.raises(Closed):
        moved(mission, "Nivelyo", PipelineStage.PROPOSED)


def test_the_board_has_a_card_for_each_stage_of_a_counterpart_by_the_date_of_its_next_step(session, mission):
    mission.approach("Nivelyo", ProspectStage.CONTACTED, due_on=mission.event.starts_on, next_step="Call")
    mission.approach("Lumo")
    found = read_approached(session, mission.event)
    everything = cards_of(found, PipelineFilters())

    assert [(card.stage, card.companies, card.next_step) for card in everything] == [
        (PipelineStage.CONTACTED, ("Nivelyo",), "Call"),
        (PipelineStage.FOUND, ("Lumo",), ""),
    ]
    assert turns_of(everything) == {Turn.COUNTERPART: 1, Turn.ATTACHE: 1}
    for filters, companies in (
        (PipelineFilters(turn=Turn.ATTACHE), ["Lumo"]),
        (PipelineFilters(search="nivel"), ["Nivelyo"]),
        (PipelineFilters(search="aino"), ["Nivelyo", "Lumo"]),
        (PipelineFilters(stage=PipelineStage.FOUND), ["Lumo"]),
        (PipelineFilters(delegation_id=mission.companies["Lumo"].delegation_id), ["Lumo"]),
        (PipelineFilters(leg_id=row_id(mission.leg) + 1), []),
    ):
        assert [name for card in cards_of(found, filters) for name in card.companies] == companies


@pytest.mark.parametrize(("phase", "said"), [("draft", "not open yet"), ("closed", "closed for changes")])
@pytest.mark.parametrize("who", ["counterpart", "attaché", "organisers"])
def test_who_agrees_while_the_event_is_not_open(session, mission, phase, said, who):
    mission.approach("Lumo", ProspectStage.CONTACTED, wanted_at=NOW, asked_at=NOW)
    mission.event.phase = Phase(phase)
    speaks = {
        "counterpart": {"speaks": Speaker.COUNTERPART},
        "attaché": {"leg_id": row_id(mission.leg)},
        "organisers": {},
    }[who]

    if who == "organisers":
        moved(mission, "Lumo", PipelineStage.AGREED, **speaks)
    else:
        with pytest.raises(Closed, match=said):
            moved(mission, "Lumo", PipelineStage.AGREED, **speaks)
        moved(mission, "Lumo", PipelineStage.DECLINED, **speaks)

    assert stand(mission, "Lumo") is (PipelineStage.AGREED if who == "organisers" else PipelineStage.DECLINED)


@pytest.mark.parametrize("wants", [True, False])
def test_a_company_wants_nobody_while_the_event_is_closed_and_may_always_say_no(session, mission, wants):
    mission.approach("Lumo", ProspectStage.PROPOSED)
    mission.event.phase = Phase.CLOSED
    company, prospect = mission.delegation("Lumo"), row_id(mission.prospects["Lumo"])

    if wants:
        with pytest.raises(Closed, match="closed for changes"):
            answer_proposal(session, mission.event, company, prospect, wants=True, by="Ada")
    else:
        answer_proposal(session, mission.event, company, prospect, wants=False, by="Ada")

    assert stand(mission, "Lumo") is (PipelineStage.PROPOSED if wants else PipelineStage.DECLINED)
