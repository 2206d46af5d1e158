"""The hours that a counterpart has tapped: the other ones become absences of whoever takes part for it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import time

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import Absence, Act, Event, Organisation, Phase, Registration, record, row_id
from matchmaker.prospects.commands.against_hours import report_hours
from matchmaker.prospects.commands.attache_news import note_news
from matchmaker.prospects.commands.locking import lock_approach
from matchmaker.prospects.queries.hours import ReceivingHour, absences_of, overlaps, read_hours, receiver_of


def save_hours(
    session: Session, event: Event, counterpart_id: int, free: Collection[str], *, shown: str, by: str
) -> int:
    """Keep whoever takes part for a counterpart free in the hours `free` (keys); none, or all offered, is every hour.

    Return how many published meetings the hours leave out: they stand, and the organisers are alerted.

    Hours that are not offered suit with the rest, or not at all. What was said of other days and hours stays, and an
    absence of which no hour is freed keeps its note. `shown` is the token of the hours that the form began with. Raises
    `NotFound` for a counterpart of another event, `Closed` unless the event is open, `InvalidInput` while nobody takes
    part and for hours that are not asked, and `Stale` if somebody has changed them meanwhile.
    """
    require_not_archived(event)
    if event.phase is not Phase.OPEN:
        raise Closed(N_("The time for changing this is over. Please tell the organisers."))
    counterpart = lock_approach(session, event, counterpart_id)
    number = receiver_of(session, event, counterpart)
    registration = session.exec(select(Registration).where(Registration.id == number).with_for_update()).first()
    saved = read_hours(session, event, counterpart)
    if registration is None or saved is None:
        raise InvalidInput(N_("Agree to meet a company first: then you choose the hours."))
    offered = {hour.key for hour in saved.offered}
    if not offered >= set(free):
        raise InvalidInput(N_("The day has changed meanwhile. Please look at it again."))
    wanted = set(free) or offered
    if wanted != {hour.key for hour in saved.offered if hour.free}:
        if shown != saved.token:
            raise Stale
        _keep(session, registration, saved.hours, {hour.key for hour in saved.hours} if wanted == offered else wanted)
        note_news(session, counterpart, AttacheNews.HOURS)
    registration.availability_at = clock.now()
    name = session.get_one(Organisation, counterpart.organisation_id).name
    record(session, by, Act.SAVE_COUNTERPART, event_id=row_id(event), subject=name, counterpart=counterpart_id)
    session.flush()
    return 0 if (kept := read_hours(session, event, counterpart)) is None else report_hours(session, event, kept)


def _keep(
    session: Session, registration: Registration, hours: Sequence[ReceivingHour], wanted: Collection[str]
) -> None:
    """Let the absences of somebody leave the hours `wanted` free, and cover the other ones."""
    kept: list[Absence] = []
    ended: list[Absence] = []
    for absence in absences_of(session, row_id(registration)):
        freed = any(hour.key in wanted and overlaps(absence, hour) for hour in hours)
        (ended if freed else kept).append(absence)
    missing = [
        hour for hour in hours if hour.key not in wanted and not any(overlaps(absence, hour) for absence in kept)
    ]
    made = [_absence(registration, run[0], run[0].starts, run[-1].ends, _note(ended, run[0])) for run in _runs(missing)]
    for absence in ended:
        made += _outside(registration, absence, [hour for hour in hours if hour.day == absence.day])
        session.delete(absence)
    session.add_all(made)
    session.flush()


def _outside(registration: Registration, absence: Absence, hours: Sequence[ReceivingHour]) -> Iterator[Absence]:
    """Return what an absence says of the time before the hours that are asked on its day, and of that after them."""
    first, last = hours[0].starts, hours[-1].ends
    for starts, ends in ((absence.starts, min(absence.ends, first)), (max(absence.starts, last), absence.ends)):
        if starts < ends:
            yield _absence(registration, hours[0], starts, ends, absence.note)


def _absence(registration: Registration, hour: ReceivingHour, starts: time, ends: time, note: str) -> Absence:
    return Absence(registration_id=row_id(registration), day=hour.day, starts=starts, ends=ends, note=note)


def _note(absences: Sequence[Absence], hour: ReceivingHour) -> str:
    return next((absence.note for absence in absences if overlaps(absence, hour)), "")


def _runs(hours: Sequence[ReceivingHour]) -> list[list[ReceivingHour]]:
    """Group the hours that follow one another."""
    runs: list[list[ReceivingHour]] = []
    for hour in hours:
        if runs and runs[-1][-1].day == hour.day and runs[-1][-1].ends == hour.starts:
            runs[-1].append(hour)
        else:
            runs.append([hour])
    return runs
