"""What changing the schedule would bring: wishes met against people disturbed, each point a scenario."""

from flask import flash, g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.models import GivenName, NameKind, SolveMode, SolveRun, row_id
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.releases.queries.published import last_release
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.queries.prices import last_prices
from matchmaker.scheduling.queries.runs import active_run
from matchmaker.scheduling.queries.trade_off import last_trade_off
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.scheduling.trade_off_chart import draw_trade_off
from web.organiser.scheduling.wording import HELPS, PRICED_RULES, WHERE_RULES_ARE, way_of_help
from web.pages import polled
from web.redirects import redirect_to

SECONDS = 60.0
"""For all points together; those that are proved earlier leave their time."""
SECONDS_OF_A_RULE = 10
LONGER = {SECONDS_OF_A_RULE: 30, 30: 90, 90: 270}
"""What a search may take for each rule where a shorter one has left a range."""


@bp.get("/<slug>/schedule/trade-off")
@organiser_required
def trade_off(slug: str) -> Response:
    """Show the last trade-off as a picture and a table; while it is looked for, the page renews itself."""
    session = database.session()
    found, release = last_trade_off(session, g.event), last_release(session, row_id(g.event))
    active, prices = active_run(session, g.event), last_prices(session, g.event, language())
    searches = [run for run in (found, prices) if run is not None]
    own, looking = {run.run_id for run in searches}, any(run.active for run in searches)
    settled = None if found is None or found.active or not found.fingerprint else found
    page = render_template(
        "organiser/scheduling/trade_off.html",
        found=found,
        chart=draw_trade_off(found.points, found.published) if found else None,
        release=release,
        superseded=bool(found and found.points and release and found.reference_id != release.scenario_id),
        outdated=settled is not None and make_task(session, g.event).fingerprint != settled.fingerprint,
        prices=prices,
        busy=active if active and active.id not in own else None,
        idle=active is None,
        looking=looking,
        rules=PRICED_RULES,
        helps=HELPS,
        rule_pages=WHERE_RULES_ARE,
        way_of_help=way_of_help,
        longer=LONGER.get(prices.seconds) if prices and prices.wide else None,
    )
    return polled(page, active=looking)


@bp.post("/<slug>/schedule/prices")
@organiser_required
def start_prices(slug: str) -> Response:
    """Look for the price of each rule, in the background; longer than the last time if that is asked for."""
    asked = whole_number(request.args.get("seconds", ""))
    return _follow(
        request_run(
            database.session(),
            g.event,
            name=GivenName(kind=NameKind.PRICES),
            seconds=next((one for one in LONGER.values() if one == asked), SECONDS_OF_A_RULE),
            staff_id=g.staff.id,
            mode=SolveMode.PRICES,
        ),
        SolveMode.PRICES,
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
        name=GivenName(kind=NameKind.TRADE_OFF),
        seconds=SECONDS,
        staff_id=g.staff.id,
        mode=SolveMode.TRADE_OFF,
        reference=published,
    )
    return _follow(run, SolveMode.TRADE_OFF)


def _follow(run: SolveRun, mode: SolveMode) -> Response:
    """Hand a new run to the worker; lead to the one that is under way."""
    run_id = row_id(run)
    if run.mode is not mode:
        flash(gettext("A run is already under way: here it is."), "info")
        return redirect_to("organiser.run", run_id=run_id)
    database.after_commit(lambda: jobs.enqueue_solve(run_id))
    return redirect_to("organiser.trade_off")
