"""Pages without an account for attachés: made for one city, corrected, and ended."""

from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.missions.queries.legs import leg_of
from matchmaker.models import Act, AttachePage, Event, Leg, record, row_id
from matchmaker.prospects.commands.attache_mails import send_page
from matchmaker.prospects.queries.attaches import attache_token, open_page_of, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AttacheContact:
    """Who keeps a city: counterparts read the name, the function and the telephone; mails go to the address, if any."""

    name: str
    function: str = ""
    phone: str = ""
    email: str = ""
    language: str = "fr"


def add_attache(session: Session, event: Event, leg_id: int, contact: AttacheContact, *, by: str) -> AttachePage:
    """Make a page by which somebody keeps the pipeline of one city; its address is shown to organisers alone.

    Where there is an e-mail address it is mailed to them too, and so is what counterparts of the city say. Raises
    `NotFound` for a city of another event, `InvalidInput` without a name, for the name of somebody who has such a page
    already and for an address that is none, and `Closed` once it is archived.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    leg = leg_of(session, event, leg_id)
    page = AttachePage(event_id=row_id(event), leg_id=leg_id, name="")
    _write(session, page, leg, contact)
    session.add(page)
    session.flush()
    record(session, by, Act.ADD_ATTACHE, event_id=row_id(event), subject=page.name, city=leg.name)
    if page.email:
        send_page(session, event, page)
    return page


def save_attache(
    session: Session, event: Event, attache_id: int, contact: AttacheContact, *, shown: str, by: str
) -> AttachePage:
    """Correct who keeps a city; `shown` is the `attache_token` that the form began with.

    Another e-mail address gets that of the page; none ends the mails. Raises `NotFound` for a page of another event, or
    one that is ended, `Stale` if somebody has changed it meanwhile, and `InvalidInput` and `Closed` as `add_attache`
    does.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    page = open_page_of(session, event, attache_id)
    session.refresh(page)
    if shown != attache_token(page):
        raise Stale
    before, leg = page.email, session.get_one(Leg, page.leg_id)
    _write(session, page, leg, contact)
    session.flush()
    record(session, by, Act.SAVE_ATTACHE, event_id=row_id(event), subject=page.name, city=leg.name)
    if not page.email:
        page.untold = []
    elif page.email != before:
        send_page(session, event, page)
    session.flush()
    return page


def end_attache(session: Session, event: Event, attache_id: int, *, by: str) -> AttachePage:
    """End a page: its address opens nothing from then on. Done twice, it is done once.

    Raises `NotFound` for a page of another event.
    """
    page = page_of(session, event, attache_id)
    if page.ended_at is None:
        page.ended_at = clock.now()
        city = session.get_one(Leg, page.leg_id).name
        record(session, by, Act.END_ATTACHE, event_id=row_id(event), subject=page.name, city=city)
    session.flush()
    return page


def _write(session: Session, page: AttachePage, leg: Leg, contact: AttacheContact) -> None:
    """Write who keeps a city into its page, or raise `InvalidInput`."""
    values = {name: one_line(value) for name, value in asdict(contact).items()}
    if not values["name"]:
        raise InvalidInput(N_("Write the name of the attaché."))
    if values["email"]:
        try:
            values["email"] = normal_address(values["email"])
        except ValueError as error:
            raise InvalidInput(N_("“%(address)s” is not an e-mail address."), address=values["email"]) from error
    others = select(AttachePage.name).where(
        AttachePage.leg_id == leg.id, col(AttachePage.ended_at).is_(None), col(AttachePage.id).is_distinct_from(page.id)
    )
    if fold(values["name"]) in map(fold, session.exec(others).all()):
        raise InvalidInput(N_("%(name)s has a page for %(city)s already."), name=values["name"], city=leg.name)
    for name, value in values.items():
        setattr(page, name, value)
