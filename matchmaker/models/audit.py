"""The audit trail: who did what, to whom, when, from where."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.models.accounts import Staff
from matchmaker.models.acts import Act
from matchmaker.models.base import Instant
from matchmaker.models.events import Event
from matchmaker.models.organisations import Person
from matchmaker.models.registrations import Registration

CLIENT = "client"
"""Key in `Session.info`: the shortened network of the request's client, which `record` writes beside each entry."""
COLLECTED = "collected"
"""Key in `Session.info`: the list to which `record` adds its entries within a block of `collected`."""
COMMAND_LINE = "command line"
BY_ITSELF = "by itself"
"""Actors that are no people."""
LONGEST_NAME = 120


class AuditEntry(SQLModel, table=True):
    """Who did what to whom, with the names of that moment; never holds vetoes, notes, tokens or addresses."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    community_id: int | None = Field(default=None, foreign_key="community.id", index=True)
    """None for what concerns accounts of the staff, which belong to no community."""
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    actor: str = Field(max_length=LONGEST_NAME)
    """Empty for somebody who is not known."""
    verb: str = Field(max_length=60)
    """An `Act`."""
    subject: str = Field(default="", max_length=LONGEST_NAME)
    """Whom it concerns: the person of `registration_id`, or the member of the staff `staff_id`."""
    registration_id: int | None = Field(default=None, foreign_key="registration.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    names: str = Field(default="", max_length=2 * LONGEST_NAME + 1)
    """Actor and subject folded, for search."""
    part_of_id: int | None = Field(default=None, foreign_key="audit_entry.id", index=True)
    """The entry that this one is a part of: a change of many is one line in the history of its event, and one in that
    of each person."""
    client: str = Field(default="", max_length=50)
    """The network that it was done from, shortened; empty where no request did it."""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def record(
    session: Session,
    actor: str,
    act: Act,
    *,
    event_id: int | None,
    community: int | None = None,
    registration: int | None = None,
    staff: int | None = None,
    subject: str = "",
    **details: Any,
) -> AuditEntry:
    """Add an audit entry: `actor` did `act`, at an event, in a community or (with neither) about an account.

    `registration` or `staff` is the id of whom it concerns, `subject` their name where there is no id; `details` are
    numbers and codes, never vetoes, notes, tokens or addresses. The community is that of the event where there is one.
    """
    if event_id is not None:
        community = session.get_one(Event, event_id).community_id
    subject = (_subject(session, registration, staff) or subject)[:LONGEST_NAME]
    entry = AuditEntry(
        community_id=community,
        event_id=event_id,
        actor=actor[:LONGEST_NAME],
        verb=act,
        subject=subject,
        registration_id=registration,
        staff_id=staff,
        names=searched_names(actor, subject),
        client=session.info.get(CLIENT, ""),
        details=details,
    )
    session.add(entry)
    session.info.get(COLLECTED, []).append(entry)
    return entry


@contextmanager
def collected(session: Session) -> Iterator[list[AuditEntry]]:
    """Collect the entries that the block records, to make them parts of one (`join`)."""
    outer, entries = session.info.get(COLLECTED), list[AuditEntry]()
    session.info[COLLECTED] = entries
    try:
        yield entries
    finally:
        del session.info[COLLECTED]
        if outer is not None:
            session.info[COLLECTED] = outer


def join(session: Session, whole: AuditEntry, parts: Iterable[AuditEntry]) -> None:
    """Make entries the parts of another one, written after them."""
    session.flush()
    for part in parts:
        part.part_of_id = whole.id
    session.flush()


def searched_names(actor: str, subject: str) -> str:
    """Return what a search by name compares."""
    return fold(f"{actor} {subject}")[: 2 * LONGEST_NAME + 1]


def _subject(session: Session, registration: int | None, staff: int | None) -> str:
    if registration is not None:
        return session.get_one(Person, session.get_one(Registration, registration).person_id).name
    return session.get_one(Staff, staff).name if staff is not None else ""
