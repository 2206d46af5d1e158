"""What cannot stay by another cause than that of an alert is named by it, and not counted with the alert."""

from datetime import time

import pytest
from sqlmodel import Session

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.alerts.planning.proposals import FallenCause
from matchmaker.alerts.queries.causes import open_cause_of
from matchmaker.alerts.queries.other_causes import by_cause, other_causes
from matchmaker.alerts.queries.repairs import find_proposals
from matchmaker.models import PlaceClosure
from tests.builders import factories as make
from tests.builders.desk import Desk
from tests.builders.forum import Forum


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    """Alize meets Boreal at nine, Cirrus at half past nine; Boreal meets Cirrus at ten."""
    return Desk(session, forum, database_url)


def test_somebody_who_is_away_is_named_beside_the_alert_of_a_withdrawal(desk: Desk) -> None:
    event, people = desk.forum.event, desk.forum.people
    make.make_absence(desk.session, people["Boreal"], time(9), time(9, 30))
    name = desk.forum.facts().persons[people["Boreal"].id].name
    alert = withdraw(desk.session, people["Cirrus"])
    cause = open_cause_of(desk.session, event, alert, desk.staff)
    found = find_proposals(desk.session, event, alert)

    others = other_causes(desk.session, event, cause, found.cannot_stay)

    assert len(found.cannot_stay) == 3
    assert [(one.in_words("en", several_days=False), [lost.organisations for lost in one.lost]) for one in others] == [
        (f"{name} is away", [("Alize", "Boreal")])
    ]
    (other,) = others
    assert other.in_words("en", several_days=True).startswith(f"{name} is away (")


def test_what_nobody_is_to_blame_for_is_named_by_what_is_lost(desk: Desk) -> None:
    slot = desk.forum.slots[0]
    desk.session.add_all(PlaceClosure(place_id=table.id, slot_id=slot.id) for table in desk.forum.tables)
    alert = withdraw(desk.session, desk.forum.people["Cirrus"])

    causes = by_cause(find_proposals(desk.session, desk.forum.event, alert).cannot_stay)

    assert {one.cause: len(one.lost) for one in causes if not one.away} == {FallenCause.PLACE: 1}
