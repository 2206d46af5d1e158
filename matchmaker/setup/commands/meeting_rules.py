"""Who may meet whom: the agreement that a meeting needs, and which categories may wish for which."""

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import Agreement, Category, CategoryExclusion, Event, Staff, StructureAct, row_id
from matchmaker.releases.queries.published import last_release
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.meeting_rules import exclusions_token
from matchmaker.wishes.queries.exclusions import read_exclusions
from matchmaker.wishes.rules.exclusions import Exclusions


def change_agreement(session: Session, event: Event, agreement: Agreement, *, shown: str, staff: Staff) -> Event:
    """Change who must have said yes before two may meet; `shown` is the agreement that the page showed.

    Raises `Stale` if somebody has changed it meanwhile, and `InvalidInput` once a schedule is published: its meetings
    rest on what people were told.
    """
    event = lock_event(session, row_id(event))
    if shown != event.agreement.value:
        raise Stale
    if agreement is not event.agreement and last_release(session, row_id(event)) is not None:
        raise InvalidInput(
            N_("Who must agree cannot be changed any more: the published meetings rest on what people were told.")
        )
    with noted(session, event, StructureAct.CHANGE_AGREEMENT, agreement.value, staff=staff):
        event.agreement = agreement
        session.add(event)
    return event


def change_exclusions(session: Session, event: Event, new: Exclusions, *, shown: str, staff: Staff) -> None:
    """Say which categories may not wish for which; published meetings stay, and wishes that do not count stay written.

    `shown` is the `exclusions_token` of what the form began with. Raises `Stale` if somebody has changed them
    meanwhile, and `InvalidInput` for categories of elsewhere, and if nobody could meet anybody any more.
    """
    event = lock_event(session, row_id(event))
    before = read_exclusions(session, row_id(event))
    if shown != exclusions_token(before):
        raise Stale
    categories = session.exec(select(Category).where(Category.event_id == event.id)).all()
    if not {number for pair in new for number in pair} <= {row_id(category) for category in categories}:
        raise InvalidInput(N_("Choose categories of this event."))
    meeting = [row_id(category) for category in categories if category.has_meetings]
    if meeting and all((one, other) in new for one in meeting for other in meeting):
        raise InvalidInput(N_("Nobody could meet anybody: let at least one category ask another one."))
    with noted(session, event, StructureAct.CHANGE_EXCLUSIONS, "", staff=staff):
        session.add_all(
            CategoryExclusion(event_id=row_id(event), from_id=one, to_id=other) for one, other in sorted(new - before)
        )
        session.flush()
        for row in session.exec(
            select(CategoryExclusion).where(CategoryExclusion.event_id == event.id).order_by(col(CategoryExclusion.id))
        ).all():
            if (row.from_id, row.to_id) not in new:
                session.delete(row)
