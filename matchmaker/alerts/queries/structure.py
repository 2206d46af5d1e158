"""What a changed structure does to published meetings, for the alert about it: which change, which meetings, why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from matchmaker.alerts.planning.contradictions import strayed_meetings
from matchmaker.alerts.queries.lines import AboutLine, about_line
from matchmaker.calendars.along import along_of
from matchmaker.models import Alert, AlertKind, AlertState, Event, ReleaseEntry, StructureChange, row_id
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.releases.queries.published import standing_meetings
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.overlaps import ItemInTheWay, items_in_the_way


@dataclass(frozen=True, slots=True)
class StructureView:
    """An alert about a changed structure."""

    change: StructureChange | None
    """The change that raised it; None where that is not known any more."""
    lines: tuple[AboutLine, ...] = ()
    """Published meetings that have lost their time or place, by time, each named by both organisations."""
    shifted: int = 0
    """Other published meetings that are at another time than people know."""
    in_the_way: tuple[ItemInTheWay, ...] = ()
    """Programme items for everyone at the time of these meetings."""
    publishable: int | None = None
    """The scenario to publish again where that is all there is to do."""


def structure_views(session: Session, rows: Sequence[Alert]) -> dict[int, StructureView]:
    """Return what is said of those alerts that are about the structure, by id; only of open ones which meetings."""
    return {
        row_id(row): _open_view(session, row) if row.state is AlertState.OPEN else StructureView(_change(session, row))
        for row in rows
        if row.kind is AlertKind.STRUCTURE
    }


def _change(session: Session, alert: Alert) -> StructureChange | None:
    wanted = select(StructureChange).where(
        StructureChange.event_id == alert.event_id, StructureChange.about == alert.note
    )
    return session.exec(wanted.order_by(col(StructureChange.id).desc()).limit(1)).first()


def _open_view(session: Session, alert: Alert) -> StructureView:
    event = session.get_one(Event, alert.event_id)
    facts = load_facts(session, event)
    strayed = strayed_meetings(session, event, facts)
    known = standing_meetings(session, row_id(event))
    published = None if strayed.unfit or current_draft(session, event) else published_scenario(session, event)
    lines = sorted((known[pair] for pair in strayed.unfit), key=lambda entry: (entry.starts_at, entry.uid))
    return StructureView(
        change=_change(session, alert),
        lines=tuple(_of_both(entry) for entry in lines),
        shifted=len(strayed.shifted),
        in_the_way=items_in_the_way(facts, {strayed.placed[pair].slot_id for pair in strayed.unfit}),
        publishable=None if published is None else row_id(published),
    )


def _of_both(entry: ReleaseEntry) -> AboutLine:
    names = sorted(entry.details[side]["organisation"] for side in ("own", "other"))
    people = (*entry.details["own"]["people"], *entry.details["other"]["people"], *along_of(entry.details))
    line = about_line(entry, stands=True)
    return replace(line, titles={"en": " – ".join(names)}, other=tuple(one["name"] for one in people))
