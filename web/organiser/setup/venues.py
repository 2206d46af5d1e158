"""Building and street of a venue."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from matchmaker.setup.commands.venues import change_venue
from matchmaker.setup.queries.parts import venue_of, venue_token
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of_row
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class VenueForm(SavedForm):
    """Where people find a venue."""

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

    def read(sent: Sent) -> VenueForm:
        found = venue_of(session, g.event, venue_id)
        return VenueForm.of_saved({"shown": venue_token(found), "name": found.name, "address": found.address}, sent)

    def change(form: VenueForm) -> None:
        words = {name: form[name].data or "" for name in ("name", "address")}
        change_venue(session, g.event, venue_id, **words, shown=form.token, staff=g.staff)

    edit = Edit(read, author=author_of_row("venue", venue_id))
    if edit.save(change):
        return redirect_to("organiser.structure", gettext("Saved."))
    venue = venue_of(session, g.event, venue_id)
    return render_template("organiser/setup/venue.html", form=edit.form, venue=venue), edit.status
