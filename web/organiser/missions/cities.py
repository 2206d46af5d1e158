"""Cities of a mission: the week as a time line; each added, changed, removed."""

from typing import Any

from flask import g, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Length

from matchmaker.history.words import actor_in_words
from matchmaker.journal.words import change_in_words
from matchmaker.missions.commands.legs import LegValues, add_leg, change_leg, remove_leg
from matchmaker.missions.queries.legs import hub_of, leg_of, leg_token, read_cities
from matchmaker.models import Leg, Means, StructureAct
from matchmaker.setup.queries.changes import latest_changes
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, WRITTEN, InCalendar, NumberRange
from web.i18n import country_choices, language, zone_choices
from web.organiser.blueprint import bp
from web.organiser.setup.trying import ask_and_do, attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission

LATEST = 5
ACTS = (
    *(StructureAct.ADD_LEG, StructureAct.CHANGE_LEG, StructureAct.REMOVE_LEG, StructureAct.LEG_MEMBERS),
    *(StructureAct.ADD_OFFICE, StructureAct.CHANGE_TRAVEL, StructureAct.CHANGE_ALONG),
)
MEANS = {
    Means.BUS: lazy_gettext("Coach"),
    Means.FLIGHT: lazy_gettext("Flight"),
    Means.FERRY: lazy_gettext("Ferry"),
    Means.TRAIN: lazy_gettext("Train"),
}


class CityForm(SavedForm):
    """What an organiser says of a city."""

    GROUPS = (("starts_on", "ends_on"), ("hub", "address"))
    name = StringField(lazy_gettext("City"), validators=[WRITTEN, Length(max=100)])
    country = SelectField(lazy_gettext("Country"), default="BE")
    zone = SelectField(
        lazy_gettext("Time zone"), description=lazy_gettext("Every time in this city is said in its zone.")
    )
    starts_on = DateField(lazy_gettext("First day there"), validators=[REQUIRED, InCalendar()])
    ends_on = DateField(lazy_gettext("Last day there"), validators=[REQUIRED, InCalendar()])
    hub = StringField(
        lazy_gettext("Hotel or hub"),
        description=lazy_gettext("Where the delegation stays and has its tables."),
        validators=[WRITTEN, Length(max=200)],
    )
    address = StringField(lazy_gettext("Street and number"), validators=[Length(max=300)])
    airport = StringField(lazy_gettext("Airport, port or station"), validators=[Length(max=120)])
    speed = IntegerField(
        lazy_gettext("Speed through the city, km/h"),
        description=lazy_gettext("With traffic and waiting. The minutes between two places are estimated with it."),
        default=20,
        validators=[REQUIRED, NumberRange(1, 200)],
    )
    detour = IntegerField(
        lazy_gettext("Length of a way, in percent of the straight line"),
        default=130,
        validators=[REQUIRED, NumberRange(100, 500)],
    )
    margin = IntegerField(
        lazy_gettext("Minutes added to every way"),
        description=lazy_gettext("Lifts, reception, a lost turn."),
        default=10,
        validators=[REQUIRED, NumberRange(0, 240)],
    )

    @classmethod
    def of(cls, leg: Leg, sent: Sent) -> "CityForm":
        """Return the form of a city, and with what was `sent`."""
        hub = hub_of(database.session(), leg)
        where = {"hub": hub.name if hub else "", "address": hub.address if hub else ""}
        return _offer(cls.of_saved(leg.model_dump() | where | {"shown": leg_token(leg, hub)}, sent))

    @property
    def values(self) -> LegValues:
        names = ("name", "country", "zone", "starts_on", "ends_on", "speed", "detour", "margin")
        return LegValues(**{name: self[name].data for name in names}, airport=self.airport.data or "")

    @property
    def hotel(self) -> dict[str, str]:
        return {"hub": self.hub.data, "address": self.address.data or ""}


def _offer(form: CityForm) -> CityForm:
    form.country.choices, form.zone.choices = country_choices(), zone_choices()
    return form


@bp.get("/<slug>/cities")
@organiser_required
def cities(slug: str) -> str:
    """Show the cities and the transfers between them, in the order of the week."""
    session = database.session()
    view = read_cities(session, g.event, language())
    steps: list[tuple[Any, str, Any]] = [((one.starts_on, 0), "city", one) for one in view.cities]
    steps += [((one.day, 1), "transfer", one) for one in view.transfers]
    return render_template(
        "organiser/missions/cities.html",
        view=view,
        steps=[(kind, one) for _at, kind, one in sorted(steps, key=lambda step: step[0])],
        means=MEANS,
        changes=latest_changes(session, g.event, LATEST, acts=ACTS),
        words=lambda change: change_in_words(change.act, change.what, language()),
        who=lambda actor: actor_in_words(actor, language()),
    )


@bp.route("/<slug>/cities/new", methods=["GET", "POST"])
@organiser_required
def new_city(slug: str) -> Page:
    """Add a city."""
    session = database.session()
    form = _offer(CityForm(starts_on=g.event.starts_on, ends_on=g.event.ends_on, zone=g.event.zone))
    new = Submission(form)
    if new.save(lambda form: add_leg(session, g.event, form.values, **form.hotel, staff=g.staff)):
        return redirect_to("organiser.cities", gettext("%(city)s is added.", city=form.name.data))
    return render_template("organiser/missions/city.html", form=form, city=None), new.status


@bp.route("/<slug>/cities/<int:leg_id>", methods=["GET", "POST"])
@organiser_required
def city(slug: str, leg_id: int) -> Page:
    """Show a city; POST changes it, once its reader has seen what that does."""
    session = database.session()
    name = leg_of(session, g.event, leg_id).name
    edit = Edit(lambda sent: CityForm.of(leg_of(session, g.event, leg_id), sent))
    trial = edit.attempt(
        lambda form: attempt(
            lambda: change_leg(session, g.event, leg_id, form.values, **form.hotel, shown=form.token, staff=g.staff),
            title=gettext("Change %(place)s", place=name),
            button=gettext("Change"),
            back=url_for("organiser.city", leg_id=leg_id),
        )
    )
    if trial is not None:
        return trial_page(trial, menu="cities")
    if edit.saved:
        return redirect_to("organiser.cities", gettext("Saved."))
    found = leg_of(session, g.event, leg_id)
    return render_template("organiser/missions/city.html", form=edit.form, city=found), edit.status


@bp.post("/<slug>/cities/<int:leg_id>/remove")
@organiser_required
def remove_city(slug: str, leg_id: int) -> Page:
    """Ask, then remove a city in which nothing is planned."""
    session = database.session()
    name = leg_of(session, g.event, leg_id).name
    return ask_and_do(
        lambda: remove_leg(session, g.event, leg_id, staff=g.staff),
        title=gettext("Remove %(place)s", place=name),
        button=gettext("Remove"),
        back=url_for("organiser.city", leg_id=leg_id),
        menu="cities",
        done=lambda: redirect_to("organiser.cities", gettext("%(place)s was removed.", place=name)),
    )
