"""Navigation of participants and of organisers: entries in their order, each shown once its endpoint exists."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel.speaklater import LazyString

from matchmaker.base import clock
from matchmaker.communities.rules import EVENT_PERMISSIONS, Permission
from matchmaker.events.queries.events import EventCard
from matchmaker.events.rules import Stage, stage_of
from matchmaker.models import Event, EventKind, Phase
from web.i18n import lazy_gettext


@dataclass(frozen=True)
class NavigationEntry:
    """A page in a navigation."""

    endpoint: str
    label: str | LazyString
    icon: str
    permission: Permission = Permission.ORGANISE
    """What it asks of the staff."""
    group: str | LazyString = ""
    """The heading under which the staff find it."""
    of_missions: bool = False
    """Whether only missions have it."""


PARTICIPANT = (
    NavigationEntry("participant.directory", lazy_gettext("Directory"), "directory"),
    NavigationEntry("participant.wishes", lazy_gettext("Wishes"), "star"),
    NavigationEntry("participant.interest", lazy_gettext("Interest"), "heart"),
    NavigationEntry("participant.availability", lazy_gettext("When I can"), "clock"),
    NavigationEntry("participant.agenda", lazy_gettext("Agenda"), "calendar"),
)
OF_WISHES = PARTICIPANT[1:3]
PREPARE, PLAN, FOLLOW = lazy_gettext("Prepare"), lazy_gettext("Plan"), lazy_gettext("Follow")
ORGANISER = (
    NavigationEntry("organiser.dashboard", lazy_gettext("Dashboard"), "dashboard"),
    NavigationEntry("organiser.figures", lazy_gettext("Figures"), "dashboard", Permission.FIGURES),
    NavigationEntry("organiser.alerts", lazy_gettext("Needs you"), "alert"),
    NavigationEntry("organiser.preparation", lazy_gettext("Preparation"), "check", group=PREPARE),
    NavigationEntry("organiser.structure", lazy_gettext("Structure"), "table", group=PREPARE),
    NavigationEntry("organiser.cities", lazy_gettext("Cities"), "globe", group=PREPARE, of_missions=True),
    NavigationEntry("organiser.along", lazy_gettext("People along"), "person", group=PREPARE, of_missions=True),
    NavigationEntry("organiser.pipeline", lazy_gettext("Counterparts"), "people", group=PREPARE, of_missions=True),
    NavigationEntry("organiser.category_rules", lazy_gettext("Rules"), "rules", group=PREPARE),
    NavigationEntry("organiser.people", lazy_gettext("People"), "people", Permission.PEOPLE, PREPARE),
    NavigationEntry("organiser.registration", lazy_gettext("Registration"), "link", group=PREPARE),
    NavigationEntry(
        "organiser.presentations", lazy_gettext("Presentations"), "presentation", Permission.REVIEW, PREPARE
    ),
    NavigationEntry("organiser.receptions", lazy_gettext("Receptions"), "glass", group=PREPARE),
    NavigationEntry("organiser.import_overview", lazy_gettext("Import"), "upload", group=PREPARE),
    NavigationEntry("organiser.campaigns", lazy_gettext("Campaigns"), "edit", group=PREPARE),
    NavigationEntry("organiser.schedule", lazy_gettext("Schedule"), "play", group=PLAN),
    NavigationEntry("organiser.releases", lazy_gettext("Publish"), "publish", group=PLAN),
    NavigationEntry("organiser.papers", lazy_gettext("Programmes"), "print", group=PLAN),
    NavigationEntry("organiser.messages", lazy_gettext("Messages"), "mail", group=PLAN),
    NavigationEntry("organiser.results", lazy_gettext("Results"), "chart", group=FOLLOW),
    NavigationEntry("organiser.team", lazy_gettext("Team"), "person", Permission.TEAM, FOLLOW),
    NavigationEntry("organiser.history", lazy_gettext("History"), "clock", group=FOLLOW),
)
COMMUNITY = (
    NavigationEntry("community.settings", lazy_gettext("Settings"), "settings", Permission.SETTINGS),
    NavigationEntry("community.staff", lazy_gettext("Staff"), "people", Permission.STAFF),
    NavigationEntry("community.sender", lazy_gettext("Sender"), "mail", Permission.EVENTS),
    NavigationEntry("community.members", lazy_gettext("Members"), "directory", Permission.MEMBERS),
    NavigationEntry("community.history", lazy_gettext("History"), "clock", Permission.HISTORY),
    NavigationEntry("community.new_event", lazy_gettext("New event"), "plus", Permission.EVENTS),
    NavigationEntry("community.new_community", lazy_gettext("New community"), "plus", Permission.COMMUNITIES),
)
PHASES = {
    Phase.DRAFT: lazy_gettext("in preparation"),
    Phase.OPEN: lazy_gettext("wishes open"),
    Phase.CLOSED: lazy_gettext("wishes closed"),
    Phase.ARCHIVED: lazy_gettext("archived"),
}

STAGES = {
    Stage.DRAFT: lazy_gettext("in preparation"),
    Stage.WISHES: lazy_gettext("wishes open"),
    Stage.ANSWERS: lazy_gettext("answers open"),
    Stage.SCHEDULING: lazy_gettext("answers closed"),
    Stage.LIVE: lazy_gettext("takes place"),
    Stage.OVER: lazy_gettext("over"),
    Stage.ARCHIVED: lazy_gettext("archived"),
}


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    name: str
    url: str
    label: str | LazyString
    icon: str
    active: bool
    group: str | LazyString = ""


def _links(entries: tuple[NavigationEntry, ...], active: str | None, **values: Any) -> list[Link]:
    """Return the links; `active` names the current entry (the endpoint's last part), else the request decides."""
    links = []
    for entry in entries:
        if entry.endpoint not in current_app.view_functions:
            continue
        name = entry.endpoint.rpartition(".")[2]
        current = name == active if active else request.endpoint == entry.endpoint
        links.append(Link(name, url_for(entry.endpoint, **values), entry.label, entry.icon, current, entry.group))
    return links


def active_tab(active: str | None) -> str:
    """Return the name of the current tab of a participant: as the page says, else by the request."""
    return active or (request.endpoint or "").removeprefix("participant.")


def participant_links(active: str | None = None, along: bool = False) -> list[Link]:
    """Return the five tabs of a participant; who comes along meets nobody by a wish, and has three."""
    return _links(tuple(one for one in PARTICIPANT if not (along and one in OF_WISHES)), active)


def organiser_links(active: str | None = None) -> list[tuple[str, list[Link]]]:
    """Return the side navigation of the staff, by heading: what is permitted at the event, or in the community."""
    entries = ORGANISER if "event" in g else COMMUNITY
    mission = "event" in g and g.event.kind is EventKind.MISSION
    permitted = tuple(
        entry
        for entry in entries
        if entry.permission in g.get("permissions", ()) and (mission or not entry.of_missions)
    )
    return by_group(_links(permitted, active))


def by_group(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Return the headings of a navigation, each with its links, in their order."""
    return [(str(heading), list(group)) for heading, group in groupby(links, lambda link: link.group)]


FIRST_PAGES = (
    (Permission.ORGANISE, "dashboard"),
    (Permission.FIGURES, "figures"),
    (Permission.REVIEW, "presentations"),
)
"""Where the staff of an event begin, by the first permission that they have."""


def event_start(event: EventCard) -> str:
    """Return the first page of an event for a member of the staff, by their role at it."""
    endpoint = next(page for permission, page in FIRST_PAGES if permission in EVENT_PERMISSIONS[event.role])
    return url_for(f"organiser.{endpoint}", slug=event.slug)


def community_links(permissions: Collection[Permission], community: str) -> list[Link]:
    """Return the pages of a community (its slug) that are permitted."""
    return _links(tuple(entry for entry in COMMUNITY if entry.permission in permissions), None, community=community)


def stage_name(event: Event) -> LazyString:
    """Return where an event stands now, in words."""
    return STAGES[stage_of(event, clock.now())]


def init_app(app: Flask) -> None:
    """Give templates both navigations."""
    app.jinja_env.globals.update(
        active_tab=active_tab,
        participant_links=participant_links,
        organiser_links=organiser_links,
        community_links=community_links,
        event_start=event_start,
        stage_name=stage_name,
    )
