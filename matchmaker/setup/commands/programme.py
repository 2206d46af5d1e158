"""Programme items: added, changed, removed; a presentation is given by an organisation and one of its people."""

from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.journal.words import named
from matchmaker.models import (
    Attendance,
    Audience,
    Decision,
    Delegation,
    Event,
    GuestList,
    Presentation,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    Staff,
    StructureAct,
    Venue,
    row_id,
)
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.programme import ItemValues, item_of, item_values, presentation_of

MOST_ITEMS = 500
"""Of an event: more than any programme has, and few enough for every page that lists them."""


def add_item(
    session: Session, event: Event, values: ItemValues, *, staff: Staff, proposed: Presentation | None = None
) -> ProgrammeItem:
    """Add a programme item; published agendas have it from the next release on.

    `proposed` is the presentation that the item is, where a delegation has proposed it. Raises `InvalidInput` for
    values that do not fit together or are of another event.
    """
    event = lock_event(session, row_id(event))
    codes = set(session.exec(select(ProgrammeItem.code).where(ProgrammeItem.event_id == event.id)).all())
    if len(codes) >= MOST_ITEMS:
        raise InvalidInput(N_("A programme has at most %(number)d items."), number=MOST_ITEMS)
    code = next(code for number in range(1, len(codes) + 2) if (code := f"P{number}") not in codes)
    fields = _fields(session, event, values)
    item = ProgrammeItem(event_id=row_id(event), code=code, **fields)
    with noted(session, event, StructureAct.ADD_ITEM, about_item(item), staff=staff):
        session.add(item)
        session.flush()
        if proposed is not None:
            proposed.item_id = item.id
            session.add(proposed)
            session.flush()
        _follow(session, item, values)
    return item


def change_item(
    session: Session, event: Event, item_id: int, values: ItemValues, *, shown: str, staff: Staff
) -> ProgrammeItem:
    """Change a programme item; `shown` is the token of the `item_values` that the form began with.

    Raises `NotFound` for an item of another event, `Stale` if somebody has changed it meanwhile, and `InvalidInput` as
    `add_item` does.
    """
    event = lock_event(session, row_id(event))
    item = item_of(session, event, item_id)
    if shown != item_values(session, item).token:
        raise Stale
    fields = _fields(session, event, values)
    about = about_item(item)
    if (item.starts, item.ends) != (values.starts, values.ends):
        about.append(f"–{item.ends:%H:%M} → {values.starts:%H:%M}–{values.ends:%H:%M}")
    with noted(session, event, StructureAct.CHANGE_ITEM, about, staff=staff):
        for name, value in fields.items():
            setattr(item, name, value)
        _follow(session, item, values)
    return item


def remove_item(session: Session, event: Event, item_id: int, *, staff: Staff) -> None:
    """Remove a programme item with the presentation that it is and the list of those who take part.

    A presentation that was proposed stays a proposal, without a time. Raises `NotFound` for an item of another event,
    and `InvalidInput` for one with a list of guests.
    """
    event = lock_event(session, row_id(event))
    item = item_of(session, event, item_id)
    if session.exec(select(GuestList.id).where(GuestList.item_id == item_id)).first() is not None:
        raise InvalidInput(N_("It has guests who may be invited: their list keeps it."))
    with noted(session, event, StructureAct.REMOVE_ITEM, about_item(item), staff=staff):
        take_out(session, item)


def take_out(session: Session, item: ProgrammeItem) -> None:
    """Delete an item with what hangs on it; the caller has locked the event, and notes what is written."""
    _set_attendees(session, item, frozenset())
    if (talk := presentation_of(session, item)) is not None:
        _let_go(session, talk)
    session.flush()
    session.delete(item)


def about_item(item: ProgrammeItem) -> list[str | dict[str, Any]]:
    """Return what a change of an item is about."""
    return [named(item.titles, item.code), f", {item.starts:%H:%M}"]


