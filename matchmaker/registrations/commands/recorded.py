"""A change of many people is one line in the history of its event, and one line in that of each person."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import Act, Event, Staff, collected, join, record, row_id


@contextmanager
def recorded_as_one(
    session: Session, event: Event, act: Act, number: int, *, staff: Staff, basis: Basis, subject: str = ""
) -> Iterator[None]:
    """Record what the block does for `number` people as one `act` (of `subject`); what it does for one stays alone."""
    with collected(session) as parts:
        yield
    if number > 1:
        whole = record(session, staff.name, act, event_id=row_id(event), subject=subject, number=number, basis=basis)
        join(session, whole, parts)
