"""Somebody who takes part invites colleagues of their own organisation by mail."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlmodel import Session
from ulid import ULID

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import Closed, InvalidInput, TooMany
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.names import email_key
from matchmaker.enrolment.commands.mails import invite_by_mail, tell_registered
from matchmaker.enrolment.queries.colleagues import inviter_of, open_invitation, read_colleagues
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.matching import registered_as
from matchmaker.enrolment.rules.places import takes_requests
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, ColleagueInvitation, Delegation, Person, Registration, record, row_id
from matchmaker.people.commands.tries import INVITATIONS, INVITATIONS_TOGETHER, INVITED, Limit, count_mail

VALID = timedelta(days=14)
MOST_OPEN = 10
"""Open invitations of one delegation: the product is no way to write to strangers in numbers."""

ALONE = N_("You have sent many invitations of late. Send the next ones tomorrow.")
TOGETHER = N_("Many invitations have come from addresses like yours of late. Send yours tomorrow.")


def invite_colleague(session: Session, registration: Registration, email: str, *, language: str) -> None:
    """Invite a colleague to the event of a registration; once more, the earlier invitation is sent again.

    An address that is registered already gets a mail that says so, and is kept as invited all the same: nothing here
    tells whether it is, unless it is in the delegation. A mailbox that has got many mails of late gets none. Raises
    `InvalidInput` for what is no address, `Closed` while the registration of the event is closed, and `TooMany` beyond
    `MOST_OPEN` or the mails that one person, or all of one domain, may have sent in a day.
    """
    try:
        address = normal_address(email)
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=email) from error
    event = lock_event(session, registration.event_id)
    if not takes_requests(event, read_settings(session, event), clock.now()):
        raise Closed(N_("The registration is closed. Please ask the organisers to add your colleague."))
    delegation = session.get_one(Delegation, registration.delegation_id)
    invitation = open_invitation(session, event, delegation, email_key(address))
    if invitation is None and len(read_colleagues(session, delegation).invited) >= MOST_OPEN:
        raise TooMany(
            N_("%(number)d invitations of your organisation are open already. Wait for their answers."),
            number=MOST_OPEN,
        )
    _count_for_inviter(session, registration)
    may_mail = count_mail(session, INVITED, address, scope=row_id(event))
    present = registered_as(session, event, email_key(address))
    if present is not None and may_mail:
        tell_registered(session, event, present, screen_language(language))
    if present is not None and present.delegation_id == delegation.id:
        return
    if invitation is None:
        invitation = ColleagueInvitation(
            event_id=row_id(event),
            invited_by_id=row_id(registration),
            key=str(ULID()),
            email=address,
            email_key=email_key(address),
            language=screen_language(language),
            expires_at=clock.now() + VALID,
        )
        session.add(invitation)
        session.flush()
    inviter = inviter_of(session, invitation)
    record(session, inviter.person.name, Act.INVITE_COLLEAGUE, event_id=row_id(event), registration=registration.id)
    if present is None and may_mail:
        invite_by_mail(session, event, invitation, inviter)
    session.flush()


def invite_named(
    session: Session, registration: Registration, colleagues: Sequence[Mapping[str, str]], *, network: str
) -> int:
    """Invite the colleagues whom somebody has named on the own form, within the same limits; return how many.

    Each is an `email` and a `language`. From one `network` (empty if it is not the sender's) many forms may come: their
    invitations are counted together. The first that `Closed` or `TooMany` refuses ends it: the registration stands.
    Raises `InvalidInput` for what is no address.
    """
    for invited, one in enumerate(colleagues):
        try:
            if network:
                _count(session, INVITATIONS_TOGETHER, f"network {network}", registration)
            invite_colleague(session, registration, one["email"], language=one["language"])
        except (Closed, TooMany):
            return invited
    return len(colleagues)


def _count_for_inviter(session: Session, registration: Registration) -> None:
    email = session.get_one(Person, registration.person_id).email_key
    _count(session, INVITATIONS, email, registration)
    _count(session, INVITATIONS_TOGETHER, f"@{email.rpartition('@')[2]}", registration)


def _count(session: Session, limit: Limit, sender: str, registration: Registration) -> None:
    """Count a mail that somebody has sent to another; raises `TooMany`."""
    if not count_mail(session, limit, sender, scope=registration.event_id):
        raise TooMany(TOGETHER if limit is INVITATIONS_TOGETHER else ALONE)
