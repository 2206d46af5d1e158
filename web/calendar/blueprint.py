"""The calendar part of the site: /cal for programs, /e/<slug>/calendar for people."""

from flask import Blueprint

bp = Blueprint("calendar", __name__, template_folder="templates")
