"""Pages of a community: its settings, its staff, its members, and further communities."""

from web.community import communities, members, second_factors, settings, staff
from web.community.blueprint import bp

VIEWS = (communities, members, second_factors, settings, staff)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
