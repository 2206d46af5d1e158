"""Pages without an account for attachés: made for one city, and ended."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.rules import require_not_archived
from matchmaker.missions.queries.legs import leg_of
from matchmaker.models import Act, AttachePage, Event, Leg, record, row_id
from matchmaker.prospects.queries.attaches import page_of


def add_attache(
    session: Session,
    event: Event,
    leg_id: int,
    name: str,
    *,
    function: str = "",
    phone: str = "",
    language: str = "fr",
    by: str,
) -> AttachePage:
    """Make a page by which somebody keeps the pipeline of one city; its address is shown to organisers alone.

    Raises `NotFound` for a city of another event, `InvalidInput` without a name, and `Closed` once it is archived.
    """
    require_not_archived(event)
    leg = leg_of(session, event, leg_id)
    if not one_line(name):
        raise InvalidInput(N_("Write the name of the attaché."))
    page = AttachePage(
        event_id=row_id(event),
        leg_id=leg_id,
        name=one_line(name),
        function=one_line(function),
        phone=one_line(phone),
        language=language,
    )
    session.add(page)
    session.flush()
    record(session, by, Act.ADD_ATTACHE, event_id=row_id(event), subject=page.name, city=leg.name)
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
