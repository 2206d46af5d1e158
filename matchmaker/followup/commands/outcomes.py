"""What is said of a meeting that is over: by a side on its agenda, by the attaché, by organisers."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.followup.queries.meetings import PastMeeting, past_meeting_of, past_meetings_in
from matchmaker.followup.queries.own import OwnPast, own_past_of
from matchmaker.models import (
    Act,
    Event,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Person,
    Registration,
    Teller,
    record,
    required,
    row_id,
)

SAID_BY_SIDES = (MeetingOutcome.HELD, MeetingOutcome.ABSENT, MeetingOutcome.MISSED, MeetingOutcome.LATER)
SAID_BY_OTHERS = (MeetingOutcome.HELD, MeetingOutcome.NOT_HELD)
RATINGS = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """What came of a meeting, and what comes next."""

    result: str = ""
    next_step: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What one side says at once of a meeting: what became of it, a mark, and one line."""

    outcome: MeetingOutcome
    rating: int | None = None
    line: str = ""
    to_other: bool = False
    """The other side reads the line; else its own people and the organisers alone do."""


def say_outcome(
    session: Session,
    event: Event,
    registration: Registration,
    uid: str,
    outcome: MeetingOutcome,
    *,
    rating: int | None = None,
) -> OwnPast:
    """Note what became of a meeting of a person, and how useful it was to them; said again, the later word counts.

    A meeting that did not take place has no rating. Raises `NotFound` for a line that is no meeting of theirs or not
    over, `InvalidInput` for words that no side says, `Closed` once the event is archived.
    """
    require_not_archived(event)
    if outcome not in SAID_BY_SIDES or (
        rating is not None and (rating not in RATINGS or outcome is not MeetingOutcome.HELD)
    ):
        raise InvalidInput(N_("Choose one of the answers."))
    lock_event(session, row_id(event))
    found = own_past_of(session, registration, uid)
    number = required(found.entry.meeting_id)
    name = session.get_one(Person, registration.person_id).name
    _write(session, event, number, Teller.SIDE, outcome, by=name, delegation_id=registration.delegation_id)
    _rate(session, number, row_id(registration), rating if outcome is MeetingOutcome.HELD else None, outcome)
    session.flush()
    return own_past_of(session, registration, uid)


def say_afterwards(
    session: Session, event: Event, registration: Registration, uid: str, said: Afterwards, *, shown: str
) -> None:
    """Note at once what became of a meeting of a person, a mark and one line; `shown` is `OwnPast.token`.

    Raises `NotFound`, `InvalidInput` and `Closed` as `say_outcome` does, and `Stale` if it was written meanwhile.
    """
    lock_event(session, row_id(event))
    before = own_past_of(session, registration, uid)
    if shown != before.token:
        raise Stale
    kept = before.line
    row = say_outcome(session, event, registration, uid, said.outcome, rating=said.rating).report
    if row is None:
        raise NotFound
    line = one_line(said.line)[:300]
    if said.to_other:
        row.to_other = line
        if row.result == kept:  # one line, which has another reader now
            row.result = ""
    else:
        if row.to_other or line != one_line(kept):
            row.result = line
        row.to_other = ""
    session.flush()


def save_onward(
    session: Session, event: Event, registration: Registration, uid: str, onward: Onward, *, shown: str
) -> OwnPast:
    """Keep what came of a meeting and what comes next, for the people of one side; `shown` is `OwnPast.token`.

    Raises as `say_outcome` does, `Stale` if a colleague has written it meanwhile, and `InvalidInput` while nobody of
    this side has said whether it took place.
    """
    require_not_archived(event)
    lock_event(session, row_id(event))
    found = own_past_of(session, registration, uid)
    if shown != found.token:
        raise Stale
    if found.report is None:
        raise InvalidInput(N_("Say first whether the meeting took place."))
    row = found.report
    row.result, row.next_step = several_lines(onward.result)[:500], one_line(onward.next_step)[:200]
    row.due_on = onward.due_on
    row.changed_at, row.changed_by = clock.now(), session.get_one(Person, registration.person_id).name
    session.flush()
    return found


def say_held(
    session: Session,
    event: Event,
    meeting_id: int,
    outcome: MeetingOutcome | None,
    *,
    teller: Teller,
    by: str,
    city: str | None = None,
) -> None:
    """Note for organisers or the attaché whether a meeting took place; said again, the later word counts.

    With `city` it is only one of that city. Raises `NotFound` for a meeting that is not over or of elsewhere,
    `InvalidInput` for no answer and for what only sides say, `Closed` once the event is archived.
    """
    require_not_archived(event)
    lock_event(session, row_id(event))
    found = past_meeting_of(session, event, meeting_id)
    if city is not None and found.city != city:
        raise NotFound
    if outcome is None or outcome not in SAID_BY_OTHERS or teller is Teller.SIDE:
        raise InvalidInput(N_("Choose one of the answers."))
    before = found.said_by(teller)
    if before is not None and before.outcome is outcome:
        return
    _write(session, event, meeting_id, teller, outcome, by=by)
    _note_held(session, event, found, outcome, by=by)
    session.flush()


def say_day_held(session: Session, event: Event, day: date, *, by: str, city: str) -> int:
    """Note for the attaché that the meetings of a city on a day took place, and return of how many.

    Only those of which the attaché has said nothing. Raises `Closed` once the event is archived.
    """
    require_not_archived(event)
    lock_event(session, row_id(event))
    found = [
        one for one in past_meetings_in(session, event, city) if one.day == day and one.said_by(Teller.ATTACHE) is None
    ]
    for one in found:
        _write(session, event, one.id, Teller.ATTACHE, MeetingOutcome.HELD, by=by)
        _note_held(session, event, one, MeetingOutcome.HELD, by=by)
    session.flush()
    return len(found)


def _note_held(session: Session, event: Event, meeting: PastMeeting, outcome: MeetingOutcome, *, by: str) -> None:
    record(
        session,
        by,
        Act.SAY_HELD,
        event_id=row_id(event),
        subject=" – ".join(meeting.sides.values()),
        outcome=outcome.value,
    )


def _write(
    session: Session,
    event: Event,
    meeting_id: int,
    teller: Teller,
    outcome: MeetingOutcome,
    *,
    by: str,
    delegation_id: int | None = None,
) -> None:
    row = session.exec(
        select(MeetingReport).where(
            MeetingReport.meeting_id == meeting_id,
            MeetingReport.teller == teller,
            col(MeetingReport.delegation_id).is_(None)
            if delegation_id is None
            else MeetingReport.delegation_id == delegation_id,
        )
    ).one_or_none()
    if row is None:
        row = MeetingReport(
            event_id=row_id(event), meeting_id=meeting_id, teller=teller, delegation_id=delegation_id, outcome=outcome
        )
    row.outcome, row.changed_at, row.changed_by = outcome, clock.now(), by
    session.add(row)


def _rate(session: Session, meeting_id: int, registration_id: int, rating: int | None, outcome: MeetingOutcome) -> None:
    row = session.exec(
        select(MeetingRating).where(
            MeetingRating.meeting_id == meeting_id, MeetingRating.registration_id == registration_id
        )
    ).one_or_none()
    if rating is not None:
        row = row or MeetingRating(meeting_id=meeting_id, registration_id=registration_id, rating=rating)
        row.rating = rating
        session.add(row)
    elif row is not None and outcome is not MeetingOutcome.HELD:
        session.delete(row)
