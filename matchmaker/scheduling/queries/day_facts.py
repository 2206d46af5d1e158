"""Facts of the day of some people of an event, and which of their presentations they do not know of yet."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import BindParameter, and_, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from matchmaker.base.cache import kept
from matchmaker.base.reading import read, read_rows
from matchmaker.models import (
    PROGRAMME_UID,
    Absence,
    Attendance,
    Decision,
    EntryKind,
    Event,
    Place,
    PlaceKind,
    Presentation,
    ProgrammeItem,
    Registration,
    ReleaseEntry,
    Slot,
    Venue,
    row_id,
)
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.travel import read_legs, read_members, read_said


def facts_of_day(session: Session, event: Event, registrations: Collection[Registration]) -> Facts:
    """Return the facts that concern some people's day, for the same rule of availability that scheduling uses."""
    own = {row_id(registration): registration for registration in registrations}
    asked = {"event_id": event.id, "registration_ids": sorted(own)}
    slots = _slots_of(session, row_id(event))
    items = read_rows(session, _items(), asked)
    absences: dict[int, list[Absence]] = {registration_id: [] for registration_id in own}
    for absence in read(session, _absences(), {"registration_ids": sorted(own)}):
        absences[absence.registration_id].append(absence)
    legs = read_legs(session, {row_id(venue): venue for _, venue in slots}.values())
    members = read_members(session, legs)
    if legs:
        slots = _concerning(session, event, slots, {one.delegation_id for one in registrations}, members)
    talks = {row_id(talk): talk for _, _, talk, _ in items if talk is not None}
    venues = {row_id(venue): venue for venue in (*(venue for _, venue in slots), *(venue for *_, venue in items))}
    return Facts(
        event=event,
        categories={},
        delegations={},
        organisations={},
        registrations=own,
        persons={},
        venues=venues,
        blocks={},
        slots={row_id(slot): slot for slot, _ in slots},
        places={},
        closures=frozenset(),
        items={row_id(item): item for item, *_ in items},
        attendances=frozenset((row_id(item), who) for item, who, *_ in items if who is not None),
        presentations=tuple(talks.values()),
        exclusions=frozenset(),
        declines={},
        late={},
        absences=absences,
        wishes=(),
        vetoes=frozenset(),
        decisions={},
        waivers={},
        legs=legs,
        leg_members=members,
        said_travel=read_said(session, row_id(event), len(venues)),
    )


def _concerning(
    session: Session,
    event: Event,
    slots: Sequence[tuple[Slot, Venue]],
    delegations: Collection[int],
    members: Mapping[int, frozenset[int]],
) -> list[tuple[Slot, Venue]]:
    """Leave out the slots of a mission in cities where none of some delegations takes part, and in offices of others.

    Visits are within the hours that people say for the hotel of that city.
    """
    offices = dict(
        session.exec(
            select(Place.venue_id, Place.owner_id).where(
                Place.event_id == event.id, Place.kind == PlaceKind.OFFICE, col(Place.owner_id).is_not(None)
            )
        ).all()
    )
    there = [members.get(delegation) for delegation in delegations]
    return [
        (slot, venue)
        for slot, venue in slots
        if offices.get(row_id(venue)) in {None, *delegations}
        and any(legs is None or venue.leg_id in {None, *legs} for legs in there)
    ]


def untold_items(session: Session, facts: Facts) -> frozenset[int]:
    """Return the items of presentations that were proposed, and whose people know of no decision yet."""
    waiting = {
        f"{PROGRAMME_UID}{facts.items[talk.item_id].uid}": talk.item_id
        for talk in facts.presentations
        if talk.item_id is not None and talk.proposed_by_id is not None and talk.told_at is None
    }
    if not waiting:
        return frozenset()
    held = session.exec(
        select(ReleaseEntry.uid).where(
            col(ReleaseEntry.registration_id).in_(facts.registrations),
            col(ReleaseEntry.kind) == EntryKind.PRESENTATION,
            col(ReleaseEntry.uid).in_(waiting),
        )
    )
    for uid in held:  # their agenda has told them
        waiting.pop(uid, None)
    return frozenset(waiting.values())


@kept
def _slots_of(session: Session, event_id: int) -> Sequence[tuple[Slot, Venue]]:
    return read_rows(session, _slots(), {"event_id": event_id})


@cache
def _slots() -> Select[Slot, Venue]:
    return (
        select(Slot, Venue)
        .join(Venue, col(Venue.id) == col(Slot.venue_id))
        .where(col(Slot.event_id) == bindparam("event_id"))
        .order_by(col(Slot.starts_at), col(Slot.id))
    )


KEPT = (_slots,)
"""What is read for values that are kept: all columns of it are `WATCHED`."""


@cache
def _items() -> Select[ProgrammeItem, int | None, Presentation | None, Venue]:
    """Return the statement of the programme: who of `:registration_ids` has chosen each item, and speaks in it.

    With each item comes where it is.
    """
    item_id = col(ProgrammeItem.id)
    people: BindParameter[int] = bindparam("registration_ids", expanding=True)
    return (
        select(ProgrammeItem, col(Attendance.registration_id), Presentation, Venue)
        .join(Venue, col(Venue.id) == col(ProgrammeItem.venue_id))
        .join(
            Attendance,
            and_(col(Attendance.item_id) == item_id, col(Attendance.registration_id).in_(people)),
            isouter=True,
        )
        .join(
            Presentation,
            and_(
                col(Presentation.item_id) == item_id,
                col(Presentation.speaker_id).in_(people),
                col(Presentation.decision) != Decision.DECLINED,
            ),
            isouter=True,
        )
        .where(col(ProgrammeItem.event_id) == bindparam("event_id"))
        .order_by(col(ProgrammeItem.starts_at))
    )


@cache
def _absences() -> SelectOfScalar[Absence]:
    people: BindParameter[int] = bindparam("registration_ids", expanding=True)
    return select(Absence).where(col(Absence.registration_id).in_(people))
