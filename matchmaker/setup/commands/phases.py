"""Phases of an event: opened to its participants, closed, archived."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import BY_ITSELF, Act, Event, Phase, Staff, record, row_id
from matchmaker.setup.commands.blocked import tell_blocked
from matchmaker.setup.queries.preparation import read_preparation
from matchmaker.setup.rules import FOLLOWING


def change_phase(session: Session, event: Event, phase: Phase, *, shown: str, staff: Staff) -> None:
    """Put an event into another phase; `shown` is the one that the page showed. Nobody is mailed by it.

    Raises `Stale` if somebody has changed it meanwhile, and `InvalidInput` for a phase that cannot follow, for an
    opening that is blocked, and for going back to the preparation once somebody has accepted the terms.
    """
    event = lock_event(session, row_id(event))
    if event.phase.value != shown:
        raise Stale
    if phase not in FOLLOWING[event.phase]:
        raise InvalidInput(N_("The event cannot go from here to there."))
    preparation = read_preparation(session, event, staff.language)
    if phase is Phase.OPEN and preparation.blocking:
        raise InvalidInput(N_("Something is missing before the event can be opened; see the points."))
    if phase is Phase.DRAFT and preparation.agreed:
        raise InvalidInput(N_("People have accepted the terms already: close the wishes instead."))
    _set(session, event, phase, actor=staff.name)


def open_when_due(session: Session, event: Event) -> bool:
    """Open an event in preparation whose planned moment has come, and tell whether it was done; idempotent.

    An event that lacks something stays in preparation; its organisers get a mail, and read what on its page.
    """
    event = lock_event(session, row_id(event))
    if event.phase is not Phase.DRAFT or event.opens_at is None or event.opens_at > clock.now():
        return False
    if read_preparation(session, event, event.language).blocking:
        tell_blocked(session, event)
        return False
    _set(session, event, Phase.OPEN, actor=BY_ITSELF)
    return True


def _set(session: Session, event: Event, phase: Phase, *, actor: str) -> None:
    if event.phase is Phase.DRAFT:
        event.opens_at = clock.now()
    elif phase is Phase.DRAFT:
        event.opens_at = None
    event.phase = phase
    session.add(event)
    record(session, actor, Act.CHANGE_PHASE, event_id=row_id(event), phase=phase.value)
    session.flush()
