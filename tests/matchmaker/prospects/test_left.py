"""A company that takes its wish back is approached for no more: nothing is agreed in its name until it wishes again."""

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Answer, Prospect, ProspectStage, Registration, Veto, Wish, row_id
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.own_page import read_own_page
from matchmaker.prospects.rules import PipelineStage
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish, restore_wish
from tests.builders.prospects import SmallMission, register_counterpart, small_mission

AGREED = PipelineStage.AGREED


@pytest.fixture
def mission(session: Session) -> SmallMission:
    found = small_mission(session)
    found.approach("Nivelyo", ProspectStage.CONTACTED, wanted_at=clock.now(), asked_at=clock.now())
    return found


@pytest.fixture
def theirs(mission: SmallMission) -> Registration:
    return register_counterpart(mission)


def asking(mission: SmallMission) -> list[str]:
    page = read_own_page(mission.session, mission.event, row_id(mission.counterpart))
    return [one.organisation.name for one in page.asking]


def moved(mission: SmallMission, stage: PipelineStage, **values: object) -> Prospect:
    number, prospect = row_id(mission.counterpart), row_id(mission.prospects["Nivelyo"])
    line = line_of(approached_of(mission.session, mission.event, number), prospect)
    shown = {"shown": line.token, "by": "Pia"} | values
    return move(mission.session, mission.event, number, prospect, stage, **shown)


def wish_of_nivelyo(mission: SmallMission, theirs: Registration) -> Wish:
    return add_wish(mission.session, mission.companies["Nivelyo"], theirs.delegation_id)


@pytest.fixture(params=["removed", "vetoed", "vetoed without a wish"])
def left(request, session: Session, mission: SmallMission, theirs: Registration) -> SmallMission:
    """Nivelyo wants to meet Satama no more."""
    nivelyo = mission.companies["Nivelyo"]
    number = None if "without" in request.param else row_id(wish_of_nivelyo(mission, theirs))
    if request.param == "removed":
        remove_wish(session, nivelyo, number)
    else:
        add_veto(session, nivelyo, theirs.delegation_id)
    return mission


def test_it_is_proposed_to_the_company_anew_and_gone_from_the_page_of_the_counterpart(session: Session, left):
    prospect = left.prospects["Nivelyo"]

    assert (prospect.stage, prospect.wanted_at, asking(left)) == (ProspectStage.PROPOSED, None, [])
    with pytest.raises(Stale):
        answer_companies(session, left.event, row_id(left.counterpart), [row_id(prospect)], agrees=True)


@pytest.mark.parametrize("speaks", list(Speaker))
def test_nobody_agrees_in_its_name_and_all_three_read_the_same(session: Session, left, speaks: Speaker):
    with pytest.raises(InvalidInput, match=r"^This meeting is no longer wished for\.$"):
        moved(left, AGREED, speaks=speaks)

    assert session.exec(select(Wish)).all() == []


@pytest.mark.parametrize("stage", [PipelineStage.WANTED, PipelineStage.CONTACTED, AGREED])
def test_an_attache_does_not_bring_it_back(left, stage: PipelineStage):
    with pytest.raises(InvalidInput, match="no longer wished for"):
        moved(left, stage, leg_id=left.leg.id)


def test_contacting_them_all_the_same_shows_them_nothing(left):
    moved(left, PipelineStage.CONTACTED)

    assert asking(left) == []


def test_organisers_note_that_the_company_wants_it_again(session: Session, mission, theirs):
    remove_wish(session, mission.companies["Nivelyo"], row_id(wish_of_nivelyo(mission, theirs)))

    moved(mission, PipelineStage.WANTED)
    moved(mission, AGREED)

    assert session.exec(select(Wish.answer)).all() == [Answer.YES]


@pytest.mark.parametrize("again", ["undone", "made again"])
def test_a_wish_that_is_back_asks_again(session: Session, mission, theirs, again: str):
    nivelyo, number = mission.companies["Nivelyo"], row_id(wish_of_nivelyo(mission, theirs))
    remove_wish(session, nivelyo, number)

    if again == "undone":
        restore_wish(session, nivelyo, number)
    else:
        wish_of_nivelyo(mission, theirs)
    prospect = mission.prospects["Nivelyo"]

    assert (prospect.stage, prospect.left_at, asking(mission)) == (ProspectStage.CONTACTED, None, ["Nivelyo"])


def test_a_veto_hides_what_the_counterpart_had_not_agreed_to(session: Session, mission, theirs):
    session.add(Veto(event_id=row_id(mission.event), from_id=theirs.delegation_id, against_id=left_id(mission)))
    session.flush()

    assert asking(mission) == []


def left_id(mission: SmallMission) -> int:
    return mission.companies["Nivelyo"].delegation_id


def test_a_counterpart_that_declined_before_there_was_a_wish_may_change_its_mind(session: Session, mission, theirs):
    moved(mission, PipelineStage.DECLINED, speaks=Speaker.COUNTERPART)

    moved(mission, AGREED, speaks=Speaker.COUNTERPART)

    assert session.exec(select(Wish.answer)).all() == [Answer.YES]


@pytest.mark.parametrize("stage", [AGREED, PipelineStage.CONTACTED])
def test_an_attache_leaves_the_no_that_somebody_of_the_counterpart_gave_to_the_wish(
    session: Session, mission, theirs, stage: PipelineStage
):
    wish = wish_of_nivelyo(mission, theirs)
    answer_wish(session, theirs, row_id(wish), Answer.NO)

    with pytest.raises(InvalidInput, match="Satama has declined itself"):
        moved(mission, stage, leg_id=mission.leg.id)

    assert wish.answer is Answer.NO
