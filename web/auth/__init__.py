"""Log-in and log-out, and the guards that say who may enter a page."""

from web.auth import links, logout, passwords, staff
from web.auth.blueprint import bp

VIEWS = (links, logout, passwords, staff)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
