"""A mission whose counterpart has been asked by two companies."""

import pytest

from matchmaker.base import clock
from matchmaker.models import AttachePage, ProspectStage, row_id
from matchmaker.prospects.queries.links import attache_link, counterpart_link
from tests.builders.prospects import SmallMission, small_mission

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
