"""Revoke the address of a feed."""

from sqlmodel import Session

from matchmaker.feeds.addresses import Owner, feed_address


def rotate(session: Session, owner: Owner) -> str:
    """Revoke the feed's address and return the new one."""
    owner.feed_epoch += 1
    session.add(owner)
    session.flush()
    return feed_address(owner)
