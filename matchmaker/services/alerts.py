"""Alerts: what the organisers must look at. Raising one cancels and sends nothing; it only says so, once."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from matchmaker import clock
from matchmaker.errors import NotFound, Stale
from matchmaker.i18n import N_
from matchmaker.models import Alert, AlertKind, AlertState, AuditEntry, Event, Scenario, Staff
from matchmaker.planning.facts import row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What an alert is about."""

    kind: AlertKind
    event_id: int | None
    registration_id: int | None = None
    uid: str | None = None
    meeting_id: int | None = None
    mail_id: int | None = None
    minutes: int | None = None
    note: str = ""
    sure: bool = True

    @property
    def key(self) -> str:
        """The same for two causes of which one alert is enough."""
        if self.kind in {AlertKind.MESSAGE, AlertKind.BOUNCED}:
            return f"{self.kind.value}:{self.mail_id}"
        return f"{self.kind.value}:{self.registration_id}:{self.uid or ''}"


def raise_alert(session: Session, cause: Cause) -> Alert:
    """Open an alert and return it; one that is open for the same thing is brought up to date instead.

    A sure one stays sure, whatever comes after it.
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
        if (found.minutes, found.note, found.sure) != (cause.minutes, cause.note, cause.sure):
            found.told_at = None
        found.minutes, found.note, found.mail_id = cause.minutes, cause.note, cause.mail_id
        found.sure = cause.sure
    session.add(found)
    session.flush()
    return found


def settle(session: Session, event: Event, alert_id: int, state: AlertState, staff: Staff) -> Alert:
    """Mark an open alert as handled or dismissed; raises Stale if somebody was quicker."""
    alert = alert_of(session, event, alert_id)
    if alert.state is not AlertState.OPEN:
        raise Stale(N_("A colleague has settled this meanwhile."))
    _close(session, alert, state)
    alert.settled_by_id = row_id(staff)
    alert.event_id = alert.event_id or row_id(event)
    _audit(session, alert, staff)
    return alert


def adopt(session: Session, event: Event, alert_id: int, scenario: Scenario, staff: Staff) -> Alert:
    """Mark an alert as handled by a repair, which is in danger no longer once the scenario is published."""
    alert = settle(session, event, alert_id, AlertState.HANDLED, staff)
    alert.scenario_id = row_id(scenario)
    session.flush()
    return alert


def reopen(session: Session, event: Event, alert_id: int, staff: Staff) -> Alert:
    """Undo: a settled alert is open again; raises Stale where the one who caused it took it back."""
    alert = alert_of(session, event, alert_id)
    if alert.state is AlertState.TAKEN_BACK:
        raise Stale(N_("This was taken back by the one who caused it."))
    if alert.state is not AlertState.OPEN:
        key = _cause(alert).key
        if session.exec(select(Alert.id).where(Alert.open_key == key)).first() is not None:
            raise Stale(N_("The same is already open again."))
        alert.state, alert.open_key = AlertState.OPEN, key
        alert.settled_at = alert.settled_by_id = alert.scenario_id = None
        _audit(session, alert, staff)
        session.flush()
    return alert


def take_back(session: Session, alert: Alert) -> None:
    """Close an alert because the one who caused it thinks otherwise now."""
    if alert.state is AlertState.OPEN:
        _close(session, alert, AlertState.TAKEN_BACK)


def alert_of(session: Session, event: Event, alert_id: int) -> Alert:
    """Return an alert of `event`, or of no event; raises NotFound for any other id."""
    alert = session.exec(
        select(Alert).where(col(Alert.id) == alert_id, _concerns(row_id(event))).with_for_update()
    ).first()
    if alert is None:
        raise NotFound(N_("This event has no such alert."))
    return alert


def open_alerts(session: Session, event_id: int) -> int:
    """Return how many alerts wait for the organisers of an event."""
    return session.exec(
        select(func.count()).select_from(Alert).where(_concerns(event_id), col(Alert.state) == AlertState.OPEN)
    ).one()


def _concerns(event_id: int) -> ColumnElement[bool]:
    return or_(col(Alert.event_id) == event_id, col(Alert.event_id).is_(None))


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
        minutes=cause.minutes,
        note=cause.note[:500],
        sure=cause.sure,
        open_key=cause.key,
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
    )


def _close(session: Session, alert: Alert, state: AlertState) -> None:
    alert.state, alert.open_key, alert.settled_at = state, None, clock.now()
    session.add(alert)
    session.flush()


def _audit(session: Session, alert: Alert, staff: Staff) -> None:
    details = {"alert": alert.id, "kind": alert.kind.value, "registration": alert.registration_id}
    session.add(
        AuditEntry(
            event_id=alert.event_id,
            at=clock.now(),
            actor=staff.name,
            verb=f"alert_{alert.state.value}",
            details=details,
        )
    )
