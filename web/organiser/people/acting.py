"""Acting for a participant: begin, with its basis, and the way back."""

from flask import g, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.registrations.queries.person import registered
from web import database
from web.auth.acting import Acting, stop
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.organiser.people.forms import BasisForm
from web.pages import Page
from web.redirects import redirect_to


@bp.route("/<slug>/people/<int:registration_id>/act", methods=["GET", "POST"])
@organiser_required
def act_for(slug: str, registration_id: int) -> Page:
    """Say what acting for a person means, and ask how they have asked for it; POST opens their pages."""
    form, who = BasisForm(), registered(database.session(), g.event, registration_id)
    if who.withdrawn or who.registration.agreed_at is None:
        said = gettext("Only for somebody who takes part and has accepted the terms.")
        return redirect_to("organiser.person", said, registration_id=registration_id)
    if form.is_submitted() and form.validate():
        Acting(slug, registration_id, form.said).keep()
        return redirect_to("participant.start", slug=slug)
    return render_template("organiser/people/act.html", form=form, who=who), 422 if form.is_submitted() else 200


@bp.post("/<slug>/acting/end")
@organiser_required
def stop_acting(slug: str) -> Response:
    """Act for nobody any more, and go back to the page of the person."""
    found = stop()
    if found is None or found.slug != slug:
        return redirect_to("organiser.people")
    return redirect_to("organiser.person", registration_id=found.registration_id)
