"""When the law changes clocks: stored instants follow the wall time, and organisers are told to publish again.

Wall time with its zone is what people agreed on; the instant beside it is computed. New zone data can move it. The live
rows are put right at once. What is published stays as it was: the next release finds the instants different, raises
the sequences and sends the updates, even of the same schedule.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.i18n import screen_language
from matchmaker.base.links import OrganiserPage, organiser_page
from matchmaker.base.tokens import content_token
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.notices import ClocksMail
from matchmaker.models import (
    Event,
    EventStaff,
    Phase,
    ProgrammeItem,
    ReleaseEntry,
    Slot,
    Staff,
    StaffRole,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in


@dataclass(frozen=True, slots=True)
class Shift:
    """What new zone data mean for one event."""

    event: Event
    zones: tuple[str, ...]
    lines: int
    """Published lines to come whose instant is another one now; what the next release will update."""


def check_zones(session: Session) -> list[Shift]:
    """Put the instants of slots and programme right, tell organisers once, and return the events concerned."""
    events = session.exec(select(Event).where(col(Event.phase) != Phase.ARCHIVED).order_by(col(Event.id))).all()
    return [shift for event in events if (shift := _check(session, event)) is not None]


def _check(session: Session, event: Event) -> Shift | None:
    zones = _put_right(session, event)
    release = last_release(session, row_id(event))
    if release is None:
        return Shift(event, tuple(sorted(zones)), 0) if zones else None
    coming = session.exec(select(ReleaseEntry).where(stands_in(release), col(ReleaseEntry.ends_at) > clock.now()))
    moved = [line for line in coming if clock.instant(line.day, line.starts, line.zone) != line.starts_at]
    zones |= {line.zone for line in moved}
    if not zones:
        return None
    shift = Shift(event, tuple(sorted(zones)), len(moved))
    if moved:
        now_at = [[line.id, clock.instant(line.day, line.starts, line.zone)] for line in moved]
        _tell(session, shift, f"clocks:{release.id}:{content_token(sorted(now_at))}")
    return shift


def _put_right(session: Session, event: Event) -> set[str]:
    """Recompute the instants of slots and programme items, and return the zones in which any was wrong."""
    zones = set()
    rows: list[Slot | ProgrammeItem] = [
        *session.exec(select(Slot).where(Slot.event_id == event.id)),
        *session.exec(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)),
    ]
    for row in rows:
        right = clock.span(row.day, row.starts, row.ends, row.zone)
        if (row.starts_at, row.ends_at) != right:
            row.starts_at, row.ends_at = right
            session.add(row)
            zones.add(row.zone)
    session.flush()
    return zones


def _tell(session: Session, shift: Shift, key: str) -> None:
    """Write to the organisers, once for the same difference."""
    event = shift.event
    staff = session.exec(
        select(Staff)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == event.id, EventStaff.role == StaffRole.ORGANISER, col(Staff.active))
        .order_by(col(Staff.id))
    ).all()
    url = organiser_page(event.slug, OrganiserPage.RELEASES)
    for one in staff:
        reader = Reader(one.email, screen_language(one.language), one.name)
        mail = ClocksMail(reader, Host(event.name), url, shift.zones, shift.lines)
        outbox.queue(session, mail, dedupe_key=f"{key}:{one.id}", event_id=event.id)
