"""Alerts that a release answers: what they are about is at another time in it, or takes place without them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session, col, or_, select

from matchmaker.alerts.commands.alerts import settle_by_release
from matchmaker.alerts.queries.lines import before_arrival
from matchmaker.alerts.queries.repairs import MOVING
from matchmaker.alerts.queries.slots import NEAR
from matchmaker.models import (
    Again,
    Alert,
    AlertKind,
    AlertState,
    EntryKind,
    Event,
    Release,
    ReleaseEntry,
    Scenario,
    Staff,
)
from matchmaker.releases.queries.published import stands_in
from matchmaker.releases.queries.spots import spot_of
from matchmaker.scheduling.planning.declines import ENDANGERING, OF_ONE_MEETING


@dataclass(slots=True)
class _Published:
    """What stands in a release, as far as some alerts are about it."""

    lines: dict[int, dict[str, ReleaseEntry]] = field(default_factory=dict)
    """Meetings and presentations, by registration and uid."""
    meetings: set[int] = field(default_factory=set)

    def line(self, alert: Alert) -> ReleaseEntry | None:
        return self.lines.get(alert.registration_id or 0, {}).get(alert.uid or "")

    def own(self, alert: Alert) -> Iterable[ReleaseEntry]:
        return self.lines.get(alert.registration_id or 0, {}).values()


def settle_answered(
    session: Session, event: Event, release: Release, scenario: Scenario, *, staff: Staff | None, actor: str
) -> None:
    """Mark the open alerts as handled that a release answers, against the release before it.

    Who cannot come is answered when their line is at another time, or theirs no longer; who proposes a time when it is
    then, or gone; who is late for it when it is so much later; who asks in words of their own when it is gone; who
    has withdrawn when nothing of theirs is left; who comes late for a day when nothing of theirs begins before that;
    who refuses a meeting when it does not take place; who receives elsewhere when it is at another place or time. A
    meeting that was moved for somebody who could not come may be planned again, with them. `actor` stands in the
    history where nobody of the staff has published.
    """
    said = session.exec(
        select(Alert).where(
            Alert.event_id == event.id,
            or_(
                col(Alert.state) == AlertState.OPEN,
                (col(Alert.state) == AlertState.HANDLED) & col(Alert.kind).in_(OF_ONE_MEETING),
            ),
            col(Alert.kind).in_(ENDANGERING | MOVING | {AlertKind.PLACE}),
            col(Alert.registration_id).is_not(None),
        )
    ).all()
    before = select(Release).where(Release.event_id == event.id, Release.number == release.number - 1)
    if not said or (last := session.exec(before).first()) is None:
        return
    then, now = _published(session, last, said), _published(session, release, said)
    for alert in said:
        if alert.kind in OF_ONE_MEETING:
            _plan_again(alert, then, now)
        if alert.state is AlertState.OPEN and _is_answered(alert, then, now):
            settle_by_release(session, alert, scenario, staff=staff, actor=actor)


def _is_answered(alert: Alert, then: _Published, now: _Published) -> bool:
    if alert.kind is AlertKind.WITHDRAWN:
        return any(then.own(alert)) and not any(now.own(alert))
    if alert.kind is AlertKind.REFUSED:
        return alert.meeting_id in then.meetings - now.meetings
    if alert.kind is AlertKind.LATE and alert.moment is not None:
        missed = [any(before_arrival(alert.moment, entry) for entry in one.own(alert)) for one in (then, now)]
        return missed == [True, False]
    if then.line(alert) is None:
        return False
    if alert.kind in _ASKING and now.line(alert) is not None:
        return _is_as_asked(alert, then, now)
    is_elsewhere = _has_another_place if alert.kind is AlertKind.PLACE else _has_another_time
    return is_elsewhere(alert, then, now)


_ASKING = frozenset({AlertKind.MOVE, AlertKind.COUNTER, AlertKind.LATE})
"""Kinds that ask for a time, not for any other one."""


def _is_as_asked(alert: Alert, then: _Published, now: _Published) -> bool:
    """Tell whether a meeting is at the time that was proposed, or late enough for somebody who is late for it.

    Who asks for another time in words of their own is not understood: organisers say whether the new one answers it.
    """
    before, after = then.line(alert), now.line(alert)
    if before is None or after is None:
        return False
    if alert.kind is AlertKind.LATE:
        return after.starts_at >= before.starts_at + timedelta(minutes=alert.minutes or 1)
    return alert.moment is not None and abs(after.starts_at - alert.moment) <= NEAR


def _has_another_place(alert: Alert, then: _Published, now: _Published) -> bool:
    """Tell whether the line of an alert is somewhere else."""
    before, after = then.line(alert), now.line(alert)
    return (before and spot_of(before).place) != (after and spot_of(after).place)


def _has_another_time(alert: Alert, then: _Published, now: _Published) -> bool:
    """Tell whether the line of an alert is at another time, or gone."""
    before, after = then.line(alert), now.line(alert)
    return (before and before.starts_at) != (after and after.starts_at)


def _plan_again(alert: Alert, then: _Published, now: _Published) -> None:
    """Let new schedules hold a meeting that has been moved for somebody who could not come, or goes without them."""
    if then.line(alert) is None or not _has_another_time(alert, then, now):
        return
    if now.line(alert) is not None:
        alert.again = Again.ANYBODY
    elif alert.meeting_id in now.meetings:
        alert.again = Again.COLLEAGUE


def _published(session: Session, release: Release, said: Iterable[Alert]) -> _Published:
    """Return the lines of those who said something, and which of the meetings stand."""
    people = {alert.registration_id for alert in said}
    meetings = {alert.meeting_id for alert in said if alert.meeting_id is not None}
    found = _Published()
    for entry in session.exec(
        select(ReleaseEntry).where(
            stands_in(release),
            col(ReleaseEntry.kind) != EntryKind.PROGRAMME,
            or_(col(ReleaseEntry.registration_id).in_(people), col(ReleaseEntry.meeting_id).in_(meetings)),
        )
    ):
        found.lines.setdefault(entry.registration_id, {})[entry.uid] = entry
        if entry.meeting_id is not None:
            found.meetings.add(entry.meeting_id)
    return found
