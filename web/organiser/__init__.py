"""The organiser's pages: dashboard, alerts, import, people, structure, schedule, scenario, grid, publish, messages."""

from web.organiser import (
    alert_repairs,
    alerts,
    by_itself,
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
