"""How far a participant is before the schedule is made, and the signs on the tabs of their pages."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    Wish,
)
from matchmaker.wishes.queries.interest import count_unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Numbers on the tabs; 0 shows nothing."""

    interest: int
    changes: int


class StepCode(StrEnum):
    CARD = "card"
    COMPANY = "company"
    WISHES = "wishes"
    ANSWERS = "answers"
    AVAILABILITY = "availability"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a participant does before the schedule is made; `count` belongs to the words about it."""

    code: StepCode
    done: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is: what is done or can still be; `next` is the first step that is not done."""

    steps: tuple[Step, ...]
    next: StepCode | None

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)


def read_signs(session: Session, registration: Registration) -> Signs:
    """Return what waits for an answer, and how many lines changed since the release that the person saw."""
    answerable = answers_open(session.get_one(Event, registration.event_id), clock.now())
    return Signs(
        interest=count_unanswered(session, registration.delegation_id) if answerable else 0,
        changes=_unseen_changes(session, registration),
    )


def read_progress(session: Session, registration: Registration) -> Progress:
    """Return how far a person is with what is asked before the schedule is made."""
    event = session.get_one(Event, registration.event_id)
    delegation = session.get_one(Delegation, registration.delegation_id)
    person = session.get_one(Person, registration.person_id)
    row = session.exec(
        select(Organisation.offers, Organisation.offers_text, Organisation.seeks, Organisation.seeks_text).where(
            Organisation.id == delegation.organisation_id
        )
    ).one()
    steps = [
        Step(StepCode.CARD, bool(person.languages and person.job_title)),
        Step(StepCode.COMPANY, bool((row[0] or row[1]) and (row[2] or row[3]))),
    ]
    now = clock.now()
    shut: set[StepCode] = set()
    if session.get_one(Category, delegation.category_id).has_meetings:
        wishes = session.exec(select(func.count()).select_from(Wish).where(Wish.from_id == delegation.id)).one()
        waiting = count_unanswered(session, registration.delegation_id)
        steps += [
            Step(StepCode.WISHES, wishes > 0, wishes),
            Step(StepCode.ANSWERS, waiting == 0, waiting),
            Step(StepCode.AVAILABILITY, registration.availability_at is not None),
        ]
        if not wishes_open(event, now):
            shut.add(StepCode.WISHES)
        if not answers_open(event, now):
            shut |= {StepCode.ANSWERS, StepCode.AVAILABILITY}
    possible = tuple(step for step in steps if step.done or step.code not in shut)
    return Progress(possible, next((step.code for step in possible if not step.done), None))


def _unseen_changes(session: Session, registration: Registration) -> int:
    releases = session.exec(
        select(Release).where(Release.event_id == registration.event_id).order_by(col(Release.number).desc())
    ).all()
    if not releases or releases[0].number <= registration.seen_release:
        return 0
    seen = next((release for release in releases if release.number == registration.seen_release), None)
    lines = (
        select(func.count())
        .select_from(ReleaseEntry)
        .where(ReleaseEntry.release_id == releases[0].id, ReleaseEntry.registration_id == registration.id)
    )
    if seen is not None:
        lines = lines.where(col(ReleaseEntry.changed_at) > seen.published_at)
    return session.exec(lines).one()
