"""A run of the solver while it works: a page that follows it, the stream behind that page, and the stop button."""

from flask import Response as FlaskResponse
from flask import current_app, flash, g, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import RunState, SolveMode
from matchmaker.scheduling.commands.background import request_stop
from matchmaker.scheduling.queries.lookup import run_of
from matchmaker.scheduling.queries.runs import run_view
from web import database
from web.auth.guards import organiser_required, organising_watch
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.scheduling.live import known_row, picture, stream
from web.pages import Page
from web.redirects import redirect_to


@bp.get("/<slug>/runs/<int:run_id>")
@organiser_required
def run(slug: str, run_id: int) -> Page:
    """Follow a run; once it has a scenario, that page takes over."""
    view = run_view(database.session(), g.event, run_id)
    if view is None:
        raise NotFound(N_("This event has no such run."))
    if view.mode in {SolveMode.TRADE_OFF, SolveMode.PRICES}:
        return redirect_to("organiser.trade_off")
    if view.finished and view.scenario_id is not None:
        return redirect_to("organiser.scenario", scenario_id=view.scenario_id)
    return render_template("organiser/scheduling/run.html", run=view, **picture(view, language()))


@bp.get("/<slug>/runs/<int:run_id>/events")
@organiser_required
def run_events(slug: str, run_id: int) -> FlaskResponse:
    """Stream what the run finds as server-sent events, from Last-Event-ID on."""
    run_of(database.session(), g.event, run_id)
    events = stream(
        current_app._get_current_object(),  # type: ignore[attr-defined]  # of the proxy
        g.event.id,
        run_id,
        may_read=organising_watch(slug),
        language=language(),
        after=known_row(request.headers.get("Last-Event-ID", "")),
        leads_to=url_for("organiser.run", run_id=run_id),
    )
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return FlaskResponse(events, mimetype="text/event-stream", headers=headers)


@bp.post("/<slug>/runs/<int:run_id>/stop")
@organiser_required
def run_stop(slug: str, run_id: int) -> Response:
    """Ask the run to stop and keep the best schedule found so far."""
    session = database.session()
    run = run_of(session, g.event, run_id)
    request_stop(session, run)
    if run.state is RunState.RUNNING:
        flash(gettext("It stops within a second and keeps the best schedule found so far."), "info")
    return redirect_to("organiser.run", run_id=run_id)
