"""Transfers between the cities of a mission."""

from datetime import date, time

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import Length, Optional

from matchmaker.missions.commands.transfers import NewTransfer, add_transfer
from matchmaker.missions.queries.legs import legs_of
from matchmaker.missions.queries.members import going_both, read_travellers
from matchmaker.models import Leg, Means, row_id
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, Checkboxes, Form, InCalendar
from web.organiser.blueprint import bp
from web.organiser.missions.cities import MEANS
from web.organiser.setup.trying import attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission


class TransferForm(Form):
    """A way from one city to the next."""

    from_id = SelectField(lazy_gettext("From the city"), coerce=int)
    to_id = SelectField(lazy_gettext("to the city"), coerce=int)
    means = SelectField(lazy_gettext("By"), choices=[SelectChoice(one.value, name) for one, name in MEANS.items()])
    day = DateField(lazy_gettext("Day"), validators=[REQUIRED, InCalendar()])
    departs = TimeField(
        lazy_gettext("Departure"), description=lazy_gettext("At the time of the first city."), validators=[REQUIRED]
    )
    arrives = TimeField(
        lazy_gettext("Arrival"), description=lazy_gettext("At the time of the second city."), validators=[REQUIRED]
    )
    arrives_on = DateField(
        lazy_gettext("Day of arrival"),
        description=lazy_gettext("Of a journey through the night. Empty: the day of departure."),
        validators=[Optional(), InCalendar()],
    )
    where = StringField(
        lazy_gettext("From where"),
        description=lazy_gettext("In words, such as: Kastrup, terminal 2; coach in front of the hotel."),
        validators=[Length(max=120)],
    )
    elsewhere = BooleanField(lazy_gettext("One gathers there, not at the hotel: count the way there"))
    companies = Checkboxes(lazy_gettext("Who travels"), coerce=int)

    @property
    def transfer(self) -> NewTransfer:
        return NewTransfer(
            from_id=self.from_id.data,
            to_id=self.to_id.data,
            means=Means(self.means.data),
            day=self.day.data,
            departs=self.departs.data,
            arrives=self.arrives.data,
            arrives_on=self.arrives_on.data,
            where=self.where.data or "",
            elsewhere=self.elsewhere.data,
        )


def _form(legs: list[Leg]) -> TransferForm:
    """Return the form for the next pair of cities, or that of `?city=`; who takes part in one city alone stays."""
    travellers = [one for one in read_travellers(database.session(), g.event) if not one.legs or len(one.legs) > 1]
    first = next((n for n, leg in enumerate(legs[:-1]) if row_id(leg) == request.args.get("city", type=int)), 0)
    day: date = legs[first].ends_on
    form = TransferForm(
        from_id=row_id(legs[first]),
        to_id=row_id(legs[first + 1]),
        day=day,
        departs=time(17),
        companies=[one.delegation_id for one in going_both(travellers, row_id(legs[first]), row_id(legs[first + 1]))],
    )
    form.from_id.choices = form.to_id.choices = [SelectChoice(row_id(leg), leg.name) for leg in legs]
    form.companies.choices = [SelectChoice(one.delegation_id, one.name) for one in travellers]
    return form


@bp.route("/<slug>/cities/transfers", methods=["GET", "POST"])
@organiser_required
def new_transfer(slug: str) -> Page:
    """Add a transfer; what it would do to published meetings and to people is shown first."""
    session = database.session()
    legs = legs_of(session, g.event)
    if len(legs) < 2:
        flash(gettext("A transfer needs two cities. Add them first."), "warning")
        return redirect_to("organiser.cities")
    new = Submission(_form(legs))
    trial = new.attempt(
        lambda form: attempt(
            lambda: add_transfer(session, g.event, form.transfer, form.companies.data or (), staff=g.staff),
            title=gettext("Add a transfer"),
            button=gettext("Add"),
            back=url_for("organiser.cities"),
        )
    )
    if trial is not None:
        return trial_page(trial, menu="cities")
    if new.saved:
        if new.form.elsewhere.data:
            flash(gettext("Ways to the place from which they travel count from its position: say it here."), "info")
            return redirect_to("organiser.travel", gettext("The transfer is in the programme of those who travel."))
        return redirect_to("organiser.cities", gettext("The transfer is in the programme of those who travel."))
    return render_template("organiser/missions/transfer.html", form=new.form), new.status
