"""Building and street of a venue."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Venue
from matchmaker.setup.commands.venues import change_venue
from matchmaker.setup.queries.parts import venue_of, venue_token
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class VenueForm(Form):
    """Where people find a venue."""

    shown = HiddenField()
    name = StringField(
        lazy_gettext("Building"),
        validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=200)],
    )
    address = StringField(lazy_gettext("Street and number"), validators=[Length(max=300)])


@bp.route("/<slug>/structure/venues/<int:venue_id>", methods=["GET", "POST"])
@organiser_required
def venue(slug: str, venue_id: int) -> Page:
    """Show where a venue is; POST changes it."""
    session = database.session()
    found = venue_of(session, g.event, venue_id)
    form, status = VenueForm(data=_values(found)), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                change_venue(
                    session,
                    g.event,
                    venue_id,
                    name=form.name.data or "",
                    address=form.address.data or "",
                    shown=form.shown.data or "",
                    staff=g.staff,
                )
            if not refusal:
                return redirect_to("organiser.structure", gettext("Saved."))
            if refusal.stale:
                form = VenueForm(formdata=None, data=_values(found))
            refusal.show(form)
            status = refusal.status
    return render_template("organiser/setup/venue.html", form=form, venue=found), status


def _values(venue: Venue) -> dict[str, str]:
    return {"shown": venue_token(venue), "name": venue.name, "address": venue.address}
