"""Home, choice of language, and the health check."""

from flask import Response, jsonify, render_template, request, session
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from matchmaker.base.db import get_engine
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.communities.queries import my_communities
from matchmaker.events.queries.events import my_events
from matchmaker.migrations.run import is_current
from matchmaker.people.commands.languages import set_language
from matchmaker.people.queries.access import events_of
from matchmaker.team.queries.first_start import is_empty
from web import database
from web.config import is_demo, product_config
from web.pages import Page
from web.public.blueprint import bp
from web.redirects import local_path, redirect_to, redirect_to_path


@bp.get("/")
def home() -> Page:
    """List the events of who is logged in, else show the ways in; an empty installation is set up first."""
    if current_user.is_participant:
        events = events_of(database.session(), current_user.person.id)
        return render_template("public/home_participant.html", events=events)
    if current_user.is_staff:
        session, staff_id = database.session(), current_user.staff.id
        return render_template(
            "public/home_staff.html",
            events=my_events(session, staff_id),
            communities=my_communities(session, staff_id),
        )
    if is_empty(database.session()):
        return redirect_to("auth.first_start")
    return render_template("public/home.html", demo=is_demo())


@bp.post("/language")
def choose_language() -> BaseResponse:
    """Keep the language chosen for this browser, and for the mails and calendars of who is logged in; go back."""
    chosen = request.form.get("language", "")
    if chosen in SCREEN_LANGUAGES:
        session["language"] = chosen
        if current_user.is_authenticated:
            set_language(database.session(), current_user.account, chosen)
    here = local_path("next")
    return redirect_to_path(here) if here else redirect_to("public.home")


@bp.get("/health")
def health() -> tuple[Response, int]:
    """Health check: 200 if the database answers and is migrated, else 503."""
    engine = get_engine(product_config().sqlalchemy_url).execution_options(read_only=True)
    try:
        current = is_current(engine)
    except SQLAlchemyError:
        return jsonify(status="the database does not answer"), 503
    if not current:
        return jsonify(status="the database must be migrated"), 503
    return jsonify(status="ok"), 200
