"""The link of the mail is used: the request counts from now on."""

from dataclasses import dataclass

from sqlmodel import Session, col, delete

from matchmaker.base import clock
from matchmaker.base.errors import Closed
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, name_key
from matchmaker.enrolment.commands.admission import accept, admit, category_of, fill_places, must_approve
from matchmaker.enrolment.commands.mails import tell_registered, tell_state
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.matching import matches, registered_as, sender_in
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.enrolment.queries.requests import UNDECIDED, earlier_request, place_on_list
from matchmaker.enrolment.rules.asked import MOST_COLLEAGUES
from matchmaker.enrolment.rules.places import admits
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Act,
    Person,
    RegistrationLink,
    RegistrationRequest,
    RequestState,
    record,
    row_id,
)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The request that counts, and whether the link was used just now: later it shows only how things stand."""

    request: RegistrationRequest
    is_first: bool
    person: Person | None = None
    """Who is registered by it and proved by it to be the reader: not by a former address, which may be another's."""


def confirm(session: Session, request: RegistrationRequest) -> Confirmation:
    """Confirm a request, and register who sent it, or put them on the waiting list or before the organisers. The
    colleagues on the form are invited once its sender is registered.

    Returns the request that counts: of one address the first that was confirmed. Done twice, it is done once; of
    several who confirm at once one gets the last place. Raises `Closed` for a link that is too old, once the event
    takes nobody in any more, and when there is neither a place nor a waiting list.
    """
    event = lock_event(session, request.event_id)
    session.refresh(request)
    if request.state is not RequestState.SENT:
        return Confirmation(request, is_first=False)
    now = clock.now()
    if request.expires_at <= now:
        raise Closed(N_("This link is too old. Please fill in the form again."))
    if not admits(event, now) or _by_closed_link(session, request):
        raise Closed(N_("The registration has been closed meanwhile. Please write to the organisers."))
    if (earlier := earlier_request(session, request)) is not None:
        _name_more(session, earlier, request)
        return Confirmation(earlier, is_first=False)
    if (present := registered_as(session, event, request.email_key)) is not None:
        request.confirmed_at, named = now, bool(request.colleagues)
        reader = accept(session, request, present)
        if reader is None or named:
            tell_registered(session, event, present, request.language, named=named)
        return Confirmation(request, is_first=True, person=reader)
    fill_places(session, row_id(event))
    settings = read_settings(session, event)
    known = matches(session, event, [request])[row_id(request)]
    if must_approve(settings, known):
        state = RequestState.PENDING
    elif read_places(session, event, settings).free(category_of(request, known.joins)):
        state = RequestState.ACCEPTED
    elif settings.has_waiting_list:
        state = RequestState.WAITING
    else:
        raise Closed(N_("All places have been taken meanwhile."))
    request.confirmed_at = now
    _forget_others(session, request)
    if state is RequestState.ACCEPTED:
        registration = admit(session, event, request, actor=request.name, act=Act.REGISTER)
        return Confirmation(request, is_first=True, person=sender_in(session, request, registration))
    request.state = state
    session.add(request)
    session.flush()
    record(session, request.name, Act.ASK_TO_REGISTER, event_id=row_id(event), subject=request.name, state=state.value)
    tell_state(session, event, request, place=place_on_list(session, event, request))
    return Confirmation(request, is_first=True)


def _name_more(session: Session, earlier: RegistrationRequest, request: RegistrationRequest) -> None:
    """Add the colleagues of a second form to the first, which counts, while that waits and is of the same company."""
    if earlier.state not in UNDECIDED or name_key(earlier.organisation) != name_key(request.organisation):
        return
    known = {email_key(one["email"]) for one in earlier.colleagues}
    added = [one for one in request.colleagues if email_key(one["email"]) not in known]
    earlier.colleagues = [*earlier.colleagues, *added][:MOST_COLLEAGUES]
    session.add(earlier)
    session.flush()


def _by_closed_link(session: Session, request: RegistrationRequest) -> bool:
    """Tell whether a request came by a registration link that an organiser has closed since."""
    return request.link_id is not None and session.get_one(RegistrationLink, request.link_id).closed_at is not None


def _forget_others(session: Session, request: RegistrationRequest) -> None:
    """Delete what was sent for the address besides: its links no longer work."""
    session.exec(
        delete(RegistrationRequest).where(
            col(RegistrationRequest.event_id) == request.event_id,
            col(RegistrationRequest.email_key) == request.email_key,
            col(RegistrationRequest.id) != request.id,
            col(RegistrationRequest.state) == RequestState.SENT,
        )
    )
