"""What participants report of a meeting or a day: cannot come, another time, late, a no-show.

Each is one action that marks what is in danger and alerts the organisers. The other side learns of it by the next
release, and only if it changes something; of a delay it learns at once (decision 23).
"""

from datetime import date, time, timedelta

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.queries.own_lines import line_token, own_meeting
from matchmaker.alerts.rules import note_of
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.models import Alert, AlertKind, AlertState, EntryKind, Registration, ReleaseEntry, row_id
from matchmaker.releases.queries.published import standing_appointments

LATEST_MINUTES = 240
REPORTS = frozenset({AlertKind.CANCELLED, AlertKind.MOVE, AlertKind.LATE, AlertKind.NO_SHOW})
"""What a participant reports on a page, and may take back there."""


def cannot_come(session: Session, registration: Registration, uid: str, *, shown: str, note: str = "") -> Alert:
    """Report that the person cannot come to a meeting; it stands until the organisers publish.

    `shown` is the `line_token` of what the page showed. Raises `Stale` if the line has changed since, `InvalidInput` if
    the meeting is over or the note too long, and `NotFound` if no such line stands in the person's agenda.
    """
    entry = _shown(session, registration, uid, shown)
    if entry.ends_at <= clock.now():
        raise InvalidInput(N_("This meeting is over: report that the other side did not come, or write to us."))
    return _about(session, registration, entry, AlertKind.CANCELLED, note=note)


def ask_to_move(session: Session, registration: Registration, uid: str, *, shown: str, note: str = "") -> Alert:
    """Ask for another time, with the person's reasons; the meeting stands meanwhile.

    Raises as `cannot_come` does; `InvalidInput` once the meeting has begun, and `Stale` and `NotFound`.
    """
    entry = _shown(session, registration, uid, shown)
    if entry.starts_at <= clock.now():
        raise InvalidInput(N_("This meeting has begun: it cannot be moved any more."))
    return _about(session, registration, entry, AlertKind.MOVE, note=note)


def report_no_show(session: Session, registration: Registration, uid: str, *, shown: str, note: str = "") -> Alert:
    """Report that the other side has not come.

    Raises as `cannot_come` does; `InvalidInput` before the meeting has begun, and `Stale` and `NotFound`.
    """
    entry = _shown(session, registration, uid, shown)
    if entry.kind is not EntryKind.MEETING or entry.starts_at > clock.now():
        raise InvalidInput(N_("This meeting has not begun yet."))
    return _about(session, registration, entry, AlertKind.NO_SHOW, note=note)


def report_late_for_day(session: Session, registration: Registration, day: date, wall: time) -> Alert:
    """Report from what time on, in the zone of the day's first appointment, the person is there on that day.

    Raises `InvalidInput` if nothing of the person's begins before.
    """
    entries = [entry for entry in standing_appointments(session, registration) if entry.day == day]
    moment = clock.instant(day, wall, entries[0].zone) if entries else clock.now()
    if not entries or moment <= entries[0].starts_at:
        raise InvalidInput(N_("You have no appointment on that day before that time."))
    cause = Cause(
        kind=AlertKind.LATE,
        event_id=registration.event_id,
        registration_id=row_id(registration),
        minutes=(moment - entries[0].starts_at) // timedelta(minutes=1),
        moment=moment,
    )
    return raise_alert(session, cause)


def report_late(session: Session, registration: Registration, uid: str, minutes: int, *, shown: str = "") -> Alert:
    """Report by how many minutes the person is late for one meeting.

    Raises as `cannot_come` does; `InvalidInput` for a number out of range as well, and `Stale` and `NotFound`.
    """
    if not 1 <= minutes <= LATEST_MINUTES:
        raise InvalidInput(N_("Say how late you are, from 1 to %(most)d minutes."), most=LATEST_MINUTES)
    entry = _shown(session, registration, uid, shown)
    if entry.ends_at <= clock.now():
        raise InvalidInput(N_("This meeting is over."))
    return _about(session, registration, entry, AlertKind.LATE, minutes=minutes)


def take_back_report(session: Session, registration: Registration, alert_id: int) -> Alert:
    """Take back what the person said of a meeting; raises NotFound for another person's, Stale once it was handled."""
    alert = session.exec(
        select(Alert).where(
            col(Alert.id) == alert_id,
            col(Alert.registration_id) == registration.id,
            col(Alert.kind).in_(REPORTS),
        )
    ).first()
    if alert is None:
        raise NotFound(N_("There is nothing of this kind to take back."))
    if alert.state in {AlertState.HANDLED, AlertState.DISMISSED}:
        raise Stale(N_("The organisers have acted on it meanwhile. Write to them if it is no longer so."))
    take_back(session, alert)
    return alert


def _shown(session: Session, registration: Registration, uid: str, shown: str) -> ReleaseEntry:
    entry = own_meeting(session, registration, uid)
    if shown != line_token(entry):
        raise Stale(N_("This meeting has changed since you opened the page. Nothing was sent: look at it again."))
    return entry


def _about(
    session: Session,
    registration: Registration,
    entry: ReleaseEntry,
    kind: AlertKind,
    *,
    note: str = "",
    minutes: int | None = None,
) -> Alert:
    cause = Cause(
        kind=kind,
        event_id=registration.event_id,
        registration_id=row_id(registration),
        uid=entry.uid,
        meeting_id=entry.meeting_id,
        note=note_of(note),
        minutes=minutes,
    )
    return raise_alert(session, cause)
