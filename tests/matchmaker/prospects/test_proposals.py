"""What a company has answered to a proposal: kept with who said it, taken back, and silent about all others."""

import pytest

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.models import ProspectStage, row_id
from matchmaker.prospects.commands.proposals import answer_proposal, take_back_word
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.proposals import own_answers, own_proposals
from matchmaker.prospects.rules import PipelineStage
from tests.builders.history import trail
from tests.builders.prospects import SmallMission, small_mission


def say(mission: SmallMission, *, wants: bool, by: str = "Ada"):
    number = row_id(mission.prospects["Lumo"])
    return answer_proposal(mission.session, mission.event, mission.delegation("Lumo"), number, wants=wants, by=by)


def keep(mission: SmallMission, stage: PipelineStage) -> None:
    """Move it as an organiser does."""
    number, prospect = row_id(mission.counterpart), mission.prospects["Lumo"]
    line = line_of(approached_of(mission.session, mission.event, number), row_id(prospect))
    move(mission.session, mission.event, number, line.id, stage, shown=line.token, speaks=Speaker.KEEPER, by="Anne")


def heard(mission: SmallMission) -> list[tuple[bool, str, bool]]:
    found = own_answers(mission.session, mission.event, mission.delegation("Lumo"))
    return [(one.wants, one.said_by, one.asked) for one in found]


def test_what_was_said_stands_with_who_said_it_and_goes_when_it_is_taken_back(session):
    mission = small_mission(session)
    mission.approach("Lumo", ProspectStage.PROPOSED)
    company, number = mission.delegation("Lumo"), row_id(mission.prospects["Lumo"])

    say(mission, wants=False)
    refused = heard(mission)
    take_back_word(session, mission.event, company, number, by="Bob")
    proposed = [one.prospect_id for one in own_proposals(session, mission.event, company)]
    say(mission, wants=True, by="Bob")

    assert (refused, proposed, heard(mission)) == ([(False, "Ada", False)], [number], [(True, "Bob", False)])
    assert [actor for actor, *_rest in trail(session)] == ["Ada", "Bob", "Bob"]


def test_a_refusal_of_others_reads_like_a_question_that_was_asked(session):
    mission = small_mission(session)
    mission.approach("Lumo", ProspectStage.PROPOSED)
    company, number = mission.delegation("Lumo"), row_id(mission.prospects["Lumo"])
    say(mission, wants=True)
    prospect = mission.prospects["Lumo"]

    keep(mission, PipelineStage.DECLINED)
    declined = heard(mission)
    with pytest.raises(InvalidInput, match="write to the organisers"):
        take_back_word(session, mission.event, company, number, by="Ada")
    kept = prospect.stage
    prospect.stage, prospect.asked_at = ProspectStage.CONTACTED, clock.now()
    asked = heard(mission)
    with pytest.raises(InvalidInput, match="write to the organisers"):
        take_back_word(session, mission.event, company, number, by="Ada")

    assert (declined, kept) == ([(True, "Ada", True)], ProspectStage.DECLINED)
    assert asked == declined


def test_what_organisers_note_for_a_company_it_reads_and_proposed_anew_it_has_said_nothing(session):
    mission = small_mission(session)
    mission.approach("Lumo", ProspectStage.PROPOSED)

    keep(mission, PipelineStage.WANTED)
    noted = heard(mission)
    mission.prospects["Lumo"].asked_at = clock.now()
    asked = heard(mission)
    keep(mission, PipelineStage.PROPOSED)

    assert (noted, asked, heard(mission)) == ([(True, "Anne", False)], [(True, "Anne", True)], [])
