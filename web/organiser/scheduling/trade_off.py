"""What changing the schedule would bring: wishes met against people disturbed, each point a scenario."""

from flask import flash, g, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.models import SolveMode, row_id
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.releases.queries.published import last_release
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.queries.runs import active_run
from matchmaker.scheduling.queries.trade_off import last_trade_off
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.organiser.scheduling.trade_off_chart import draw_trade_off
from web.redirects import redirect_to

SECONDS = 60.0
"""For all points together; those that are proved earlier leave their time."""


@bp.get("/<slug>/schedule/trade-off")
@organiser_required
def trade_off(slug: str) -> str:
    """Show the last trade-off as a picture and a table; while it is looked for, the page renews itself."""
    session = database.session()
    found, release = last_trade_off(session, g.event), last_release(session, row_id(g.event))
    active = active_run(session, g.event)
    return render_template(
        "organiser/scheduling/trade_off.html",
        found=found,
        chart=draw_trade_off(found.points) if found else None,
        release=release,
        busy=active if active and (found is None or active.id != found.run_id) else None,
    )


@bp.post("/<slug>/schedule/trade-off")
@organiser_required
def start_trade_off(slug: str) -> Response:
    """Look for the trade-off against what is published, in the background."""
    session = database.session()
    published = published_scenario(session, g.event)
    if published is None:
        flash(gettext("Nothing is published yet, so that nobody can be disturbed."), "info")
        return redirect_to("organiser.schedule")
    run = request_run(
        session,
        g.event,
        name=gettext("Wishes met, people disturbed"),
        seconds=SECONDS,
        staff_id=g.staff.id,
        mode=SolveMode.TRADE_OFF,
        reference=published,
    )
    run_id = row_id(run)
    if run.mode is not SolveMode.TRADE_OFF:
        flash(gettext("A run is already under way: here it is."), "info")
        return redirect_to("organiser.run", run_id=run_id)
    database.after_commit(lambda: jobs.enqueue_solve(run_id))
    return redirect_to("organiser.trade_off")
