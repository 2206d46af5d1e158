"""Counterparts are asked by mail whether they would meet the companies that want to meet them, many at once."""

from collections.abc import Collection
from dataclasses import replace

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.cities import city_name
from matchmaker.base.errors import Closed, InvalidInput, Stale, TooMany
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Reader
from matchmaker.mail.letters.counterparts import AskingCompany, CounterpartMail
from matchmaker.missions.queries.demands import demands_in
from matchmaker.models import (
    Act,
    Counterpart,
    Delegation,
    Event,
    Leg,
    Organisation,
    Phase,
    record,
    required,
    row_id,
)
from matchmaker.prospects.commands.stages import NO_LONGER_OPEN, NOT_OPEN_YET, move
from matchmaker.prospects.queries.asking import UNANSWERED, ToAsk, asking_lines, last_mails, read_asked, topic_of
from matchmaker.prospects.queries.attaches import attache_of, host_in
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.links import counterpart_address
from matchmaker.prospects.queries.own_page import hotel_in, meeting_minutes
from matchmaker.prospects.queries.pipeline import Approached, ProspectLine
from matchmaker.prospects.rules import PipelineStage

MOST_TAGS = 3
"""Tags of a company that a mail names."""
MOST_A_DAY = 40
"""Counterparts of a city that are written to in a day before its attaché may write to no other one: an address without
an account that comes into wrong hands is no means to write to the world."""


def ask_by_mail(session: Session, event: Event, numbers: Collection[int], *, again: bool, by: str) -> int:
    """Write to those of some counterparts (ids) whom a company wants to meet, or with `again` to the silent ones.

    Return how many. They stand at "contacted" from then on, and are reminded once a day at most. Who cannot be written
    to (any more) is left out. Raises `Closed` unless the event is open: a yes could not be given.
    """
    event = _open_for_answers(session, event)
    asked = read_asked(session, event)
    chosen = [one.id for one in (asked.silent if again else asked.new) if one.id in numbers]
    for number in chosen:
        _write(session, event, number, (PipelineStage.CONTACTED,), again=again, by=by)
    if chosen:
        record(session, by, Act.ASK_COUNTERPARTS, event_id=row_id(event), number=len(chosen))
    session.flush()
    return len(chosen)


def ask_one(session: Session, event: Event, counterpart_id: int, *, shown: str, leg_id: int, by: str) -> None:
    """Write to one counterpart of a city with the address of its page, where it answers itself; once a day at most.

    `shown` is the `mail_token` of the mail that the sender saw. Raises `NotFound` for one of another event or city,
    `Closed` unless the event is open, `InvalidInput` where no company waits for an answer, no address is known, or it
    was written to today, `TooMany` after `MOST_A_DAY`, and `Stale` if another mail would leave by now.
    """
    event = _open_for_answers(session, event)
    found = _askable(session, event, counterpart_id, leg_id)
    here = session.exec(select(Counterpart.id).where(Counterpart.leg_id == leg_id)).all()
    mails, today = last_mails(session, [required(number) for number in here]), clock.now().date()
    last = mails.get(counterpart_id)
    if last is not None and last.date() >= today:
        raise InvalidInput(N_("%(name)s has been written to today already."), name=found.name)
    if sum(moment.date() >= today for moment in mails.values()) >= MOST_A_DAY:
        raise TooMany(N_("That is as many mails as can be sent from this page in a day."))
    if shown != mail_token(mail_to_one(session, event, counterpart_id, leg_id=leg_id)):
        raise Stale
    _write(session, event, counterpart_id, UNANSWERED, again=last is not None, leg_id=leg_id, by=by)
    record(session, by, Act.ASK_COUNTERPARTS, event_id=row_id(event), number=1)
    session.flush()


