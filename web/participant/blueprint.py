"""The participant's part of the site, under /e/<slug>; who has not agreed yet is led to the welcome page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, g, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.overview.queries.participant import signs
from web import database
from web.auth.guards import participant_required
from web.participant import wording
from web.redirects import redirect_to

P = ParamSpec("P")
R = TypeVar("R")

bp = Blueprint("participant", __name__, url_prefix="/e/<slug>", template_folder="templates")


@bp.record_once
def give_words(state: BlueprintSetupState) -> None:
    """Give templates and their macros the words that depend on values."""
    state.app.jinja_env.globals.update(wording.GLOBALS)
    state.app.jinja_env.filters.update(wording.FILTERS)


def agreed_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Let in who takes part in the event and has accepted the terms; all others see the welcome page first."""

    @wraps(view)
    def agreed(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if g.delegation.withdrawn_at is not None:
            raise NotFound(N_("You no longer take part in this event."))
        if g.registration.withdrawn_at is not None:
            return redirect_to("participant.withdrawn")
        if g.registration.agreed_at is None:
            return redirect_to("participant.welcome")
        return view(*args, **kwargs)

    return participant_required(agreed)


@bp.app_context_processor
def tab_counts() -> dict[str, dict[str, int]]:
    """Give every page of a participant, the calendar's too, the numbers on its tabs."""
    registration = g.get("registration")
    if registration is None or registration.agreed_at is None or g.get("without_user"):
        return {}
    found = signs(database.session(), registration)
    # the agenda itself shows what has changed: there the sign has done its work
    changes = 0 if request.endpoint == "participant.agenda" else found.changes
    return {"tab_counts": {"interest": found.interest, "agenda": changes}}
