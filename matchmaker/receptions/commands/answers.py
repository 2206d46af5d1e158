"""A guest says yes or no; who takes part in the event is kept free for it once they said yes."""

from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.models import Attendance, Guest, GuestList, GuestSays, row_id
from matchmaker.receptions.queries.guests import read_list_of
from matchmaker.receptions.queries.links import OpenedInvitation


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAnswer:
    """What a guest says."""

    says: GuestSays
    brings: bool = False
    brings_whom: str = ""
    diet: str = ""


def guest_token(guest: Guest) -> str:
    """Return the token of the answer that a form begins with (optimistic locking)."""
    return content_token(guest.says, guest.brings, guest.brings_whom, guest.diet)


def save_guest_answer(session: Session, opened: OpenedInvitation, answer: GuestAnswer, *, shown: str) -> Guest:
    """Keep what a guest says, and put the item into their agenda, or take it out; `shown` is `guest_token`.

    Published agendas follow with the next release. Raises `Stale` if it was changed elsewhere meanwhile, `InvalidInput`
    when no place is left or nobody may be brought, `Closed` after the last day.
    """
    event = lock_event(session, row_id(opened.event))
    guest = session.get_one(Guest, opened.guest.id)
    found = read_list_of(session, event, row_id(opened.reception.item))
    if shown != guest_token(guest):
        raise Stale
    if not found.takes_answers or found.row is None or guest.ended_at is not None:
        raise Closed(N_("Answers are closed. Please write to the organisers."))
    comes = answer.says is GuestSays.YES
    if answer.brings and not found.row.may_bring:
        raise InvalidInput(N_("This invitation is for you alone."))
    wanted = (2 if answer.brings else 1) if comes else 0
    if found.left is not None and wanted > found.left + guest.seats:
        raise InvalidInput(N_("No place is left for that. Please write to the organisers."))
    guest.says, guest.answered_at = answer.says, clock.now()
    guest.brings = comes and answer.brings
    guest.brings_whom = one_line(answer.brings_whom)[:120] if guest.brings else ""
    guest.diet = one_line(answer.diet)[:200] if comes else ""
    if comes:
        _join(session, found.row, guest)
    else:
        guest.table_id = None
        leave(session, found.row, guest)
    session.add(guest)
    session.flush()
    return guest


def leave(session: Session, row: GuestList, guest: Guest) -> None:
    """Take the item out of the agenda of a guest who takes part in the event."""
    if (attendance := _attendance(session, row, guest)) is not None:
        session.delete(attendance)


def _join(session: Session, row: GuestList, guest: Guest) -> None:
    if guest.registration_id is not None and _attendance(session, row, guest) is None:
        session.add(Attendance(item_id=row.item_id, registration_id=guest.registration_id))


def _attendance(session: Session, row: GuestList, guest: Guest) -> Attendance | None:
    if guest.registration_id is None:
        return None
    return session.exec(
        select(Attendance).where(Attendance.item_id == row.item_id, Attendance.registration_id == guest.registration_id)
    ).one_or_none()
