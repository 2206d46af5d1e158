"""Locks of an approach, in the order that all keep: the organisation, delegations by their ids, the counterpart.

An import locks all delegations before it writes counterparts, and a merge the organisation before either: whoever took
the counterpart first would wait for somebody who waits for it (deadlock).
"""

from sqlmodel import Session, col, select

from matchmaker.models import Counterpart, Delegation, Event, Organisation, Prospect
from matchmaker.prospects.queries.counterpart import counterpart_of
from matchmaker.wishes.commands.delegation import lock_sides


def lock_approach(session: Session, event: Event, counterpart_id: int, *, leg_id: int | None = None) -> Counterpart:
    """Lock the companies of a counterpart, its own delegation and its row, and return the row.

    All that the session has read is read anew: somebody else may have moved its prospects during the wait. Raises
    `NotFound` for one of another event or city.
    """
    session.flush()
    session.expire_all()
    organisation = counterpart_of(session, event, counterpart_id, leg_id=leg_id, lock=False).organisation_id
    # an agreement may register its people, which a merge of the organisation would lose
    there = select(Organisation.id).where(Organisation.id == organisation)
    session.exec(there.with_for_update(read=True, key_share=True)).one()
    companies = session.exec(select(Prospect.delegation_id).where(Prospect.counterpart_id == counterpart_id)).all()
    own = session.exec(
        select(Delegation.id).where(Delegation.event_id == event.id, col(Delegation.organisation_id) == organisation)
    ).all()
    lock_sides(session, [number for number in (*companies, *own) if number is not None])
    session.expire_all()
    return counterpart_of(session, event, counterpart_id, leg_id=leg_id)
