"""Secret addresses of the pages without an account: that of a counterpart, and that of the attaché of a city.

Each opens what it names and nothing else; neither is known to the feeds, nor theirs here.
"""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base import links
from matchmaker.events.queries.own_pages import COUNTERPARTS
from matchmaker.events.queries.secret_links import SecretLink, open_event
from matchmaker.models import AttachePage, Community, Counterpart, Event, Leg

ATTACHES = SecretLink("a", "attache", AttachePage)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: an event, and one city of it."""

    event: Event
    community: Community
    leg: Leg


@dataclass(frozen=True, slots=True)
class OpenedCounterpart(Opened):
    """The page of a counterpart."""

    counterpart: Counterpart

    @property
    def language(self) -> str:
        return self.counterpart.language


@dataclass(frozen=True, slots=True)
class OpenedAttache(Opened):
    """The page of an attaché."""

    page: AttachePage

    @property
    def language(self) -> str:
        return self.page.language


def counterpart_address(counterpart: Counterpart) -> str:
    """Return the secret address of the page of a counterpart."""
    return links.counterpart_page(counterpart_link(counterpart))


def counterpart_link(counterpart: Counterpart) -> str:
    """Return the token of that address."""
    return COUNTERPARTS.token(counterpart)


def attache_address(page: AttachePage) -> str:
    """Return the secret address of the page of an attaché."""
    return links.attache_page(attache_link(page))


def attache_link(page: AttachePage) -> str:
    """Return the token of that address."""
    return ATTACHES.token(page)


def open_counterpart(session: Session, token: str) -> OpenedCounterpart | None:
    """Return what the token of a counterpart opens; None for one that was never made or is revoked.

    That of one that was merged opens the page of both.
    """
    row = COUNTERPARTS.row(session, token)
    if row is None:
        return None
    while row.merged_into_id is not None:
        row = session.get_one(Counterpart, row.merged_into_id)
    found = _open(session, row.event_id, row.leg_id)
    return OpenedCounterpart(found.event, found.community, found.leg, row) if found else None


def open_attache(session: Session, token: str) -> OpenedAttache | None:
    """Return what the token of an attaché opens; None for one that was never made or is ended."""
    row = ATTACHES.row(session, token)
    if row is None or row.ended_at is not None:
        return None
    found = _open(session, row.event_id, row.leg_id)
    return OpenedAttache(found.event, found.community, found.leg, row) if found else None


def _open(session: Session, event_id: int, leg_id: int) -> Opened | None:
    """Return the event and the city of a link; None once the event is archived."""
    found = open_event(session, event_id)
    return Opened(*found, session.get_one(Leg, leg_id)) if found else None
