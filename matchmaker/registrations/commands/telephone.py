"""Times and terms said by telephone, noted by an organiser: the same paths as if the person had done it themselves.

The history says who noted it, for whom and on what basis; the person is told by mail.
"""

from sqlmodel import Session

from matchmaker.alerts.commands.alerts import Cause, raise_alert
from matchmaker.alerts.commands.reports import report_late_for_day
from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import (
    Act,
    AlertKind,
    Event,
    Registration,
    Staff,
    record,
    row_id,
)
from matchmaker.people.commands.person import check_stay
from matchmaker.people.commands.terms import agree
from matchmaker.people.rules.person import Moment
from matchmaker.registrations.commands.told import tell_of_stay, tell_of_terms
from matchmaker.registrations.queries.impact import outside
from matchmaker.registrations.queries.person import registered
from matchmaker.releases.queries.published import standing_appointments


def agree_for(session: Session, event: Event, registration_id: int, basis: Basis, staff: Staff) -> Registration:
    """Accept the terms for a person; done twice, it is done once.

    Raises `NotFound` for a person of another event, `Stale` for one who has withdrawn, `Closed` once it is archived.
    """
    require_not_archived(event)
    who = registered(session, event, registration_id)
    if who.withdrawn:
        raise Stale(N_("This person has withdrawn meanwhile."))
    if who.registration.agreed_at is None:
        agree(session, who.registration)
        _note(session, who.registration, Act.AGREE_FOR, basis, staff)
        tell_of_terms(session, event, who.registration, basis, staff)
    return who.registration


def set_stay(
    session: Session,
    event: Event,
    registration_id: int,
    *,
    arrives: Moment | None,
    leaves: Moment | None,
    basis: Basis,
    staff: Staff,
) -> Registration:
    """Note from when to when a person is there, at any time; None is the whole time.

    What is published stands: appointments before the arrival are reported late, those after the departure as ones that
    the person cannot come to. Raises `NotFound` for a person of another event, `Closed` once it is archived, and
    `InvalidInput` for times outside the event or a departure before the arrival.
    """
    require_not_archived(event)
    registration = registered(session, event, registration_id).registration
    check_stay(event, arrives, leaves)
    registration.arrives_day, registration.arrives = arrives or (None, None)
    registration.leaves_day, registration.leaves = leaves or (None, None)
    registration.availability_at = clock.now()
    _report(session, registration, arrives, leaves)
    _note(session, registration, Act.SAVE_STAY, basis, staff)
    tell_of_stay(session, event, registration, basis, staff)
    session.flush()
    return registration


def _report(session: Session, registration: Registration, arrives: Moment | None, leaves: Moment | None) -> None:
    """Raise the alerts that the person would raise on their own pages."""
    ahead = [entry for entry in standing_appointments(session, registration) if entry.ends_at > clock.now()]
    if arrives is not None and any(entry.day == arrives[0] and entry.starts < arrives[1] for entry in ahead):
        report_late_for_day(session, registration, *arrives)
    for entry in ahead:
        missed = arrives is not None and entry.day < arrives[0]
        if missed or outside(entry, None, leaves):
            cause = Cause(
                kind=AlertKind.CANCELLED,
                event_id=registration.event_id,
                registration_id=row_id(registration),
                uid=entry.uid,
                meeting_id=entry.meeting_id,
            )
            raise_alert(session, cause)


def _note(session: Session, registration: Registration, act: Act, basis: Basis, staff: Staff) -> None:
    record(session, staff.name, act, event_id=registration.event_id, registration=registration.id, basis=basis)
