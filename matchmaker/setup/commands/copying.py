"""A new event as a copy of an earlier one: structure, rules and, where wished, its people as those to invite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from matchmaker.base import clock
from matchmaker.base.plain_text import one_line
from matchmaker.models import (
    Act,
    Audience,
    Block,
    Category,
    CategoryExclusion,
    CategoryTier,
    Community,
    Delegation,
    Event,
    FloorPlan,
    OfferedCategory,
    Phase,
    Place,
    PlaceClosure,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    RegistrationForm,
    RegistrationQuestion,
    Slot,
    Staff,
    Venue,
    enrolled,
    record,
    row_id,
)
from matchmaker.setup.commands.blocks import cut_block
from matchmaker.setup.commands.creation import begin_event, deadline_before
from matchmaker.setup.queries.earlier import earlier_event
from matchmaker.setup.queries.parts import lengths_of, slots_of_block
from matchmaker.setup.rules import ANSWERS_DAYS, WISHES_DAYS

Row = TypeVar("Row", bound=SQLModel)
OWN = {"id", "uid", "created_at", "feed_epoch", "event_id", "brought_by_id"}
"""What each row has for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOfEvent:
    """What differs from the earlier event."""

    earlier_id: int
    name: str
    starts_on: date
    people: bool
    """Whether its people are registered as invited; none of them is mailed before an organiser does it."""


def copy_event(session: Session, community: Community, new: CopyOfEvent, *, staff: Staff) -> Event:
    """Make an event in preparation like an earlier one that `staff` organises, its days moved to `starts_on`.

    Copied: venues, blocks, tables and booths with what is closed, categories with their rules, settings, programme
    items for everybody, and the registration form, closed, with the questions that are asked. Not copied:
    presentations, requests to be registered, wishes, answers, times, schedules, mails, the team.
    Raises `NotFound` for an event of elsewhere, and `InvalidInput` for a day that has passed or a name that is taken.
    """
    earlier = earlier_event(session, community, new.earlier_id, staff)
    moved = new.starts_on - earlier.starts_on
    event = _copy(
        earlier,
        slug="",
        name=one_line(new.name),
        starts_on=new.starts_on,
        ends_on=earlier.ends_on + moved,
        phase=Phase.DRAFT,
        opens_at=None,
        wishes_close_at=_deadline(earlier, earlier.wishes_close_at, new.starts_on, WISHES_DAYS),
        answers_close_at=_deadline(earlier, earlier.answers_close_at, new.starts_on, ANSWERS_DAYS),
        contact_name=staff.name,
        contact_email=staff.email,
    )
    begin_event(session, event, staff=staff)
    record(session, staff.name, Act.COPY_EVENT, event_id=row_id(event), earlier=earlier.name)
    copy = _Copy(session, earlier, event, moved)
    copy.structure()
    copy.registration_form()
    if new.people:
        copy.people()
    session.flush()
    return event


def _copy(row: Row, **changes: Any) -> Row:
    return type(row)(**(row.model_dump(exclude=OWN) | changes))


def _deadline(earlier: Event, at: datetime | None, starts_on: date, days: int) -> datetime | None:
    """Return the deadline as far before the event as that of the earlier one, at its wall time, if that is to come."""
    if at is None:
        return None
    wall = clock.local(at, earlier.zone)
    moved = clock.instant(wall.date() + (starts_on - earlier.starts_on), wall.time(), earlier.zone)
    return moved if moved > clock.now() else deadline_before(starts_on, days, earlier.zone)


