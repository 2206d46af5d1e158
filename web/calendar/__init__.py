"""Calendars over the web: feeds for programs, files, contact cards, and the pages that explain them."""

from web.calendar import contacts, feed, organiser, pages
from web.calendar.blueprint import bp

VIEWS = (contacts, feed, organiser, pages)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