def mail_to_one(session: Session, event: Event, counterpart_id: int, *, leg_id: int) -> CounterpartMail:
    """Return the mail that `ask_one` would send; raises `NotFound` and `InvalidInput` as it does."""
    found = _askable(session, event, counterpart_id, leg_id)
    again = counterpart_id in last_mails(session, [counterpart_id])
    return mail_to(session, event, ToAsk(found, asking_lines(found, *UNANSWERED)), again=again)


def mail_token(mail: CounterpartMail) -> str:
    """Return a token of what a mail says and to whom; its secret address counts for nothing."""
    return content_token(repr(replace(mail, url="")))


def _askable(session: Session, event: Event, counterpart_id: int, leg_id: int) -> Approached:
    found = approached_of(session, event, counterpart_id, leg_id=leg_id)
    if not asking_lines(found, *UNANSWERED):
        raise InvalidInput(N_("No company waits for an answer of %(name)s."), name=found.name)
    if not found.counterpart.email:
        raise InvalidInput(N_("Write first whom to meet at %(name)s, with an e-mail address."), name=found.name)
    return found


def _open_for_answers(session: Session, event: Event) -> Event:
    """Lock an event at which a yes can be given; raises `Closed` for any other."""
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    if event.phase is not Phase.OPEN:
        raise Closed(NOT_OPEN_YET if event.phase is Phase.DRAFT else NO_LONGER_OPEN)
    return event


def _write(
    session: Session,
    event: Event,
    number: int,
    stages: Collection[PipelineStage],
    *,
    again: bool,
    leg_id: int | None = None,
    by: str,
) -> None:
    """Note that a counterpart (id) is contacted, and queue the mail with its companies at some stages."""
    for line in asking_lines(approached_of(session, event, number), PipelineStage.WANTED):
        move(session, event, number, line.id, PipelineStage.CONTACTED, shown=line.token, leg_id=leg_id, by=by)
    found = approached_of(session, event, number)
    mail = mail_to(session, event, ToAsk(found, asking_lines(found, *stages)), again=again)
    outbox.queue(session, mail, event_id=row_id(event), topic=topic_of(number))


def mail_to(session: Session, event: Event, asked: ToAsk, *, again: bool) -> CounterpartMail:
    """Return the mail to a counterpart, or the reminder; seven queries. An attaché with an address gets the answers."""
    row = asked.approached.counterpart
    leg, attache = session.get_one(Leg, row.leg_id), attache_of(session, event, row.leg_id)
    hotel = hotel_in(session, event, row.leg_id)
    return CounterpartMail(
        reader=Reader(row.email, screen_language(row.language), row.contact),
        host=host_in(session, event, row.leg_id),
        url=counterpart_address(row),
        city=city_name(leg.name, screen_language(row.language)),
        first_day=leg.starts_on,
        last_day=leg.ends_on,
        companies=_companies(session, asked),
        minutes=meeting_minutes(session, event, row),
        hotel=", ".join(filter(None, (hotel.name, hotel.address, f"{hotel.postcode} {hotel.city}".strip())))
        if hotel
        else "",
        attache=", ".join(filter(None, (attache.name, attache.function))) if attache else "",
        again=again,
    )


def _companies(session: Session, asked: ToAsk) -> tuple[AskingCompany, ...]:
    """Return the companies that a mail names, each as its reader learns of it."""
    demands = demands_in(session, asked.approached.counterpart.leg_id)
    numbers = [line.prospect.delegation_id for line in asked.lines]
    organisations = dict(
        session.exec(
            select(Delegation.id, Organisation)
            .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
            .where(col(Delegation.id).in_(numbers))
        ).all()
    )

    def made(line: ProspectLine) -> AskingCompany:
        number = line.prospect.delegation_id
        demand, organisation = demands.get(number), organisations[number]
        return AskingCompany(
            name=line.company,
            country=organisation.country,
            offers=tuple(organisation.offers[:MOST_TAGS]),
            pitch=line.prospect.pitch,
            local=demand.offers if demand else "",
            local_language=demand.offers_language if demand else "",
        )

    return tuple(made(line) for line in asked.lines)
