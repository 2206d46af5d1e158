"""Corrections of a person, and the category and the limits of a delegation."""

from dataclasses import asdict

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.rules import require_not_archived
from matchmaker.journal.words import named
from matchmaker.models import (
    SENT_TO_MEETINGS,
    Act,
    Category,
    Delegation,
    EntryKind,
    Event,
    Organisation,
    Person,
    Registration,
    Staff,
    record,
    row_id,
)
from matchmaker.people.commands.cards import note_completion
from matchmaker.people.queries.access import registration_of
from matchmaker.people.rules.contact_details import phone_number
from matchmaker.registrations.rules import DelegationRecord, PersonRecord
from matchmaker.releases.queries.partners import partners_met
from matchmaker.releases.queries.published import standing_appointments


def save_person_record(
    session: Session, event: Event, registration_id: int, values: PersonRecord, *, shown: str, staff: Staff
) -> Registration:
    """Correct a person of the event; `shown` is the token of the values that the form began with.

    Raises `NotFound` for a person of another event, `Stale` if somebody has changed them meanwhile, `Closed` once the
    event is archived, and `InvalidInput` for a value that cannot be used: a role without meetings, too, for somebody
    who has published ones.
    """
    require_not_archived(event)
    registration = registration_of(session, event, registration_id)
    person = session.exec(
        select(Person)
        .where(Person.id == registration.person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if shown != PersonRecord.of(person, registration).token:
        raise Stale
    first, last = (one_line(name) for name in (values.first_name, values.last_name))
    if not last:
        raise InvalidInput(N_("A person needs a name."))
    if values.language not in LANGUAGES:
        raise InvalidInput(N_("Choose one of the languages of the list."))
    if registration.meets and values.role not in SENT_TO_MEETINGS and _meetings(session, registration):
        raise InvalidInput(
            N_("This person has published meetings, which the role has not. Withdraw or replace the person first.")
        )
    person.first_name, person.last_name = first, last
    person.job_title, person.phone = one_line(values.job_title), phone_number(values.phone)
    person.language, person.languages = values.language, list(dict.fromkeys(values.languages))
    person.updated_at = clock.now()
    registration.role = values.role
    delegation = session.get_one(Delegation, registration.delegation_id)
    note_completion(session, registration, session.get_one(Organisation, delegation.organisation_id))
    record(session, staff.name, Act.SAVE_PERSON, event_id=row_id(event), registration=registration_id)
    session.flush()
    return registration


def _meetings(session: Session, registration: Registration) -> bool:
    return any(entry.kind is EntryKind.MEETING for entry in standing_appointments(session, registration))


def save_delegation(
    session: Session, event: Event, delegation_id: int, values: DelegationRecord, *, shown: str, staff: Staff
) -> Delegation:
    """Change the category of a delegation and its limits; the next schedule keeps to them, a published one stays.

    Raises `NotFound` for a delegation or a category of another event, `Stale` if somebody has changed it since
    `shown`, `Closed` once the event is archived, and `InvalidInput` for limits that contradict each other and for a
    category without meetings where meetings are published.
    """
    require_not_archived(event)
    delegation = session.exec(
        select(Delegation)
        .where(Delegation.id == delegation_id, Delegation.event_id == event.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    category = session.exec(
        select(Category).where(Category.id == values.category_id, col(Category.event_id) == event.id)
    ).first()
    if delegation is None or category is None:
        raise NotFound
    if shown != DelegationRecord.of(delegation).token:
        raise Stale
    most = category.max_meetings if values.max_meetings is None else values.max_meetings
    promised = category.guarantee if values.guarantee is None else values.guarantee
    if most is not None and promised > most:
        raise InvalidInput(N_("More meetings are promised than are allowed."))
    set_category(session, event, delegation, category, staff=staff)
    for name, value in asdict(values).items():
        setattr(delegation, name, value)
    session.flush()
    return delegation


def set_category(session: Session, event: Event, delegation: Delegation, category: Category, *, staff: Staff) -> None:
    """Put a delegation into another category of its event, and note it in the history.

    Raises `InvalidInput` for a category without meetings where meetings are published.
    """
    loses = not category.has_meetings and delegation.category_id != category.id
    if loses and partners_met(session, row_id(event), row_id(delegation)):
        raise InvalidInput(
            N_("This organisation has published meetings, which the category has not. Withdraw it first.")
        )
    delegation.category_by_hand |= delegation.category_id != category.id
    delegation.category_id = row_id(category)
    organisation = session.get_one(Organisation, delegation.organisation_id)
    record(
        session,
        staff.name,
        Act.SAVE_DELEGATION,
        event_id=row_id(event),
        subject=organisation.name,
        category=[named(category.names, category.code)],
    )
