"""The mails of a round: three questions when it opens, and once more to those who are silent. A job asks for them."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.commands import lock_event
from matchmaker.followup.queries.links import answer_address
from matchmaker.followup.queries.rounds import RoundDays, addressees, days_of, round_row
from matchmaker.followup.rules import MONTHS, REMINDED_AFTER
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.follow_up import FollowUpMail
from matchmaker.mail.queries.unsubscribe import stop_url
from matchmaker.models import (
    Event,
    FollowUpAnswer,
    FollowUpRound,
    Person,
    Phase,
    Registration,
    enrolled,
    row_id,
)

HOURS = range(8, 18)
"""Of the event's zone in which such mails leave."""


def ask_due(session: Session, event: Event) -> int:
    """Queue the mails of an event that are due now, and return how many; each is written once, whatever happens."""
    wall = clock.local(clock.now(), event.zone)
    if event.phase in {Phase.DRAFT, Phase.ARCHIVED} or wall.hour not in HOURS:
        return 0
    if not any(days_of(event, months, round_row(session, event, months)).is_open(wall.date()) for months in MONTHS):
        return 0
    event, count = lock_event(session, row_id(event)), 0
    for months in MONTHS:
        row = round_row(session, event, months)
        days = days_of(event, months, row)
        if days.is_open(wall.date()):
            count += _ask(session, event, days, row) + _remind(session, event, days)
    return count


def mail_of(
    event: Event, answer: FollowUpAnswer, person: Person, days: RoundDays, *, again: bool = False
) -> FollowUpMail:
    """Return the mail to one person: the first, or the reminder."""
    return FollowUpMail(
        reader=Reader.of(person),
        host=Host.of(event),
        url=answer_address(answer),
        stop_url=stop_url(answer.registration_id),
        months=days.months,
        closes_on=days.closes_on,
        again=again,
    )


def _ask(session: Session, event: Event, days: RoundDays, row: FollowUpRound | None) -> int:
    """Ask those who are not asked yet; who joins the schedule while the round is open is asked too."""
    people = addressees(session, event)
    if not people:
        return 0
    if row is None:
        row = FollowUpRound(event_id=row_id(event), months=days.months, is_on=days.is_on)
        session.add(row)
        session.flush()
    asked = set(session.exec(select(FollowUpAnswer.registration_id).where(FollowUpAnswer.round_id == row.id)))
    new = {row_id(one): person for one, person in people if one.id not in asked}
    if not new:
        return 0
    rows = [FollowUpAnswer(round_id=row_id(row), registration_id=number) for number in new]
    session.execute(insert(FollowUpAnswer), [one.model_dump(exclude={"id"}) for one in rows])
    answers = session.exec(
        select(FollowUpAnswer)
        .where(FollowUpAnswer.round_id == row.id, col(FollowUpAnswer.registration_id).in_(new))
        .order_by(col(FollowUpAnswer.id))
    )
    return _queue(session, event, [(one, new[one.registration_id]) for one in answers], days, again=False)


def _remind(session: Session, event: Event, days: RoundDays) -> int:
    """Write once more to those who have not answered two weeks after they were asked."""
    now = clock.now()
    silent = session.exec(
        select(FollowUpAnswer, Person)
        .join(FollowUpRound, col(FollowUpRound.id) == col(FollowUpAnswer.round_id))
        .join(Registration, col(Registration.id) == col(FollowUpAnswer.registration_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            FollowUpRound.event_id == event.id,
            FollowUpRound.months == days.months,
            col(FollowUpAnswer.answered_at).is_(None),
            col(FollowUpAnswer.reminded_at).is_(None),
            col(FollowUpAnswer.ended_at).is_(None),
            col(FollowUpAnswer.asked_at) <= now - REMINDED_AFTER,
            col(Registration.unsubscribed_at).is_(None),
            enrolled(),
        )
        .order_by(col(FollowUpAnswer.id))
    ).all()
    for answer, _person in silent:
        answer.reminded_at = now
    return _queue(session, event, silent, days, again=True)


def _queue(
    session: Session,
    event: Event,
    people: Sequence[tuple[FollowUpAnswer, Person]],
    days: RoundDays,
    *,
    again: bool,
) -> int:
    """Queue the mails to some people, and return how many people that is."""
    letters = [
        outbox.BulkMail(
            content=(mail := mail_of(event, answer, person, days, again=again)),
            dedupe_key=f"follow-up:{answer.id}:{'again' if again else 'first'}",
            registration_id=answer.registration_id,
            unsubscribe_url=mail.stop_url,
        )
        for answer, person in people
    ]
    if letters:
        outbox.queue_all(session, letters, event_id=row_id(event))
    return len(letters)
