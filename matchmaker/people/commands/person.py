"""The personal card, and the pace of a person at one event."""

from datetime import datetime

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.rules import answers_open, require_not_archived
from matchmaker.models import Delegation, Event, Organisation, Person, Registration
from matchmaker.people.commands.cards import note_completion
from matchmaker.people.rules.contact_details import linkedin_address, phone_number
from matchmaker.people.rules.person import Moment, PersonalCard, pace


def save_person(session: Session, registration: Registration, card: PersonalCard) -> None:
    """Save a person's own card, and their pace while the schedule is not yet being made.

    After the deadline for answers, arrival, departure and pace keep their values: raises `Closed` if they differ.
    Raises `InvalidInput` for times outside the event or a departure before the arrival.
    """
    event = session.get_one(Event, registration.event_id)
    require_not_archived(event)
    person = session.get_one(Person, registration.person_id)
    languages = list(dict.fromkeys(card.languages))
    if not languages:
        raise InvalidInput(N_("Say at least one language that you speak, so that meetings can be understood."))
    if card.language not in LANGUAGES:
        raise InvalidInput(N_("Choose one of the languages of the list."))
    linkedin, phone = linkedin_address(card.linkedin), phone_number(card.phone)
    check_stay(event, card.arrives, card.leaves)
    if any(limit is not None and limit < 1 for limit in (card.max_per_day, card.max_in_a_row)):
        raise InvalidInput(N_("A number of meetings is at least 1. Leave it empty for no limit."))
    if card.pace != pace(registration):
        if not answers_open(event, clock.now()):
            raise Closed(N_("The time for changing this is over. Please tell the organisers."))
        registration.arrives_day, registration.arrives = card.arrives or (None, None)
        registration.leaves_day, registration.leaves = card.leaves or (None, None)
        registration.max_per_day, registration.max_in_a_row = card.max_per_day, card.max_in_a_row
        registration.lunch_free = card.lunch_free
    person.job_title = one_line(card.job_title)
    person.language = card.language
    person.languages = languages
    person.phone = phone
    person.linkedin = linkedin
    person.updated_at = clock.now()
    registration.share_email = card.share_email
    registration.share_phone = card.share_phone and bool(phone)
    registration.share_linkedin = card.share_linkedin and bool(linkedin)
    delegation = session.get_one(Delegation, registration.delegation_id)
    note_completion(session, registration, session.get_one(Organisation, delegation.organisation_id))
    session.flush()


def check_stay(event: Event, arrives: Moment | None, leaves: Moment | None) -> None:
    """Raise `InvalidInput` for times outside the event, or a departure before the arrival."""
    for moment in (arrives, leaves):
        if moment is not None and not event.starts_on <= moment[0] <= event.ends_on:
            raise InvalidInput(N_("Arrival and departure are on a day of the event."))
    if arrives is not None and leaves is not None and datetime.combine(*leaves) <= datetime.combine(*arrives):
        raise InvalidInput(N_("The departure must be later than the arrival. Please check the two times."))
