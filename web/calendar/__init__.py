"""Calendars over the web: the feed that programs poll, the file to download, and the page that explains both."""

from web.calendar import feed, pages
from web.calendar.blueprint import bp

__all__ = ["bp", "feed", "pages"]
