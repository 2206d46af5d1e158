"""Alerts: what the organisers must look at. Raising one cancels and sends nothing; it only says so, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from matchmaker.alerts.queries.alerts import concerns
from matchmaker.base import clock
from matchmaker.base.errors import NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.models import (
    Act,
    Again,
    Alert,
    AlertKind,
    AlertState,
    Event,
    ReleaseEntry,
    Scenario,
    Staff,
    record,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in
from matchmaker.scheduling.planning.declines import ENDANGERING, OF_ONE_MEETING

_SETTLED = {AlertState.HANDLED: Act.ALERT_HANDLED, AlertState.DISMISSED: Act.ALERT_DISMISSED}
_AGAIN = {
    Again.NOBODY: Act.PLAN_AGAIN_NOBODY,
    Again.COLLEAGUE: Act.PLAN_AGAIN_COLLEAGUE,
    Again.ANYBODY: Act.PLAN_AGAIN_ANYBODY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What an alert is about."""

    kind: AlertKind
    event_id: int | None
    registration_id: int | None = None
    uid: str | None = None
    meeting_id: int | None = None
    mail_id: int | None = None
    message_id: int | None = None
    minutes: int | None = None
    moment: datetime | None = None
    note: str = ""
    sure: bool = True

    @property
    def key(self) -> str:
        """The same for two causes of which one alert is enough."""
        if self.kind is AlertKind.STRUCTURE:
            return f"{self.kind.value}:{self.event_id}"
        if self.kind is AlertKind.MESSAGE:
            return f"{self.kind.value}:{self.mail_id}"
        if self.kind is AlertKind.BOUNCED:  # all mails to one person come back from the same address
            return f"{self.kind.value}:{self.registration_id or f'm{self.message_id}'}"
        return f"{self.kind.value}:{self.registration_id}:{self.uid or ''}"


def raise_alert(session: Session, cause: Cause) -> Alert:
    """Open an alert and return it; one that is open for the same thing is brought up to date instead.

    A sure alert stays sure after an unsure cause.
    """
    found = _open_for(session, cause)
    if found is None:
        try:
            with session.begin_nested():
                found = _new(session, cause)
        except IntegrityError:  # a second click, at the same moment
            found = _open_for(session, cause)
            if found is None:
                raise
    elif cause.sure or not found.sure:
        said = (cause.minutes, cause.moment, cause.note, cause.sure)
        if (found.minutes, found.moment, found.note, found.sure) != said:
            found.untold, found.partners_told_at = True, None
        if cause.sure and not found.sure:
            found.cancels_at = _cancels_at(session, cause)
        found.minutes, found.moment, found.note, found.sure = said
        found.mail_id, found.message_id = cause.mail_id, cause.message_id
    session.add(found)
    session.flush()
    return found


def settle_alert(session: Session, event: Event, alert_id: int, state: AlertState, staff: Staff) -> Alert:
    """Mark an open alert as handled or dismissed.

    Raises `NotFound` for an alert that the staff member does not see at `event`, as all functions with an alert's id
    do, and `Stale` if somebody was quicker.
    """
    alert = alert_of(session, event, alert_id, staff)
    if alert.state is not AlertState.OPEN:
        raise Stale(N_("A colleague has settled this meanwhile."))
    _close(session, alert, state)
    alert.settled_by_id = row_id(staff)
    alert.event_id = alert.event_id or row_id(event)
    _record(session, alert, staff.name, _SETTLED[state])
    return alert


def settle_by_repair(session: Session, event: Event, alert_id: int, scenario: Scenario, staff: Staff) -> Alert:
    """Mark an alert as handled by a repair: its meetings are in danger until the scenario is published.

    Raises `NotFound` and `Stale` as `settle_alert` does.
    """
    alert = settle_alert(session, event, alert_id, AlertState.HANDLED, staff)
    alert.scenario_id = row_id(scenario)
    session.flush()
    return alert


def settle_by_release(session: Session, alert: Alert, scenario: Scenario, *, staff: Staff | None, actor: str) -> None:
    """Mark an open alert as handled by a scenario that is published, by `staff` or, without them, by `actor`."""
    _close(session, alert, AlertState.HANDLED)
    alert.scenario_id, alert.settled_by_id = row_id(scenario), row_id(staff) if staff else None
    _record(session, alert, staff.name if staff else actor, Act.ALERT_HANDLED)
    session.flush()


def reopen_alert(session: Session, event: Event, alert_id: int, staff: Staff) -> Alert:
    """Undo: a settled alert is open again.

    Raises `NotFound`, and `Stale` where the person who caused it took it back or the same is open already.
    """
    alert = alert_of(session, event, alert_id, staff)
    if alert.state is AlertState.TAKEN_BACK:
        raise Stale(N_("This was taken back by the one who caused it."))
    if alert.state is not AlertState.OPEN:
        open_handled(session, alert, actor=staff.name)
    return alert


def open_handled(session: Session, alert: Alert, *, actor: str) -> None:
    """Open a settled alert again; raises `Stale` where the same is open already."""
    key = _cause(alert).key
    if session.exec(select(Alert.id).where(Alert.open_key == key)).first() is not None:
        raise Stale(N_("The same is already open again."))
    alert.state, alert.open_key = AlertState.OPEN, key
    alert.settled_at = alert.settled_by_id = alert.scenario_id = alert.cancels_at = None
    alert.again = Again.NOBODY
    _record(session, alert, actor, Act.ALERT_OPEN)
    session.flush()


