"""What a change touches has one count: at the desk, and where the structure itself is changed."""

import pytest
from sqlmodel import Session

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.change_desk.commands.noting import note_changes
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.setup.commands.changes import try_change
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    return Desk(session, forum, database_url)


@pytest.mark.parametrize(
    "kind",
    [
        ChangeKind.TABLE,
        ChangeKind.ROOM,
        ChangeKind.VENUE,
        ChangeKind.BLOCK_MOVED,
        ChangeKind.BLOCK_ENDS,
        ChangeKind.BLOCK_CANCELLED,
        ChangeKind.ITEM_MOVED,
    ],
)
def test_the_desk_counts_what_the_structure_page_counts(desk: Desk, kind: ChangeKind) -> None:
    change, event = of(desk, kind), desk.forum.event

    impact = try_change(desk.session, event, lambda: note_changes(desk.session, event, [change], staff=desk.staff))
    found = desk.found(desk.search(change))

    counted = (len(impact.touched), impact.shifted, impact.elsewhere, impact.people)
    assert (found.touched, found.shifted, found.elsewhere, found.people) == counted


def test_what_could_not_stay_before_is_counted_apart(desk: Desk) -> None:
    """Cirrus has withdrawn, and its two meetings are still published."""
    change, event = of(desk, ChangeKind.BLOCK_CANCELLED), desk.forum.event
    withdraw(desk.session, desk.forum.people["Cirrus"])
    desk.session.commit()

    impact = try_change(desk.session, event, lambda: note_changes(desk.session, event, [change], staff=desk.staff))
    found = desk.found(desk.search(change))

    assert (found.touched, found.earlier, found.people) == (len(impact.touched), 2, impact.people) == (1, 2, 2)
