"""Vetoes of a delegation: never meet another one."""

from sqlmodel import Session

from matchmaker.models import (
    Registration,
    Veto,
    row_id,
)
from matchmaker.wishes.commands.delegation import (
    find_veto,
    list_wishes,
    lock_delegation,
    other_delegation,
    renumber,
    require_event_open,
)


def add_veto(session: Session, registration: Registration, against_id: int) -> None:
    """Never meet this delegation; an own wish for them is removed. Saying it twice is saying it once."""
    delegation = lock_delegation(session, registration)
    require_event_open(session, delegation)
    other_delegation(session, delegation, against_id)
    if find_veto(session, delegation, against_id) is None:
        session.add(Veto(event_id=delegation.event_id, from_id=row_id(delegation), against_id=against_id))
    wishes = list_wishes(session, delegation)
    for wish in wishes:
        if wish.to_id == against_id:
            session.delete(wish)
    renumber([wish for wish in wishes if wish.to_id != against_id])
    session.flush()


def remove_veto(session: Session, registration: Registration, against_id: int) -> None:
    """Take back "never meet"; without one there is nothing to do."""
    delegation = lock_delegation(session, registration)
    require_event_open(session, delegation)
    veto = find_veto(session, delegation, against_id)
    if veto is not None:
        session.delete(veto)
    session.flush()
