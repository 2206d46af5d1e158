"""Two counterparts of one city that become one: one page, one card for each company, the history of both, an undo."""

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.duplicates.commands.merging import merge
from matchmaker.duplicates.commands.undo import undo_merge
from matchmaker.duplicates.queries.comparison import compare
from matchmaker.models import (
    Answer,
    Community,
    Counterpart,
    Merge,
    MergeKind,
    Organisation,
    Prospect,
    ProspectStage,
    row_id,
)
from matchmaker.models import Wish as WishRow
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of, done_about
from matchmaker.prospects.queries.links import counterpart_link, open_counterpart
from matchmaker.prospects.queries.pipeline import read_approached
from matchmaker.prospects.rules import PipelineStage
from tests.builders import factories as make
from tests.builders.prospects import SmallMission, small_mission

FOUND, PROPOSED, CONTACTED, DECLINED = (
    ProspectStage.FOUND,
    ProspectStage.PROPOSED,
    ProspectStage.CONTACTED,
    ProspectStage.DECLINED,
)


@pytest.fixture
def mission(session: Session) -> SmallMission:
    """Satama is approached for Nivelyo and Lumo; so is Satama Oy, which is the same, for Nivelyo."""
    found = small_mission(session, phone="+358 1")
    found.approach("Nivelyo", PROPOSED, note="Met in May")
    found.approach("Lumo", PROPOSED)
    return found


def second(mission: SmallMission, stage: ProspectStage = CONTACTED, **values: object) -> Counterpart:
    organisation = make.make_organisation(mission.session, "Satama Oy")
    ids = {"event_id": row_id(mission.event), "leg_id": row_id(mission.leg), "organisation_id": organisation.id}
    row = Counterpart(**ids, first_name="Eero", email="eero@satama.example", address="Satamakaari 24")
    mission.session.add(row)
    mission.session.flush()
    company = mission.companies["Nivelyo"].delegation_id
    mission.session.add(
        Prospect(counterpart_id=row_id(row), delegation_id=company, stage=stage, note="Wrote in June", **values)
    )
    mission.session.flush()
    return row


def joined(mission: SmallMission, one: int, other: int) -> Merge:
    session = mission.session
    community = session.get_one(Community, mission.event.community_id)
    shown = compare(session, community, MergeKind.ORGANISATION, (one, other)).token
    ids = (one, other)
    chosen = {"chosen": {}, "shown": shown, "moves_addresses": True, "actor": "Anne"}
    return merge(session, community, MergeKind.ORGANISATION, ids, **chosen)


def everything(session: Session) -> list[dict[str, object]]:
    session.expire_all()
    tables = (Counterpart, Prospect, WishRow)
    return [row.model_dump() for table in tables for row in session.exec(select(table).order_by(table.id)).all()]


def stages(mission: SmallMission) -> dict[str, dict[str, PipelineStage]]:
    found = read_approached(mission.session, mission.event)
    return {one.name: {line.company: line.stage for line in one.lines} for one in found}


def test_they_become_one_with_what_both_noted_and_two_again(session: Session, mission):
    former = second(mission, asked_at=clock.now(), wanted_at=clock.now())
    link, before = counterpart_link(former), everything(session)

    done = joined(mission, mission.counterpart.organisation_id, former.organisation_id)

    contacted, proposed = PipelineStage.CONTACTED, PipelineStage.PROPOSED
    assert stages(mission) == {"Satama": {"Lumo": proposed, "Nivelyo": contacted}}
    nivelyo = next(one for one in session.exec(select(Prospect)).all() if one.stage is CONTACTED)
    assert (nivelyo.note, nivelyo.asked_at is None) == ("Met in May\nWrote in June", False)
    row = mission.counterpart
    assert (row.email, row.phone, row.address) == ("aino@satama.example", "+358 1", "Satamakaari 24")
    assert open_counterpart(session, link).counterpart.id == row.id

    undo_merge(session, make.home(session), row_id(done), actor="Anne")

    assert everything(session) == before
    assert set(stages(mission)) == {"Satama", "Satama Oy"}


def test_the_history_of_both_is_on_one_page(session: Session, mission):
    former = second(mission)
    for number in (row_id(mission.counterpart), row_id(former)):
        line = next(one for one in approached_of(session, mission.event, number).lines if one.company == "Nivelyo")
        move(session, mission.event, number, line.id, PipelineStage.INTERESTED, shown=line.token, by=f"Pia {number}")

    joined(mission, mission.counterpart.organisation_id, former.organisation_id)

    done = done_about(session, mission.event, row_id(mission.counterpart))
    assert {entry.actor for entry in done} == {f"Pia {mission.counterpart.id}", f"Pia {former.id}"}


@pytest.mark.parametrize("which", ["kept", "merged"])
def test_a_refusal_of_one_is_that_of_both(session: Session, mission, which: str):
    former = second(mission)
    number = row_id(mission.counterpart if which == "kept" else former)
    line = next(one for one in approached_of(session, mission.event, number).lines if one.company == "Nivelyo")
    words = {"shown": line.token, "reason": "No time", "speaks": Speaker.COUNTERPART, "by": "Aino"}
    move(session, mission.event, number, line.id, PipelineStage.DECLINED, **words)

    joined(mission, mission.counterpart.organisation_id, former.organisation_id)

    line = next(line for line in approached_of(session, mission.event, row_id(mission.counterpart)).lines)
    declined = next(
        one for one in session.exec(select(Prospect)).all() if one.delegation_id == mission.delegation("Nivelyo").id
    )
    assert (declined.stage, declined.reason, declined.refused_at is None) == (DECLINED, "No time", False)
    assert line.id


def test_what_the_company_said_last_counts(session: Session, mission):
    mission.prospects["Nivelyo"].left_at = clock.now()
    former = second(mission, wanted_at=None, asked_at=clock.now())

    joined(mission, mission.counterpart.organisation_id, former.organisation_id)

    assert stages(mission)["Satama"]["Nivelyo"] is PipelineStage.PROPOSED


def test_a_company_that_becomes_one_with_its_counterpart_is_not_approached_for_itself(session: Session, mission):
    lumo = mission.delegation("Lumo").organisation_id
    before = everything(session)

    done = joined(mission, mission.counterpart.organisation_id, lumo)

    [lines] = [one.lines for one in read_approached(session, mission.event)]
    assert [line.company for line in lines] == ["Nivelyo"]
    undo_merge(session, make.home(session), row_id(done), actor="Anne")
    assert everything(session) == before


def test_an_agreement_after_the_merge_is_of_the_one_that_stays(session: Session, mission):
    former = second(mission, wanted_at=clock.now(), asked_at=clock.now())
    joined(mission, mission.counterpart.organisation_id, former.organisation_id)
    number = row_id(mission.counterpart)
    line = next(one for one in approached_of(session, mission.event, number).lines if one.company == "Nivelyo")

    move(session, mission.event, number, line.id, PipelineStage.AGREED, shown=line.token, by="Anne")

    name = session.get_one(Organisation, mission.counterpart.organisation_id).name
    assert (session.exec(select(WishRow.answer)).all(), name) == ([Answer.YES], "Satama")
    assert line_of(approached_of(session, mission.event, number), line.id).stage is PipelineStage.AGREED
