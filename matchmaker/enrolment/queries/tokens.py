"""Links of requests and of invitations: signed, never stored. Who has one reads the mails of the address."""

import re

from sqlmodel import Session, select

from matchmaker.base.links import colleague_invitation_page, registration_page, registration_request_page
from matchmaker.base.signing import LENGTH, is_signed, signature
from matchmaker.models import ColleagueInvitation, Event, RegistrationLink, RegistrationRequest

_TOKEN = re.compile(rf"([0-9A-HJKMNP-TV-Z]{{26}})-([0-9a-f]{{{LENGTH}}})")
_REQUEST, _INVITATION, _LINK = "registration", "colleague", "link"
"""What a signature is for: one of these opens nothing else."""


def request_url(event: Event, request: RegistrationRequest) -> str:
    """Return the page on which a request is confirmed, and then shows how it stands."""
    return registration_request_page(event.slug, request_token(request))


def request_token(request: RegistrationRequest) -> str:
    """Return what names a request in its link."""
    return _token(_REQUEST, request.key)


def invitation_url(event: Event, invitation: ColleagueInvitation) -> str:
    """Return the page of the form for somebody whom a colleague has invited."""
    return colleague_invitation_page(event.slug, _token(_INVITATION, invitation.key))


def link_url(event: Event, link: RegistrationLink) -> str:
    """Return the page of the form for those who have a link."""
    return registration_page(event.slug, via=link_token(link))


def link_token(link: RegistrationLink) -> str:
    """Return what names a link to the form in its address."""
    return _token(_LINK, link.key)


def read_request(session: Session, event: Event, token: str) -> RegistrationRequest | None:
    """Return the request at an event that a token names; None for one that we never made."""
    if (key := _key(_REQUEST, token)) is None:
        return None
    return session.exec(
        select(RegistrationRequest).where(RegistrationRequest.key == key, RegistrationRequest.event_id == event.id)
    ).first()


def is_request_token(token: str) -> bool:
    """Tell whether we have made the link of a request: nobody guesses one, and its request may be kept no longer."""
    return _key(_REQUEST, token) is not None


def read_invitation(session: Session, event: Event, token: str) -> ColleagueInvitation | None:
    """Return the invitation to an event that a token names, used or too old as well; None for one never made."""
    if (key := _key(_INVITATION, token)) is None:
        return None
    return session.exec(
        select(ColleagueInvitation).where(ColleagueInvitation.key == key, ColleagueInvitation.event_id == event.id)
    ).first()


def read_link(session: Session, event: Event, token: str) -> RegistrationLink | None:
    """Return the link to the form of an event that a token names, closed as well; None for one that we never made."""
    if (key := _key(_LINK, token)) is None:
        return None
    return session.exec(
        select(RegistrationLink).where(RegistrationLink.key == key, RegistrationLink.event_id == event.id)
    ).first()


def _token(purpose: str, key: str) -> str:
    return f"{key}-{signature(f'{purpose}:{key}')}"


def _key(purpose: str, token: str) -> str | None:
    match = _TOKEN.fullmatch(token)
    return match[1] if match is not None and is_signed(f"{purpose}:{match[1]}", match[2]) else None
