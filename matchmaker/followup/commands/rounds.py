"""When the mails of a round leave, and whether they do; one person's address ended."""

from datetime import date

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.followup.queries.rounds import RoundDays, days_of, round_row
from matchmaker.followup.rules import usual_opening
from matchmaker.models import Act, Event, FollowUpAnswer, FollowUpRound, Registration, record, row_id


def save_round(
    session: Session, event: Event, months: int, *, opens_on: date, is_on: bool, shown: str, by: str
) -> RoundDays:
    """Turn a round on or off, and say when its mails leave; `shown` is `RoundDays.token`.

    A round that has begun keeps its people: turned off, its addresses take no answers and nobody is reminded. Raises
    `NotFound` for no round, `Stale` if somebody has set it meanwhile, `InvalidInput` for a day before the end of the
    event, `Closed` once it is archived.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    row = round_row(session, event, months)
    if shown != days_of(event, months, row).token:
        raise Stale
    if opens_on <= event.ends_on:
        raise InvalidInput(N_("Choose a day after the end of the event."))
    row = row or FollowUpRound(event_id=row_id(event), months=months)
    row.opens_on = None if opens_on == usual_opening(event.ends_on, months) else opens_on
    row.is_on = is_on
    session.add(row)
    session.flush()
    record(session, by, Act.SAVE_FOLLOW_UP, event_id=row_id(event), months=months, is_on=is_on)
    return days_of(event, months, row)


def end_answer(session: Session, event: Event, answer_id: int, *, by: str) -> None:
    """End the address of one person in a round: it opens nothing from then on. Done twice, it is done once.

    It can be ended in an archived event too: an address that was passed on by mistake is closed at once. Raises
    `NotFound` for an answer of another event.
    """
    answer = session.get(FollowUpAnswer, answer_id, with_for_update=True, populate_existing=True)
    if answer is None or session.get_one(FollowUpRound, answer.round_id).event_id != event.id:
        raise NotFound
    if answer.ended_at is None:
        answer.ended_at = clock.now()
        registration = session.get_one(Registration, answer.registration_id)
        record(session, by, Act.END_FOLLOW_UP, event_id=row_id(event), registration=row_id(registration))
    session.flush()
