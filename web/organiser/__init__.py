"""The organiser's pages: dashboard, import, people, structure, schedule, scenario, grid, publish, messages."""

from web.organiser import dashboard, grid, imports, messages, people, publish, runs, scenarios, schedule, structure
from web.organiser.blueprint import bp

__all__ = [
    "bp",
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
