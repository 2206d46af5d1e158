"""What an agreement heeds: who speaks, refusals, vetoes, wishes taken off, and what others note at that moment."""

import pytest
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import (
    Answer,
    Counterpart,
    KeptAnswer,
    Leg,
    Person,
    Prospect,
    ProspectStage,
    Wish,
    row_id,
)
from matchmaker.prospects.commands.counterparts import CounterpartContact, NewCounterpart, add_counterpart
from matchmaker.prospects.commands.proposals import answer_proposal
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.proposals import own_proposals
from matchmaker.prospects.rules import PipelineStage
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish
from tests.builders import factories as make
from tests.builders.prospects import SmallMission, register_counterpart, small_mission

AGREED, DECLINED = PipelineStage.AGREED, PipelineStage.DECLINED


@pytest.fixture
def mission(session: Session) -> SmallMission:
    found = small_mission(session)
    now = clock.now()
    found.approach("Nivelyo", ProspectStage.CONTACTED, wanted_at=now, asked_at=now)
    return found


def moved(mission: SmallMission, stage: PipelineStage, company: str = "Nivelyo", **values: object) -> Prospect:
    number, prospect = row_id(mission.counterpart), row_id(mission.prospects[company])
    line = line_of(approached_of(mission.session, mission.event, number), prospect)
    shown = {"shown": line.token, "by": "Pia"} | values
    return move(mission.session, mission.event, number, prospect, stage, **shown)


def answers(session: Session) -> list[Answer]:
    return list(session.exec(select(Wish.answer).order_by(col(Wish.id))).all())


def new(mission: SmallMission, name: str, **values: object) -> NewCounterpart:
    companies = [mission.companies["Lumo"].delegation_id]
    contact = CounterpartContact(first_name="Eve", last_name="E", email="eve@evil.example")
    return NewCounterpart(leg_id=row_id(mission.leg), name=name, contact=contact, companies=companies, **values)


def test_an_attache_speaks_for_nobody_whom_the_organisers_have_not_put_in_the_city(session: Session, mission):
    member = make.make_organisation(session, "Big Member SA")

    added = add_counterpart(session, mission.event, new(mission, "Big Member SA", known_here=True), by="Pia")
    again = add_counterpart(session, mission.event, new(mission, "Satama", known_here=True), by="Pia")
    by_organisers = add_counterpart(session, mission.event, new(mission, "Big Member SA", known_here=True), by="Pia")

    assert added.organisation_id != member.id
    assert again.id == mission.counterpart.id
    assert by_organisers.id == added.id


def test_an_attache_registers_nobody(session: Session, mission):
    with pytest.raises(InvalidInput, match="Nobody of Satama is registered yet"):
        moved(mission, AGREED, leg_id=mission.leg.id)
    people = len(session.exec(select(Person)).all())
    register_counterpart(mission)

    moved(mission, AGREED, leg_id=mission.leg.id)

    assert (answers(session), len(session.exec(select(Person)).all())) == ([Answer.YES], people + 1)


def test_a_company_does_not_meet_itself(session: Session, mission):
    with pytest.raises(InvalidInput, match="does not meet itself"):
        add_counterpart(session, mission.event, new(mission, "Lumo"), by="Anne")


def test_an_attache_leaves_the_refusal_of_a_counterpart(session: Session, mission):
    register_counterpart(mission)
    moved(mission, DECLINED, speaks=Speaker.COUNTERPART)

    for stage in (AGREED, PipelineStage.CONTACTED):
        with pytest.raises(InvalidInput, match="Satama has declined itself"):
            moved(mission, stage, leg_id=mission.leg.id)


def test_a_no_before_there_is_a_wish_is_the_answer_to_it(session: Session, mission):
    theirs = register_counterpart(mission)

    moved(mission, DECLINED, speaks=Speaker.COUNTERPART)
    wish = add_wish(session, mission.companies["Nivelyo"], theirs.delegation_id, late=True)

    assert (wish.answer, wish.shown) == (Answer.NO, Answer.NONE)


