"""With whom a delegation meets, as published."""

from collections import defaultdict
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.base.reading import ask
from matchmaker.calendars.along import sides_of
from matchmaker.calendars.details import PartyDetails
from matchmaker.models import EntryKind, Registration, ReleaseEntry
from matchmaker.releases.queries.published import standing_appointments, stands_now


def meetings_by_partner(session: Session, event_id: int, delegation_id: int) -> dict[int, tuple[ReleaseEntry, ...]]:
    """Return a delegation's published meetings by the other delegation, in order of time.

    One entry a meeting, of the first of its people on this side.
    """
    entries = session.exec(_entries(), params={"event_id": event_id, "delegation_id": delegation_id})
    found: defaultdict[int, dict[str, ReleaseEntry]] = defaultdict(dict)
    for entry in entries:
        found[entry.details["other"]["delegation_id"]].setdefault(entry.uid, entry)
    return {other: tuple(meetings.values()) for other, meetings in found.items()}


def sides_met(session: Session, registration: Registration) -> dict[int, PartyDetails]:
    """Return both sides of all meetings to which somebody comes along, by delegation, with all people met, by time."""
    found: dict[int, PartyDetails] = {}
    for entry in standing_appointments(session, registration):
        for side in sides_of(entry.details) if entry.kind is EntryKind.MEETING else ():
            known = found.setdefault(side["delegation_id"], {**side, "people": []})
            there = {person["registration_id"] for person in known["people"]}
            known["people"] += [person for person in side["people"] if person["registration_id"] not in there]
    return found


def partners_met(session: Session, event_id: int, delegation_id: int) -> frozenset[int]:
    """Return the keys of `meetings_by_partner`, without reading what the meetings hold."""
    rows = ask(session, _partners(), {"event_id": event_id, "delegation_id": delegation_id})
    return frozenset(rows.scalars())


def partners_ahead(session: Session, event_id: int, delegation_id: int) -> frozenset[int]:
    """Return those of `partners_met` with whom a meeting is not over."""
    asked = {"event_id": event_id, "delegation_id": delegation_id, "now": clock.now()}
    return frozenset(ask(session, _partners_ahead(), asked).scalars())


@cache
def _entries() -> SelectOfScalar[ReleaseEntry]:
    """Return the statement of the lines of all people of the delegation, several for a meeting of several."""
    order = (col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.registration_id))
    return select(ReleaseEntry).where(_are_meetings()).order_by(*order)


@cache
def _partners() -> Select[int]:
    """Return the statement of the other sides of these lines."""
    other: ColumnElement[int] = col(ReleaseEntry.details)["other", "delegation_id"].as_integer()
    return select_columns(other).where(_are_meetings()).distinct()


@cache
def _partners_ahead() -> Select[int]:
    return _partners().where(col(ReleaseEntry.ends_at) > bindparam("now"))


def _are_meetings() -> ColumnElement[bool]:
    people = select(Registration.id).where(col(Registration.delegation_id) == bindparam("delegation_id"))
    return and_(
        stands_now(bindparam("event_id")),
        # by the index on release and person: a join reads the whole release on SQLite
        col(ReleaseEntry.registration_id).in_(people),
        col(ReleaseEntry.kind) == EntryKind.MEETING,
    )
