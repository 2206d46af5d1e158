"""Minutes between the districts of a city: one table, which counts where no pair of places has minutes of its own."""

from flask import g, render_template, url_for
from flask_babel import gettext
from wtforms import IntegerField
from wtforms.validators import Optional

from matchmaker.missions.commands.travel import say_district_minutes
from matchmaker.missions.queries.districts import Districts, DistrictWay, read_districts
from matchmaker.missions.queries.legs import legs_of
from matchmaker.scheduling.rules.travel import LONGEST
from web import database
from web.auth.guards import organiser_required
from web.forms import NumberRange
from web.organiser.blueprint import bp
from web.organiser.setup.trying import attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent


class DistrictsForm(SavedForm):
    """Minutes between each two districts; the fields are added for the districts of a page."""


def _form(found: Districts, sent: Sent) -> DistrictsForm:
    ways = {name: way for row in field_names(found) for name, way in row}
    fields = {
        name: IntegerField(f"{way.one} – {way.other}", validators=[Optional(), NumberRange(0, LONGEST)])
        for name, way in ways.items()
    }
    saved = {name: way.minutes for name, way in ways.items()}
    return DistrictsForm.of_saved(saved | {"shown": found.token}, sent, **fields)


def field_names(found: Districts) -> list[list[tuple[str, DistrictWay]]]:
    """Return the ways by row, each with the name of its field."""
    return [[(f"way{row}_{place}", way) for place, way in enumerate(ways)] for row, ways in enumerate(found.rows)]


@bp.route("/<slug>/travel/districts/<int:leg_id>", methods=["GET", "POST"])
@organiser_required
def districts(slug: str, leg_id: int) -> Page:
    """Show the minutes between the districts of a city; POST keeps them, once their impact was seen."""
    session = database.session()
    edit = EditOf(lambda: read_districts(session, g.event, leg_id), _form)
    city = edit.found.leg.name

    def keep(form: DistrictsForm) -> None:
        ways = {name: way for row in field_names(edit.found) for name, way in row}
        minutes = {(way.one, way.other): form[name].data for name, way in ways.items()}
        say_district_minutes(session, g.event, leg_id, minutes, shown=form.token, staff=g.staff)

    trial = edit.attempt(
        lambda form: attempt(
            lambda: keep(form),
            title=gettext("Change the minutes between districts of %(city)s", city=city),
            button=gettext("Change"),
            back=url_for("organiser.districts", leg_id=leg_id),
        )
    )
    if trial is not None:
        return trial_page(trial, menu="cities")
    if edit.saved:
        return redirect_to("organiser.districts", gettext("Saved."), leg_id=leg_id)
    page = render_template(
        "organiser/missions/districts.html",
        form=edit.form,
        found=edit.found,
        rows=field_names(edit.found),
        legs=legs_of(session, g.event),
    )
    return page, edit.status
