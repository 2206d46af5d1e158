"""What is decided of a presentation and not told yet: nothing shows it but to organisers."""

from datetime import time

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Audience, Decision, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.registrations.queries.day import StripKind
from matchmaker.registrations.queries.person import read_person
from matchmaker.scheduling.queries.availability import Cell, read_availability
from tests.builders.factories import make_programme_item
from tests.builders.forum import make_forum
from tests.builders.presentations import sent_proposal


def test_an_accepted_presentation_with_a_time_shows_once_it_is_told_or_published(session: Session):
    forum = make_forum(session)
    forum.join("Alpha")
    ada = forum.people["Alpha"]
    item = make_programme_item(
        session,
        forum.venue,
        starts=time(9),
        ends=time(9, 25),
        audience=Audience.CHOSEN,
        titles={"en": "Secret"},
        room="Room S",
    )
    talk = sent_proposal(session, ada, "Secret", decision=Decision.ACCEPTED, item_id=item.id, quiet_minutes=20)

    def participant() -> list[tuple[str, bool, bool, bool]]:
        (day,) = read_availability(session, ada.id, "en").days
        return [
            (line.item, line.own, line.quiet, line.kept) if isinstance(line, Cell) else (line.title, True, False, False)
            for line in day.lines[:2]
        ]

    def strip(*, to_organisers: bool) -> list[tuple[StripKind, str]]:
        (day,) = read_person(session, forum.event, ada.id, "en", to_organisers=to_organisers).days
        return [(cell.kind, cell.title) for cell in day.cells[:2]]

    hidden = ([("", False, False, True)] * 2, [(StripKind.KEPT, "")] * 2)
    shown = (
        [("Secret", True, False, False), ("Secret", True, True, False)],
        [(StripKind.PRESENTATION, "Secret"), (StripKind.QUIET, "")],
    )
    assert (participant(), strip(to_organisers=False)) == hidden
    assert strip(to_organisers=True) == shown[1]

    talk.told_at = clock.now()
    session.flush()
    assert (participant(), strip(to_organisers=False)) == shown

    talk.told_at = None
    session.flush()
    assert (participant(), strip(to_organisers=False)) == hidden
    publish_scenario(session, forum.event, forum.scenario(), kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    assert (participant(), strip(to_organisers=False)) == shown