@dataclass(slots=True)
class _Copy:
    """A copy under way: new ids by old ones."""

    session: Session
    earlier: Event
    event: Event
    moved: timedelta
    categories: dict[int, int] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)

    def structure(self) -> None:
        """Copy categories, venues, blocks, places with what is closed, and the programme for everybody."""
        self.categories = self._rows(Category)
        for row in self._of_earlier(CategoryExclusion):
            pair = {"from_id": self.categories[row.from_id], "to_id": self.categories[row.to_id]}
            self.session.add(_copy(row, event_id=row_id(self.event), **pair))
        for tier in self._of_earlier(CategoryTier):
            category_id = self.categories[tier.category_id]
            self.session.add(_copy(tier, event_id=row_id(self.event), category_id=category_id))
        venues = self._rows(Venue)
        for block in self._of_earlier(Block):
            copy = _copy(
                block, event_id=row_id(self.event), venue_id=venues[block.venue_id], day=block.day + self.moved
            )
            minutes, changeover = lengths_of(self.earlier, slots_of_block(self.session, block))
            zone = self.session.get_one(Venue, copy.venue_id).zone
            cut_block(self.session, copy, zone, minutes=minutes, changeover=changeover)
        for place in self._of_earlier(Place):
            self.places[row_id(place)] = copied = _copy(
                place, event_id=row_id(self.event), venue_id=venues[place.venue_id], owner_id=None
            )
            self.session.add(copied)
        self.session.add_all(
            _copy(plan, event_id=row_id(self.event), venue_id=venues[plan.venue_id])
            for plan in self._of_earlier(FloorPlan)
        )
        self.session.flush()
        self._closures(venues)
        self._programme(venues)

    def registration_form(self) -> None:
        """Copy the open form, closed, with the categories that it offers and its questions."""
        event_id = row_id(self.event)
        form = self.session.get(RegistrationForm, self.earlier.id)
        if form is None:
            return
        self.session.add(_copy(form, event_id=event_id, is_open=False, closes_at=None))
        offered = select(OfferedCategory).where(OfferedCategory.event_id == self.earlier.id)
        for one in self.session.exec(offered).all():
            self.session.add(_copy(one, event_id=event_id, category_id=self.categories[one.category_id]))
        for question in self._of_earlier(RegistrationQuestion):
            if question.retired_at is None:
                self.session.add(_copy(question, event_id=event_id))

    def people(self) -> None:
        """Register who took part in the earlier event as invited, with the same category, limits and booth."""
        rows = self.session.exec(
            select(Registration, Delegation)
            .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
            .where(Registration.event_id == self.earlier.id, enrolled())
            .order_by(col(Registration.id))
        ).all()
        delegations = {row_id(delegation): delegation for _registration, delegation in rows}
        copies = {
            old: _copy(row, event_id=row_id(self.event), category_id=self.categories[row.category_id])
            for old, row in delegations.items()
        }
        self.session.add_all(copies.values())
        self.session.flush()
        for registration, delegation in rows:
            self.session.add(
                Registration(
                    event_id=row_id(self.event),
                    person_id=registration.person_id,
                    delegation_id=row_id(copies[row_id(delegation)]),
                    role=registration.role,
                )
            )
        for place in self._of_earlier(Place):
            if place.owner_id in copies:
                self.places[row_id(place)].owner_id = row_id(copies[place.owner_id])

    def _of_earlier(self, kind: type[Row]) -> list[Row]:
        return list(self.session.exec(select(kind).filter_by(event_id=self.earlier.id).order_by("id")).all())

    def _rows(self, kind: type[Category] | type[Venue]) -> dict[int, int]:
        """Copy all rows of a kind; return the new id of each old one."""
        copies = {row_id(row): _copy(row, event_id=row_id(self.event)) for row in self._of_earlier(kind)}
        self.session.add_all(copies.values())
        self.session.flush()
        return {old: row_id(copy) for old, copy in copies.items()}

    def _closures(self, venues: Mapping[int, int]) -> None:
        """Close the places in the slots that are at the same time of the same day, counted from the first one."""
        slots = {(slot.venue_id, slot.day, slot.starts): row_id(slot) for slot in self._slots(self.event)}
        twins = {
            row_id(slot): slots.get((venues[slot.venue_id], slot.day + self.moved, slot.starts))
            for slot in self._slots(self.earlier)
        }
        closed = select(PlaceClosure).where(col(PlaceClosure.place_id).in_(self.places))
        for closure in self.session.exec(closed).all():
            if (slot := twins[closure.slot_id]) is not None:
                self.session.add(PlaceClosure(place_id=row_id(self.places[closure.place_id]), slot_id=slot))

    def _slots(self, event: Event) -> list[Slot]:
        return list(self.session.exec(select(Slot).where(Slot.event_id == event.id)).all())

    def _programme(self, venues: Mapping[int, int]) -> None:
        for item in self._of_earlier(ProgrammeItem):
            if item.audience is not Audience.EVERYONE or item.kind is ProgrammeKind.PRESENTATION:
                continue
            day = item.day + self.moved
            self.session.add(
                _copy(
                    item,
                    event_id=row_id(self.event),
                    venue_id=venues[item.venue_id],
                    day=day,
                    starts_at=clock.instant(day, item.starts, item.zone),
                    ends_at=clock.instant(day, item.ends, item.zone),
                )
            )
