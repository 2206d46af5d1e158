"""Name, city, language and contact of the event."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, Optional

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Event
from matchmaker.setup.commands.settings import EventSettings, save_settings, settings_token
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class EventSettingsForm(Form):
    """What an organiser changes of the event."""

    shown = HiddenField()
    name = StringField(
        lazy_gettext("Name of the event"),
        validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=200)],
    )
    city = StringField(lazy_gettext("City"), validators=[Length(max=100)])
    language = SelectField(
        lazy_gettext("Main language"), choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]
    )
    contact_name = StringField(
        lazy_gettext("Whom participants can ask"), validators=[Length(max=120)], render_kw={"autocomplete": "off"}
    )
    contact_email = EmailField(
        lazy_gettext("E-mail address for questions"),
        validators=[
            Optional(),
            Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be.")),
            Length(max=254),
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    @classmethod
    def of(cls, event: Event, *, sent: bool = True) -> "EventSettingsForm":
        """Return the form with the settings of `event`; without `sent`, whatever the request holds."""
        values = {
            "shown": settings_token(event),
            "name": event.name,
            "city": event.city,
            "language": event.language,
            "contact_name": event.contact_name,
            "contact_email": event.contact_email,
        }
        return cls(data=values) if sent else cls(formdata=None, data=values)


@bp.route("/<slug>/settings", methods=["GET", "POST"])
@organiser_required
def settings(slug: str) -> Page:
    """Show the settings of the event; POST saves them."""
    form = EventSettingsForm.of(g.event)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                save_settings(
                    database.session(),
                    g.event,
                    _settings(form),
                    shown=form.shown.data or "",
                    staff=g.staff,
                )
            if not refusal:
                return redirect_to("organiser.preparation", gettext("Saved."))
            if refusal.stale:
                form = EventSettingsForm.of(g.event, sent=False)
            refusal.show(form)
            status = refusal.status
    return render_template("organiser/setup/settings.html", form=form), status


def _settings(form: EventSettingsForm) -> EventSettings:
    return EventSettings(
        name=form.name.data,
        city=form.city.data or "",
        language=form.language.data,
        contact_name=form.contact_name.data or "",
        contact_email=form.contact_email.data or "",
    )
