"""A counterpart removes its data: nothing of its contact is left, companies get a no, who takes part is withdrawn."""

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed
from matchmaker.models import (
    Alert,
    AlertKind,
    Answer,
    Counterpart,
    MeetsAt,
    Phase,
    ProspectStage,
    Registration,
    Wish,
    row_id,
)
from matchmaker.prospects.commands.own_data import remove_own_data
from matchmaker.prospects.queries.counterpart import CONTACT, PLACE
from matchmaker.prospects.queries.links import counterpart_link, open_counterpart
from tests.builders import factories as make
from tests.builders.prospects import SmallMission, small_mission
from tests.builders.receiving import let_agree

SAID = {
    "phone": "+358 9 555",
    "job_title": "Head of port",
    "meets_at": MeetsAt.OFFICE,
    "address": "Satamakaari 24",
    "door": "Gate B",
    "times": "Not before 10",
    "note": "Speaks Swedish",
}
REST = "Merci de supprimer ce qui est encore conservé à mon sujet."
"""In the language of the event."""
EMPTY = dict.fromkeys([*CONTACT, *PLACE, "note"], "") | {"language": "en", "meets_at": MeetsAt.UNKNOWN}


@pytest.fixture
def mission(session: Session) -> SmallMission:
    found = small_mission(session, **SAID)
    found.approach(
        "Nivelyo", ProspectStage.CONTACTED, wanted_at=clock.now(), asked_at=clock.now(), changed_by="Aino Virtanen"
    )
    return found


def remove(mission: SmallMission) -> None:
    remove_own_data(mission.session, mission.event, row_id(mission.counterpart))
    mission.session.expire_all()


def said(row: Counterpart) -> dict[str, object]:
    return {name: getattr(row, name) for name in EMPTY}


def test_nothing_that_the_contact_has_said_is_left_and_the_page_is_closed(session: Session, mission):
    link = counterpart_link(mission.counterpart)

    remove(mission)

    prospect = mission.prospects["Nivelyo"]
    assert (said(mission.counterpart), mission.counterpart.updated_by) == (EMPTY, "Satama")
    assert open_counterpart(session, link) is None
    assert (prospect.stage, prospect.reason, prospect.changed_by) == (
        ProspectStage.DECLINED,
        "A supprimé ses données.",
        "Satama",
    )


def test_what_a_merged_one_has_said_is_removed_with_it(session: Session, mission):
    where = {"event_id": row_id(mission.event), "leg_id": row_id(mission.leg)}
    other = make.make_organisation(session, "Satama Oy")
    merged = Counterpart(
        **where, organisation_id=row_id(other), merged_into_id=mission.counterpart.id, email="aino@satama.example"
    )
    session.add(merged)
    session.flush()

    remove(mission)

    assert said(merged) == EMPTY


def test_who_takes_part_is_withdrawn_and_the_organisers_are_asked_to_remove_the_rest(session: Session, mission):
    aino = let_agree(mission)

    remove(mission)

    [alert] = session.exec(select(Alert)).all()
    assert (alert.kind, alert.registration_id, alert.note) == (AlertKind.WITHDRAWN, aino.id, REST)
    assert (aino.withdrawn, session.exec(select(Wish.answer)).all()) == (True, [Answer.NO])


def test_the_contact_of_another_city_takes_part_there(session: Session, mission):
    aino = let_agree(mission)
    turku = make.make_leg(session, mission.event, "Turku", "Europe/Helsinki")
    number = mission.counterpart.organisation_id
    there = Counterpart(
        event_id=row_id(mission.event), leg_id=row_id(turku), organisation_id=number, email=mission.counterpart.email
    )
    session.add(there)
    session.flush()

    remove(mission)

    assert (aino.withdrawn, there.email, session.exec(select(Alert)).all()) == (False, "aino@satama.example", [])


def test_an_archived_event_keeps_everything(session: Session, mission):
    before = said(mission.counterpart)
    mission.event.phase = Phase.ARCHIVED

    with pytest.raises(Closed):
        remove(mission)

    assert (said(mission.counterpart), len(session.exec(select(Registration)).all())) == (before, 2)
