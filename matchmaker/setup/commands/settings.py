"""Settings of an event: name, city, language, contact."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Event, Staff, record, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """What an organiser changes of an event."""

    name: str
    city: str
    language: str
    contact_name: str
    contact_email: str


def settings_token(event: Event) -> str:
    """Return the token of the settings that a form begins with (optimistic locking)."""
    return content_token(
        event.name,
        event.city,
        event.language,
        event.contact_name,
        event.contact_email,
    )


def save_settings(session: Session, event: Event, new: EventSettings, *, shown: str, staff: Staff) -> Event:
    """Change the settings of an event; `shown` is the token that the form began with.

    Raises `Stale` if somebody has changed them meanwhile, and `InvalidInput` for what is no address.
    """
    event = lock_event(session, row_id(event))
    if shown != settings_token(event):
        raise Stale
    event.name, event.city = one_line(new.name), one_line(new.city)
    event.language = new.language
    event.contact_name, event.contact_email = one_line(new.contact_name), _address(new.contact_email)
    session.add(event)
    record(session, staff.name, Act.CHANGE_EVENT, event_id=row_id(event))
    session.flush()
    return event


def _address(text: str) -> str:
    try:
        return normal_address(text) if text.strip() else ""
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=text) from error
