"""What becomes of those who wait: approved or refused by an organiser, or taken back by themselves."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import clean
from matchmaker.enrolment.commands.admission import accept, admit, category_of, fill_places
from matchmaker.enrolment.commands.mails import tell_state
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.matching import matches, registered_as
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.enrolment.queries.requests import UNDECIDED, place_on_list
from matchmaker.enrolment.rules.places import admits
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Event, RegistrationRequest, RequestState, Staff, record, row_id

APPROVABLE = (*UNDECIDED, RequestState.REFUSED)
"""A refusal can be taken back."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What became of those who were approved."""

    accepted: int
    listed: int
    """Put on the waiting list: there is no place."""
    left: int
    """As they were: no place and no waiting list, or somebody else has decided meanwhile."""


def approve(
    session: Session, event: Event, request_ids: Collection[int], *, staff: Staff, above: bool = False
) -> Approved:
    """Register those who asked, in the order of confirmation, as far as there are places; the others go on the waiting
    list. With `above` the capacity does not count.

    Raises `InvalidInput` if nobody was chosen or the delegation of somebody has withdrawn, and `Closed` once the event
    takes nobody in any more.
    """
    event = lock_event(session, row_id(event))
    if not admits(event, clock.now()):
        raise Closed(N_("People are taken in while the event is open to its participants."))
    chosen = _chosen(session, event, request_ids, APPROVABLE)
    settings = read_settings(session, event)
    accepted = listed = 0
    for request in chosen:
        if (present := registered_as(session, event, request.email_key)) is not None:
            accept(session, request, present)
            continue
        known = matches(session, event, [request])[row_id(request)].joins
        if above or read_places(session, event, settings).free(category_of(request, known)):
            admit(session, event, request, actor=staff.name)
            accepted += 1
        elif request.state is not RequestState.WAITING and settings.has_waiting_list:
            request.state, request.decided_at = RequestState.WAITING, clock.now()
            session.add(request)
            session.flush()
            tell_state(session, event, request, place=place_on_list(session, event, request))
            listed += 1
    session.flush()
    return Approved(accepted, listed, len(request_ids) - accepted - listed)


def refuse(session: Session, event: Event, request_ids: Collection[int], *, word: str = "", staff: Staff) -> int:
    """Refuse those who asked, tell each with a word of the organisers, and return how many they are.

    Raises `InvalidInput` if nobody was chosen, and `Stale` if somebody has decided about all of them meanwhile.
    """
    event = lock_event(session, row_id(event))
    chosen = _chosen(session, event, request_ids, UNDECIDED)
    if not chosen:
        raise Stale(N_("Somebody has decided about them meanwhile. Here is the newer state."))
    for request in chosen:
        request.state, request.decided_at = RequestState.REFUSED, clock.now()
        session.add(request)
        record(session, staff.name, Act.REFUSE_REGISTRATION, event_id=row_id(event), subject=request.name)
        tell_state(session, event, request, word=clean(word).strip())
    session.flush()
    return len(chosen)


def give_up(session: Session, request: RegistrationRequest) -> None:
    """Take a request back for the one who sent it; done twice, it is done once.

    Raises `Stale` once it was decided: who is registered withdraws on their own pages.
    """
    event = lock_event(session, request.event_id)
    session.refresh(request)
    if request.state is RequestState.GIVEN_UP:
        return
    if request.state not in UNDECIDED:
        raise Stale(N_("The organisers have decided meanwhile. Here is how it stands."))
    request.state, request.decided_at, request.colleagues = RequestState.GIVEN_UP, clock.now(), []
    session.add(request)
    record(session, request.name, Act.GIVE_UP_REGISTRATION, event_id=row_id(event), subject=request.name)
    tell_state(session, event, request)
    fill_places(session, row_id(event))
    session.flush()


def _chosen(
    session: Session, event: Event, request_ids: Collection[int], states: Collection[RequestState]
) -> list[RegistrationRequest]:
    if not request_ids:
        raise InvalidInput(N_("Choose somebody first."))
    found = session.exec(
        select(RegistrationRequest)
        .where(
            RegistrationRequest.event_id == event.id,
            col(RegistrationRequest.id).in_(request_ids),
            col(RegistrationRequest.state).in_(states),
        )
        .order_by(col(RegistrationRequest.confirmed_at), col(RegistrationRequest.id))
        .execution_options(populate_existing=True)
    )
    return list(found.all())
