"""On the sample mission a counterpart can be met only from 15:00 on: three repairs to choose from, or the reason."""

from collections.abc import Iterator
from datetime import time

import pytest
from sqlmodel import Session, select

from matchmaker.alerts.planning.repairs import find_repairs
from matchmaker.alerts.words import why_not_three
from matchmaker.base.db import get_engine
from matchmaker.models import Absence, Category, Delegation, Event, Meeting, Place, Placement, Registration, Slot
from tests.builders import databases
from tests.builders.busy_forum import publish_sample_mission

TEN, THREE_O_CLOCK = time(10), time(15)


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The published mission; what a test changes is rolled back."""
    url = f"sqlite:///{databases.make_template(tmp_path_factory.mktemp('mission') / 'mission.sqlite')}"
    publish_sample_mission(url, seconds=20)
    with Session(get_engine(url)) as session:
        yield session
    get_engine(url).dispose()


@pytest.mark.slow
def test_whoever_moves_from_ten_to_three_has_three_repairs_or_the_reason(mission: Session) -> None:
    event = mission.exec(select(Event)).one()
    offered = []

    for host, slot in _at_ten(mission):
        mission.add(Absence(registration_id=host.id, day=slot.day, starts=time(7), ends=THREE_O_CLOCK))
        mission.flush()
        found = find_repairs(mission, event)
        offered.append((len(found.different), bool(why_not_three(found, "en"))))
        mission.rollback()

    assert len(offered) == 4
    assert {three >= 3 or why for three, why in offered} == {True}


def _at_ten(session: Session) -> list[tuple[Registration, Slot]]:
    """Four counterparts who are visited at ten, each once."""
    rows = session.exec(
        select(Registration, Slot)
        .join(Place, Place.owner_id == Registration.delegation_id)
        .join(Placement, Placement.place_id == Place.id)
        .join(Slot, Slot.id == Placement.slot_id)
        .join(Meeting, Meeting.id == Placement.meeting_id)
        .join(Delegation, Delegation.id == Registration.delegation_id)
        .join(Category, Category.id == Delegation.category_id)
        .where(Slot.starts == TEN, Category.code == "counterpart")
        .order_by(Slot.starts_at, Registration.id)
    ).all()
    return list({slot.venue_id: (host, slot) for host, slot in rows}.values())[:4]
