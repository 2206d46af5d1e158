"""A company that leaves a city: nobody is asked for it there, and all goes on where it was when it comes back."""

import pytest
from sqlmodel import Session, delete

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.models import Leg, LegMember, ProspectStage, row_id
from matchmaker.prospects.commands.stages import line_of, move
from matchmaker.prospects.queries.asking import UNANSWERED, asking_lines
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.own_page import read_own_page
from matchmaker.prospects.queries.pipeline import PipelineFilters, cards_of
from matchmaker.prospects.queries.proposals import own_proposals
from matchmaker.prospects.rules import PipelineStage, Turn
from tests.builders.prospects import SmallMission, small_mission


@pytest.fixture
def mission(session: Session) -> SmallMission:
    """Both companies have been asked for; Nivelyo goes to Tallinn alone now."""
    found = small_mission(session)
    for company in ("Nivelyo", "Lumo"):
        found.approach(company, ProspectStage.CONTACTED, wanted_at=clock.now(), asked_at=clock.now())
    days = {"starts_on": found.event.starts_on, "ends_on": found.event.ends_on}
    tallinn = Leg(event_id=row_id(found.event), name="Tallinn", country="EE", zone="Europe/Tallinn", **days)
    session.add(tallinn)
    session.flush()
    session.add(LegMember(leg_id=row_id(tallinn), delegation_id=found.companies["Nivelyo"].delegation_id))
    session.flush()
    return found


def approached(mission: SmallMission):
    return approached_of(mission.session, mission.event, row_id(mission.counterpart))


def asked(mission: SmallMission) -> tuple[list[str], list[str]]:
    """The companies on the page of the counterpart, and those that a mail would name."""
    page = read_own_page(mission.session, mission.event, row_id(mission.counterpart))
    mail = asking_lines(approached(mission), *UNANSWERED)
    return [one.organisation.name for one in page.asking], [line.company for line in mail]


def test_it_is_asked_for_nowhere_stands_apart_and_comes_back(session, mission):
    away = asked(mission)
    cards = [(card.companies, card.elsewhere, card.turn) for card in cards_of([approached(mission)], PipelineFilters())]
    session.exec(delete(LegMember))

    assert (away, asked(mission)) == ((["Lumo"], ["Lumo"]), (["Lumo", "Nivelyo"], ["Lumo", "Nivelyo"]))
    assert cards == [(("Lumo",), False, Turn.COUNTERPART), (("Nivelyo",), True, Turn.NOBODY)]
    assert mission.prospects["Nivelyo"].stage is ProspectStage.CONTACTED


@pytest.mark.parametrize("stage", [PipelineStage.WANTED, PipelineStage.INTERESTED, PipelineStage.AGREED])
def test_nothing_goes_on_for_it_meanwhile(session, mission, stage):
    number, prospect = row_id(mission.counterpart), row_id(mission.prospects["Nivelyo"])
    line = line_of(approached(mission), prospect)

    with pytest.raises(InvalidInput, match="does not go to Helsinki"):
        move(session, mission.event, number, prospect, stage, shown=line.token, by="Pia")
    move(session, mission.event, number, prospect, PipelineStage.DECLINED, shown=line.token, by="Pia")


def test_nothing_is_proposed_to_it_for_that_city(session, mission):
    for prospect in mission.prospects.values():
        prospect.stage = ProspectStage.PROPOSED
    session.flush()

    proposed = {
        name: [one.name for one in own_proposals(session, mission.event, mission.delegation(name))]
        for name in mission.companies
    }
    assert proposed == {"Nivelyo": [], "Lumo": ["Satama"]}
