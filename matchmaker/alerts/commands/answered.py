"""Requests for another time that a release answers: their meeting is at another time in it, or cancelled."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import settle_by_release
from matchmaker.alerts.queries.repairs import MOVING
from matchmaker.models import Alert, AlertState, Event, Release, ReleaseEntry, Scenario, Staff
from matchmaker.releases.queries.published import stands_in


def settle_answered(
    session: Session, event: Event, release: Release, scenario: Scenario, *, staff: Staff | None, actor: str
) -> None:
    """Mark open requests for another time as handled by a release that changes the time that they were about.

    `actor` stands in the history where nobody of the staff has published.
    """
    asked = session.exec(
        select(Alert).where(
            Alert.event_id == event.id,
            Alert.state == AlertState.OPEN,
            col(Alert.kind).in_(MOVING),
            col(Alert.uid).is_not(None),
            col(Alert.registration_id).is_not(None),
        )
    ).all()
    before = select(Release).where(Release.event_id == event.id, Release.number == release.number - 1)
    if not asked or (last := session.exec(before).first()) is None:
        return
    then, now = _times(session, last, asked), _times(session, release, asked)
    for alert in asked:
        key = alert.registration_id, alert.uid
        if key in then and then[key] != now.get(key):
            settle_by_release(session, alert, scenario, staff=staff, actor=actor)


def _times(session: Session, release: Release, asked: Sequence[Alert]) -> dict[tuple[int | None, str], datetime]:
    """Return when each appointment of those who asked begins in a release."""
    rows = session.execute(
        select_many(col(ReleaseEntry.registration_id), col(ReleaseEntry.uid), col(ReleaseEntry.starts_at)).where(
            stands_in(release), col(ReleaseEntry.registration_id).in_({alert.registration_id for alert in asked})
        )
    )
    return {(registration_id, uid): starts_at for registration_id, uid, starts_at in rows}
