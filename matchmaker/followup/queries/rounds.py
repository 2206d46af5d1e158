"""Rounds of questions after an event: their days, who is asked, who has answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.followup.rules import MONTHS, OPEN_FOR, REMINDED_AFTER, is_on_by_itself, usual_opening
from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import (
    Category,
    Delegation,
    EntryKind,
    Event,
    FollowUpAnswer,
    FollowUpRound,
    Organisation,
    Person,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    Role,
    row_id,
    taking_part,
)
from matchmaker.releases.queries.published import last_release, stands_in


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The days of a round, and whether it takes place."""

    months: int
    is_on: bool
    opens_on: date

    @property
    def reminds_on(self) -> date:
        """From when on the silent are reminded."""
        return self.opens_on + REMINDED_AFTER

    @property
    def closes_on(self) -> date:
        """Its last day."""
        return self.opens_on + OPEN_FOR

    @property
    def token(self) -> str:
        """Of what a form begins with (optimistic locking)."""
        return content_token(self.months, self.is_on, self.opens_on)

    def is_open(self, today: date) -> bool:
        """Tell whether its answers are taken."""
        return self.is_on and self.opens_on <= today <= self.closes_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPerson:
    """One person of a round."""

    answer: FollowUpAnswer
    person: str
    company: str
    delegation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpStand:
    """A round with its people; as long as nobody was asked, those who would be."""

    days: RoundDays
    asked: tuple[AskedPerson, ...]
    would_be: int

    @property
    def answered(self) -> int:
        return sum(one.answer.answered_at is not None for one in self.asked)

    @property
    def reminded(self) -> int:
        return sum(one.answer.reminded_at is not None for one in self.asked)


def days_of(event: Event, months: int, row: FollowUpRound | None) -> RoundDays:
    """Return the days of a round: as an organiser has set them, else so many months after the event."""
    opens_on = row.opens_on if row is not None else None
    is_on = is_on_by_itself(event.kind) if row is None else row.is_on
    return RoundDays(months, is_on, opens_on or usual_opening(event.ends_on, months))


def round_row(session: Session, event: Event, months: int) -> FollowUpRound | None:
    """Return the row of a round, if it has one; raises `NotFound` for a number of months that is no round."""
    if months not in MONTHS:
        raise NotFound
    return session.exec(
        select(FollowUpRound).where(FollowUpRound.event_id == event.id, FollowUpRound.months == months)
    ).one_or_none()


def read_rounds(session: Session, event: Event) -> tuple[FollowUpStand, ...]:
    """Return the rounds of an event in their order."""
    rows = session.exec(select(FollowUpRound).where(FollowUpRound.event_id == event.id)).all()
    by_months = {row.months: row for row in rows}
    asked: dict[int, list[AskedPerson]] = {}
    for one in read_asked(session, event):
        asked.setdefault(one.answer.round_id, []).append(one)
    would_be = len(addressees(session, event))
    return tuple(
        FollowUpStand(
            days=days_of(event, months, by_months.get(months)),
            asked=tuple(asked.get(row_id(by_months[months]), ())) if months in by_months else (),
            would_be=would_be,
        )
        for months in MONTHS
    )


def read_asked(session: Session, event: Event) -> Sequence[AskedPerson]:
    """Return everybody who was asked in a round of an event, by company and name."""
    statement = (
        select(FollowUpAnswer, Person, Organisation.name, Registration.delegation_id)
        .join(FollowUpRound, col(FollowUpRound.id) == col(FollowUpAnswer.round_id))
        .join(Registration, col(Registration.id) == col(FollowUpAnswer.registration_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(FollowUpRound.event_id == event.id)
        .order_by(col(Organisation.name), col(Person.last_name), col(FollowUpAnswer.id))
    )
    return [
        AskedPerson(answer=answer, person=person.name, company=company, delegation_id=delegation_id)
        for answer, person, company, delegation_id in session.exec(statement)
    ]


def addressees(session: Session, event: Event) -> Sequence[tuple[Registration, Person]]:
    """Return who is asked: delegates with a meeting in the last final release, but for counterparts.

    Who wants no reminders and news any more is not asked.
    """
    release = last_release(session, row_id(event))
    if release is None or release.kind is not ReleaseKind.FINAL:
        return ()
    meeting = select(ReleaseEntry.registration_id).where(
        stands_in(release), col(ReleaseEntry.kind) == EntryKind.MEETING
    )
    statement = (
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(
            col(Registration.id).in_(meeting),
            Registration.role == Role.DELEGATE,
            Category.code != COUNTERPARTS,
            col(Registration.unsubscribed_at).is_(None),
            taking_part(),
        )
        .order_by(col(Registration.id))
    )
    return session.exec(statement).all()
