"""Published meetings of a counterpart that its hours leave out, and what the organisers have said to that."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import Alert, AlertKind, AlertState, EntryKind, Registration, ReleaseEntry, row_id
from matchmaker.prospects.queries.hours import ReceivingHours
from matchmaker.releases.queries.published import standing_appointments


@dataclass(frozen=True, slots=True)
class AgainstHours:
    """A published meeting at an hour that does not suit any more."""

    entry: ReleaseEntry
    settled: bool
    """The organisers have looked at it, and have published nothing else since."""


def against_hours(session: Session, hours: ReceivingHours) -> Mapping[str, AgainstHours]:
    """Return the meetings to come of whoever takes part that their hours leave out, by uid."""
    registration = session.get_one(Registration, hours.registration_id)
    taken = [hour for hour in hours.hours if not hour.free]
    found = [
        entry
        for entry in standing_appointments(session, registration)
        if entry.kind is EntryKind.MEETING
        and entry.starts_at > clock.now()
        and any(hour.day == entry.day and hour.starts < entry.ends and entry.starts < hour.ends for hour in taken)
    ]
    if not found:
        return {}
    alerts = session.exec(
        select(Alert)
        .where(Alert.kind == AlertKind.HOURS, Alert.registration_id == row_id(registration))
        .order_by(col(Alert.id))
    ).all()
    latest = {alert.uid: alert.state for alert in alerts}
    return {one.uid: AgainstHours(one, settled=latest.get(one.uid) is AlertState.DISMISSED) for one in found}