def plan_again(session: Session, event: Event, alert_id: int, again: Again, staff: Staff) -> Alert:
    """Say who may come to a meeting that somebody cannot come to; from then on it may be planned, or not, for them.

    An open alert stays open: the meeting stands as published until it is settled. Raises `NotFound` for an alert that
    is about no meeting.
    """
    alert = alert_of(session, event, alert_id, staff)
    if alert.kind not in OF_ONE_MEETING or alert.meeting_id is None:
        raise NotFound(N_("This event has no such alert."))
    alert.again = again
    _record(session, alert, staff.name, _AGAIN[again])
    session.flush()
    return alert


def keep_meetings(session: Session, event: Event, alert_id: int, staff: Staff) -> Alert:
    """Exempt the meetings of an alert from automatic cancellation: the organisers decide.

    Raises `NotFound`, and `Stale` if the alert has been settled meanwhile, perhaps by itself.
    """
    alert = alert_of(session, event, alert_id, staff)
    if alert.state is not AlertState.OPEN:
        raise Stale(N_("This has been settled meanwhile."))
    alert.cancels_at = None
    _record(session, alert, staff.name, Act.ALERT_KEEP)
    session.flush()
    return alert


def settle_cancelled(session: Session, alert: Alert, scenario: Scenario, settled_at: datetime) -> None:
    """Mark an open alert as handled without anybody, by a scenario that cancels its meetings."""
    _close(session, alert, AlertState.HANDLED)
    alert.scenario_id, alert.settled_at, alert.untold = row_id(scenario), settled_at, True
    session.flush()


def take_back(session: Session, alert: Alert, *, handled: bool = False) -> None:
    """Close an alert at the wish of the person who caused it; organisers who were told of it are told of that too.

    One that the organisers have handled only if they say so (`handled`).
    """
    if alert.state is AlertState.OPEN or (handled and alert.state is AlertState.HANDLED):
        _close(session, alert, AlertState.TAKEN_BACK)
        alert.untold = alert.told_at is not None


def alert_of(session: Session, event: Event, alert_id: int, staff: Staff) -> Alert:
    """Return an alert that the staff member sees at `event`; raises NotFound for any other id."""
    alert = session.exec(
        select(Alert).where(col(Alert.id) == alert_id, concerns(row_id(event), staff)).with_for_update()
    ).first()
    if alert is None:
        raise NotFound(N_("This event has no such alert."))
    return alert


def _open_for(session: Session, cause: Cause) -> Alert | None:
    return session.exec(select(Alert).where(Alert.open_key == cause.key)).first()


def _new(session: Session, cause: Cause) -> Alert:
    alert = Alert(
        event_id=cause.event_id,
        kind=cause.kind,
        registration_id=cause.registration_id,
        uid=cause.uid,
        meeting_id=cause.meeting_id,
        mail_id=cause.mail_id,
        message_id=cause.message_id,
        minutes=cause.minutes,
        moment=cause.moment,
        note=cause.note[:500],
        sure=cause.sure,
        open_key=cause.key,
        cancels_at=_cancels_at(session, cause),
        created_at=clock.now(),
    )
    session.add(alert)
    return alert


def _cause(alert: Alert) -> Cause:
    return Cause(
        kind=alert.kind,
        event_id=alert.event_id,
        registration_id=alert.registration_id,
        uid=alert.uid,
        mail_id=alert.mail_id,
        message_id=alert.message_id,
    )


def _close(session: Session, alert: Alert, state: AlertState) -> None:
    alert.state, alert.open_key, alert.settled_at = state, None, clock.now()
    session.add(alert)
    session.flush()


def _cancels_at(session: Session, cause: Cause) -> datetime | None:
    """Return when the meetings that are in danger by a new alert are cancelled, if the event wants that."""
    if not cause.sure or cause.kind not in ENDANGERING or cause.event_id is None:
        return None
    if not _has_meeting_ahead(session, cause):
        return None
    minutes = session.get_one(Event, cause.event_id).cancel_after_minutes
    return None if minutes is None else clock.now() + timedelta(minutes=minutes)


def _has_meeting_ahead(session: Session, cause: Cause) -> bool:
    """Tell whether something stands in the last release that could be cancelled."""
    release = None if cause.event_id is None else last_release(session, cause.event_id)
    if release is None:
        return False
    ahead = select(ReleaseEntry.id).where(
        stands_in(release),
        col(ReleaseEntry.registration_id) == cause.registration_id,
        col(ReleaseEntry.meeting_id).is_not(None),
        col(ReleaseEntry.ends_at) > clock.now(),
    )
    if cause.kind is not AlertKind.WITHDRAWN:
        ahead = ahead.where(col(ReleaseEntry.meeting_id) == cause.meeting_id)
    return session.exec(ahead).first() is not None


def _record(session: Session, alert: Alert, actor: str, act: Act) -> None:
    record(
        session,
        actor,
        act,
        event_id=alert.event_id,
        alert=alert.id,
        kind=alert.kind.value,
        registration=alert.registration_id,
        subject=alert.note if alert.kind is AlertKind.STRUCTURE else "",
    )
