"""Invitations by mail: what each person's calendar holds is brought into line with what has been published.

One state per registration and line (`SentInvitation`): not sent, REQUEST, REQUEST with a higher sequence, CANCEL, and
REQUEST again. The only transition is "what should stand there now, against what was told last", so that publishing,
a change of mind about the calendar and a corrected address are one and the same thing, and repeating it does nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.commands import lock_event
from matchmaker.invitations.commands.desk import Desk
from matchmaker.invitations.commands.mails import drop_waiting, queue_invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.models import (
    CalendarChoice,
    Event,
    Phase,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    row_id,
)
from matchmaker.releases.queries.published import last_release
from matchmaker.releases.rules.succession import CopyKey


def choose_calendar(session: Session, registration: Registration, choice: CalendarChoice) -> int:
    """Set the one way by which a person gets entries, and return how many mails follow from it.

    From mail to the subscription, invitations of what is still to come are taken back, else everything would stand
    in the calendar twice; the other way round they are sent.
    """
    registration.calendar, registration.calendar_chosen_at = choice, clock.now()
    session.flush()
    return reconcile_one(session, registration)


def clear_calendar(session: Session, registration: Registration) -> int:
    """Take back what is left in the calendar of somebody who has withdrawn, a mail each; return how many mails."""
    return reconcile_one(session, registration, asked=True)


def reconcile_one(session: Session, registration: Registration, *, asked: bool = False) -> int:
    """Bring one person's invitations into line with the last release, if it is final; return how many mails go out.

    Called when the way or the address has changed; what stands only provisionally is not sent. `asked` as in
    `reconcile`.
    """
    # one after the other with publishing, which locks the same row
    event = lock_event(session, registration.event_id)
    release = last_release(session, row_id(event))
    if release is None or (
        release.kind is ReleaseKind.PROVISIONAL and calendar_choice(event, registration) is CalendarChoice.MAIL
    ):
        return 0
    entries = session.exec(select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id)).all()
    return len(reconcile(session, event, entries, [registration], asked=asked).told)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Whose copies of which lines reconciling has changed something about."""

    told: frozenset[CopyKey] = frozenset()
    """A mail goes out."""
    undone: frozenset[CopyKey] = frozenset()
    """The mail about the last change does not go out: it has not arrived, and that change has been taken back."""


def reconcile(
    session: Session,
    event: Event,
    entries: Iterable[ReleaseEntry],
    registrations: Iterable[Registration],
    *,
    asked: bool = False,
) -> Reconciled:
    """Queue what `registrations` must be told so that their calendars hold `entries`, the lines of a final release.

    What is past is left alone, and so is what several lines of somebody who has withdrawn were, until they have `asked`
    for it; an archived event sends nothing.
    """
    if event.phase is Phase.ARCHIVED:
        return Reconciled()
    desk = Desk.open(session, event, entries, registrations, asked=asked)
    tellings = [telling for registration in desk.registrations.values() for telling in desk.reconcile(registration)]
    session.flush()
    drop_waiting(session, [telling.row for telling in tellings])
    queue_invitations(session, event, tellings, desk.now)
    return Reconciled(
        frozenset((telling.row.registration_id, telling.row.uid) for telling in tellings),
        frozenset((row.registration_id, row.uid) for row in desk.undone),
    )
