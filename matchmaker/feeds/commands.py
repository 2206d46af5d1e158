"""New addresses of feeds, and when one was last read."""

from datetime import UTC, datetime, time

from sqlalchemy import select, update
from sqlmodel import Session, col, or_

from matchmaker.base import clock
from matchmaker.feeds.secret_addresses import Owner, Scope, feed_address, key_of
from matchmaker.feeds.source import Source
from matchmaker.models import Act, Event, Registration, Release, record, row_id


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


def note_reading(session: Session, source: Source) -> None:
    """Note that a person's calendar was read: once a day, and once for each release; other feeds have no reader."""
    if source.key.scope is not Scope.PERSON:
        return
    noted = col(Registration.feed_read_at)
    published = select(col(Release.published_at)).where(col(Release.id) == source.release_id).scalar_subquery()
    session.execute(
        update(Registration)
        .where(
            col(Registration.id) == source.key.id,
            or_(noted.is_(None), noted < datetime.combine(source.day, time(), tzinfo=UTC), noted < published),
        )
        .values(feed_read_at=clock.now())
        .execution_options(synchronize_session=False)
    )
