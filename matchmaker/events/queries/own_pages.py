"""Pages without an account, of those who take part as the contact of a counterpart: where their mails lead."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from matchmaker.base.links import counterpart_page
from matchmaker.base.names import email_key
from matchmaker.events.queries.secret_links import SecretLink
from matchmaker.models import Counterpart, Delegation, Event, EventKind, Person, Registration, row_id

COUNTERPARTS = SecretLink("c", "counterpart", Counterpart)


def own_pages(session: Session, event: Event, registration_ids: Collection[int]) -> dict[int, str]:
    """Return the secret addresses of the pages of those registrations that stand for a counterpart; one query at most.

    Of several cities, it is the page of the first one. Only missions have counterparts.
    """
    if event.kind is not EventKind.MISSION or not registration_ids:
        return {}
    rows = session.exec(
        select(Registration.id, Person.email_key, Counterpart)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Counterpart, col(Counterpart.organisation_id) == col(Delegation.organisation_id))
        .where(
            col(Registration.id).in_(registration_ids),
            Counterpart.event_id == row_id(event),
            col(Counterpart.merged_into_id).is_(None),
        )
        .order_by(col(Counterpart.id))
    ).all()
    found: dict[int, str] = {}
    for number, key, counterpart in rows:
        if number is not None and email_key(counterpart.email) == key:
            found.setdefault(number, counterpart_page(COUNTERPARTS.token(counterpart)))
    return found
