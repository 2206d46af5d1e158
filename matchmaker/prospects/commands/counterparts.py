"""Counterparts: added by hand with the companies that may meet them, corrected, and the address of their page."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold, name_key
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.missions.queries.demands import read_demands
from matchmaker.missions.queries.legs import leg_of
from matchmaker.models import Act, Counterpart, Delegation, Event, MeetsAt, Organisation, Prospect, record, row_id
from matchmaker.people.rules.company import follow_card
from matchmaker.prospects.commands.against_place import report_place
from matchmaker.prospects.commands.attache_news import note_news
from matchmaker.prospects.commands.contacts import replace_contact
from matchmaker.prospects.commands.instead import checked_instead, require_own_address
from matchmaker.prospects.queries.counterpart import counterpart_of, counterpart_token


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterpartContact:
    """Whom to ask at a counterpart, and what organisers note of it."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    job_title: str = ""
    language: str = "en"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCounterpart:
    """A counterpart of a city, and the companies (ids of delegations) that may meet it."""

    leg_id: int
    name: str
    contact: CounterpartContact
    companies: Collection[int]
    known_here: bool = False
    """An organisation that is no counterpart in this city is a new one, even if the community has one of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Where and when a counterpart would like to be met, in its own words."""

    meets_at: MeetsAt = MeetsAt.UNKNOWN
    address: str = ""
    door: str = ""
    times: str = ""
    instead_first_name: str = ""
    """Who comes in the place of the contact; all three or none."""
    instead_last_name: str = ""
    instead_email: str = ""


