"""Where a table is: the plan of its room, with the table marked."""

from flask import g, render_template, request

from matchmaker.events.queries.plans import read_plans
from web import database
from web.auth.guards import agreed_required
from web.participant.blueprint import bp


@bp.get("/plan")
@agreed_required
def plan(slug: str) -> str:
    """Show the plan in which the place of the address stands, else the first one."""
    found, place = read_plans(database.session(), g.event), request.args.get("place", "")
    shown = found.with_place(place)
    return render_template(
        "participant/agenda/plan.html",
        plan=shown or next(iter(found.plans), None),
        place=place if shown else "",
        plans=found.plans,
    )
