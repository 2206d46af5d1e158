"""Vetoes of a delegation: never meet another one."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import (
    Answer,
    Delegation,
    Event,
    Registration,
    Veto,
    row_id,
)
from matchmaker.wishes.commands.approaches import leave_approaches
from matchmaker.wishes.commands.delegation import (
    find_veto,
    list_wishes,
    lock_delegation,
    renumber,
    require_event_open,
    require_seen,
    set_answer,
    wish_between,
)
from matchmaker.wishes.commands.kept import end_consent, take_off
from matchmaker.wishes.rules.agreement import CONSENTS


def add_veto(session: Session, registration: Registration, against_id: int) -> None:
    """Never meet this delegation, and take back what was said to them. Saying it twice is saying it once.

    Raises `NotFound` for one that the delegation does not see in the directory.
    """
    delegation = lock_delegation(session, registration, against_id)
    require_event_open(session, delegation)
    require_seen(session, delegation, against_id)
    if find_veto(session, delegation, against_id) is None:
        session.add(Veto(event_id=delegation.event_id, from_id=row_id(delegation), against_id=against_id))
    take_back_consent(session, delegation, against_id, registration)
    session.flush()


def remove_veto(session: Session, registration: Registration, against_id: int) -> None:
    """Take back "never meet"; without one there is nothing to do."""
    delegation = lock_delegation(session, registration)
    require_event_open(session, delegation)
    veto = find_veto(session, delegation, against_id)
    if veto is not None:
        session.delete(veto)
    session.flush()


def take_back_consent(
    session: Session, delegation: Delegation, against_id: int, by: Registration | None = None
) -> None:
    """Take back the wish for `against_id`, and the yes to theirs, as far as their author could do it by hand now.

    Both are locked already.
    The other side sees wishes and answers, never a veto: what can be taken back no more stays, because its end could
    be nothing but a refusal (decision 21). Scheduling knows the veto.
    """
    event, now = session.get_one(Event, delegation.event_id), clock.now()
    wishes = list_wishes(session, delegation)
    own = next((wish for wish in wishes if wish.to_id == against_id), None)
    if wishes_open(event, now):
        leave_approaches(session, row_id(delegation), against_id)
        if own is not None:
            take_off(session, own)
            delegation.removed_wish = None
            renumber([wish for wish in wishes if wish is not own])
    if not answers_open(event, now):
        return
    end_consent(session, against_id, row_id(delegation))
    theirs = wish_between(session, against_id, row_id(delegation))
    if theirs is not None and theirs.answer in CONSENTS:
        set_answer(session, theirs, Answer.NONE, by)
