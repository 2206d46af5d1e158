"""What of an event is ready, what is missing, and what blocks its opening."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.models import (
    Category,
    Decision,
    Delegation,
    Event,
    EventStaff,
    Place,
    PlaceKind,
    Presentation,
    ProgrammeItem,
    ProposalState,
    Registration,
    RegistrationForm,
    Release,
    Slot,
    StaffRole,
    enrolled,
    row_id,
)


class Point(StrEnum):
    """What an event needs, in the order in which it is prepared."""

    SLOTS = "slots"
    TABLES = "tables"
    CATEGORIES = "categories"
    DEADLINES = "deadlines"
    CONTACT = "contact"
    REGISTRATION = "registration"
    PEOPLE = "people"
    PROGRAMME = "programme"
    PRESENTATIONS = "presentations"
    TEAM = "team"


NEEDED = frozenset({Point.SLOTS, Point.TABLES, Point.CATEGORIES, Point.DEADLINES})
"""Without these the participants could not be told what they take part in: they block the opening."""
_SENT = (col(Presentation.state) == ProposalState.SENT, col(Presentation.proposed_by_id).is_not(None))
OfEvent = (
    Slot | Presentation | Place | Registration | RegistrationForm | Delegation | ProgrammeItem | EventStaff | Release
)
TEAM_SIZE = 2
"""Organisers that an event should have: one may fall ill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The numbers of an event in preparation, and which of its points are ready."""

    slots: int
    tables: int
    booths: int
    categories: tuple[str, ...]
    people: int
    organisations: int
    agreed: int
    forms: int
    """1 once an organiser has said whether people register by themselves."""
    open_forms: int
    items: int
    proposals: int
    """Presentations that delegations have proposed and not withdrawn."""
    undecided: int
    """Those of them that wait for a decision."""
    organisers: int
    releases: int
    ready: Mapping[Point, bool]

    @property
    def blocking(self) -> tuple[Point, ...]:
        return tuple(point for point, ready in self.ready.items() if not ready and point in NEEDED)

    @property
    def missing(self) -> tuple[Point, ...]:
        """What is missing and does not block."""
        return tuple(point for point, ready in self.ready.items() if not ready and point not in NEEDED)

    @property
    def done(self) -> int:
        return sum(self.ready.values())

    @property
    def room(self) -> int:
        """How many meetings there is room for: every place in every slot."""
        return self.slots * (self.tables + self.booths)


def read_preparation(session: Session, event: Event, language: str) -> Preparation:
    """Return what is ready of an event; two queries, whatever its size."""
    event_id = row_id(event)

    def count(rows: type[OfEvent], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
        return select(func.count()).where(col(rows.event_id) == event_id, *conditions).scalar_subquery()

    numbers = {
        "slots": count(Slot),
        "tables": count(Place, col(Place.kind) == PlaceKind.TABLE),
        "booths": count(Place, col(Place.kind) == PlaceKind.BOOTH),
        "people": count(Registration, enrolled()),
        "organisations": count(Delegation, ~Delegation.withdrawn),
        "agreed": count(Registration, col(Registration.agreed_at).is_not(None)),
        "forms": count(RegistrationForm),
        "open_forms": count(RegistrationForm, col(RegistrationForm.is_open).is_(True)),
        "items": count(ProgrammeItem),
        "proposals": count(Presentation, *_SENT),
        "undecided": count(Presentation, *_SENT, col(Presentation.decision) == Decision.PROPOSED),
        "organisers": count(EventStaff, col(EventStaff.role) == StaffRole.ORGANISER),
        "releases": count(Release),
    }
    row = session.execute(select(*(number.label(name) for name, number in numbers.items()))).one()
    found = dict(zip(numbers, row, strict=True))
    categories = session.scalars(
        select(Category).where(col(Category.event_id) == event_id).order_by(col(Category.position), col(Category.id))
    ).all()
    ready = {
        Point.SLOTS: found["slots"] > 0,
        Point.TABLES: found["tables"] + found["booths"] > 0,
        Point.CATEGORIES: any(category.has_meetings for category in categories),
        Point.DEADLINES: _has_deadlines(event),
        Point.CONTACT: bool(event.contact_email),
        Point.REGISTRATION: found["forms"] > 0,
        Point.PEOPLE: found["people"] > 0,
        Point.PROGRAMME: found["items"] > 0,
        **({Point.PRESENTATIONS: not found["undecided"]} if found["proposals"] else {}),
        Point.TEAM: found["organisers"] >= TEAM_SIZE,
    }
    return Preparation(categories=tuple(category.name(language) for category in categories), ready=ready, **found)


def _has_deadlines(event: Event) -> bool:
    """Tell whether wishes and answers close, in this order, and not before now."""
    wishes, answers = event.wishes_close_at, event.answers_close_at
    return wishes is not None and answers is not None and clock.now() < wishes <= answers
