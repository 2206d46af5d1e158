"""Phases of an event: opened to its participants, closed, archived."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Event, Phase, Staff, record, row_id
from matchmaker.setup.queries.preparation import read_preparation
from matchmaker.setup.rules import FOLLOWING


def change_phase(session: Session, event: Event, phase: Phase, *, shown: str, staff: Staff) -> None:
    """Put an event into another phase; `shown` is the one that the page showed. Nobody is mailed by it.

    Raises `Stale` if somebody has changed it meanwhile, and `InvalidInput` for a phase that cannot follow, for an
    opening that is blocked, and for going back to the preparation once somebody has accepted the terms.
    """
    event = lock_event(session, row_id(event))
    if event.phase.value != shown:
        raise Stale(N_("Somebody has changed the phase meanwhile. Here is the newer state."))
    if phase not in FOLLOWING[event.phase]:
        raise InvalidInput(N_("The event cannot go from here to there."))
    preparation = read_preparation(session, event, staff.language)
    if phase is Phase.OPEN and preparation.blocking:
        raise InvalidInput(N_("Something is missing before the event can be opened; see the points."))
    if phase is Phase.DRAFT and preparation.agreed:
        raise InvalidInput(N_("People have accepted the terms already: close the wishes instead."))
    event.phase = phase
    session.add(event)
    record(session, staff.name, Act.CHANGE_PHASE, event_id=row_id(event), phase=phase.value)
    session.flush()
