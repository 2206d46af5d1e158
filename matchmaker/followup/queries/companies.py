"""Figures of each company: its meetings that are over, and what its people answered last."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.followup.queries.meetings import PastMeeting
from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    FollowUpAnswer,
    FollowUpRound,
    Organisation,
    Registration,
    row_id,
)
from matchmaker.releases.rules.held import MeetingState


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAnswer:
    """What the people of a company answered in a round: the last answer of any of them."""

    months: int
    answer: FollowUpAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFigures:
    """One company of an event."""

    delegation_id: int
    name: str
    country: str
    sectors: tuple[str, ...]
    meetings: tuple[PastMeeting, ...]
    answers: tuple[RoundAnswer, ...]
    """One for each round in which it answered."""

    @property
    def held(self) -> int:
        return sum(one.state is MeetingState.HELD for one in self.meetings)

    @property
    def last(self) -> FollowUpAnswer | None:
        """Its answer of the latest round; the questions ask for everything since the event."""
        return self.answers[-1].answer if self.answers else None

    @property
    def may_be_named(self) -> bool:
        """Whether the last answer may be shown with its name to those who read no others."""
        return self.last is not None and self.last.may_be_named


def read_companies(session: Session, event: Event, meetings: Sequence[PastMeeting]) -> tuple[CompanyFigures, ...]:
    """Return the companies with meetings or an answer, by name; counterparts of missions are not among them."""
    answers = _answers(session, event)
    of_company: dict[int, list[PastMeeting]] = {}
    for meeting in meetings:
        for number in meeting.sides:
            of_company.setdefault(number, []).append(meeting)
    statement = (
        select(Delegation, Organisation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Delegation.event_id == event.id, Category.code != COUNTERPARTS)
        .order_by(col(Organisation.name), col(Delegation.id))
    )
    return tuple(
        CompanyFigures(
            delegation_id=row_id(delegation),
            name=organisation.name,
            country=organisation.country,
            sectors=tuple(organisation.sectors),
            meetings=tuple(of_company.get(row_id(delegation), ())),
            answers=answers.get(row_id(delegation), ()),
        )
        for delegation, organisation in session.exec(statement)
        if row_id(delegation) in of_company or row_id(delegation) in answers
    )


def _answers(session: Session, event: Event) -> dict[int, tuple[RoundAnswer, ...]]:
    """Return the last answer of each delegation in each round, by the round."""
    found: dict[int, dict[int, FollowUpAnswer]] = {}
    statement = (
        select(Registration.delegation_id, FollowUpRound.months, FollowUpAnswer)
        .join(FollowUpRound, col(FollowUpRound.id) == col(FollowUpAnswer.round_id))
        .join(Registration, col(Registration.id) == col(FollowUpAnswer.registration_id))
        .where(FollowUpRound.event_id == event.id, col(FollowUpAnswer.answered_at).is_not(None))
        .order_by(col(FollowUpRound.months), col(FollowUpAnswer.answered_at), col(FollowUpAnswer.id))
    )
    for delegation_id, months, answer in session.exec(statement):
        found.setdefault(delegation_id, {})[months] = answer
    return {
        number: tuple(RoundAnswer(months=months, answer=answer) for months, answer in by_months.items())
        for number, by_months in found.items()
    }
