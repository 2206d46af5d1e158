"""The organiser's part of the site, under /o."""

from flask import Blueprint, g, request
from flask_babel import gettext

from matchmaker.alerts.queries.causes import open_causes
from matchmaker.communities.rules import Permission
from matchmaker.events.queries.events import side_numbers
from matchmaker.models import row_id
from web import database

bp = Blueprint("organiser", __name__, url_prefix="/o", template_folder="templates")
WITH_NAVIGATION = {"organiser", "calendar"}
"""Blueprints whose pages have the navigation of an event."""


@bp.app_context_processor
def _side_counts() -> dict[str, dict[str, str]]:
    """Numbers behind the entries of the navigation, on the page of calendars too; none on the page of a crash, which
    asks the database nothing.
    """
    organises = Permission.ORGANISE in g.get("permissions", ())
    if request.blueprint not in WITH_NAVIGATION or not organises or g.get("without_user"):
        return {}
    numbers = side_numbers(database.session(), row_id(g.event))
    waiting = open_causes(database.session(), row_id(g.event), g.staff)
    return {
        "side_counts": {"people": str(numbers.people)}
        | ({"alerts": str(waiting)} if waiting else {})
        | ({"registration": str(numbers.to_approve)} if numbers.to_approve else {})
        | ({"presentations": str(numbers.to_decide)} if numbers.to_decide else {})
        | ({"releases": gettext("v%(number)d", number=numbers.release)} if numbers.release else {})
    }
