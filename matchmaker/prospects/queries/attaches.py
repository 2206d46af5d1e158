"""The pages without an account of attachés: who keeps which city, and the address of each."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.mail.contents import Host
from matchmaker.models import AttachePage, Event, Leg, row_id
from matchmaker.prospects.queries.links import attache_address


@dataclass(frozen=True, slots=True)
class AttacheLine:
    """A page that is open."""

    id: int
    name: str
    function: str
    city: str
    address: str
    email: str
    """Empty where no mails tell them."""


def read_attaches(session: Session, event: Event) -> tuple[AttacheLine, ...]:
    """Return the pages of `event` that are open, by city and name; one query."""
    rows = session.exec(
        select(AttachePage, Leg)
        .join(Leg, col(Leg.id) == col(AttachePage.leg_id))
        .where(AttachePage.event_id == event.id, col(AttachePage.ended_at).is_(None))
        .order_by(col(Leg.starts_on), col(Leg.name), col(AttachePage.name), col(AttachePage.id))
    ).all()
    return tuple(
        AttacheLine(row_id(page), page.name, page.function, leg.name, attache_address(page), page.email)
        for page, leg in rows
    )


def attache_of(session: Session, event: Event, leg_id: int) -> AttachePage | None:
    """Return who keeps a city: the first of those whose page is open."""
    statement = select(AttachePage).where(
        AttachePage.event_id == event.id, AttachePage.leg_id == leg_id, col(AttachePage.ended_at).is_(None)
    )
    return session.exec(statement.order_by(col(AttachePage.id))).first()


def host_in(session: Session, event: Event, leg_id: int) -> Host:
    """Return who writes to the counterparts of a city: the event, and its attaché reads the answers if they can."""
    attache, host = attache_of(session, event, leg_id), Host.of(event)
    return replace(host, contact_name=attache.name, contact_email=attache.email) if attache and attache.email else host


def page_of(session: Session, event: Event, attache_id: int) -> AttachePage:
    """Return a page of `event`; raises `NotFound` for any other id."""
    page = session.get(AttachePage, attache_id)
    if page is None or page.event_id != event.id:
        raise NotFound
    return page


def open_page_of(session: Session, event: Event, attache_id: int) -> AttachePage:
    """Return a page of `event` that is open; raises `NotFound` for any other id."""
    page = page_of(session, event, attache_id)
    if page.ended_at is not None:
        raise NotFound
    return page


def attache_token(page: AttachePage) -> str:
    """Return the token of who keeps a city (optimistic locking)."""
    return content_token(page.name, page.function, page.phone, page.email, page.language)
