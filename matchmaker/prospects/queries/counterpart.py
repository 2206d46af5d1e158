"""One counterpart: its companies, and what was done about it."""

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.models import Act, AuditEntry, Counterpart, Event
from matchmaker.prospects.queries.pipeline import INSTEAD, Approached, read_approached

ACTS = (
    Act.ADD_COUNTERPART,
    Act.SAVE_COUNTERPART,
    Act.ANSWER_INSTEAD,
    Act.MOVE_PROSPECT,
    Act.RATHER_CALL,
    Act.NOTE_PROSPECT,
    Act.COUNTERPART_LINK,
)
LATEST = 50
CONTACT = ("first_name", "last_name", "email", "phone", "job_title", "language")
PLACE = ("meets_at", "address", "door", "times", *INSTEAD)


def approached_of(session: Session, event: Event, counterpart_id: int, *, leg_id: int | None = None) -> Approached:
    """Return a counterpart of an event, or of one city of it; raises `NotFound` for any other id."""
    found = read_approached(session, event, leg_id=leg_id, counterpart_id=counterpart_id)
    if not found:
        raise NotFound
    return found[0]


def counterpart_of(
    session: Session, event: Event, counterpart_id: int, *, leg_id: int | None = None, lock: bool = True
) -> Counterpart:
    """Return the row of a counterpart, locked until the end of the transaction; raises `NotFound` as above."""
    statement = select(Counterpart).where(
        Counterpart.id == counterpart_id, Counterpart.event_id == event.id, col(Counterpart.merged_into_id).is_(None)
    )
    if leg_id is not None:
        statement = statement.where(Counterpart.leg_id == leg_id)
    if lock:
        statement = statement.with_for_update(key_share=True)  # rows that name it may be written meanwhile
    found = session.exec(statement.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found


def count_named_instead(session: Session, event: Event) -> int:
    """Return how many counterparts of an event have named somebody in the place of their contact, not answered yet."""
    statement = select(func.count(col(Counterpart.id))).where(
        Counterpart.event_id == event.id, col(Counterpart.merged_into_id).is_(None), Counterpart.instead_email != ""
    )
    return session.exec(statement).one()


def counterpart_token(counterpart: Counterpart) -> str:
    """Return the token of what the form of a counterpart begins with (optimistic locking)."""
    return content_token(*(getattr(counterpart, name) for name in (*CONTACT, *PLACE, "note")))


def done_about(session: Session, event: Event, counterpart_id: int) -> tuple[AuditEntry, ...]:
    """Return what was done about a counterpart, the latest first; the older ones are in the history.

    With what was done about others of the same city before they were merged with it.
    """
    merged = session.exec(select(Counterpart.id).where(Counterpart.merged_into_id == counterpart_id)).all()
    return tuple(
        session.exec(
            select(AuditEntry)
            .where(
                AuditEntry.event_id == event.id,
                col(AuditEntry.verb).in_(ACTS),
                col(AuditEntry.details)["counterpart"].as_integer().in_((counterpart_id, *merged)),
            )
            .order_by(col(AuditEntry.id).desc())
            .limit(LATEST)
        ).all()
    )
