"""Somebody comes in the place of the contact of a counterpart: named on its page, accepted by organisers or attaché."""

from dataclasses import replace
from typing import Protocol

from sqlmodel import Session

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.base import clock
from matchmaker.base.cities import city_name
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.names import email_key
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Reader
from matchmaker.mail.letters.instead import InsteadAnsweredMail, PageHandedOverMail
from matchmaker.models import Act, Counterpart, Event, Leg, Organisation, record, row_id
from matchmaker.prospects.commands.contacts import BY_ORGANISERS, replace_contact
from matchmaker.prospects.queries.attaches import host_in
from matchmaker.prospects.queries.counterpart import CONTACT, approached_of, counterpart_of
from matchmaker.prospects.queries.links import counterpart_address
from matchmaker.prospects.queries.pipeline import INSTEAD
from matchmaker.prospects.queries.registered import colleague_named, registered_contact


class NamesInstead(Protocol):
    """What names somebody in the place of the contact."""

    @property
    def instead_first_name(self) -> str: ...
    @property
    def instead_last_name(self) -> str: ...
    @property
    def instead_email(self) -> str: ...


def checked_instead(said: NamesInstead) -> dict[str, str]:
    """Return the columns of who comes instead; raises `InvalidInput` for a part of them and for an address of none."""
    fields = {name: one_line(getattr(said, name)) for name in INSTEAD}
    if not any(fields.values()):
        return fields
    if not all(fields.values()):
        raise InvalidInput(N_("Write first name, last name and e-mail address of who comes instead."))
    try:
        fields["instead_email"] = normal_address(fields["instead_email"])
    except ValueError as error:
        raise InvalidInput(N_("“%(address)s” is not an e-mail address."), address=fields["instead_email"]) from error
    return fields


def require_own_address(session: Session, event: Event, counterpart: Counterpart, email: str) -> None:
    """Raise `InvalidInput` for who would come instead of somebody who takes part with the same address.

    Agendas and mails name the person of a registration, which is handed over to another address alone.
    """
    key = email_key(counterpart.email)
    if key and email_key(email) == key and registered_contact(session, event, counterpart, key) is not None:
        raise InvalidInput(
            N_("This is the address of %(name)s: who comes instead needs one of their own."), name=counterpart.contact
        )


def answer_instead(
    session: Session,
    event: Event,
    counterpart_id: int,
    *,
    accepts: bool,
    shown: str,
    leg_id: int | None = None,
    by: str,
) -> Counterpart:
    """Make whom a counterpart has named its contact, as if it had been corrected by hand; or leave it as it is.

    Both hear of it by mail: who is accepted with the address of the page. Where a colleague takes part already, the
    contact is withdrawn: the organisers are alerted, and a repair lets the colleague go to the meetings. Done twice, it
    is done once. `shown` is the `Approached.instead_token` that the reader saw. Raises `NotFound` for one of another
    event or city, `Stale` if somebody else is named by now, `InvalidInput` as `replace_contact` and
    `require_own_address` do and for an attaché without an account, whatever they answer, once somebody is registered,
    for a contact who has withdrawn, and `Closed` once the event is archived.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    counterpart = counterpart_of(session, event, counterpart_id, leg_id=leg_id)
    if not counterpart.instead:
        is_contact = shown == content_token(counterpart.first_name, counterpart.last_name, counterpart.email)
        if accepts != is_contact:  # somebody else has answered otherwise
            raise Stale
        return counterpart
    if shown != approached_of(session, event, counterpart_id).instead_token:
        raise Stale
    named, former = counterpart.instead, Reader(counterpart.email, counterpart.language, counterpart.contact)
    organisation = session.get_one(Organisation, counterpart.organisation_id).name
    key = email_key(counterpart.email)
    registration = registered_contact(session, event, counterpart, key) if key else None
    if leg_id is not None and registration is not None:
        raise InvalidInput(BY_ORGANISERS, name=organisation)
    if accepts:
        require_own_address(session, event, counterpart, counterpart.instead_email)
        if key and registered_contact(session, event, counterpart, key, withdrawn=True) is not None:
            raise InvalidInput(
                N_("%(name)s has withdrawn: take that back first, so that who comes instead takes over the meetings."),
                name=counterpart.contact,
            )
        fields = {name: getattr(counterpart, name) for name in CONTACT}
        fields |= {name.removeprefix("instead_"): getattr(counterpart, name) for name in INSTEAD}
        fields |= {"phone": "", "job_title": ""}
        if registration is not None and colleague_named(session, event, counterpart) is not None:
            counterpart.link_epoch += 1
            withdraw(session, registration, note=named, actor=by)
        else:
            replace_contact(session, event, counterpart, fields, by_attache=leg_id is not None, by=by)
        for name, value in fields.items():
            setattr(counterpart, name, value)
    for name in INSTEAD:
        setattr(counterpart, name, "")
    counterpart.updated_at, counterpart.updated_by = clock.now(), by
    record(
        session,
        by,
        Act.ANSWER_INSTEAD,
        event_id=row_id(event),
        subject=organisation,
        counterpart=counterpart_id,
        colleague=named,
    )
    session.flush()
    if accepts:
        outbox.queue(session, page_mail(session, event, counterpart, former.name), event_id=row_id(event))
    if former.email and not (accepts and registration is not None):  # who hands over hears of that
        mail = InsteadAnsweredMail(
            reader=replace(former, language=screen_language(former.language)),
            host=host_in(session, event, counterpart.leg_id),
            url="" if accepts else counterpart_address(counterpart),
            named=named,
            accepted=accepts,
        )
        outbox.queue(session, mail, event_id=row_id(event))
    return counterpart


def page_mail(session: Session, event: Event, counterpart: Counterpart, former: str) -> PageHandedOverMail:
    """Return the mail to the contact of a counterpart with the address of its page, which was that of `former`."""
    leg = session.get_one(Leg, counterpart.leg_id)
    return PageHandedOverMail(
        reader=Reader(counterpart.email, screen_language(counterpart.language), counterpart.contact),
        host=host_in(session, event, counterpart.leg_id),
        url=counterpart_address(counterpart),
        city=city_name(leg.name, screen_language(counterpart.language)),
        first_day=leg.starts_on,
        last_day=leg.ends_on,
        former=former,
    )
