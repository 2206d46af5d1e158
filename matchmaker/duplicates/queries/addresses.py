"""Which of two addresses a merge of two people may keep, and for whom."""

from sqlmodel import Session, col, select

from matchmaker.communities.rules import EVENT_PERMISSIONS, Permission
from matchmaker.duplicates.queries.comparison import SideBySide
from matchmaker.models import EventStaff, MergeKind, Registration


def corrects_addresses(session: Session, found: SideBySide, staff_id: int) -> bool:
    """Tell whether a member of the staff may give each of two people another address: organises an event of each."""
    if found.kind is not MergeKind.PERSON:
        return False
    roles = [role for role, granted in EVENT_PERMISSIONS.items() if Permission.ORGANISE in granted]
    organised = (
        select(Registration.person_id)
        .join(EventStaff, col(EventStaff.event_id) == col(Registration.event_id))
        .where(
            EventStaff.staff_id == staff_id,
            col(EventStaff.role).in_(roles),
            col(Registration.person_id).in_([side.id for side in found.sides]),
        )
    )
    logged_in = {side.id for side in found.sides if side.log_ins}
    return logged_in <= set(session.exec(organised))


def address_choices(found: SideBySide, *, may_move: bool) -> tuple[int, ...]:
    """Return the ids of those whose address a merge of two people may keep, the usual one first.

    An account keeps the address with which somebody has logged in to it: to lead it to another one, `may_move` is the
    right that correcting an address needs. None are left where both have been used and the reader has not that right.
    """
    used = [side.id for side in found.sides if side.log_ins]
    if may_move or not used:
        ids = [side.id for side in found.sides]
        return tuple(sorted(ids, key=lambda one: one not in used))
    return tuple(used) if len(used) == 1 else ()
