"""My times of somebody who comes along to meetings: booked at any hour of their stay, but when they are away."""

from datetime import date

from flask import abort, g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice, SelectField, TimeField
from wtforms.validators import Optional

from matchmaker.base import clock
from matchmaker.base.cities import city_name
from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.base.i18n import format_day
from matchmaker.events.rules import answers_open
from matchmaker.missions.commands.absences import LAST_MINUTE, MIDNIGHT, add_absence, remove_absence
from matchmaker.missions.queries.away import meetings_while_away
from matchmaker.missions.queries.own_days import absences_of, own_days
from matchmaker.models import Absence
from web import database
from web.auth.guards import agreed_required
from web.forms import Form
from web.i18n import language
from web.ids import whole_number
from web.pages import Page
from web.participant.blueprint import bp
from web.participant.state import comes_along
from web.redirects import redirect_to
from web.refusals import refusable
from web.submissions import Submission


class AwayForm(Form):
    """When somebody is away; without hours all day."""

    day = SelectField(lazy_gettext("Day"))
    starts = TimeField(lazy_gettext("From"), validators=[Optional()])
    ends = TimeField(lazy_gettext("Until"), validators=[Optional()])

    @classmethod
    def here(cls) -> "AwayForm":
        """Return the form with the days of the reader."""
        form = cls()
        days = own_days(database.session(), g.event, g.registration)
        form.day.choices = [
            SelectChoice(
                one.day.isoformat(),
                " · ".join((format_day(one.day, language()), *(city_name(city, language()) for city in one.cities))),
            )
            for one in days
        ]
        return form


def away_page(form: AwayForm) -> str:
    """Return the page with a form."""
    session = database.session()
    absences = absences_of(session, g.registration)
    return render_template(
        "participant/agenda/away.html",
        form=form,
        absences=absences,
        standing=[entry for entry, _absences in meetings_while_away(session, g.registration, absences)],
        open=answers_open(g.event, clock.now()),
        whole_day=(MIDNIGHT, LAST_MINUTE),
    )


def along_only(title: str) -> str:
    """Return what stands instead of a page about wishes for who comes along."""
    return render_template("participant/agenda/along_only.html", title=title)


@bp.post("/availability/away")
@agreed_required
def say_away(slug: str) -> Page:
    """Note when the reader is away, if they come along to meetings of others."""
    if not comes_along():
        abort(404)
    new = Submission(AwayForm.here(), InvalidInput, Closed)

    def save(form: AwayForm) -> Absence:
        day = date.fromisoformat(form.day.data)
        hours = {"starts": form.starts.data, "ends": form.ends.data}
        return add_absence(database.session(), g.event, g.registration, day, **hours)

    if new.save(save):
        return redirect_to("participant.availability", _saved(new.made))
    return away_page(new.form), new.status


@bp.post("/availability/away/remove")
@agreed_required
def take_back_away(slug: str) -> Response:
    """Take back that the reader is away."""
    removed = False
    with refusable(Closed) as refusal:
        number = whole_number(request.form.get("absence", "")) or 0
        removed = remove_absence(database.session(), g.event, g.registration, number)
    if refusal:
        refusal.show()
        return redirect_to("participant.availability")
    if not removed:
        return redirect_to("participant.availability", gettext("This was taken back already: nothing has changed."))
    return redirect_to("participant.availability", gettext("Taken back: you can be booked at that time again."))


def _saved(absence: Absence) -> str:
    """Return that it is saved, and how many published meetings stand in spite of it."""
    stand = meetings_while_away(database.session(), g.registration, [absence])
    if not stand:
        return str(gettext("Saved. You are not booked at that time."))
    said: str = ngettext(
        "Saved. A published meeting stands at that time: the organisers know, and look for somebody else.",
        "Saved. %(num)d published meetings stand at that time: the organisers know, and look for somebody else.",
        len(stand),
    )
    return said
