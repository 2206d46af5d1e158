"""Several people of one organisation on one form: colleagues count once who has filled it in has confirmed it."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.enrolment.commands.admission import admit, category_of
from matchmaker.enrolment.commands.mails import tell_state
from matchmaker.enrolment.queries.matching import matches, registered_as
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.enrolment.queries.requests import colleagues_on, earlier_request, place_on_list
from matchmaker.models import Act, Event, RegistrationForm, RegistrationRequest, RequestState, record, row_id


def newcomers(session: Session, event: Event, request: RegistrationRequest) -> int:
    """Return how many people of a form need a place: who sends it, and the colleagues who have none yet."""
    return 1 + sum(registered_as(session, event, one.email_key) is None for one in colleagues_on(session, request))


def bring_colleagues(session: Session, event: Event, settings: RegistrationForm, request: RegistrationRequest) -> None:
    """Register the colleagues on a form that is confirmed, in its order; the event is locked by the caller.

    They wait with who has filled it in, for an organiser or a place, and go on the waiting list where the places end.
    Who is registered already, or has a request of their own, keeps it.
    """
    for colleague in colleagues_on(session, request):
        colleague.confirmed_at = clock.now()
        if (present := registered_as(session, event, colleague.email_key)) is not None:
            colleague.state, colleague.registration_id = RequestState.ACCEPTED, row_id(present)
            session.add(colleague)
        elif earlier_request(session, colleague) is not None:
            session.delete(colleague)
        else:
            _bring(session, event, settings, request, colleague)
    session.flush()


def _bring(
    session: Session,
    event: Event,
    settings: RegistrationForm,
    request: RegistrationRequest,
    colleague: RegistrationRequest,
) -> None:
    state = request.state
    if state is RequestState.ACCEPTED:
        known = matches(session, event, [colleague])[row_id(colleague)]
        if read_places(session, event, settings).free(category_of(colleague, known.joins)):
            admit(session, event, colleague, actor=request.name, act=Act.REGISTER)
            return
        state = RequestState.WAITING
    colleague.state = state
    session.add(colleague)
    session.flush()
    event_id, who = row_id(event), colleague.name
    record(session, request.name, Act.ASK_TO_REGISTER, event_id=event_id, subject=who, state=state.value)
    tell_state(session, event, colleague, place=place_on_list(session, event, colleague))
