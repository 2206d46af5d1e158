"""Secret addresses by which guests answer without logging in; each opens one invitation alone."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base import links
from matchmaker.base.secret_addresses import SecretKey, read_secret_token, secret_token
from matchmaker.models import LARGEST_ID, Community, Event, Guest, GuestList, Phase, row_id
from matchmaker.receptions.queries.guests import ReceptionList, read_list_of

SCOPE = "guest"
_LETTERS = {"g": SCOPE}


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """What a link opens."""

    event: Event
    community: Community
    reception: ReceptionList
    guest: Guest

    @property
    def may_bring(self) -> bool:
        """Whether the guest may bring somebody."""
        return self.reception.row is not None and self.reception.row.may_bring


def guest_address(guest: Guest) -> str:
    """Return the secret address of an invitation."""
    return links.guest_page(guest_link(guest))


def guest_link(guest: Guest) -> str:
    """Return the token of that address."""
    return secret_token("g", SecretKey(SCOPE, row_id(guest), guest.link_epoch))


def open_invitation(session: Session, token: str) -> OpenedInvitation | None:
    """Return what a token opens; None for one that was never made, is taken back, or is of an archived event."""
    key = read_secret_token(token, _LETTERS)
    guest = session.get(Guest, key.id) if key and key.id <= LARGEST_ID else None
    if key is None or guest is None or guest.link_epoch != key.epoch or guest.ended_at is not None:
        return None
    row = session.get_one(GuestList, guest.list_id)
    event = session.get_one(Event, row.event_id)
    if event.phase is Phase.ARCHIVED:
        return None
    community = session.get_one(Community, event.community_id)
    return OpenedInvitation(event, community, read_list_of(session, event, row.item_id), guest)
