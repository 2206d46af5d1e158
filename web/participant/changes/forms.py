"""Forms of somebody who is late."""

from datetime import date

from flask_babel import lazy_gettext
from wtforms import HiddenField, IntegerField, SelectField, TimeField
from wtforms.validators import InputRequired

from matchmaker.alerts.commands.reports import LATEST_MINUTES
from web.forms import Form, NumberRange


class LateForm(Form):
    """How late."""

    shown = HiddenField()
    minutes = IntegerField(
        lazy_gettext("How many minutes?"),
        validators=[
            InputRequired(lazy_gettext("Say how many minutes you are late.")),
            NumberRange(1, LATEST_MINUTES, lazy_gettext("Say how late you are, from %(min)d to %(max)d minutes.")),
        ],
        render_kw={"inputmode": "numeric", "min": 1, "max": LATEST_MINUTES},
    )


class LateDayForm(Form):
    """From when on one is there, on which day; the day is asked for only where there are several."""

    day = SelectField(lazy_gettext("On which day?"), coerce=date.fromisoformat)
    time = TimeField(
        lazy_gettext("From what time on are you there?"),
        validators=[InputRequired(lazy_gettext("Say from what time on you are there."))],
    )
