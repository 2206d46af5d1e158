"""Name, look, languages and sender of a community."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.communities.commands import CommunitySettings, change_settings, settings_token
from matchmaker.communities.queries import sender_domain
from matchmaker.communities.rules import Permission
from matchmaker.models import Act
from web import database
from web.auth.guards import community_permission
from web.authors import author_of
from web.community.blueprint import bp
from web.i18n import LANGUAGE_NAMES
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class SettingsForm(SavedForm):
    """What an administrator changes of their community."""

    name = StringField(
        lazy_gettext("Name"), validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=120)]
    )
    languages = SelectMultipleField(
        lazy_gettext("Languages of its pages"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()],
        validators=[InputRequired(lazy_gettext("Choose at least one language."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    colour = StringField(
        lazy_gettext("Colour"),
        description=lazy_gettext(
            "Of the browser's bar on phones, written like #1f4e79. Empty for that of the product."
        ),
        validators=[Length(max=7)],
        render_kw={"spellcheck": "false", "autocomplete": "off"},
    )
    sender_name = StringField(
        lazy_gettext("Name of the sender of its mails"),
        description=lazy_gettext("Empty for that of the installation."),
        validators=[Length(max=120)],
    )
    sender_email = StringField(
        lazy_gettext("Address of the sender"),
        validators=[Length(max=254)],
        render_kw={"inputmode": "email", "spellcheck": "false", "autocomplete": "off"},
    )
    demands_second_factor = BooleanField(
        lazy_gettext("The staff needs a second factor"),
        description=lazy_gettext(
            "Those without one set it up on the page “My account” before they see a page of the community or its "
            "events. This holds for you too."
        ),
    )


@bp.route("/", methods=["GET", "POST"])
@community_permission(Permission.SETTINGS)
def settings(community: str) -> Page:
    """Show the settings; POST saves them."""
    names = CommunitySettings.__slots__

    def read(sent: Sent) -> SettingsForm:
        saved = {name: getattr(g.community, name) for name in names}
        return SettingsForm.of_saved(saved | {"shown": settings_token(g.community)}, sent)

    def save(form: SettingsForm) -> None:
        new = CommunitySettings(**{name: form[name].data for name in names})
        change_settings(database.session(), g.community, new, shown=form.token, actor=g.staff.name)

    edit = Edit(read, author=author_of(Act.SAVE_COMMUNITY))
    if edit.save(save):
        return redirect_to("community.settings", gettext("Saved."))
    return render_template("community/settings.html", form=edit.form, domain=sender_domain()), edit.status
