"""The organiser's pages: dashboard, alerts, import, people, structure, schedule, scenario, grid, publish, messages."""

from web.organiser import (
    alerts,
    dashboard,
    grid,
    imports,
    messages,
    people,
    publish,
    runs,
    scenarios,
    schedule,
    structure,
)
from web.organiser.blueprint import bp

__all__ = [
    "alerts",
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
