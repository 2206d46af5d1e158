"""Preview of mails: what one person would get if a scenario were published now."""

from flask import g, render_template, request

from matchmaker.base.errors import InvalidInput
from matchmaker.models import ReleaseKind
from matchmaker.people.queries.access import registration_of
from matchmaker.publishing.commands.messages import preview_mails
from matchmaker.scheduling.queries.lookup import scenario_of
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.organiser.blueprint import bp
from web.organiser.mails.wording import WORDS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


@bp.post("/<slug>/scenarios/<int:scenario_id>/preview/<int:registration_id>")
@organiser_required
def preview(slug: str, scenario_id: int, registration_id: int) -> Page:
    """Show exactly what one person would get if the scenario were published as final now; nothing is published."""
    session = database.session()
    scenario = scenario_of(session, g.event, scenario_id)
    registration = registration_of(session, g.event, registration_id)
    kind = choice(ReleaseKind, request.form.get("kind", "")) or ReleaseKind.FINAL
    with refusable(InvalidInput) as refusal:
        found = preview_mails(session, g.event, scenario, registration, kind)
    if refusal:
        refusal.show()
        return redirect_to("organiser.publish", scenario_id=scenario_id)
    return render_template("organiser/mails/preview.html", preview=found, kind=kind, scenario=scenario, **WORDS)
