"""Matching of an inbound mail to an invitation or message: by secret address, then by ids. Never by ORGANIZER.

Only the secret address, used by the person whom we wrote to, makes it sure. Everything else can be written by anybody.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.names import email_key
from matchmaker.inbox.parsing.stored import answer_of, bounce_of
from matchmaker.mail.reply_address import read_bounce_token, read_reply_token
from matchmaker.models import Event, InboundMail, Message, Person, Phase, Registration, SentInvitation


@dataclass(frozen=True, slots=True)
class MailMatch:
    """What a mail belongs to; nothing, for one that we know nothing of."""

    event_id: int | None = None
    registration: Registration | None = None
    invitation: SentInvitation | None = None
    outbox: Message | None = None
    sure: bool = False


def match_mail(session: Session, mail: InboundMail) -> MailMatch:
    """Return what a stored mail belongs to."""
    tokens = [address.partition("@")[0].partition("+")[2] for address in mail.understood["recipients"]]
    if answer_of(mail) is None:
        left_from = _by_bounce_token(session, tokens)
        message = left_from or _enclosed(session, mail)
        if message is not None:
            registration = session.get(Registration, message.registration_id) if message.registration_id else None
            sure = left_from is not None and bounce_of(mail) is not None
            return MailMatch(message.event_id, registration, outbox=message, sure=sure)
    secret = _by_token(session, tokens)
    named = _by_answer(session, mail, secret)
    invitation = named or _by_reference(session, mail)
    if invitation is not None:
        registration = session.get_one(Registration, invitation.registration_id)
        sure = secret is not None and secret.id == invitation.id and _fits(session, mail, invitation, registration)
        return MailMatch(registration.event_id, registration, invitation, sure=sure)
    return _by_sender(session, mail)


def _by_bounce_token(session: Session, tokens: list[str]) -> Message | None:
    """Return our mail that this one came back for, by the secret address that it left from: reports and replies of
    machines go there.
    """
    config = get_config()
    for token in tokens:
        if (message_id := read_bounce_token(token, config)) is not None:
            return session.get(Message, message_id)
    return None


def _enclosed(session: Session, mail: InboundMail) -> Message | None:
    """Return our mail whose id stands in what a report encloses: a reader knows the id as well, so it is not sure."""
    bounce = bounce_of(mail)
    invitation = _with_id(session, [bounce.original_id]) if bounce is not None and bounce.original_id else None
    return session.get(Message, invitation.message_id) if invitation and invitation.message_id else None


def _by_token(session: Session, tokens: list[str]) -> SentInvitation | None:
    config = get_config()
    for token in tokens:
        if (invitation_id := read_reply_token(token, config)) is not None:
            return session.get(SentInvitation, invitation_id)
    return None


def _by_answer(session: Session, mail: InboundMail, secret: SentInvitation | None) -> SentInvitation | None:
    """Return the invitation that a calendar's answer names; one with a secret address must name the same."""
    answer = answer_of(mail)
    if answer is None:
        return secret
    uid = answer.uid.partition("@")[0]
    if secret is not None and secret.uid == uid:
        return secret
    address = email_key(answer.attendee or mail.sender)
    return session.exec(
        select(SentInvitation)
        .join(Registration, col(Registration.id) == col(SentInvitation.registration_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(SentInvitation.uid) == uid, col(Person.email_key) == address)
        .order_by(col(SentInvitation.id).desc())
    ).first()


def _by_reference(session: Session, mail: InboundMail) -> SentInvitation | None:
    return _with_id(session, mail.understood["references"])


def _with_id(session: Session, ids: list[str]) -> SentInvitation | None:
    if not ids:
        return None
    return session.exec(
        select(SentInvitation)
        .where(or_(col(SentInvitation.last_message_id).in_(ids), col(SentInvitation.thread_root).in_(ids)))
        .order_by(col(SentInvitation.id).desc())
    ).first()


def _fits(session: Session, mail: InboundMail, invitation: SentInvitation, registration: Registration) -> bool:
    """Tell whether the writer, and the attendee where a calendar names one, are whom we wrote to."""
    person = session.get_one(Person, registration.person_id)
    known = {person.email_key, email_key(invitation.recipient)}
    answer = answer_of(mail)
    names = [mail.sender] + ([answer.attendee] if answer is not None and answer.attendee else [])
    return all(email_key(name) in known for name in names)


def _by_sender(session: Session, mail: InboundMail) -> MailMatch:
    """Return the writer's registration at the event that is nearest in time: a hint for a person, and no more.

    Nothing for a writer whom several communities know: their mail may be for any of them.
    """
    if not mail.sender:
        return MailMatch()
    found = session.exec(
        select(Registration, Event)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Event, col(Event.id) == col(Registration.event_id))
        .where(col(Person.email_key) == email_key(mail.sender), col(Event.phase) != Phase.ARCHIVED)
        .order_by(col(Registration.id))
    ).all()
    if len({event.community_id for _, event in found}) != 1:
        return MailMatch()
    today = clock.now().date()
    registration, event = min(found, key=lambda row: abs((row[1].starts_on - today).days))
    return MailMatch(event.id, registration)
