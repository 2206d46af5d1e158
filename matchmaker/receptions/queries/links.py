"""Secret addresses by which guests answer without logging in; each opens one invitation alone."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base import links
from matchmaker.events.queries.secret_links import SecretLink, open_event
from matchmaker.models import Community, Event, Guest, GuestList
from matchmaker.receptions.queries.guests import ReceptionList, read_list_of

LINK = SecretLink("g", "guest", Guest)


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """What a link opens."""

    event: Event
    community: Community
    reception: ReceptionList
    guest: Guest

    @property
    def language(self) -> str:
        return self.guest.language

    @property
    def may_bring(self) -> bool:
        """Whether the guest may bring somebody."""
        return self.reception.row is not None and self.reception.row.may_bring


def guest_address(guest: Guest) -> str:
    """Return the secret address of an invitation."""
    return links.guest_page(guest_link(guest))


def guest_link(guest: Guest) -> str:
    """Return the token of that address."""
    return LINK.token(guest)


def open_invitation(session: Session, token: str) -> OpenedInvitation | None:
    """Return what a token opens; None for one that was never made, is taken back, or is of an archived event."""
    guest = LINK.row(session, token)
    if guest is None or guest.ended_at is not None:
        return None
    row = session.get_one(GuestList, guest.list_id)
    if (found := open_event(session, row.event_id)) is None:
        return None
    event, community = found
    return OpenedInvitation(event, community, read_list_of(session, event, row.item_id), guest)
