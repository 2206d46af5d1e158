"""How long it takes between places: estimated, assumed or said; and where each place is."""

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, Optional

from matchmaker.missions.commands.sites import place_venue, site_token
from matchmaker.missions.commands.travel import say_minutes
from matchmaker.missions.queries.legs import legs_of
from matchmaker.missions.queries.travel import Ways, read_hurry, read_ways
from matchmaker.missions.rules import read_position, write_position
from matchmaker.models import Venue, row_id
from matchmaker.scheduling.rules.travel import BETWEEN_CITIES, IN_CITY, LONGEST, MinutesFrom
from matchmaker.setup.queries.parts import venue_of
from web import database
from web.auth.guards import organiser_required
from web.forms import NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

NOWHERE = 0
SOURCES = {
    MinutesFrom.SAID: lazy_gettext("entered by you"),
    MinutesFrom.DISTRICT: lazy_gettext("by district"),
    MinutesFrom.ESTIMATED: lazy_gettext("estimated"),
    MinutesFrom.ASSUMED: lazy_gettext("assumed: a position is missing"),
}


class WaysForm(SavedForm):
    """Minutes to each other place; the fields are added for the places of a page."""


def _form(ways: Ways, sent: Sent) -> WaysForm:
    fields = {
        f"to{line.to.id}": IntegerField(line.to.name, validators=[Optional(), NumberRange(0, LONGEST)])
        for line in ways.lines
    }
    saved = {f"to{line.to.id}": line.minutes for line in ways.lines if line.source is MinutesFrom.SAID}
    return WaysForm.of_saved(saved | {"shown": ways.token}, sent, **fields)


class SiteForm(SavedForm):
    """Where a place is."""

    GROUPS = (("postcode", "position"),)
    leg_id = SelectField(lazy_gettext("City"), coerce=int, default=NOWHERE)
    district = StringField(lazy_gettext("District"), validators=[Length(max=100)])
    postcode = StringField(lazy_gettext("Postcode"), validators=[Length(max=20)])
    position = StringField(
        lazy_gettext("Position"),
        description=lazy_gettext(
            "Latitude and longitude, as copied from a map: 60.1699, 24.9384. Empty in Belgium: that of the postcode."
        ),
        validators=[Length(max=60)],
    )

    @classmethod
    def of(cls, venue: Venue, sent: Sent) -> "SiteForm":
        """Return the form of a place, and with what was `sent`."""
        values = {"leg_id": venue.leg_id or NOWHERE, "postcode": venue.postcode, "shown": site_token(venue)}
        values |= {"district": venue.district, "position": write_position(venue.latitude, venue.longitude)}
        form = cls.of_saved(values, sent)
        cities = [SelectChoice(row_id(leg), leg.name) for leg in legs_of(database.session(), g.event)]
        form.leg_id.choices = [SelectChoice(NOWHERE, gettext("no city")), *cities]
        return form


@bp.route("/<slug>/travel", methods=["GET", "POST"])
@organiser_required
def travel(slug: str) -> Page:
    """Show the ways from one place; POST keeps the minutes that were entered, once their impact was seen."""
    session, start = database.session(), request.args.get("place", type=int)
    ways = read_ways(session, g.event, start)
    if ways is None:
        return render_template("organiser/missions/travel.html", ways=None)

    def read(sent: Sent) -> WaysForm:
        return _form(read_ways(session, g.event, start) or ways, sent)

    def keep(form: WaysForm) -> None:
        minutes = {int(name.removeprefix("to")): field.data for name, field in form.said.items()}
        say_minutes(session, g.event, ways.start.id, minutes, shown=form.token, staff=g.staff)

    here = url_for("organiser.travel", place=ways.start.id)
    edit = Edit(read)
    trial = edit.attempt(
        lambda form: attempt(
            lambda: keep(form),
            title=gettext("Change the travel times from %(place)s", place=ways.start.name),
            button=gettext("Change"),
            back=here,
        )
    )
    if trial is not None:
        return trial_page(trial, menu="cities")
    if edit.saved:
        return redirect_to("organiser.travel", gettext("Saved."), place=ways.start.id)
    return render_template(
        "organiser/missions/travel.html",
        form=edit.form,
        ways=read_ways(session, g.event, start),
        hurry=read_hurry(session, g.event, language()),
        district_leg=ways.leg or next(iter(legs_of(session, g.event)), None),
        sources=SOURCES,
        assumed={"city": IN_CITY, "between": BETWEEN_CITIES},
    ), edit.status


@bp.route("/<slug>/travel/places/<int:venue_id>", methods=["GET", "POST"])
@organiser_required
def site(slug: str, venue_id: int) -> Page:
    """Show where a place is; POST changes it, once the impact was seen."""
    session = database.session()
    name = venue_of(session, g.event, venue_id).name
    edit = Edit(lambda sent: SiteForm.of(venue_of(session, g.event, venue_id), sent))
    trial = edit.attempt(
        lambda form: attempt(
            lambda: place_venue(
                session,
                g.event,
                venue_id,
                leg_id=form.leg_id.data or None,
                district=form.district.data or "",
                postcode=form.postcode.data or "",
                position=read_position(form.position.data or ""),
                shown=form.token,
                staff=g.staff,
            ),
            title=gettext("Change %(place)s", place=name),
            button=gettext("Change"),
            back=url_for("organiser.site", venue_id=venue_id),
        )
    )
    if trial is not None:
        return trial_page(trial, menu="cities")
    if edit.saved:
        return redirect_to("organiser.travel", gettext("Saved."), place=venue_id)
    venue = venue_of(session, g.event, venue_id)
    return render_template("organiser/missions/site.html", form=edit.form, venue=venue), edit.status
