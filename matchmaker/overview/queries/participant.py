"""How far a participant is before the schedule is made, and the signs on the tabs of their pages."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy import BindParameter, and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import (
    Category,
    Delegation,
    Demand,
    Event,
    EventKind,
    Leg,
    Organisation,
    Registration,
    Release,
    ReleaseEntry,
    Wish,
)
from matchmaker.overview.queries.frame import Frame
from matchmaker.wishes.queries.interest import unanswered

COUNTERPARTS = "counterpart"
"""Code of the category of those who are visited at a mission: all others say whom they look for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Numbers on the tabs; 0 shows nothing."""

    interest: int
    changes: int


class StepCode(StrEnum):
    SEEKS = "seeks"
    WISHES = "wishes"
    AVAILABILITY = "availability"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is asked of a person before the schedule is made."""

    code: StepCode
    done: bool
    """Availability is done when the person has said when they can; until then they count as there all day."""
    open: bool
    """It can still be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a person is; no steps for those who have no meetings at the event, by category or role."""

    steps: tuple[Step, ...]
    seeks: tuple[str, ...]
    """Codes of the needs that their company looks for."""
    wishes: int
    """Of their delegation."""
    unanswered: int
    """Wishes that wait for an answer of their delegation."""
    planned: bool
    """A schedule has been published."""

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def possible(self) -> tuple[Step, ...]:
        """The steps that are done or can still be."""
        return tuple(step for step in self.steps if step.done or step.open)

    @property
    def next(self) -> StepCode | None:
        """The first step that is open and not done."""
        return next((step.code for step in self.steps if step.open and not step.done), None)


def read_signs(session: Session, registration: Registration, frame: Frame | None = None) -> Signs:
    """Return what waits for an answer, and how many lines changed since the release that the person saw.

    With the `frame` of a page that changes nothing only the changes are asked for, and these only if there are any.
    """
    if frame is None:
        _, interest, number = _count(session, registration)
    else:
        interest, number = frame.unanswered, frame.last_release
    answerable = answers_open(session.get_one(Event, registration.event_id), clock.now())
    return Signs(interest=interest if answerable else 0, changes=_unseen_changes(session, registration, number or 0))


def read_progress(session: Session, registration: Registration) -> Progress:
    """Return how far a person is with what is asked before the schedule is made."""
    event = session.get_one(Event, registration.event_id)
    delegation = session.get_one(Delegation, registration.delegation_id)
    organisation = session.get_one(Organisation, delegation.organisation_id)
    now = clock.now()
    wishes, unanswered_wishes, number = _count(session, registration)
    seeks = bool(organisation.seeks or organisation.seeks_text)
    category = session.get_one(Category, delegation.category_id)
    travels = event.kind is EventKind.MISSION and category.code != COUNTERPARTS
    if travels and session.exec(select(Leg.id).where(Leg.event_id == event.id)).first():
        # whom a company looks for is said city by city there
        demands = session.exec(select(Demand).where(Demand.delegation_id == delegation.id)).all()
        seeks = any(demand.says_whom for demand in demands)
    answers = answers_open(event, now)
    steps = (
        Step(StepCode.SEEKS, seeks, answers),
        Step(StepCode.WISHES, wishes > 0, wishes_open(event, now)),
        Step(StepCode.AVAILABILITY, registration.availability_at is not None, answers),
    )
    return Progress(
        steps=steps if registration.meets and category.has_meetings else (),
        seeks=tuple(organisation.seeks),
        wishes=wishes,
        unanswered=unanswered_wishes,
        planned=number is not None,
    )


def _count(session: Session, registration: Registration) -> tuple[int, int, int | None]:
    """Return the wishes of a person's delegation, those that wait for its answer, and the last release's number."""
    asked = {"event_id": registration.event_id, "delegation_id": registration.delegation_id}
    return session.exec(_counts(), params=asked).one()


@cache
def _counts() -> Select[int, int, int | None]:
    delegation_id: BindParameter[int] = bindparam("delegation_id")
    made = select(func.count()).where(col(Wish.from_id) == delegation_id)
    last = select(func.max(Release.number)).where(col(Release.event_id) == bindparam("event_id"))
    return select(made.scalar_subquery(), unanswered(delegation_id), last.scalar_subquery())


def _unseen_changes(session: Session, registration: Registration, number: int) -> int:
    """Return how many lines of release `number`, the last one, the person has not seen as they are."""
    if number <= registration.seen_release:
        return 0
    seen = aliased(Release)
    return session.exec(
        select(func.count())
        .select_from(ReleaseEntry)
        .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
        .join(
            seen,
            and_(col(seen.event_id) == col(Release.event_id), col(seen.number) == registration.seen_release),
            isouter=True,
        )
        .where(
            Release.event_id == registration.event_id,
            Release.number == number,
            ReleaseEntry.registration_id == registration.id,
            or_(col(seen.id).is_(None), col(ReleaseEntry.changed_at) > col(seen.published_at)),
        )
    ).one()
