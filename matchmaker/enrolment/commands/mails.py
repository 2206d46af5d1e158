"""What people are told about their registration by the open form."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.i18n import format_day, format_deadline, screen_language
from matchmaker.base.links import ParticipantPage, login_page, participant_page
from matchmaker.enrolment.queries.colleagues import Inviter
from matchmaker.enrolment.queries.tokens import invitation_url, request_url
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letters.enrolment import (
    AlreadyRegisteredMail,
    ColleagueMail,
    ConfirmRegistrationMail,
    RegisteredMail,
    RegistrationStateMail,
)
from matchmaker.models import ColleagueInvitation, Event, Person, Registration, RegistrationRequest, row_id
from matchmaker.people.commands.first_links import first_link
from matchmaker.people.commands.login import LINK_MINUTES, LINK_VALID, issue_link
from matchmaker.people.rules.names import holds_contact


def ask_to_confirm(session: Session, event: Event, request: RegistrationRequest) -> None:
    """Queue the mail with the link that confirms a request; it repeats nothing that was typed."""
    until = format_deadline(request.expires_at, event.zone, screen_language(request.language))
    mail = ConfirmRegistrationMail(_reader(request), Host.of(event), request_url(event, request), until)
    queue(session, mail, event_id=row_id(event))


def tell_registered(
    session: Session, event: Event, registration: Registration, language: str, *, named: bool = False
) -> None:
    """Queue the mail to somebody who is registered already, with a link that logs in, once; it says what becomes of
    the colleagues `named` on their form.

    It goes to the address of today: a former one may be somebody else's.
    """
    email = session.get_one(Person, registration.person_id).email
    secret = issue_link(session, email, event, expires_at=clock.now() + LINK_VALID)
    url = login_page(secret, next_path=participant_page(event.slug, ParticipantPage.START, base_url=""))
    reader = Reader(email, screen_language(language))
    queue(session, AlreadyRegisteredMail(reader, Host.of(event), url, LINK_MINUTES, named), event_id=row_id(event))


def tell_state(session: Session, event: Event, request: RegistrationRequest, *, place: int = 0, word: str = "") -> None:
    """Queue the mail that says how a request stands: its place on the waiting list, or a word of the organisers."""
    url = request_url(event, request)
    mail = RegistrationStateMail(_reader(request), Host.of(event), url, request.state, place, word)
    _queue(session, event, request, mail)


def tell_accepted(
    session: Session,
    event: Event,
    request: RegistrationRequest,
    registration: Registration,
    *,
    invited: int = 0,
    left: int = 0,
) -> None:
    """Queue the mail that somebody is registered, with a link that logs in, once; it goes to the address of today.

    It says how many colleagues of the form were `invited`, and how many are `left` out.
    """
    person = session.get_one(Person, registration.person_id)
    link = first_link(session, event, person, ParticipantPage.START)
    reader = _reader(request) if person.email_key == request.email_key else Reader.of(person)
    mail = RegisteredMail(reader, Host.of(event), link.url, link.ends_on, invited, left)
    _queue(session, event, request, mail)


def invite_by_mail(session: Session, event: Event, invitation: ColleagueInvitation, inviter: Inviter) -> None:
    """Queue the mail to a colleague, with the link to the form.

    Names that hold an address or a telephone number are left out: they would be advertisements.
    """
    person, organisation = (
        "" if holds_contact(name) else name for name in (inviter.person.name, inviter.organisation.name)
    )
    mail = ColleagueMail(
        Reader(invitation.email, screen_language(invitation.language)),
        Host.of(event),
        invitation_url(event, invitation),
        person,
        organisation,
        format_day(event.starts_on, screen_language(invitation.language)),
        event.city,
    )
    queue(session, mail, event_id=row_id(event), topic=f"colleague:{invitation.key}")


def _queue(session: Session, event: Event, request: RegistrationRequest, mail: Content) -> None:
    """A newer state supersedes an older one that still waits to be sent."""
    queue(
        session,
        mail,
        event_id=row_id(event),
        registration_id=request.registration_id,
        topic=f"registration:{request.key}",
    )


def _reader(request: RegistrationRequest) -> Reader:
    confirmed = request.confirmed_at is not None
    return Reader(request.email, screen_language(request.language), request.name if confirmed else "")
