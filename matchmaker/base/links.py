"""Absolute URLs of pages and feeds, for mails, calendars and the command line: where no request can build them.

This is the only place below `web` that knows addresses; a test compares each of them with the real routes.
"""

from enum import StrEnum
from urllib.parse import urlencode

from matchmaker.base.config import get_config


class ParticipantPage(StrEnum):
    """A participant's page of an event, by the end of its path."""

    START = ""
    AGENDA = "agenda"
    AFTER = "after"
    INTEREST = "interest"
    WISHES = "wishes"
    WITHDRAWN = "withdrawn"
    PRESENTATIONS = "presentations"


class OrganiserPage(StrEnum):
    """An organiser's page of an event, by the end of its path."""

    ALERTS = "alerts"
    RELEASES = "releases"
    REQUESTS = "registration/requests"


def participant_page(slug: str, page: ParticipantPage, *, base_url: str | None = None) -> str:
    """Return the URL of a participant's page; `base_url` where it is not that of the process's configuration."""
    return _absolute(f"/e/{slug}/{page}", base_url)


def meeting_page(slug: str, uid: str, *, base_url: str | None = None) -> str:
    """Return the URL of one meeting in a participant's schedule."""
    return _absolute(f"/e/{slug}/agenda/meetings/{uid}", base_url)


def organiser_page(slug: str, page: OrganiserPage, *, base_url: str | None = None) -> str:
    """Return the URL of an organiser's page; `base_url` where it is not that of the process's configuration."""
    return _absolute(f"/o/{slug}/{page}", base_url)


def preparation_page(slug: str) -> str:
    """Return the URL of the organisers' page that says what is missing before an event can open."""
    return _absolute(f"/o/{slug}/setup")


def sender_page(community: str) -> str:
    """Return the URL of the page that checks the sender of a community, by its slug."""
    return _absolute(f"/c/{community}/sender")


def calendar_page(slug: str) -> str:
    """Return the URL of the page on which a participant subscribes to their calendar."""
    return _absolute(f"/e/{slug}/calendar")


def login_page(secret: str, *, next_path: str = "") -> str:
    """Return the URL of a single-use log-in link, which leads on to `next_path`."""
    query = "?" + urlencode({"next": next_path}) if next_path else ""
    return _absolute(f"/login/{secret}{query}")


def forgotten_password_page() -> str:
    """Return the URL of the page where a member of the staff asks for a new password."""
    return _absolute("/staff/password")


def password_page(token: str) -> str:
    """Return the URL of the page where a member of the staff chooses a new password without a log-in."""
    return _absolute(f"/staff/password/{token}")


def staff_invitation_page(secret: str) -> str:
    """Return the URL of the page where a role in the organising team is accepted."""
    return _absolute(f"/staff/invitation/{secret}")


def answer_page(token: str, says: str) -> str:
    """Return the URL of the page that answers an invitation without a log-in."""
    return _absolute(f"/answer/{token}/{says}")


def unsubscribe_page(token: str) -> str:
    """Return the URL of the page that ends reminders and news without a log-in."""
    return _absolute(f"/mails/{token}")


def counterpart_page(token: str) -> str:
    """Return the URL of the page of a counterpart, which needs no log-in."""
    return _absolute(f"/meet/{token}")


def attache_page(token: str) -> str:
    """Return the URL of the pipeline of one city for its attaché, which needs no log-in."""
    return _absolute(f"/attache/{token}")


def follow_up_page(token: str) -> str:
    """Return the URL of the page that answers the questions of a follow-up, which needs no log-in."""
    return _absolute(f"/follow-up/{token}")


def guest_page(token: str) -> str:
    """Return the URL of the page that answers an invitation to a reception, which needs no log-in."""
    return _absolute(f"/invited/{token}")


def feed(token: str) -> str:
    """Return the URL of a calendar feed."""
    return _absolute(f"/cal/{token}/agenda.ics")


def _absolute(path: str, base_url: str | None = None) -> str:
    return f"{get_config().base_url if base_url is None else base_url}{path}"


def first_start_page() -> str:
    """Return the URL on which an empty installation is set up."""
    return _absolute("/first-start")


def registration_page(slug: str, *, via: str = "") -> str:
    """Return the URL of the open registration form of an event; `via` names a link to it for some people."""
    query = "?" + urlencode({"via": via}) if via else ""
    return _absolute(f"/r/{slug}{query}")


def colleague_invitation_page(slug: str, token: str) -> str:
    """Return the URL of the registration form for somebody whom a colleague has invited."""
    return _absolute(f"/r/{slug}/with/{token}")


def registration_request_page(slug: str, token: str) -> str:
    """Return the URL on which somebody confirms their registration, and then sees how it stands."""
    return _absolute(f"/r/{slug}/{token}")
