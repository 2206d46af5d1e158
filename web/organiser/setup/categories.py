"""Names and rules of a category."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import Length, Optional

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES
from matchmaker.models import Category
from matchmaker.setup.commands.categories import CategoryRules, change_category, rules_token
from matchmaker.setup.queries.parts import category_of
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, Form, NumberRange
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable

NAME = Length(max=80)
MOST = 500
NO_LIMIT = lazy_gettext("Empty for no limit.")


class CategoryForm(Form):
    """What holds for everybody in a category."""

    shown = HiddenField()
    name_fr = StringField(LANGUAGE_NAMES["fr"], validators=[NAME])
    name_en = StringField(LANGUAGE_NAMES["en"], validators=[NAME])
    name_nl = StringField(LANGUAGE_NAMES["nl"], validators=[NAME])
    name_de = StringField(LANGUAGE_NAMES["de"], validators=[NAME])
    has_meetings = BooleanField(lazy_gettext("Has meetings"))
    may_present = BooleanField(lazy_gettext("May give a presentation"))
    wish_limit = IntegerField(
        lazy_gettext("Most wishes"), description=NO_LIMIT, validators=[Optional(), NumberRange(1, MOST)]
    )
    guarantee = IntegerField(
        lazy_gettext("Meetings aimed at before anything else"),
        description=lazy_gettext("As far as they are reachable; 0 for none."),
        validators=[REQUIRED, NumberRange(0, MOST)],
    )
    max_meetings = IntegerField(
        lazy_gettext("Most meetings"), description=NO_LIMIT, validators=[Optional(), NumberRange(0, MOST)]
    )
    max_received = IntegerField(
        lazy_gettext("Most meetings that only the other side wished for"),
        description=NO_LIMIT,
        validators=[Optional(), NumberRange(0, MOST)],
    )
    weight = IntegerField(
        lazy_gettext("Weight of a wish"),
        description=lazy_gettext("1 counts once, 3 three times."),
        validators=[REQUIRED, NumberRange(1, 20)],
    )


@bp.route("/<slug>/structure/categories/<int:category_id>", methods=["GET", "POST"])
@organiser_required
def category(slug: str, category_id: int) -> str | Response | tuple[str, int]:
    """Show the names and rules of a category; POST changes them."""
    session = database.session()
    found = category_of(session, g.event, category_id)
    form = CategoryForm(data=_values(found))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            names = {language: form[f"name_{language}"].data or "" for language in LANGUAGES}
            rules = CategoryRules(**{name: form[name].data for name in CategoryRules.__slots__})
            with refusable(InvalidInput, Stale) as refusal:
                change_category(
                    session, g.event, category_id, rules, names=names, shown=form.shown.data or "", staff=g.staff
                )
            if not refusal:
                return redirect_to("organiser.structure", gettext("Saved."), anchor="rules")
            if refusal.stale:
                form = CategoryForm(formdata=None, data=_values(found))
            refusal.show(form)
            status = refusal.status
    return render_template("organiser/setup/category.html", form=form, category=found), status


def _values(category: Category) -> dict[str, object]:
    names = {f"name_{language}": category.names.get(language, "") for language in LANGUAGES}
    rules = {name: getattr(category, name) for name in CategoryRules.__slots__}
    return {"shown": rules_token(category)} | names | rules
