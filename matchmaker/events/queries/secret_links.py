"""Secret addresses of an event's pages without an account: the row that owns one, and the event that it opens."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlmodel import Session

from matchmaker.base.secret_addresses import SecretKey, read_secret_token, secret_token
from matchmaker.models import LARGEST_ID, Community, Event, Phase, required


class LinkOwner(Protocol):
    """A row whose `link_epoch` is raised to revoke its address."""

    id: int | None
    link_epoch: int


Owner = TypeVar("Owner", bound=LinkOwner)


@dataclass(frozen=True, slots=True)
class SecretLink(Generic[Owner]):
    """One kind of secret address; a token of another kind opens nothing here."""

    letter: str
    """What its tokens begin with."""
    scope: str
    owner: type[Owner]

    def token(self, row: Owner) -> str:
        """Return the token of the address of a row."""
        return secret_token(self.letter, SecretKey(self.scope, required(row.id), row.link_epoch))

    def row(self, session: Session, token: str) -> Owner | None:
        """Return the row of a token; None for one that was never made or is revoked."""
        key = read_secret_token(token, {self.letter: self.scope})
        row = session.get(self.owner, key.id) if key and key.id <= LARGEST_ID else None
        return row if key is not None and row is not None and row.link_epoch == key.epoch else None

    def former(self, session: Session, token: str) -> Owner | None:
        """Return the row of a token that was one of its addresses before; None for any other."""
        key = read_secret_token(token, {self.letter: self.scope})
        row = session.get(self.owner, key.id) if key and key.id <= LARGEST_ID else None
        return row if key is not None and row is not None and row.link_epoch != key.epoch else None


def open_event(session: Session, event_id: int) -> tuple[Event, Community] | None:
    """Return an event with its community; None once it is archived: its addresses open nothing from then on."""
    event = session.get_one(Event, event_id)
    if event.phase is Phase.ARCHIVED:
        return None
    return event, session.get_one(Community, event.community_id)
