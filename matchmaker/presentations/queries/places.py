"""When and where presentations are given, as their people may know it: as published, else as planned."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.mail.letters.presentations import TalkPlace
from matchmaker.models import PROGRAMME_UID, EntryKind, Presentation, ProgrammeItem, ReleaseEntry, row_id
from matchmaker.releases.queries.published import stands_now
from matchmaker.releases.queries.spots import spot_of


@dataclass(frozen=True, slots=True)
class GivenAt:
    """When and where a presentation is given."""

    place: TalkPlace
    published: bool
    """Agendas say so; else it is what the organisers plan."""


def talk_places(
    session: Session, event_id: int, talks: Iterable[tuple[Presentation, ProgrammeItem | None]]
) -> dict[int, GivenAt]:
    """Return when and where presentations are, by the id of the presentation; nothing for those without a time.

    What is published holds until the next release, though the programme has it elsewhere by now.
    """
    placed = [(talk, item) for talk, item in talks if item is not None and talk.item_id is not None]
    uids = {f"{PROGRAMME_UID}{item.uid}": talk for talk, item in placed}
    found = {
        row_id(talk): GivenAt(TalkPlace(one.day, one.starts, one.ends, one.room), published=False)
        for talk, one in placed
    }
    if not placed:
        return found
    entries = session.exec(
        select(ReleaseEntry).where(
            stands_now(event_id),
            col(ReleaseEntry.kind) == EntryKind.PRESENTATION,
            col(ReleaseEntry.uid).in_(uids),
        )
    )
    for entry in entries:
        spot = spot_of(entry)
        found[row_id(uids[entry.uid])] = GivenAt(
            TalkPlace(spot.day, spot.starts, spot.ends, spot.place), published=True
        )
    return found
