"""The organiser's pages: dashboard, alerts, import, people, structure, schedule, scenario, grid, publish, messages."""

from web.organiser import dashboard, messages, people, publish, structure
from web.organiser.blueprint import bp
from web.organiser.changes import alerts, by_itself
from web.organiser.changes import repairs as alert_repairs
from web.organiser.imports import pages as imports
from web.organiser.scheduling import grid, runs, scenarios, schedule

__all__ = [
    "alert_repairs",
    "alerts",
    "bp",
    "by_itself",
    "dashboard",
    "grid",
    "imports",
    "messages",
    "people",
    "publish",
    "runs",
    "scenarios",
    "schedule",
    "structure",
]
