"""The participant's part of the site, under /e/<slug>."""

from flask import Blueprint, g, request
from flask.blueprints import BlueprintSetupState

from matchmaker.overview.queries.participant import read_signs
from web import database
from web.participant import state as event_state
from web.participant import wording

bp = Blueprint("participant", __name__, url_prefix="/e/<slug>", template_folder="templates")


@bp.record_once
def give_words(state: BlueprintSetupState) -> None:
    """Give templates and their macros the words that depend on values."""
    state.app.jinja_env.globals.update(wording.GLOBALS)
    state.app.jinja_env.globals.update(event_state.GLOBALS)
    state.app.jinja_env.filters.update(wording.FILTERS)


@bp.app_context_processor
def tab_counts() -> dict[str, dict[str, int]]:
    """Give every page of a participant, the calendar's too, the numbers on its tabs."""
    registration = g.get("registration")
    if registration is None or registration.agreed_at is None or g.get("without_user"):
        return {}
    found = read_signs(database.session(), registration, g.get("frame"))
    # the agenda itself shows what has changed: there the sign has done its work
    changes = 0 if request.endpoint == "participant.agenda" else found.changes
    return {"tab_counts": {"interest": found.interest, "agenda": changes}}
