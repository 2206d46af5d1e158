"""A time and a room for an accepted presentation, and the search for what each time costs."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Audience,
    Decision,
    Event,
    Presentation,
    ProgrammeItem,
    ProgrammeKind,
    ProposalState,
    RunState,
    Staff,
    TimeSearch,
    row_id,
)
from matchmaker.presentations.planning.times import TalkTime
from matchmaker.presentations.queries.committee import presentation_of_event
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.queries.programme import ItemValues

SECONDS = 3.0
"""The solver has so many for each time."""
ABANDONED = timedelta(minutes=10)
"""A search that has not ended by then belongs to a worker that died: another one may begin."""


def place_presentation(
    session: Session,
    event: Event,
    presentation_id: int,
    at: TalkTime,
    *,
    room: str,
    quiet_minutes: int,
    staff: Staff,
) -> ProgrammeItem:
    """Put an accepted presentation into the programme; only its speaker has no meeting then.

    Raises `NotFound` for a presentation of another event, `Stale` if it has a time already or is accepted no longer,
    and the `InvalidInput` of `add_item`.
    """
    event = lock_event(session, row_id(event))
    talk = placeable(session, event, presentation_id)
    values = ItemValues(
        kind=ProgrammeKind.PRESENTATION,
        titles={talk.language: talk.title},
        venue_id=at.venue_id,
        room=room,
        day=at.day,
        starts=at.starts,
        ends=at.ends,
        audience=Audience.CHOSEN,
        attendees=frozenset(),
        delegation_id=talk.delegation_id,
        speaker_id=talk.speaker_id,
        quiet_minutes=quiet_minutes,
        buffer_before=0,
        buffer_after=0,
    )
    return add_item(session, event, values, staff=staff, proposed=talk)


def placeable(session: Session, event: Event, presentation_id: int) -> Presentation:
    """Return a presentation that can get a time.

    Raises `NotFound` for one of another event, and `Stale` if it has a time already or is not accepted.
    """
    talk = presentation_of_event(session, event, presentation_id)
    if talk.state is not ProposalState.SENT or talk.decision is not Decision.ACCEPTED:
        raise Stale(N_("Only an accepted presentation gets a time."))
    if talk.item_id is not None:
        raise Stale(N_("This presentation has a time already: change it in the programme."))
    return talk


def search_times(session: Session, event: Event, presentation_id: int) -> TimeSearch:
    """Queue a search for what each time costs; one that is under way goes on. The caller commits, then enqueues it.

    Raises `NotFound` and `Stale` as `placeable` does, and `InvalidInput` for a presentation without a speaker.
    """
    event = lock_event(session, row_id(event))
    talk = placeable(session, event, presentation_id)
    if talk.speaker_id is None:
        raise InvalidInput(N_("Without a speaker no time costs anything."))
    present = session.get(TimeSearch, row_id(talk))
    if present is not None and is_active(present):
        return present
    if present is not None:
        session.delete(present)
        session.flush()
    search = TimeSearch(presentation_id=row_id(talk), seconds=SECONDS)
    session.add(search)
    session.flush()
    return search


def stop_search(session: Session, event: Event, presentation_id: int) -> None:
    """Ask a search to stop after the present time; what it has found stays.

    Raises `NotFound` for a presentation of another event.
    """
    talk = presentation_of_event(session, event, presentation_id)
    search = session.get(TimeSearch, row_id(talk))
    if search is None or search.state not in {RunState.QUEUED, RunState.RUNNING}:
        return
    search.stop_requested = True
    if search.state is RunState.QUEUED:
        search.state, search.finished_at = RunState.STOPPED, clock.now()
    session.add(search)
    session.flush()


def is_active(search: TimeSearch) -> bool:
    """Tell whether a search waits or is under way."""
    active = search.state in {RunState.QUEUED, RunState.RUNNING}
    return active and clock.now() - search.created_at < ABANDONED
