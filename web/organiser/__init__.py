"""The organiser's pages: dashboard, import, people, structure, schedule, scenario, grid, publish."""

from web.organiser import dashboard, grid, imports, people, publish, runs, scenarios, schedule, structure
from web.organiser.blueprint import bp

__all__ = ["bp", "dashboard", "grid", "imports", "people", "publish", "runs", "scenarios", "schedule", "structure"]
