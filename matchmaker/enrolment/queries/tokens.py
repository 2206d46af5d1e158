"""Links of requests: signed, never stored. Who has one reads the mails of the address that was typed."""

import re

from sqlmodel import Session, select

from matchmaker.base.links import registration_request_page
from matchmaker.base.signing import LENGTH, is_signed, signature
from matchmaker.models import Event, RegistrationRequest

_TOKEN = re.compile(rf"([0-9A-HJKMNP-TV-Z]{{26}})-([0-9a-f]{{{LENGTH}}})")


def request_url(event: Event, request: RegistrationRequest) -> str:
    """Return the page on which a request is confirmed, and then shows how it stands."""
    return registration_request_page(event.slug, f"{request.key}-{signature(_signed(request.key))}")


def read_request(session: Session, event: Event, token: str) -> RegistrationRequest | None:
    """Return the request at an event that a token names; None for one that we never made."""
    match = _TOKEN.fullmatch(token)
    if match is None or not is_signed(_signed(match[1]), match[2]):
        return None
    return session.exec(
        select(RegistrationRequest).where(RegistrationRequest.key == match[1], RegistrationRequest.event_id == event.id)
    ).first()


def _signed(key: str) -> str:
    return f"registration:{key}"
