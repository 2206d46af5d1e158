"""A time and a room for an accepted presentation, and the search for what each time costs."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Audience,
    Event,
    ProgrammeItem,
    ProgrammeKind,
    Staff,
    TimeSearch,
    row_id,
)
from matchmaker.presentations.planning.times import TalkTime
from matchmaker.presentations.queries.committee import presentation_of_event
from matchmaker.presentations.queries.times import placeable, search_of
from matchmaker.scheduling.commands.background import request_stop
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.queries.programme import ItemValues

SECONDS = 3.0
"""The solver has so many for each time."""


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


def search_times(session: Session, event: Event, presentation_id: int) -> TimeSearch:
    """Queue a search for what each time costs; one that is under way goes on. The caller commits, then enqueues it.

    Raises `NotFound` and `Stale` as `placeable` does, and `InvalidInput` for a presentation without a speaker.
    """
    event = lock_event(session, row_id(event))
    talk = placeable(session, event, presentation_id)
    if talk.speaker_id is None:
        raise InvalidInput(N_("Without a speaker no time costs anything."))
    present = search_of(session, talk)
    if present is not None and present.active:
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
    search = search_of(session, presentation_of_event(session, event, presentation_id))
    if search is not None:
        request_stop(session, search)
