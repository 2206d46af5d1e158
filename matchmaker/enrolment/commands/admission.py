"""A request becomes a registration, as a line of an imported file would; and the waiting list moves up."""

from typing import Any

from sqlmodel import Session, col, delete

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.enrolment.commands.inviting import invite_named
from matchmaker.enrolment.commands.mails import tell_accepted, tell_state
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.matching import Joined, OrganisationMatch, matches, person_with, sender_in
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.enrolment.queries.requests import waiting_list
from matchmaker.enrolment.rules.places import admits
from matchmaker.events.commands import lock_event
from matchmaker.imports.newcomers import complete_registration, draft_person, new_delegation, new_organisation
from matchmaker.imports.plan import Draft, Plan
from matchmaker.models import (
    BY_ITSELF,
    CLIENT,
    Act,
    Delegation,
    Event,
    Organisation,
    Person,
    Registration,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationLink,
    RegistrationRequest,
    RequestState,
    record,
    row_id,
)
from matchmaker.setup.queries.tiers import tier_categories


def admit(
    session: Session, event: Event, request: RegistrationRequest, *, actor: str, act: Act = Act.ADMIT
) -> Registration:
    """Register who asked, invite the colleagues on their form, and tell them; the event is locked by the caller.

    The organisation is found as in an import, and what it says of itself stays. Raises `InvalidInput` if its
    delegation has withdrawn, or no category is left.
    """
    known = matches(session, event, [request])[row_id(request)].joins
    if (hindrance := _hindrance(request, known)) is not None:
        raise hindrance
    registration = _write(session, event, request, known)
    request.decided_at, named = clock.now(), request.colleagues
    reader = accept(session, request, registration)
    record(session, actor, act, event_id=row_id(event), registration=registration.id)
    network = session.info.get(CLIENT, "") if act is Act.REGISTER else ""
    invited = invite_named(session, registration, named, network=network) if reader is not None else 0
    tell_accepted(session, event, request, registration, invited=invited, left=len(named) - invited)
    return registration


def accept(session: Session, request: RegistrationRequest, registration: Registration) -> Person | None:
    """Note that a request is about a registration, and return who is proved by it to be its person; None for nobody.

    Answers from a former address are deleted: it may be somebody else's.
    """
    request.state, request.colleagues = RequestState.ACCEPTED, []
    person = sender_in(session, request, registration)
    if person is not None:
        request.registration_id = row_id(registration)
    else:
        session.exec(delete(RegistrationAnswer).where(col(RegistrationAnswer.request_id) == request.id))
    session.add(request)
    session.flush()
    return person


def _hindrance(request: RegistrationRequest, known: Joined | None) -> InvalidInput | None:
    """Return why somebody cannot be registered, whatever places there are; None for nothing."""
    if known is not None and known.delegation is not None:
        withdrawn = N_("“%(organisation)s” has withdrawn from the event. Take that back first.")
        name = known.organisation.name
        return InvalidInput(withdrawn, organisation=name) if known.delegation.withdrawn else None
    return InvalidInput(N_("The category of this registration is gone.")) if request.category_id is None else None


def _write(session: Session, event: Event, request: RegistrationRequest, known: Joined | None) -> Registration:
    values = {name: getattr(request, name) for name in ("first_name", "last_name", "email", "language")}
    values |= {name: text for name in ("phone", "job_title") if (text := getattr(request, name))}
    if known is None:
        organisation = new_organisation(event)
        organisation.values = {"name": request.organisation, "country": request.country, "vat": request.vat}
        present = None
    else:
        organisation = Draft(Organisation, known.organisation)
        present = person_with(session, known.organisation, request.email_key)
        if present is not None and present.email_key != request.email_key:
            values = {}  # a former address may be somebody else's: it changes nothing of the person
    delegation = _delegation(session, event, request, known, organisation)
    person = draft_person(event, organisation, present, values, request.email)
    registration: Draft[Registration] = Draft(Registration, None)
    complete_registration(event, registration, person, delegation, organisation, agreed=True)
    layers: tuple[list[Draft[Any]], ...] = ([organisation], [delegation, person], [registration])
    Plan([], layers).write(session)
    assert registration.present is not None
    return registration.present


def _delegation(
    session: Session,
    event: Event,
    request: RegistrationRequest,
    known: Joined | None,
    organisation: Draft[Organisation],
) -> Draft[Delegation]:
    """Return the delegation that somebody joins, or a new one, which the partner of the link brings."""
    if known is not None and known.delegation is not None:
        return Draft(Delegation, known.delegation)
    draft = new_delegation(event, organisation)
    by_membership = tier_categories(session, event).get(known.organisation.id) if known is not None else None
    draft.values["category_id"] = by_membership or request.category_id
    if request.link_id is not None:
        draft.values["brought_by_id"] = session.get_one(RegistrationLink, request.link_id).partner_id
    return draft


def category_of(request: RegistrationRequest, known: Joined | None) -> int | None:
    """Return the category in which somebody would take part: that of the delegation, where there is one."""
    return known.delegation.category_id if known is not None and known.delegation is not None else request.category_id


def must_approve(settings: RegistrationForm, known: OrganisationMatch) -> bool:
    """Tell whether an organiser must have a look before somebody is registered."""
    return settings.needs_approval or known.needs_approval


def fill_places(session: Session, event_id: int) -> int:
    """Give free places to the waiting list, in the order of confirmation, and return to how many.

    Who waits for a category that is full is passed over by those of another one. Who must be approved by now waits for
    an organiser: the organisation has become known, or the event approves each registration since.
    """
    event = lock_event(session, event_id)
    if not admits(event, clock.now()):
        return 0
    settings, queue, filled = read_settings(session, event), waiting_list(session, event), 0
    if not queue:
        return 0
    places, known = read_places(session, event, settings), matches(session, event, queue)
    for request in queue:
        its = known[row_id(request)]
        if must_approve(settings, its) and not request.is_approved:
            request.state = RequestState.PENDING
            session.add(request)
            session.flush()
            tell_state(session, event, request)
        elif _hindrance(request, its.joins) is None and places.free(category_of(request, its.joins)):
            admit(session, event, request, actor=BY_ITSELF)
            filled += 1
            places, known = read_places(session, event, settings), matches(session, event, queue)
    return filled