def _fields(session: Session, event: Event, values: ItemValues) -> dict[str, Any]:
    """Return the columns of an item, or raise `InvalidInput`."""
    venue = session.get(Venue, values.venue_id)
    if venue is None or venue.event_id != event.id:
        raise InvalidInput(N_("Choose a venue of this event."))
    if not event.starts_on <= values.day <= event.ends_on:
        raise InvalidInput(N_("The event does not take place on this day."))
    starts_at, ends_at = clock.span(values.day, values.starts, values.ends, venue.zone)
    overnight = values.starts >= values.ends and values.kind is not ProgrammeKind.TRANSFER
    if overnight or starts_at >= ends_at:
        raise InvalidInput(N_("An item ends after it begins."))
    titles = {language: title for language in LANGUAGES if (title := one_line(values.titles.get(language, "")))}
    if not titles:
        raise InvalidInput(N_("An item needs a title in at least one language."))
    _check_people(session, event, values)
    return {
        "kind": values.kind,
        "titles": titles,
        "venue_id": values.venue_id,
        "room": one_line(values.room),
        "day": values.day,
        "starts": values.starts,
        "ends": values.ends,
        "zone": venue.zone,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "audience": values.audience,
        "buffer_before": values.buffer_before,
        "buffer_after": values.buffer_after,
    }


def _check_people(session: Session, event: Event, values: ItemValues) -> None:
    ours = select(Registration.id).where(Registration.event_id == event.id, col(Registration.id).in_(values.attendees))
    if set(session.exec(ours).all()) != values.attendees:
        raise InvalidInput(N_("Choose people of this event."))
    if values.kind is not ProgrammeKind.PRESENTATION:
        return
    if values.delegation_id is None:
        raise InvalidInput(
            N_("A presentation needs the organisation that gives it. For a speaker from outside, choose “Talk”.")
        )
    delegation = session.get(Delegation, values.delegation_id)
    if delegation is None or delegation.event_id != event.id:
        raise InvalidInput(N_("Choose an organisation of this event."))
    speaker = session.get(Registration, values.speaker_id) if values.speaker_id is not None else None
    if values.speaker_id is not None and (speaker is None or speaker.delegation_id != delegation.id):
        raise InvalidInput(N_("The speaker is of another organisation."))


def _follow(session: Session, item: ProgrammeItem, values: ItemValues) -> None:
    """Write who takes part, and who speaks."""
    _set_attendees(session, item, values.attendees if values.audience is Audience.CHOSEN else frozenset())
    talk = presentation_of(session, item)
    if values.kind is not ProgrammeKind.PRESENTATION or values.delegation_id is None:
        if talk is not None:
            _let_go(session, talk)
        return
    language = next(iter(item.titles))
    title = item.titles[language]
    if talk is None:
        talk = Presentation(
            event_id=item.event_id,
            delegation_id=values.delegation_id,
            item_id=item.id,
            title=title,
            language=language,
            decision=Decision.ACCEPTED,
        )
    elif talk.language in item.titles:
        title = item.titles[talk.language]
    talk.delegation_id, talk.speaker_id, talk.title = values.delegation_id, values.speaker_id, title
    talk.quiet_minutes = values.quiet_minutes
    session.add(talk)


def _let_go(session: Session, talk: Presentation) -> None:
    """Delete the presentation that an item was; what a delegation has proposed stays, without a time."""
    if talk.proposed_by_id is None:
        session.delete(talk)
    else:
        talk.item_id = None
        session.add(talk)


def _set_attendees(session: Session, item: ProgrammeItem, wanted: frozenset[int]) -> None:
    present = session.exec(select(Attendance).where(Attendance.item_id == item.id)).all()
    new = wanted - {attendance.registration_id for attendance in present}
    session.add_all(Attendance(item_id=row_id(item), registration_id=number) for number in sorted(new))
    session.flush()
    for attendance in present:
        if attendance.registration_id not in wanted:
            session.delete(attendance)
    session.flush()
