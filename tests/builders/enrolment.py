"""The open registration form of an event, and people who fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session, col, select
from ulid import ULID

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.names import email_key
from matchmaker.enrolment.commands.confirming import confirm
from matchmaker.enrolment.commands.sending import Newcomer, send_form
from matchmaker.enrolment.queries.form import read_open_form
from matchmaker.enrolment.queries.tokens import request_url
from matchmaker.models import (
    AnswerAudience,
    Category,
    Event,
    OfferedCategory,
    QuestionKind,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationQuestion,
    RegistrationRequest,
    RequestState,
    Staff,
    row_id,
)

FILLED = {
    "first_name": "Ada",
    "last_name": "Nivelyo",
    "email": "ada@nivelyo.example",
    "language": "en",
    "organisation": "Nivelyo SA",
    "country": "BE",
    "vat": "0403.019.261",
    "agreed": "y",
}
"""What Ada sends with the open form."""

ADA = {
    "first_name": "Ada",
    "last_name": "Nivelyo",
    "email": "ada@nivelyo.example",
    "job_title": "Engineer",
    "language": "en",
    "organisation": "Nivelyo SA",
    "country": "BE",
    "answers": {},
}


@dataclass
class Fair:
    """An event with two categories and an organiser."""

    event: Event
    premium: Category
    guest: Category
    anne: Staff


def open_form(
    session: Session, event: Event, places: Mapping[int | None, int | None], **settings: Any
) -> RegistrationForm:
    """Open the form of an event, with the ids of the categories that it offers and their capacities."""
    form = RegistrationForm(event_id=row_id(event), **{"is_open": True, "fields": {"vat": "optional"}} | settings)
    session.add(form)
    session.add_all(
        OfferedCategory(category_id=category_id, event_id=row_id(event), capacity=capacity)
        for category_id, capacity in places.items()
    )
    session.flush()
    return form


def ask(session: Session, event: Event, **question: Any) -> RegistrationQuestion:
    """Add a question to the form: a text, if nothing else is said."""
    defaults = {"kind": QuestionKind.TEXT, "labels": {"en": "Which meal?", "fr": "Quel repas ?"}}
    row = RegistrationQuestion(event_id=row_id(event), **defaults | question)
    session.add(row)
    session.flush()
    return row


def newcomer(**values: Any) -> Newcomer:
    return Newcomer(**ADA | values)


def send(session: Session, event: Event, **values: Any) -> RegistrationRequest:
    """Send the form, as Ada unless something else is said, and return the newest request of the address."""
    sent = newcomer(**values)
    send_form(session, read_open_form(session, event.slug), sent)
    found = select(RegistrationRequest).where(
        RegistrationRequest.event_id == event.id,
        RegistrationRequest.email_key == email_key(normal_address(sent.email)),
    )
    return session.exec(found.order_by(col(RegistrationRequest.id).desc())).first()


def come(session: Session, event: Event, name: str, **values: Any) -> RegistrationRequest:
    """Send the form as somebody of an organisation of their own, and confirm it."""
    mine = {"email": f"{name}@{name}.example", "first_name": name.title(), "organisation": f"{name.title()} SRL"}
    return confirm(session, send(session, event, **mine | values)).request


def path_of_request(event: Event, request: RegistrationRequest) -> str:
    """The path behind the link of the mails about a request."""
    return urlsplit(request_url(event, request)).path


def make_request(session: Session, event: Event, state: RequestState, **values: Any) -> RegistrationRequest:
    """A request in any state, without the mails that have led there."""
    known = {name: value for name, value in ADA.items() if name != "answers"} | values
    now = clock.now()
    row = RegistrationRequest(
        event_id=row_id(event),
        key=str(ULID()),
        state=state,
        email_key=email_key(known["email"]),
        terms="2026-11/mutual",
        expires_at=now + timedelta(hours=48),
        confirmed_at=None if state is RequestState.SENT else now,
        **known,
    )
    session.add(row)
    session.flush()
    return row


def open_form_with_everything(session: Session, event: Event) -> None:
    """A form with each kind of question, somebody to approve, somebody on the waiting list and somebody refused."""
    categories = session.exec(select(Category).where(Category.event_id == event.id).order_by(Category.id)).all()
    intro = {"fr": "Inscription gratuite.\nLe repas est compris.", "de": "Die Teilnahme ist kostenlos."}
    fields = {"job_title": "required", "phone": "optional", "vat": "optional"}
    open_form(
        session,
        event,
        dict.fromkeys(row_id(one) for one in categories),
        introductions=intro,
        fields=fields,
        capacity=400,
    )
    labels = {"fr": "Que souhaitez-vous présenter ?", "de": "Was möchten Sie vorstellen?"}
    meal = ask(session, event, labels=labels, seen_by=AnswerAudience.PARTICIPANTS)
    ask(session, event, kind=QuestionKind.TICK, labels={"fr": "Je viens en train"})
    options = {"fr": ["Viande", "Poisson", "Végétarien"]}
    ask(session, event, kind=QuestionKind.CHOICE, labels={"fr": "Repas"}, options=options, is_required=True)
    for number, state in enumerate((RequestState.PENDING, RequestState.WAITING, RequestState.REFUSED)):
        one = make_request(session, event, state, email=f"ada{number}@nivelyo.example", category_id=categories[0].id)
        session.add(RegistrationAnswer(request_id=row_id(one), question_id=row_id(meal), value="Un drone"))
    session.flush()
