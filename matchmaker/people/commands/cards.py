"""What the commands of all cards share: whether they may be changed, who did it, when they became complete."""

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.rules import require_not_archived
from matchmaker.models import Delegation, Event, Organisation, Person, Registration, is_enrolled
from matchmaker.people.rules.completion import card_is_complete


def locked_organisation(session: Session, registration: Registration) -> Organisation:
    """Return the organisation of a registration, locked until the transaction ends.

    Raises `NotFound` for people who no longer take part, and `Closed` once the event is archived.
    """
    delegation = session.get_one(Delegation, registration.delegation_id)
    if not is_enrolled(registration, delegation):
        raise NotFound(N_("Your organisation no longer takes part in this event."))
    require_not_archived(session.get_one(Event, registration.event_id))
    return session.exec(
        select(Organisation)
        .where(Organisation.id == delegation.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def sign(session: Session, organisation: Organisation, registration: Registration) -> None:
    """Remember who changed the card of the company, and when."""
    organisation.updated_at = clock.now()
    organisation.updated_by = session.get_one(Person, registration.person_id).name


def note_completion(session: Session, registration: Registration, organisation: Organisation) -> None:
    """Remember when the card of the company and that of the person became complete; the first time counts."""
    person = session.get_one(Person, registration.person_id)
    complete = card_is_complete(
        offers=organisation.offers,
        offers_text=organisation.offers_text,
        seeks=organisation.seeks,
        seeks_text=organisation.seeks_text,
        job_title=person.job_title,
        languages=person.languages,
    )
    if registration.card_done_at is None and complete:
        registration.card_done_at = clock.now()
