"""The organiser's pages: dashboard, alerts, import, people, structure, schedule, scenario, grid, publish, messages."""

from web.organiser import dashboard, messages, people, publish, structure
from web.organiser.blueprint import bp
from web.organiser.changes import alerts, by_itself, repairs
from web.organiser.imports import pages as imports
from web.organiser.scheduling import grid, runs, scenarios, schedule

VIEWS = (
    *(alerts, by_itself, repairs),
    *(dashboard, messages, people, publish, structure),
    *(grid, runs, scenarios, schedule),
    imports,
)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
