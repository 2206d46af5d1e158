"""New addresses of feeds."""

from sqlmodel import Session

from matchmaker.feeds.secret_addresses import Owner, feed_address, key_of
from matchmaker.models import Act, Event, record, row_id


def rotate(session: Session, owner: Owner) -> str:
    """Revoke the feed's address and return the new one."""
    owner.feed_epoch += 1
    session.add(owner)
    session.flush()
    return feed_address(owner)


def renew(session: Session, event: Event, owner: Owner, *, actor: str) -> str:
    """Give a feed of `event` a new address, as somebody wants it, and return it."""
    record(session, actor, Act.NEW_FEED_ADDRESS, event_id=row_id(event), scope=key_of(owner).scope.value)
    return rotate(session, owner)
