"""What an import says in the history of each person whom it has registered or changed."""

from collections.abc import Iterable

from sqlalchemy import insert
from sqlmodel import Session, col, select

from matchmaker.journal.commands import Written
from matchmaker.journal.queries import DERIVED, changed_fields
from matchmaker.models import Act, AuditEntry, Organisation, Person, Registration, record, row_id
from matchmaker.models.audit import LONGEST_NAME, searched_names

LONGEST_FILE = 80
"""Characters of a file's name that are kept."""
FOLLOWING = frozenset({"withdrawn_at", "feed_epoch"})
"""Fields that change with a withdrawal, which has its own entry."""


def record_moves(session: Session, left: Iterable[Registration], actor: str) -> list[AuditEntry]:
    """Note for each person whom a file has withdrawn, as they come for another organisation, from which to which."""
    moves = []
    for gone in left:
        person = session.get_one(Person, gone.person_id)
        came = session.exec(
            select(Registration, Person)
            .join(Person, col(Person.id) == col(Registration.person_id))
            .where(
                Registration.event_id == gone.event_id,
                Person.email_key == person.email_key,
                col(Registration.withdrawn_at).is_(None),
            )
            .order_by(col(Registration.id).desc())
        ).first()
        if came is None:
            continue
        origin, organisation = (session.get_one(Organisation, one.organisation_id).name for one in (person, came[1]))
        moves.append(
            record(
                session,
                actor,
                Act.MOVE_PERSON,
                event_id=gone.event_id,
                registration=came[0].id,
                origin=origin,
                organisation=organisation,
            )
        )
    return moves


def record_people(session: Session, whole: AuditEntry, written: Iterable[Written], file: str) -> None:
    """Note for each person whom the import `whole` has registered or changed that the file called `file` did it."""
    session.flush()
    new, changed, people = set[int](), set[int](), set[int]()
    for (table, number), before, after in written:
        if after is None or table not in {"registration", "person"}:
            continue
        if before is None:
            new |= {number} if table == "registration" else set()
        elif set(changed_fields(before, after)) - DERIVED - FOLLOWING:
            (changed if table == "registration" else people).add(number)
    rows = session.exec(
        select(Registration.id, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            Registration.event_id == whole.event_id,
            col(Registration.id).in_(new | changed) | col(Person.id).in_(people),
        )
        .order_by(col(Registration.id))
    ).all()
    shared = {name: getattr(whole, name) for name in ("at", "community_id", "event_id", "actor", "client")}
    entries = [
        shared
        | {
            "verb": Act.IMPORT_PERSON if number in new else Act.IMPORT_CORRECTION,
            "subject": (subject := person.name[:LONGEST_NAME]),
            "registration_id": number,
            "names": searched_names(whole.actor, subject),
            "part_of_id": row_id(whole),
            "details": {"file": file[:LONGEST_FILE]},
        }
        for number, person in rows
    ]
    if entries:  # many at once, while others wait
        session.execute(insert(AuditEntry), entries)
