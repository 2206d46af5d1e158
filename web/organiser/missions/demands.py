"""Whom companies look for in each city, as the companies or the organisers have said."""

from flask import g, render_template, request
from flask_babel import gettext

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.missions.commands.demands import save_demand
from matchmaker.missions.queries.demands import demand_of, read_demands
from matchmaker.missions.queries.legs import legs_of
from web import database
from web.auth.guards import organiser_required
from web.demands import DemandForm
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import EditOf


@bp.get("/<slug>/demands")
@organiser_required
def demands(slug: str) -> str:
    """Show the demands by city, `?city=` one of them; who has said nothing stands there too."""
    session = database.session()
    lines, city = read_demands(session, g.event), request.args.get("city", type=int)
    legs = legs_of(session, g.event)
    return render_template(
        "organiser/missions/demands.html",
        lines=[line for line in lines if city in {None, line.leg_id}],
        said=sum(line.says_whom for line in lines),
        number=len(lines),
        legs=legs,
        city=city,
    )


@bp.route("/<slug>/demands/<int:leg_id>/<int:delegation_id>", methods=["GET", "POST"])
@organiser_required
def demand(slug: str, leg_id: int, delegation_id: int) -> Page:
    """Show whom a company looks for in a city; POST keeps it in its name."""
    session = database.session()
    edit = EditOf(
        lambda: demand_of(session, g.event, leg_id, delegation_id), DemandForm.of, InvalidInput, Stale, Closed
    )
    if edit.save(
        lambda form: save_demand(
            session, g.event, leg_id, delegation_id, form.values, shown=form.token, by=g.staff.name
        )
    ):
        return redirect_to("organiser.demands", gettext("Saved."), city=leg_id)
    return render_template("organiser/missions/demand.html", form=edit.form, line=edit.found), edit.status
