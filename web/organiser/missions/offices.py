"""Offices of counterparts: a list by city, and one more."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import ClassVar

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import Length

from matchmaker.base.i18n import format_day
from matchmaker.missions.commands.offices import NewOffice, add_office
from matchmaker.missions.queries.districts import read_districts
from matchmaker.missions.queries.legs import legs_of
from matchmaker.missions.queries.offices import read_offices
from matchmaker.missions.rules import read_address, read_position
from matchmaker.models import Leg, row_id
from matchmaker.prospects.queries.office_hours import office_hours
from matchmaker.prospects.queries.receiving import MissingOffice, missing_offices, office_owners
from matchmaker.setup.commands.blocks import BlockTimes
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, TIMES, Checkboxes, Form, LongSelect, NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission


class OfficeForm(Form):
    """Where a counterpart receives, and when."""

    said_names: ClassVar = TIMES

    delegation_id = SelectField(lazy_gettext("Counterpart"), coerce=int, widget=LongSelect())
    address = StringField(lazy_gettext("Street and number"), validators=[Length(max=300)])
    district = StringField(lazy_gettext("District"), validators=[Length(max=100)])
    postcode = StringField(lazy_gettext("Postcode"), validators=[Length(max=20)])
    position = StringField(
        lazy_gettext("Position"),
        description=lazy_gettext(
            "Not needed where the minutes between districts are known, nor in Belgium, where that of the postcode "
            "counts. Latitude and longitude, as copied from a map: 60.1699, 24.9384."
        ),
        validators=[Length(max=60)],
    )
    days = Checkboxes(lazy_gettext("Days on which they receive"))
    starts = TimeField(lazy_gettext("From"), validators=[REQUIRED])
    ends = TimeField(lazy_gettext("to"), validators=[REQUIRED])
    minutes = IntegerField(lazy_gettext("Minutes of a visit"), validators=[REQUIRED, NumberRange(5, 240)])
    changeover = IntegerField(
        lazy_gettext("Minutes between two visits"), default=0, validators=[REQUIRED, NumberRange(0, 120)]
    )


def _form(leg: Leg, said: MissingOffice | None, places: Mapping[str, str]) -> OfficeForm:
    """Return the form for a city, with what a counterpart has `said`; `places` are districts by postcode."""
    days = [leg.starts_on + timedelta(days=number) for number in range((leg.ends_on - leg.starts_on).days + 1)]
    hours = office_hours(database.session(), g.event, said.counterpart_id) if said else None
    address = read_address(said.address if said else "", leg.name)
    form = OfficeForm(
        minutes=(hours.minutes if hours else None) or g.event.slot_minutes,
        starts=hours.starts if hours else time(9),
        ends=hours.ends if hours else time(12),
        days=[day.isoformat() for day in (hours.days if hours else days)],
        delegation_id=said.delegation_id if said else None,
        address=address.street,
        postcode=address.postcode,
        district=places.get(address.postcode, ""),
    )
    form.delegation_id.choices = [SelectChoice(*one) for one in office_owners(database.session(), g.event, row_id(leg))]
    form.days.choices = [SelectChoice(day.isoformat(), format_day(day, language())) for day in days]
    return form


@bp.get("/<slug>/offices")
@organiser_required
def offices(slug: str) -> str:
    """Show the offices by city, each with its hours and the minutes from the hotel."""
    session = database.session()
    return render_template(
        "organiser/missions/offices.html",
        offices=read_offices(session, g.event),
        missing=missing_offices(session, g.event),
        legs=legs_of(session, g.event),
    )


@bp.route("/<slug>/offices/new", methods=["GET", "POST"])
@organiser_required
def new_office(slug: str) -> Page:
    """Add an office in the city `?city=`, with what the counterpart `?counterpart=` has said of it.

    What it would do to published meetings is shown first.
    """
    session, asked = database.session(), request.args.get("counterpart", type=int)
    legs = legs_of(session, g.event)
    leg = next((leg for leg in legs if leg.id == request.args.get("city", type=int)), legs[0] if legs else None)
    if leg is None:
        flash(gettext("An office is in a city. Add the cities first."), "warning")
        return redirect_to("organiser.cities")
    number = row_id(leg)

    def add(form: OfficeForm) -> None:
        new = NewOffice(
            delegation_id=form.delegation_id.data,
            leg_id=number,
            address=form.address.data or "",
            district=form.district.data or "",
            postcode=form.postcode.data or "",
            position=read_position(form.position.data or ""),
            days=[day for day in days if day.isoformat() in (form.days.data or ())],
            times=BlockTimes(
                starts=form.starts.data,
                ends=form.ends.data,
                minutes=form.minutes.data,
                changeover=form.changeover.data,
            ),
        )
        add_office(session, g.event, new, staff=g.staff)

    days = [leg.starts_on + timedelta(days=one) for one in range((leg.ends_on - leg.starts_on).days + 1)]
    said = next((one for one in missing_offices(session, g.event) if asked == one.counterpart_id), None)
    districts = read_districts(session, g.event, number)
    new = Submission(_form(leg, said, districts.by_postcode))
    trial = new.attempt(
        lambda form: attempt(
            lambda: add(form),
            title=gettext("Add an office"),
            button=gettext("Add"),
            back=url_for("organiser.offices"),
        )
    )
    if trial is not None:
        return trial_page(trial, menu="cities")
    if new.saved:
        return redirect_to("organiser.offices", gettext("The office is added: their meetings are there from now on."))
    return render_template(
        "organiser/missions/office.html", form=new.form, legs=legs, city=leg, said=said, districts=districts.names
    ), new.status
