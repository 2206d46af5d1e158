"""The calendar part of the site: /cal for programs, /e/<slug>/calendar for people."""

from flask import Blueprint

CALENDAR = "text/calendar"
"""Media type of iCalendar (RFC 5545)."""

bp = Blueprint("calendar", __name__, template_folder="templates")
