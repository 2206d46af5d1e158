"""What a change touches has one count: at the desk, and where the structure itself is changed."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import Session

from matchmaker.alerts.commands.reports import cannot_come
from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.alerts.planning.proposals import Undecided
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.change_desk.commands.noting import note_changes
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.releases.queries.published import standing_appointments
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
    assert (found.wishes_lost, found.earlier_wishes, found.only_cancel.wishes) == (1, 2, (3, 0))
    assert (found.lost_anyway, found.earlier_lost_anyway) == (1, 2)
    assert [len(lost) for lost in (found.of_these, found.of_before)] == [1, 2]


def test_wishes_of_a_meeting_to_which_somebody_cannot_come_are_not_counted_and_it_is_said_whose(desk: Desk) -> None:
    """The same as the picture of wishes against people counts, which leaves such a meeting out."""
    boreal = desk.forum.people["Boreal"]
    name = desk.forum.facts().persons[boreal.id].name
    line = next(one for one in standing_appointments(desk.session, boreal) if one.starts == desk.forum.slots[0].starts)
    with time_machine.travel(datetime(2027, 3, 10, 8, tzinfo=UTC), tick=False):
        cannot_come(desk.session, boreal, line.uid, shown=line_token(line))
    desk.session.commit()

    found = desk.found(desk.search(of(desk, ChangeKind.WITHDRAWS)))

    assert found.only_cancel.undecided == Undecided((name,), meetings=1, wishes=1)
    assert (found.only_cancel.meetings, found.only_cancel.wishes, found.wishes_lost) == ((3, 1), (3, 0), 2)
