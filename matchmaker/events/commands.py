"""Row locks on events, and their settings."""

from sqlmodel import Session, col, select

from matchmaker.base.errors import Stale
from matchmaker.base.tokens import content_token
from matchmaker.models import Act, Event, Staff, record, row_id


def lock_event(session: Session, event_id: int) -> Event:
    """Lock an event's row until the end of the transaction (pessimistic locking) and return it as it is now.

    Commands that must not run side by side for one event (publishing, answers to invitations, saving a scenario,
    starting a run) take it first. On PostgreSQL it is `FOR NO KEY UPDATE`, so that rows which refer to the event can
    still be written; on SQLite each write transaction excludes the others.

    What the session has read before the wait may have changed since: all of it is read anew when it is next asked for,
    so that tokens (optimistic locking) are compared with what is there now.
    """
    session.flush()
    session.expire_all()
    statement = select(Event).where(col(Event.id) == event_id).with_for_update(key_share=True)
    return session.exec(statement.execution_options(populate_existing=True)).one()


def habits_token(event: Event) -> str:
    """Return the token of the habits that a form begins with (optimistic locking)."""
    return content_token(event.mail_invitations, event.reminder_hours)


def set_habits(
    session: Session, event: Event, *, mail_invitations: bool, reminder_hours: int | None, shown: str, staff: Staff
) -> None:
    """Set what people of the event get by themselves: invitations by mail, and a reminder so many hours before a day.

    None for no reminder. `shown` is the `habits_token` that the form began with; raises `Stale` if somebody has changed
    them meanwhile.
    """
    event = lock_event(session, row_id(event))
    if shown != habits_token(event):
        raise Stale
    event.mail_invitations, event.reminder_hours = mail_invitations, reminder_hours
    session.add(event)
    record(session, staff.name, Act.HABITS, event_id=row_id(event))
    session.flush()
