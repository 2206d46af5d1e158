"""Calendars over the web: feeds for programs, files, contact cards, and the pages that explain them."""

from web.calendar import contacts, feed, organiser, pages
from web.calendar.blueprint import bp

__all__ = ["bp", "contacts", "feed", "organiser", "pages"]
