"""Published meetings of somebody who comes along that stand while they are away."""

from collections.abc import Iterable

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Absence, EntryKind, Registration, ReleaseEntry
from matchmaker.releases.queries.published import standing_appointments


def meetings_while_away(
    session: Session, registration: Registration, absences: Iterable[Absence]
) -> tuple[tuple[ReleaseEntry, tuple[Absence, ...]], ...]:
    """Return the meetings to come that stand during absences, each with those that it meets."""
    absences = tuple(absences)
    found = (
        (entry, tuple(one for one in absences if is_during(entry, one)))
        for entry in (standing_appointments(session, registration) if absences else ())
        if entry.kind is EntryKind.MEETING and entry.starts_at > clock.now()
    )
    return tuple((entry, met) for entry, met in found if met)


def is_during(entry: ReleaseEntry, absence: Absence) -> bool:
    """Tell whether a line of an agenda lies in part within an absence: both in the time of the city."""
    return entry.day == absence.day and entry.starts < absence.ends and absence.starts < entry.ends
