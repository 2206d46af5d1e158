"""Withdrawal from an event, and taking it back.

It marks the person's meetings as in danger and alerts the organisers; the person gets a receipt. The other sides learn
of it by the next release.
"""

from sqlmodel import Session, col, or_, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.commands.speakers import accepted_talks, speaker_back, talks_without_speaker
from matchmaker.alerts.commands.structure import agree_again, contradict_again
from matchmaker.alerts.queries.schedules import has_schedule
from matchmaker.alerts.rules import note_of
from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.feeds.commands import rotate
from matchmaker.models import (
    Act,
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    Event,
    Person,
    Registration,
    record,
    row_id,
)
from matchmaker.notices.commands.withdrawals import confirm_return, confirm_withdrawal
from matchmaker.releases.queries.published import last_release


def withdraw(
    session: Session, registration: Registration, *, note: str = "", actor: str = "", basis: str | None = None
) -> Alert:
    """Take the person out of the event: nothing more is planned for them, and their meetings are in danger.

    Done twice, it is done once. `actor` is who does it, for the history; the person, if it is empty. `basis` says how
    the person has asked an organiser for it.
    """
    if not registration.withdrawn:
        registration.withdrawn_at = clock.now()
        session.add(registration)
        # who leaves knows the address of the colleagues' feed: it ends, the others find a new one on their page
        rotate(session, session.get_one(Delegation, registration.delegation_id))
        who = actor or session.get_one(Person, registration.person_id).name
        record(session, who, Act.WITHDRAW, event_id=registration.event_id, registration=registration.id, basis=basis)
        confirm_withdrawal(session, registration)
        talks_without_speaker(session, registration)
        session.flush()
        agree_again(session, session.get_one(Event, registration.event_id))
    cause = Cause(
        kind=AlertKind.WITHDRAWN,
        event_id=registration.event_id,
        registration_id=row_id(registration),
        note=note_of(note),
    )
    alert = raise_alert(session, cause)
    if not has_schedule(session, registration.event_id) and not accepted_talks(session, registration):
        # nothing waits: the organisers read of it by mail
        alert.state, alert.open_key, alert.settled_at = AlertState.HANDLED, None, clock.now()
        session.flush()
    return alert


def come_back(
    session: Session, registration: Registration, *, actor: str = "", basis: str | None = None, settled: bool = False
) -> None:
    """Take a withdrawal back; what is still published of the person's meetings stands again, the rest stays cancelled.

    `actor` is who does it, for the history; the person, if it is empty. `basis` says how the person has asked an
    organiser for it. Raises `Stale` once the organisers have acted on the withdrawal, unless they do it (`settled`).
    """
    if not registration.withdrawn:
        return
    alerts = _pending_withdrawals(session, registration)
    if not settled and not any(alert.state is AlertState.OPEN or alert.is_needless for alert in alerts):
        raise Stale(
            N_("The organisers have acted on your withdrawal. Write to them, and they will see what is possible.")
        )
    for alert in alerts:
        take_back(session, alert, handled=settled or alert.is_needless)
    speaker_back(session, registration, handled=settled)
    registration.withdrawn_at = None
    session.add(registration)
    delegation = session.get_one(Delegation, registration.delegation_id)
    delegation.withdrawn_at = None  # with one of its people the organisation is there again
    session.add(delegation)
    who = actor or session.get_one(Person, registration.person_id).name
    record(
        session, who, Act.WITHDRAW_TAKEN_BACK, event_id=registration.event_id, registration=registration.id, basis=basis
    )
    confirm_return(session, registration)
    session.flush()
    contradict_again(session, session.get_one(Event, registration.event_id))


def _pending_withdrawals(session: Session, registration: Registration) -> list[Alert]:
    """Return the alerts of the withdrawal that are open, or handled and not published since."""
    release = last_release(session, registration.event_id)
    handled = col(Alert.state) == AlertState.HANDLED
    if release is not None:
        handled &= col(Alert.settled_at) >= release.published_at
    wanted = select(Alert).where(
        col(Alert.kind) == AlertKind.WITHDRAWN,
        col(Alert.registration_id) == registration.id,
        or_(col(Alert.state) == AlertState.OPEN, handled),
    )
    return list(session.exec(wanted))
