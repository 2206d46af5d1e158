"""The open form is sent: nothing counts before its sender has confirmed it by the link in a mail.

What happens, and how long it takes, is the same for a known and an unknown address or organisation: one mail is queued
(no enumeration of addresses).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select
from ulid import ULID

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.names import email_key, name_key
from matchmaker.base.plain_text import one_line
from matchmaker.communities.queries import organisations_of
from matchmaker.enrolment.commands.mails import ask_to_confirm, tell_registered, tell_state
from matchmaker.enrolment.queries.form import OpenForm
from matchmaker.enrolment.queries.matching import registered_as
from matchmaker.enrolment.queries.requests import LISTED, UNDECIDED, place_on_list
from matchmaker.enrolment.rules.asked import MOST_COLLEAGUES, checked_answer
from matchmaker.models import Event, Organisation, RegistrationAnswer, RegistrationRequest, row_id
from matchmaker.people.commands.tries import REGISTRATIONS, count_mail
from matchmaker.people.rules.contact_details import enterprise_number, phone_number
from matchmaker.people.rules.names import advertises, holds_contact
from matchmaker.people.rules.terms import terms_version

VALID = timedelta(hours=48)
"""Of the link that confirms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody of the same organisation, to be invited by who sends the form."""

    email: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody types on the open form; the texts are as typed, `answers` are by the id of their question."""

    first_name: str
    last_name: str
    email: str
    phone: str = ""
    job_title: str = ""
    language: str
    organisation: str
    country: str
    vat: str = ""
    category_id: int | None = None
    answers: Mapping[int, str]
    colleagues: Sequence[Colleague] = ()
    """Who is invited once this one is registered."""


def send_form(session: Session, form: OpenForm, newcomer: Newcomer) -> None:
    """Keep what was typed for as long as it can be confirmed, and mail the link that does so.

    An address that is known at the event gets a mail that says how things stand instead, unless somebody who waits
    names colleagues: these are added once the link is used. A mailbox that has got many
    of late gets none: the links that it has lead to all forms of the address (`forms_of`). Colleagues are written to
    once its sender is registered. Raises `Closed` if the form has been closed meanwhile or nobody more can come, and
    `InvalidInput` for what cannot be used; a refusal of a colleague says which one, from 1.
    """
    request, answers = _checked(session, form, newcomer)
    may_mail = count_mail(session, REGISTRATIONS, request.email, scope=form.event.id)
    if (present := registered_as(session, form.event, request.email_key)) is not None:
        if may_mail:
            tell_registered(session, form.event, present, request.language, named=bool(request.colleagues))
        return
    earlier = session.exec(
        select(RegistrationRequest).where(
            RegistrationRequest.event_id == form.event.id,
            RegistrationRequest.email_key == request.email_key,
            col(RegistrationRequest.state).in_(LISTED),
        )
    ).first()
    if earlier is None or (request.colleagues and earlier.state in UNDECIDED):
        _keep(session, request, answers)
        if may_mail:
            ask_to_confirm(session, form.event, request)
    elif may_mail:
        tell_state(session, form.event, earlier, place=place_on_list(session, form.event, earlier))


def keep_request(session: Session, form: OpenForm, newcomer: Newcomer) -> RegistrationRequest:
    """Keep what was typed without a mail, for somebody whose address is proved.

    Raises `Closed` and `InvalidInput` as `send_form` does.
    """
    request, answers = _checked(session, form, newcomer)
    _keep(session, request, answers)
    return request


def _keep(session: Session, request: RegistrationRequest, answers: Mapping[int, str]) -> None:
    session.add(request)
    session.flush()
    session.add_all(
        RegistrationAnswer(request_id=row_id(request), question_id=question_id, value=value)
        for question_id, value in answers.items()
        if value
    )


def _checked(session: Session, form: OpenForm, newcomer: Newcomer) -> tuple[RegistrationRequest, dict[int, str]]:
    """Return what was typed as a request, and the answers by the id of their question."""
    if not form.is_open:
        raise Closed(N_("The registration has been closed meanwhile. Please write to the organisers."))
    if form.places.full and not form.settings.has_waiting_list:
        raise Closed(N_("All places have been taken meanwhile."))
    if len(newcomer.colleagues) > MOST_COLLEAGUES:
        raise InvalidInput(N_("At most %(most)d colleagues at once."), most=MOST_COLLEAGUES)
    request = _request(form, newcomer)
    if advertises(request.organisation) and not _is_known(session, form.event, request.organisation):
        raise InvalidInput(N_("A name holds no web address."))
    named = {request.email_key}
    for number, colleague in enumerate(newcomer.colleagues, start=1):
        try:
            address = _address(colleague.email)
            if email_key(address) in named:
                raise InvalidInput(N_("This address stands on the form already."))
        except InvalidInput as error:
            raise InvalidInput(N_("Colleague %(number)d: %(why)s"), number=number, why=error) from error
        named.add(email_key(address))
        one = {"email": address, "language": screen_language(colleague.language)}
        request.colleagues = [*request.colleagues, one]
    typed = newcomer.answers
    return request, {
        row_id(question): checked_answer(question, typed.get(row_id(question), "")) for question in form.questions
    }


def _request(form: OpenForm, newcomer: Newcomer) -> RegistrationRequest:
    organisation = one_line(newcomer.organisation)
    first_name, last_name = one_line(newcomer.first_name), one_line(newcomer.last_name)
    if not (first_name and last_name and organisation):
        raise InvalidInput(N_("We need your first name, your last name and your organisation."))
    if holds_contact(first_name, last_name):
        raise InvalidInput(N_("A name holds no web address and no telephone number."))
    address = _address(newcomer.email)
    now, offered = clock.now(), [row_id(category) for category in form.categories]
    return RegistrationRequest(
        first_name=first_name,
        last_name=last_name,
        organisation=organisation,
        job_title=one_line(newcomer.job_title),
        phone=phone_number(newcomer.phone),
        event_id=row_id(form.event),
        key=str(ULID()),
        email=address,
        email_key=email_key(address),
        language=screen_language(newcomer.language),
        country=newcomer.country,
        vat=enterprise_number(newcomer.vat),
        link_id=form.link.id if form.link else None,
        category_id=newcomer.category_id if newcomer.category_id in offered else next(iter(offered), None),
        terms=terms_version(form.event),
        created_at=now,
        expires_at=now + VALID,
    )


def _is_known(session: Session, event: Event, organisation: str) -> bool:
    """Tell whether the community has an organisation of a name: whatever that is, its people may register."""
    named = organisations_of(event.community_id).where(Organisation.name_key == name_key(organisation))
    return session.exec(named).first() is not None


def _address(email: str) -> str:
    try:
        return normal_address(email)
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=email) from error
