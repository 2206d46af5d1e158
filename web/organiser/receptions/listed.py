"""Many guests from outside at once, pasted from a table or a mail."""

from flask import g, render_template
from flask_babel import lazy_gettext, ngettext
from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.receptions.commands.lists import ListedGuests, add_listed
from matchmaker.receptions.queries.guests import read_list_of
from web import database
from web.auth.guards import organiser_required
from web.forms import WRITTEN, Form
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission

LONGEST = 60_000
"""Characters of a pasted list."""


class ListedForm(Form):
    """Guests, one a line."""

    lines = TextAreaField(
        lazy_gettext("Guests, one a line"),
        description=lazy_gettext(
            "Name, e-mail address, organisation and, where it is another one, the language (fr, en, nl, de); as copied "
            "from a table, or with semicolons."
        ),
        validators=[WRITTEN, Length(max=LONGEST)],
        render_kw={"rows": 10, "maxlength": LONGEST, "spellcheck": "false", "autocomplete": "off"},
    )
    language = SelectField(
        lazy_gettext("Language, where a line says none"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()],
    )


@bp.route("/<slug>/receptions/<int:item_id>/several", methods=["GET", "POST"])
@organiser_required
def new_guests(slug: str, item_id: int) -> Page:
    """Add guests from outside, all of them or none; nobody is written to."""
    found = read_list_of(database.session(), g.event, item_id)
    new = Submission(ListedForm(data={"language": g.event.language}), InvalidInput, Closed)
    if new.save(
        lambda form: add_listed(
            database.session(), g.event, item_id, form.lines.data, language=form.language.data, by=g.staff.name
        )
    ):
        return redirect_to("organiser.reception", _said(new.made), item_id=item_id)
    return render_template("organiser/receptions/several.html", form=new.form, found=found), new.status


def _said(made: ListedGuests) -> str:
    said = ngettext("%(num)d guest is added.", "%(num)d guests are added.", made.added)
    known = ngettext("%(num)d was there already.", "%(num)d were there already.", made.known)
    return f"{said} {known}" if made.known else str(said)
