"""Guests are told by mail when and where it is now, after a reception has moved."""

from sqlmodel import Session

from matchmaker.base.i18n import screen_language
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.guests import GuestMoved
from matchmaker.models import Act, Event, Guest, GuestSays, required, row_id
from matchmaker.receptions.commands.guests import open_list
from matchmaker.receptions.commands.known import learn
from matchmaker.receptions.commands.noting import note_guests
from matchmaker.receptions.queries.guests import ReceptionList
from matchmaker.receptions.queries.links import guest_address


def tell_moved(session: Session, event: Event, item_id: int, *, by: str) -> int:
    """Write to the guests who know another time or place, and return how many; twice, nobody is written to again.

    Raises `NotFound` for an item that has no guests, `InvalidInput` for one without a list, `Closed` once the event is
    archived.
    """
    found = open_list(session, event, item_id)
    guests = found.outdated
    for guest in guests:
        mail = moved_mail(event, found, guest)
        learn(found, guest)
        key = f"guest:{guest.id}:{guest.link_epoch}:moved:{guest.sequence}"
        outbox.queue(session, mail, dedupe_key=key, event_id=row_id(event), registration_id=guest.registration_id)
        session.add(guest)
    if guests:
        note_guests(session, event, found.item, Act.INVITE_GUESTS, by=by, number=len(guests))
    session.flush()
    return len(guests)


def moved_mail(event: Event, found: ReceptionList, guest: Guest) -> GuestMoved:
    """Return what a guest is told who knows another time or place."""
    item = found.item
    before = found.known(guest)
    return GuestMoved(
        reader=Reader(guest.email, screen_language(guest.language), guest.name),
        host=Host.of(event),
        url=guest_address(guest),
        title=item.title(guest.language),
        day=item.day,
        starts=item.starts,
        zone=item.zone,
        place=found.place,
        words=required(found.row).words(guest.language, event.language),
        last_day=found.last_day,
        day_before=before.date(),
        starts_before=before.time(),
        place_before=guest.knows_place,
        comes=guest.says is GuestSays.YES,
        answers=found.takes_answers,
    )
