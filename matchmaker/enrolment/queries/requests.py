"""Those who have sent the form and confirmed it, with their answers, for the organisers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select as SelectOf

from matchmaker.base import clock
from matchmaker.contacts.shared import contacts_of
from matchmaker.enrolment.queries.form import all_questions
from matchmaker.enrolment.queries.matching import OrganisationMatch, matches
from matchmaker.models import (
    AnswerAudience,
    Category,
    Event,
    Registration,
    RegistrationAnswer,
    RegistrationLink,
    RegistrationQuestion,
    RegistrationRequest,
    RequestState,
    row_id,
)

UNDECIDED = (RequestState.PENDING, RequestState.WAITING)
LISTED = (*UNDECIDED, RequestState.REFUSED)
"""What the page lists; who is accepted is among the people of the event."""
CONFIRMED = (*LISTED, RequestState.ACCEPTED, RequestState.GIVEN_UP)


MOST_FORMS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request."""

    request: RegistrationRequest
    category: str
    link: str
    """Name of the link by which they came; empty for the address for everybody."""
    match: OrganisationMatch
    """What is known of its organisation."""
    answers: tuple[tuple[RegistrationQuestion, str], ...]
    """In the order of the questions; the value as it is kept."""


def read_requests(
    session: Session, event: Event, language: str, states: Sequence[RequestState] = LISTED
) -> tuple[RequestLine, ...]:
    """Return the requests of an event in some states, in the order of confirmation; as many queries for many."""
    rows = session.exec(
        select(RegistrationRequest)
        .where(RegistrationRequest.event_id == event.id, col(RegistrationRequest.state).in_(states))
        .order_by(col(RegistrationRequest.confirmed_at), col(RegistrationRequest.id))
    ).all()
    categories = session.exec(select(Category).where(Category.event_id == event.id)).all()
    names = {category.id: category.name(language) for category in categories}
    links = session.exec(select(RegistrationLink).where(RegistrationLink.event_id == event.id)).all()
    came_by: dict[int | None, str] = {link.id: link.name for link in links}
    known, answers = matches(session, event, rows), _answers(session, event)
    questions = all_questions(session, event)

    def category(request: RegistrationRequest) -> str:
        its = known[row_id(request)].joins
        taken = its.delegation.category_id if its is not None and its.delegation is not None else request.category_id
        return names.get(taken, "")

    return tuple(
        RequestLine(
            request=request,
            category=category(request),
            link=came_by.get(request.link_id, ""),
            match=known[row_id(request)],
            answers=tuple(
                (question, answers[row_id(request), row_id(question)])
                for question in questions
                if (row_id(request), row_id(question)) in answers
            ),
        )
        for request in rows
    )


def answers_seen(
    session: Session, reader: Registration, registration_ids: Sequence[int]
) -> dict[int, tuple[tuple[RegistrationQuestion, str], ...]]:
    """Return by registration the answers that another participant may see, in the order of the questions."""
    rows = session.exec(_seen_by_others(), params={"registration_ids": registration_ids}).all()
    limited = any(question.seen_by is AnswerAudience.MET for _id, question, _value in rows)
    met = contacts_of(session, reader).keys() if limited else ()
    found: dict[int, tuple[tuple[RegistrationQuestion, str], ...]] = {}
    for registration_id, question, value in rows:
        sees = question.seen_by is AnswerAudience.PARTICIPANTS or registration_id in met
        if sees and registration_id is not None:
            found[registration_id] = (*found.get(registration_id, ()), (question, value))
    return found


@cache
def _seen_by_others() -> SelectOf[int | None, RegistrationQuestion, str]:
    """Return the statement of the answers of `:registration_ids` that the organisers do not keep to themselves."""
    return (
        select(RegistrationRequest.registration_id, RegistrationQuestion, RegistrationAnswer.value)
        .join(RegistrationAnswer, col(RegistrationAnswer.request_id) == col(RegistrationRequest.id))
        .join(RegistrationQuestion, col(RegistrationQuestion.id) == col(RegistrationAnswer.question_id))
        .where(
            col(RegistrationRequest.registration_id).in_(bindparam("registration_ids", expanding=True)),
            col(RegistrationQuestion.seen_by) != AnswerAudience.ORGANISERS,
            col(RegistrationQuestion.retired_at).is_(None),
        )
        .order_by(col(RegistrationQuestion.position), col(RegistrationQuestion.id))
    )


def forms_of(session: Session, request: RegistrationRequest) -> Sequence[RegistrationRequest]:
    """Return the other forms that wait for a confirmation by the same address at the event, the newest first.

    For the reader of its mails: anybody can have sent them.
    """
    statement = select(RegistrationRequest).where(
        RegistrationRequest.event_id == request.event_id,
        RegistrationRequest.email_key == request.email_key,
        RegistrationRequest.state == RequestState.SENT,
        RegistrationRequest.id != request.id,
        col(RegistrationRequest.expires_at) > clock.now(),
    )
    return session.exec(statement.order_by(col(RegistrationRequest.id).desc()).limit(MOST_FORMS)).all()


def earlier_request(session: Session, request: RegistrationRequest) -> RegistrationRequest | None:
    """Return another request of the address that an organiser or the waiting list has already."""
    statement = select(RegistrationRequest).where(
        RegistrationRequest.event_id == request.event_id,
        RegistrationRequest.email_key == request.email_key,
        RegistrationRequest.id != request.id,
        col(RegistrationRequest.state).in_(LISTED),
    )
    return session.exec(statement).first()


def waiting_list(session: Session, event: Event) -> Sequence[RegistrationRequest]:
    """Return those on the waiting list, in the order of confirmation."""
    statement = select(RegistrationRequest).where(
        RegistrationRequest.event_id == event.id, RegistrationRequest.state == RequestState.WAITING
    )
    ordered = statement.order_by(col(RegistrationRequest.confirmed_at), col(RegistrationRequest.id))
    return session.exec(ordered).all()


def place_on_list(session: Session, event: Event, request: RegistrationRequest) -> int:
    """Return the place of a request on the waiting list, from 1; 0 if it is not on it."""
    if request.state is not RequestState.WAITING:
        return 0
    return 1 + [one.id for one in waiting_list(session, event)].index(request.id)


def _answers(session: Session, event: Event) -> dict[tuple[int, int], str]:
    rows = session.exec(
        select(RegistrationAnswer)
        .join(RegistrationRequest, col(RegistrationRequest.id) == col(RegistrationAnswer.request_id))
        .where(RegistrationRequest.event_id == event.id)
    ).all()
    return {(row.request_id, row.question_id): row.value for row in rows}
