"""Navigation of participants and of organisers: entries in their order, each shown once its endpoint exists."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.models import Phase


@dataclass(frozen=True)
class NavigationEntry:
    """A page in a navigation."""

    endpoint: str
    label: str | LazyString
    icon: str


PARTICIPANT = (
    NavigationEntry("participant.directory", lazy_gettext("Directory"), "directory"),
    NavigationEntry("participant.wishes", lazy_gettext("Wishes"), "star"),
    NavigationEntry("participant.interest", lazy_gettext("Interest"), "heart"),
    NavigationEntry("participant.availability", lazy_gettext("When I can"), "clock"),
    NavigationEntry("participant.agenda", lazy_gettext("Agenda"), "calendar"),
)
ORGANISER = (
    NavigationEntry("organiser.dashboard", lazy_gettext("Dashboard"), "dashboard"),
    NavigationEntry("organiser.alerts", lazy_gettext("Needs you"), "alert"),
    NavigationEntry("organiser.people", lazy_gettext("People"), "people"),
    NavigationEntry("organiser.import_overview", lazy_gettext("Import"), "upload"),
    NavigationEntry("organiser.structure", lazy_gettext("Structure"), "table"),
    NavigationEntry("organiser.schedule", lazy_gettext("Schedule"), "play"),
    NavigationEntry("organiser.releases", lazy_gettext("Publish"), "publish"),
    NavigationEntry("organiser.messages", lazy_gettext("Messages"), "mail"),
)
PHASES = {
    Phase.DRAFT: lazy_gettext("in preparation"),
    Phase.OPEN: lazy_gettext("wishes open"),
    Phase.CLOSED: lazy_gettext("wishes closed"),
    Phase.ARCHIVED: lazy_gettext("archived"),
}


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    name: str
    url: str
    label: str | LazyString
    icon: str
    active: bool


def _links(entries: tuple[NavigationEntry, ...], active: str | None) -> list[Link]:
    """Return the links; `active` names the current entry (the endpoint's last part), else the request decides."""
    links = []
    for entry in entries:
        if entry.endpoint not in current_app.view_functions:
            continue
        name = entry.endpoint.rpartition(".")[2]
        current = name == active if active else request.endpoint == entry.endpoint
        links.append(Link(name, url_for(entry.endpoint), entry.label, entry.icon, current))
    return links


def participant_links(active: str | None = None) -> list[Link]:
    """Return the five tabs of a participant."""
    return _links(PARTICIPANT, active)


def organiser_links(active: str | None = None) -> list[Link]:
    """Return the side navigation of an organiser."""
    return _links(ORGANISER, active)


def init_app(app: Flask) -> None:
    """Give templates both navigations."""
    app.jinja_env.globals.update(
        participant_links=participant_links, organiser_links=organiser_links, phase_name=PHASES.__getitem__
    )
