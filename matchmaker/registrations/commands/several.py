"""Several people at once: withdrawn, taken back, or with their organisations in another category."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.withdrawal import come_back, withdraw
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.journal.words import named
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import Act, Category, Delegation, Event, Staff, StructureAct, row_id
from matchmaker.registrations.commands.edit import set_category
from matchmaker.registrations.commands.recorded import recorded_as_one
from matchmaker.registrations.queries.several import Several, read_moves, read_several
from matchmaker.setup.commands.changes import noted


def withdraw_several(
    session: Session, event: Event, ids: Collection[int], *, shown: str, note: str, basis: Basis, staff: Staff
) -> int:
    """Withdraw those of some registrations who take part, each as `withdraw` does; returns how many.

    `shown` is the token of the `Several` that the reader saw. Raises `Stale` if another state is there by now, `Closed`
    once the event is archived and `InvalidInput` for a long note.
    """
    there = _locked(session, event, ids, shown, staff, withdrawn=False)
    with recorded_as_one(session, event, Act.WITHDRAW_SEVERAL, len(there.concerned), staff=staff, basis=basis):
        for one in there.concerned:
            withdraw(session, one.registration, note=note, actor=staff.name, basis=basis)
    session.flush()
    return len(there.concerned)


def return_several(
    session: Session, event: Event, ids: Collection[int], *, shown: str, basis: Basis, staff: Staff
) -> int:
    """Take the withdrawals of some registrations back, each as `return_person` does; returns how many.

    Raises `Stale` and `Closed` as `withdraw_several` does.
    """
    gone = _locked(session, event, ids, shown, staff, withdrawn=True)
    with recorded_as_one(session, event, Act.RETURN_SEVERAL, len(gone.concerned), staff=staff, basis=basis):
        for one in gone.concerned:
            come_back(session, one.registration, actor=staff.name, basis=basis, settled=True)
    return len(gone.concerned)


def _locked(
    session: Session, event: Event, ids: Collection[int], shown: str, staff: Staff, *, withdrawn: bool
) -> Several:
    """Return the people as they are once nobody else writes; raises `Stale` if it is not what was shown."""
    event = lock_event(session, row_id(event))
    require_not_archived(event)
    found = read_several(session, event, ids, staff.language, withdrawn=withdrawn)
    if shown != found.token:
        raise Stale
    return found


def category_of_code(session: Session, event: Event, code: str) -> Category:
    """Return a category of the event; raises `InvalidInput` for a code that it has not."""
    found = session.exec(select(Category).where(Category.code == code, Category.event_id == event.id)).first()
    if found is None:
        raise InvalidInput(N_("Choose among the categories of this event."))
    return found


def put_into_category(session: Session, event: Event, ids: Collection[int], code: str, *, staff: Staff) -> int:
    """Put the organisations of some registrations into a category, and return how many had another one.

    It can be undone as a change of the structure. Those with published meetings stay where the category has none.
    Raises `InvalidInput` if nobody would move and for a code that the event has not, `Closed` once it is archived.
    """
    event = lock_event(session, row_id(event))
    require_not_archived(event)
    category = category_of_code(session, event, code)
    moves = read_moves(session, event, ids, category)
    if not moves.moving:
        raise InvalidInput(
            N_(
                "None of the ticked organisations would change: they are in this category already, or have published "
                "meetings, which it has not."
            )
        )
    names = ", ".join(name for _, name, _ in moves.moving)
    numbers = [number for number, _, _ in moves.moving]
    rows = session.exec(select(Delegation).where(col(Delegation.id).in_(numbers)).with_for_update()).all()
    about = [named(category.names, category.code), f" – {names}"]
    with noted(session, event, StructureAct.SET_CATEGORIES, about, staff=staff):
        for delegation in rows:
            set_category(session, event, delegation, category, staff=staff)
    return len(rows)
