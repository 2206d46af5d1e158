"""Whom the company looks for in each city of a mission, kept by its own people."""

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.cities import city_name
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.missions.commands.demands import save_demand
from matchmaker.missions.queries.demands import demand_of, own_demands
from matchmaker.prospects.commands.proposals import answer_proposal, take_back_word
from matchmaker.prospects.queries.proposals import own_answers, own_proposals
from web import database
from web.auth.guards import agreed_required
from web.demands import DemandForm
from web.i18n import language
from web.pages import Page
from web.participant.agenda.away import along_only
from web.participant.blueprint import bp
from web.participant.state import comes_along
from web.redirects import redirect_to
from web.refusals import refusable
from web.submissions import EditOf


@bp.get("/demands")
@agreed_required
def demands(slug: str) -> str:
    """Show what the company looks for, city by city."""
    if comes_along():
        return along_only(gettext("Whom we look for"))
    session = database.session()
    return render_template(
        "participant/wishes/demands.html",
        lines=own_demands(session, g.event, g.delegation),
        proposals=own_proposals(session, g.event, g.delegation),
        answers=own_answers(session, g.event, g.delegation),
    )


@bp.post("/demands/proposals/<int:prospect_id>")
@agreed_required
def answer_demand_proposal(slug: str, prospect_id: int) -> Response:
    """Say whether the company wants to meet a counterpart that is proposed to it."""
    wants = {"yes": True, "no": False}.get(request.form.get("wants", ""))
    with refusable(Stale, InvalidInput, Closed) as refusal:
        answer_proposal(database.session(), g.event, g.delegation, prospect_id, wants=wants, by=g.person.name)
    if refusal:
        refusal.show()
        return redirect_to("participant.demands")
    told = gettext("You want to meet them: they will be asked.") if wants else gettext("Thank you: they are not asked.")
    return redirect_to("participant.demands", told)


@bp.post("/demands/proposals/<int:prospect_id>/back")
@agreed_required
def take_back_demand_proposal(slug: str, prospect_id: int) -> Response:
    """Take back what the company has answered, as long as nobody was asked."""
    with refusable(InvalidInput, Closed) as refusal:
        take_back_word(database.session(), g.event, g.delegation, prospect_id, by=g.person.name)
    if refusal:
        refusal.show()
        return redirect_to("participant.demands")
    return redirect_to("participant.demands", gettext("Your answer is taken back."))


@bp.route("/demands/<int:leg_id>", methods=["GET", "POST"])
@agreed_required
def demand(slug: str, leg_id: int) -> Page:
    """Show what it looks for in one city; POST keeps it, merged with what a colleague has changed meanwhile."""
    session, own = database.session(), g.delegation.id
    edit = EditOf(lambda: demand_of(session, g.event, leg_id, own), DemandForm.of, InvalidInput, Stale, Closed)
    if edit.save(
        lambda form: save_demand(session, g.event, leg_id, own, form.values, shown=form.token, by=g.person.name)
    ):
        said = gettext(
            "Saved. The organisers and the attaché in %(city)s read it.", city=city_name(edit.found.city, language())
        )
        return redirect_to("participant.demands", said)
    return render_template("participant/wishes/demand.html", form=edit.form, line=edit.found), edit.status