@pytest.mark.parametrize("who", ["company", "counterpart"])
def test_a_veto_is_heeded_and_not_named(session: Session, mission, who: str):
    theirs, ours = register_counterpart(mission), mission.companies["Nivelyo"]
    one, other = (ours, theirs) if who == "company" else (theirs, ours)
    add_veto(session, one, other.delegation_id)

    with pytest.raises(InvalidInput, match=r"^This meeting is no longer wished for\.$"):
        moved(mission, AGREED, speaks=Speaker.COUNTERPART)


def test_a_wish_that_the_company_took_off_is_not_made_again(session: Session, mission):
    register_counterpart(mission)
    moved(mission, AGREED)
    remove_wish(session, mission.companies["Nivelyo"], row_id(session.exec(select(Wish)).one()), late=True)

    with pytest.raises(InvalidInput, match="no longer wished for"):
        moved(mission, AGREED, speaks=Speaker.COUNTERPART)


@pytest.mark.parametrize("wants", [True, False])
def test_a_company_does_not_answer_for_its_counterpart(session: Session, mission, wants: bool):
    register_counterpart(mission)
    moved(mission, AGREED)
    mission.prospects["Nivelyo"].stage = ProspectStage.PROPOSED
    mission.approach("Lumo", ProspectStage.PROPOSED)
    lumo = add_wish(session, mission.companies["Lumo"], session.exec(select(Wish.to_id)).one(), late=True)

    company = mission.delegation("Nivelyo")
    with pytest.raises(Stale, match="not proposed to you any more"):
        answer_proposal(session, mission.event, company, mission.prospects["Nivelyo"].id, wants=wants, by="Ada")
    answer_proposal(
        session, mission.event, mission.delegation("Lumo"), mission.prospects["Lumo"].id, wants=wants, by="Ada"
    )

    assert (answers(session), lumo.answer) == ([Answer.YES, Answer.NONE], Answer.NONE)
    assert session.exec(select(KeptAnswer)).all() == []


@pytest.mark.parametrize("wants", [True, False])
@pytest.mark.parametrize("answer", [Answer.NONE, Answer.NO])
def test_the_answer_to_a_proposal_tells_no_company_of_a_refusal(session: Session, mission, wants: bool, answer: Answer):
    theirs, lumo = register_counterpart(mission), mission.companies["Lumo"]
    mission.approach("Lumo", ProspectStage.PROPOSED)
    wish = add_wish(session, lumo, theirs.delegation_id)
    answer_wish(session, theirs, row_id(wish), answer)
    prospect = mission.prospects["Lumo"]

    answer_proposal(session, mission.event, mission.delegation("Lumo"), row_id(prospect), wants=wants, by="Ada")

    assert own_proposals(session, mission.event, mission.delegation("Lumo")) == ()
    assert (prospect.stage, wish.answer) == (ProspectStage.WANTED if wants else ProspectStage.DECLINED, answer)


def test_a_move_sees_what_was_noted_while_it_waited(own_postgres_url: str):
    engine = get_engine(own_postgres_url)
    with Session(engine) as reader, Session(engine) as other:
        mission = small_mission(reader)
        mission.approach("Nivelyo", ProspectStage.WANTED, wanted_at=clock.now())
        register_counterpart(mission)
        reader.commit()
        number, prospect = row_id(mission.counterpart), row_id(mission.prospects["Nivelyo"])
        line = line_of(approached_of(reader, mission.event, number), prospect)
        event = other.get_one(type(mission.event), mission.event.id)
        move(other, event, number, prospect, DECLINED, shown=line.token, by="Pia")
        other.commit()

        with pytest.raises(Stale):
            move(reader, mission.event, number, prospect, AGREED, shown=line.token, by="Anne")


def test_counterparts_stand_in_their_own_city(session: Session, mission):
    days = {"starts_on": mission.event.starts_on, "ends_on": mission.event.ends_on}
    tallinn = Leg(event_id=row_id(mission.event), name="Tallinn", zone="Europe/Tallinn", **days)
    session.add(tallinn)
    session.flush()
    kaarli = make.make_organisation(session, "Kaarli")
    session.add(Counterpart(event_id=row_id(mission.event), leg_id=row_id(tallinn), organisation_id=row_id(kaarli)))
    session.flush()

    added = add_counterpart(session, mission.event, new(mission, "Kaarli", known_here=True), by="Pia")

    assert added.organisation_id != kaarli.id
