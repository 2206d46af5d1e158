"""The companies that go to a city, for its attaché without an account: whom each looks for, what it offers there."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.missions.commands.demands import save_offer
from matchmaker.missions.queries.demands import demand_of, read_demands
from matchmaker.prospects.queries.links import open_attache
from web import database
from web.demands import OfferForm
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.submissions import EditOf


@bp.get("/attache/<token>/companies")
def attache_companies(token: str) -> str:
    """Show whom each company looks for in the city, and what it offers there in the local language."""
    found = opened(open_attache, token)
    here = [line for line in read_demands(database.session(), g.event) if line.leg_id == found.page.leg_id]
    return render_template("public/missions/attache_companies.html", opened=found, token=token, lines=here)


@bp.route("/attache/<token>/companies/<int:delegation_id>", methods=["GET", "POST"])
def attache_offer(token: str, delegation_id: int) -> Page:
    """Ask what a company offers, in the local language; POST keeps it by the name of the attaché."""
    session, found = database.session(), opened(open_attache, token)
    city = found.page.leg_id
    edit = EditOf(
        lambda: demand_of(session, g.event, city, delegation_id), OfferForm.of, *(InvalidInput, Stale, Closed)
    )

    def save(form: OfferForm) -> None:
        save_offer(
            session,
            g.event,
            city,
            delegation_id,
            words=form.offers.data or "",
            language=form.offers_language.data or "",
            shown=form.token,
            by=found.page.name,
        )

    if edit.save(save):
        return redirect_to("public.attache_companies", gettext("Saved."), token=token)
    shown = {"form": edit.form, "line": edit.found}
    return render_template("public/missions/attache_offer.html", opened=found, token=token, **shown), edit.status
