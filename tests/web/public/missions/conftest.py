"""A mission whose counterpart has been asked by two companies."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import AttachePage, Meeting, Person, ProspectStage, Registration, ReleaseKind, Wish, row_id
from matchmaker.prospects.queries.links import attache_link, counterpart_link
from tests.builders.calendars import meeting_details
from tests.builders.prospects import SmallMission, small_mission
from tests.builders.published import add_entry, publish

ASKED = ("wanted_at", "asked_at")


@pytest.fixture
def mission(session) -> SmallMission:
    mission = small_mission(session)
    for company in ("Nivelyo", "Lumo"):
        mission.approach(
            company, ProspectStage.CONTACTED, **dict.fromkeys(ASKED, clock.now()), pitch=f"Why {company} asks."
        )
    session.commit()
    return mission


@pytest.fixture
def address(mission) -> str:
    """The page of the counterpart."""
    return f"/meet/{counterpart_link(mission.counterpart)}"


@pytest.fixture
def attache(session, mission) -> str:
    """The page of the attaché of its city."""
    page = AttachePage(event_id=row_id(mission.event), leg_id=row_id(mission.leg), name="Pia Laurent", language="en")
    session.add(page)
    session.commit()
    return f"/attache/{attache_link(page)}"


@pytest.fixture
def meeting(client, session, mission, address) -> str:
    """The uid of the published meeting with Nivelyo."""
    client.post(f"{address}/answer", data={"prospect": str(mission.prospects["Nivelyo"].id), "says": "yes"})
    wish = session.exec(select(Wish)).one()
    low, high = sorted((wish.from_id, wish.to_id))
    met = Meeting(event_id=row_id(mission.event), low_id=low, high_id=high)
    session.add(met)
    session.flush()
    release = publish(session, row_id(mission.event), kind=ReleaseKind.FINAL)
    for registration in session.exec(select(Registration).where(Registration.delegation_id.in_([low, high]))).all():
        details = meeting_details()
        details["other"]["delegation_id"] = low if registration.delegation_id == high else high
        details["own"]["people"][0]["name"] = session.get_one(Person, registration.person_id).name
        add_entry(session, release, registration, f"m-{met.uid}", meeting_id=met.id, details=details)
    session.commit()
    return f"m-{met.uid}"
