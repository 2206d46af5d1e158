"""Programme items that overlap for the same people, as they stand."""

from collections.abc import Collection
from itertools import combinations

from sqlmodel import Session, col, select

from matchmaker.models import Attendance, Audience, Event, Presentation, ProgrammeItem, row_id
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.overlaps import DoubleTime, begins_with_gathering, items_at_once


def read_overlaps(session: Session, event: Event) -> tuple[DoubleTime, ...]:
    """Return each two items that the same people have at once, by time.

    The whole event is read only where somebody is listed for two items that are at once.
    """
    items = session.exec(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)).all()
    together = [
        pair
        for pair in combinations(sorted(items, key=begins_with_gathering), 2)
        if begins_with_gathering(pair[1]) < pair[0].ends_at
    ]
    if not together or not _share_people(session, together):
        return ()
    return tuple(items_at_once(load_facts(session, event)).values())


def _share_people(session: Session, together: Collection[tuple[ProgrammeItem, ProgrammeItem]]) -> bool:
    """Tell whether somebody is listed for both of two items, as `items_at_once` counts; whoever has withdrawn too."""
    numbers = {row_id(item) for pair in together for item in pair}
    chosen: dict[int | None, set[int]] = {}
    speaks: dict[int | None, set[int]] = {}
    talks = select(Presentation.item_id, Presentation.speaker_id).where(col(Presentation.item_id).in_(numbers))
    for item_id, speaker_id in session.exec(talks):
        if speaker_id is not None:
            speaks.setdefault(item_id, set()).add(speaker_id)
    listed = select(Attendance.item_id, Attendance.registration_id).where(col(Attendance.item_id).in_(numbers))
    for item_id, registration_id in session.exec(listed):
        chosen.setdefault(item_id, set()).add(registration_id)

    def people(item: ProgrammeItem, other: ProgrammeItem) -> set[int]:
        spoken = speaks.get(item.id, set())
        if item.audience is Audience.EVERYONE:
            return spoken
        own = chosen.get(item.id, set())
        return own if other.audience is Audience.EVERYONE else own | spoken

    for one, other in together:
        if one.audience is other.audience:
            if people(one, other) & people(other, one):
                return True
        elif people(one, other) if other.audience is Audience.EVERYONE else people(other, one):
            return True
    return False