def add_counterpart(session: Session, event: Event, new: NewCounterpart, *, by: str) -> Counterpart:
    """Add a counterpart in a city for some companies (ids of delegations); one that is there gets the others too.

    What is known of its contact is kept where nothing else is said. An organisation of that name is taken as it is,
    but for `known_here`: an attaché without an account speaks for nobody whom the organisers have not put in the city.
    Raises `NotFound` for a city of another event, `InvalidInput` without a name or a company that travels there, for an
    address that is none and a name that several organisations have, and `Closed` once the event is archived.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    leg_id, companies = new.leg_id, new.companies
    leg = leg_of(session, event, leg_id)
    travelling = {line.delegation_id for line in read_demands(session, event) if line.leg_id == leg_id}
    if not companies or not travelling.issuperset(companies):
        raise InvalidInput(N_("Choose at least one company that goes to %(city)s."), city=leg.name)
    organisation = _organisation(session, event, new, leg.country)
    own = select(Delegation.id).where(Delegation.organisation_id == organisation.id)
    if session.exec(own.where(col(Delegation.id).in_(companies))).first() is not None:
        raise InvalidInput(N_("A company does not meet itself."))
    counterpart = session.exec(
        select(Counterpart)
        .where(Counterpart.leg_id == leg_id, Counterpart.organisation_id == organisation.id)
        .with_for_update()
    ).first() or Counterpart(event_id=row_id(event), leg_id=leg_id, organisation_id=row_id(organisation))
    for field, value in _checked(new.contact).items():
        if value and (counterpart.id is None or not getattr(counterpart, field)):
            setattr(counterpart, field, value)
    counterpart.updated_at, counterpart.updated_by = clock.now(), by
    session.add(counterpart)
    session.flush()
    there = set(session.exec(select(Prospect.delegation_id).where(Prospect.counterpart_id == counterpart.id)).all())
    session.add_all(
        Prospect(counterpart_id=row_id(counterpart), delegation_id=number, changed_by=by)
        for number in sorted(set(companies) - there)
    )
    _note(session, event, counterpart, Act.ADD_COUNTERPART, by)
    session.flush()
    return counterpart


def save_contact(
    session: Session,
    event: Event,
    counterpart_id: int,
    contact: CounterpartContact,
    *,
    leg_id: int | None = None,
    shown: str,
    by: str,
) -> Counterpart:
    """Correct whom to ask at a counterpart; `shown` is the `counterpart_token` that the form began with.

    What another e-mail address entails says `replace_contact`. Raises `NotFound` for one of another event or city,
    `Stale` if somebody has changed it meanwhile, `InvalidInput` for an address that is none and as `replace_contact`
    does, and `Closed` once the event is archived.
    """
    fields = _checked(contact)
    event = lock_event(session, row_id(event))
    counterpart = _present(session, event, counterpart_id, leg_id=leg_id, shown=shown)
    replace_contact(session, event, counterpart, fields, by_attache=leg_id is not None, by=by)
    return _save(session, event, counterpart, fields, by=by)


def save_reception(
    session: Session, event: Event, counterpart_id: int, reception: Reception, *, shown: str, by: str
) -> int:
    """Keep where and when a counterpart would like to be met; raises as `save_contact` does.

    Return how many published meetings are elsewhere by it: they stand, and the organisers are alerted.
    """
    fields = asdict(reception)
    fields |= {name: several_lines(fields[name]) for name in ("door", "times")} | {
        "address": one_line(reception.address)
    }
    fields |= checked_instead(reception)
    counterpart = _present(session, event, counterpart_id, shown=shown)
    require_own_address(session, event, counterpart, fields["instead_email"])
    told = ("times", "instead_email")
    if any(fields[name] and fields[name] != getattr(counterpart, name) for name in told):
        note_news(session, counterpart, AttacheNews.TIMES)
    former = (counterpart.meets_at, counterpart.address)
    _save(session, event, counterpart, fields, by=by)
    changed = former != (counterpart.meets_at, counterpart.address)
    if changed and former[0] is not MeetsAt.UNKNOWN:
        note_news(session, counterpart, AttacheNews.PLACE)
    return report_place(session, event, counterpart, changed=changed)


def renew_link(
    session: Session, event: Event, counterpart_id: int, *, leg_id: int | None = None, by: str
) -> Counterpart:
    """Give the page of a counterpart another address: the former one opens nothing from then on.

    Raises `NotFound` for one of another event or city.
    """
    counterpart = counterpart_of(session, event, counterpart_id, leg_id=leg_id)
    counterpart.link_epoch += 1
    _note(session, event, counterpart, Act.COUNTERPART_LINK, by)
    session.flush()
    return counterpart


def _present(
    session: Session, event: Event, counterpart_id: int, *, leg_id: int | None = None, shown: str
) -> Counterpart:
    """Return the row of a counterpart, locked, if it is still what the reader of a form has seen."""
    require_not_archived(event)
    counterpart = counterpart_of(session, event, counterpart_id, leg_id=leg_id)
    if shown != counterpart_token(counterpart):
        raise Stale
    return counterpart


def _save(session: Session, event: Event, counterpart: Counterpart, fields: dict[str, str], *, by: str) -> Counterpart:
    for name, value in fields.items():
        setattr(counterpart, name, value)
    counterpart.updated_at, counterpart.updated_by = clock.now(), by
    _note(session, event, counterpart, Act.SAVE_COUNTERPART, by)
    session.flush()
    return counterpart


def _checked(contact: CounterpartContact) -> dict[str, str]:
    """Return the columns of a contact, or raise `InvalidInput`."""
    fields = {name: one_line(value) for name, value in asdict(contact).items()}
    fields["note"] = several_lines(contact.note)
    if fields["email"]:
        try:
            fields["email"] = normal_address(fields["email"])
        except ValueError as error:
            raise InvalidInput(N_("“%(address)s” is not an e-mail address."), address=fields["email"]) from error
    return fields


def _organisation(session: Session, event: Event, new: NewCounterpart, country: str) -> Organisation:
    """Return the organisation of the community that has this name, or a new one."""
    name = one_line(new.name)
    if not name:
        raise InvalidInput(N_("Write the name of the organisation."))
    named = select(Organisation).where(
        Organisation.community_id == event.community_id,
        Organisation.name_key == name_key(name),
        col(Organisation.merged_into_id).is_(None),
    )
    if new.known_here:
        here = select(Counterpart.organisation_id).where(Counterpart.leg_id == new.leg_id)
        named = named.where(col(Organisation.id).in_(here))
    same = session.exec(named).all()
    exact = [one for one in same if fold(one.name) == fold(name)] or list(same)
    if len(exact) > 1:
        raise InvalidInput(N_("Several organisations are called “%(name)s”. Merge them first."), name=name)
    if exact:
        return exact[0]
    made = Organisation(community_id=event.community_id, name=name, name_key=name_key(name), country=country)
    follow_card(made)
    session.add(made)
    session.flush()
    return made


def _note(session: Session, event: Event, counterpart: Counterpart, act: Act, by: str) -> None:
    name = session.get_one(Organisation, counterpart.organisation_id).name
    record(session, by, act, event_id=row_id(event), subject=name, counterpart=row_id(counterpart))
