"""Pages of a community: its settings, its staff, its members, its history, new events, and further communities."""

from web.community import (
    communities,
    copies,
    duplicates,
    events,
    history,
    members,
    second_factors,
    sender,
    settings,
    staff,
)
from web.community.blueprint import bp

VIEWS = (communities, copies, duplicates, events, history, members, second_factors, sender, settings, staff)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
