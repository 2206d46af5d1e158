"""Former addresses of pages without an account: they open nothing any more, but say whom to ask."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.events.queries.own_pages import COUNTERPARTS
from matchmaker.events.queries.secret_links import open_event
from matchmaker.models import AttachePage, Leg
from matchmaker.prospects.queries.attaches import attache_of
from matchmaker.prospects.queries.links import ATTACHES, Opened


@dataclass(frozen=True, slots=True)
class FormerPage(Opened):
    """What an address led to before the page got another one, or was ended: nothing of whose page it was."""

    language: str
    attache: AttachePage | None
    """Who keeps the city now."""


def former_counterpart(session: Session, token: str) -> FormerPage | None:
    """Return what a former address of a counterpart led to; None for one never made, and once the event is archived."""
    row = COUNTERPARTS.former(session, token)
    return _former(session, row.event_id, row.leg_id, row.language) if row else None


def former_attache(session: Session, token: str) -> FormerPage | None:
    """Return what a former address of an attaché led to, as above; that of one who is ended is one too."""
    row = ATTACHES.former(session, token) or ATTACHES.row(session, token)
    return _former(session, row.event_id, row.leg_id, row.language) if row else None


def _former(session: Session, event_id: int, leg_id: int, language: str) -> FormerPage | None:
    found = open_event(session, event_id)
    if found is None:
        return None
    return FormerPage(*found, session.get_one(Leg, leg_id), language, attache_of(session, found[0], leg_id))
