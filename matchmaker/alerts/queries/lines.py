"""Lines of published agendas that alerts are about, or put in danger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.calendars.along import along_of
from matchmaker.models import Alert, AlertKind, EntryKind, Registration, Release, ReleaseEntry, row_id
from matchmaker.releases.queries.published import last_release, stands_now
from matchmaker.releases.queries.spots import Spot, spot_of, titles_of


@dataclass(frozen=True, slots=True)
class AboutLine:
    """The line of the agenda that something is about, as last published to one of its people."""

    uid: str
    kind: EntryKind
    titles: dict[str, str]
    spot: Spot
    other: tuple[str, ...]
    """Names of the people on the other side."""
    stands: bool
    """It is still in the last release."""
    readers: frozenset[int] = frozenset()
    """Registrations of all its people, on both sides."""

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")


def about_line(entry: ReleaseEntry, *, stands: bool) -> AboutLine:
    """Return what is said of a published line; `stands` if it is of the last release."""
    people = (*entry.details["other"]["people"], *along_of(entry.details)) if entry.kind is EntryKind.MEETING else ()
    return AboutLine(
        uid=entry.uid,
        kind=entry.kind,
        titles=titles_of(entry),
        spot=spot_of(entry),
        other=tuple(person["name"] for person in people),
        stands=stands and entry.stands,
        readers=frozenset(one["registration_id"] for side in ("own", "other") for one in _side(entry, side))
        | {entry.registration_id},
    )


def spots_when_asked(session: Session, rows: Sequence[Alert]) -> dict[int, Spot]:
    """Return when and where a meeting was published for those who asked then for another time, by alert."""
    asking = [row for row in rows if row.kind in {AlertKind.MOVE, AlertKind.COUNTER} and row.uid]
    if not asking:
        return {}
    published = session.exec(
        select(ReleaseEntry, Release.published_at)
        .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
        .where(
            col(ReleaseEntry.registration_id).in_({row.registration_id for row in asking}),
            col(ReleaseEntry.uid).in_({row.uid for row in asking}),
        )
        .order_by(col(Release.number))
    ).all()
    return {
        row_id(row): spot_of(entry)
        for row in asking
        for entry, moment in published
        if (entry.registration_id, entry.uid) == (row.registration_id, row.uid) and moment <= row.created_at
    }


def _side(entry: ReleaseEntry, side: str) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = entry.details.get(side, {}).get("people", [])
    return people


def lines_of(session: Session, copies: set[tuple[int, str]]) -> dict[tuple[int | None, str | None], AboutLine]:
    """Return each copy of a line as it was published last, in whichever release that was."""
    if not copies:
        return {}
    rows = session.exec(
        select(ReleaseEntry)
        .where(
            col(ReleaseEntry.registration_id).in_({registration_id for registration_id, _ in copies}),
            col(ReleaseEntry.uid).in_({uid for _, uid in copies}),
        )
        .order_by(col(ReleaseEntry.release_id))
    )
    newest = {(row.registration_id, row.uid): row for row in rows}
    releases: dict[int, int | None] = {}
    found: dict[tuple[int | None, str | None], AboutLine] = {}
    for copy in copies & newest.keys():
        entry = newest[copy]
        if copy[0] not in releases:
            registration = session.get_one(Registration, copy[0])
            last = last_release(session, registration.event_id)
            releases[copy[0]] = last.id if last else None
        found[copy] = about_line(entry, stands=entry.release_id == releases[copy[0]])
    return found


def lines_in_danger(session: Session, alerts: Sequence[Alert]) -> dict[int, tuple[AboutLine, ...]]:
    """Return what stands in the last release and is in danger, by time and by the id of the alert; one query an event.

    All lines of one who withdraws, the first ones of the day of one who comes late for it; nothing for other alerts.
    """
    concerned = [
        one for one in alerts if one.kind is AlertKind.WITHDRAWN or (one.kind is AlertKind.LATE and one.moment)
    ]
    entries: dict[int, list[ReleaseEntry]] = {}
    for event_id in {one.event_id for one in concerned if one.event_id is not None}:
        rows = session.exec(
            select(ReleaseEntry)
            .where(
                stands_now(event_id),
                col(ReleaseEntry.registration_id).in_({one.registration_id for one in concerned}),
                col(ReleaseEntry.kind) != EntryKind.PROGRAMME,
            )
            .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.id))
        )
        for entry in rows:
            entries.setdefault(entry.registration_id, []).append(entry)
    return {
        row_id(one): tuple(
            about_line(entry, stands=True) for entry in entries.get(one.registration_id or 0, ()) if _hits(one, entry)
        )
        for one in concerned
    }


def _hits(alert: Alert, entry: ReleaseEntry) -> bool:
    return alert.moment is None or before_arrival(alert.moment, entry)


def before_arrival(moment: datetime, entry: ReleaseEntry) -> bool:
    """Tell whether a line begins on the day of an arrival, before it."""
    return entry.starts_at < moment and entry.day == clock.local(moment, entry.zone).date()
