"""Name, city, language and contact of the event."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, Optional

from matchmaker.models import Act, Event
from matchmaker.setup.commands.settings import EventSettings, save_settings, settings_token
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class EventSettingsForm(SavedForm):
    """What an organiser changes of the event."""

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
    def of(cls, event: Event, sent: Sent) -> "EventSettingsForm":
        """Return the form with the settings of `event`, and with what was `sent`."""
        values = {
            "shown": settings_token(event),
            "name": event.name,
            "city": event.city,
            "language": event.language,
            "contact_name": event.contact_name,
            "contact_email": event.contact_email,
        }
        return cls.of_saved(values, sent)

    @property
    def settings(self) -> EventSettings:
        return EventSettings(
            name=self.name.data,
            city=self.city.data or "",
            language=self.language.data,
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
        )


@bp.route("/<slug>/settings", methods=["GET", "POST"])
@organiser_required
def settings(slug: str) -> Page:
    """Show the settings of the event; POST saves them."""
    edit = Edit(lambda sent: EventSettingsForm.of(g.event, sent), author=author_of(Act.CHANGE_EVENT))
    if edit.save(
        lambda form: save_settings(database.session(), g.event, form.settings, shown=form.token, staff=g.staff)
    ):
        return redirect_to("organiser.preparation", gettext("Saved."))
    return render_template("organiser/setup/settings.html", form=edit.form), edit.status
