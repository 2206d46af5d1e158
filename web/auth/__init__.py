"""Log-in and log-out, and the guards that say who may enter a page."""

from web.auth import (
    account,
    first_start,
    invitation,
    links,
    logout,
    passwords,
    second_factor,
    second_step,
    sessions,
    staff,
)
from web.auth.blueprint import bp

VIEWS = (account, first_start, invitation, links, logout, passwords, second_factor, second_step, sessions, staff)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
