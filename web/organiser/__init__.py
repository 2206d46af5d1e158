"""The organiser's pages: dashboard, alerts, import, people, structure, schedule, scenario, grid, publish, messages."""

from web.organiser import dashboard, people, team
from web.organiser.blueprint import bp
from web.organiser.changes import alerts, auto_cancel, repairs
from web.organiser.imports import pages as imports
from web.organiser.mails import habits, messages, preview
from web.organiser.publishing import publish, releases
from web.organiser.scheduling import grid, runs, scenarios, schedule
from web.organiser.setup import structure

VIEWS = (
    *(dashboard, people, team),
    *(alerts, auto_cancel, repairs),
    imports,
    *(habits, messages, preview),
    *(publish, releases),
    *(grid, runs, scenarios, schedule),
    structure,
)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
