"""Whom the company looks for in each city of a mission, kept by its own people."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.missions.commands.demands import save_demand
from matchmaker.missions.queries.demands import demand_of, own_demands
from web import database
from web.auth.guards import agreed_required
from web.demands import DemandForm
from web.pages import Page
from web.participant.blueprint import bp
from web.redirects import redirect_to
from web.submissions import EditOf


@bp.get("/demands")
@agreed_required
def demands(slug: str) -> str:
    """Show what the company looks for, city by city."""
    lines = own_demands(database.session(), g.event, g.delegation)
    return render_template("participant/wishes/demands.html", lines=lines)


@bp.route("/demands/<int:leg_id>", methods=["GET", "POST"])
@agreed_required
def demand(slug: str, leg_id: int) -> Page:
    """Show what it looks for in one city; POST keeps it, merged with what a colleague has changed meanwhile."""
    session, own = database.session(), g.delegation.id
    edit = EditOf(lambda: demand_of(session, g.event, leg_id, own), DemandForm.of, InvalidInput, Stale, Closed)
    if edit.save(
        lambda form: save_demand(session, g.event, leg_id, own, form.values, shown=form.token, by=g.person.name)
    ):
        said = gettext("Saved. The organisers and the attaché in %(city)s read it.", city=edit.found.city)
        return redirect_to("participant.demands", said)
    return render_template("participant/wishes/demand.html", form=edit.form, line=edit.found), edit.status
