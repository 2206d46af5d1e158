"""The open form as people fill it in, and as the organiser has set it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.enrolment.queries.tokens import read_link
from matchmaker.enrolment.rules.asked import DEFAULT_FIELDS
from matchmaker.enrolment.rules.places import Places, takes_requests
from matchmaker.models import (
    Category,
    Community,
    Event,
    OfferedCategory,
    Phase,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationLink,
    RegistrationQuestion,
    RegistrationRequest,
)


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """How many people have answered a question: on forms that count, and on those that nobody has confirmed."""

    confirmed: int = 0
    unconfirmed: int = 0

    @property
    def number(self) -> int:
        """All that keep the question as it is: who confirms later has read it like that."""
        return self.confirmed + self.unconfirmed


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The form of an event, with everything that its page shows."""

    event: Event
    community: Community
    settings: RegistrationForm
    categories: Sequence[Category]
    """Those to choose from; of one alone there is no choice."""
    questions: Sequence[RegistrationQuestion]
    places: Places
    is_open: bool
    link: RegistrationLink | None = None
    """By which the reader has come."""


def read_open_form(session: Session, slug: str, *, via: str = "", invited: bool = False) -> OpenForm:
    """Return the form of the event of a short name: for everybody, for who has the link `via`, or for somebody
    `invited` by a colleague.

    Raises `NotFound` where there is no event, one that is not open to anybody yet or any more, no form or no such link.
    """
    row = session.exec(
        select(Event, Community, RegistrationForm)
        .join(Community, col(Community.id) == col(Event.community_id))
        .join(RegistrationForm, col(RegistrationForm.event_id) == col(Event.id))
        .where(Event.slug == slug, col(Event.phase).in_((Phase.OPEN, Phase.CLOSED)))
    ).first()
    if row is None:
        raise NotFound
    event, community, settings = row
    link = read_link(session, event, via) if via else None
    if via and link is None:
        raise NotFound
    fixed = session.get(Category, link.category_id) if link is not None and link.category_id is not None else None
    for_all = not settings.by_link_only or invited
    return OpenForm(
        event,
        community,
        settings,
        [fixed] if fixed is not None else offered_categories(session, event),
        asked_questions(session, event),
        read_places(session, event, settings),
        takes_requests(event, settings, clock.now()) and (for_all if link is None else link.closed_at is None),
        link,
    )


def read_settings(session: Session, event: Event) -> RegistrationForm:
    """Return the form of an event as it is set; a new one, not in the database, where there is none."""
    found = session.get(RegistrationForm, event.id)
    return found or RegistrationForm(event_id=event.id or 0, fields=dict(DEFAULT_FIELDS))


def offered_categories(session: Session, event: Event) -> Sequence[Category]:
    """Return the categories of an event that the form offers, in their order."""
    return session.exec(
        select(Category)
        .join(OfferedCategory, col(OfferedCategory.category_id) == col(Category.id))
        .where(Category.event_id == event.id)
        .order_by(col(Category.position), col(Category.id))
    ).all()


def asked_questions(session: Session, event: Event) -> Sequence[RegistrationQuestion]:
    """Return the questions of an event that are asked today, in their order."""
    return [one for one in all_questions(session, event) if one.retired_at is None]


def all_questions(session: Session, event: Event) -> Sequence[RegistrationQuestion]:
    """Return the questions of an event, retired ones last."""
    return session.exec(
        select(RegistrationQuestion)
        .where(RegistrationQuestion.event_id == event.id)
        .order_by(
            col(RegistrationQuestion.retired_at).is_not(None),
            col(RegistrationQuestion.position),
            col(RegistrationQuestion.id),
        )
    ).all()


def question_of(session: Session, event: Event, question_id: int) -> RegistrationQuestion:
    """Return a question of `event`; raises `NotFound` for any other id."""
    found = session.get(RegistrationQuestion, question_id)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


def count_answers(session: Session, question: RegistrationQuestion) -> AnswersGiven:
    """Return how many have answered a question."""
    rows = session.exec(
        select(col(RegistrationRequest.confirmed_at).is_not(None), func.count())
        .join(RegistrationAnswer, col(RegistrationAnswer.request_id) == col(RegistrationRequest.id))
        .where(col(RegistrationAnswer.question_id) == question.id)
        .group_by(col(RegistrationRequest.confirmed_at).is_not(None))
    ).all()
    found = {bool(is_confirmed): number for is_confirmed, number in rows}
    return AnswersGiven(found.get(True, 0), found.get(False, 0))


def categories_of(session: Session, event: Event) -> list[Category]:
    """Return all categories of an event, in their order."""
    ordered = select(Category).where(Category.event_id == event.id).order_by(col(Category.position), col(Category.id))
    return list(session.exec(ordered).all())
