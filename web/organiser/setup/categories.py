"""Names and rules of a category."""

from babel.lists import format_list
from flask import g, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import Length, Optional

from matchmaker.base.i18n import LANGUAGES, locale
from matchmaker.events.queries.structure import read_categories
from matchmaker.models import Category
from matchmaker.scheduling.queries.particular import rule_lines
from matchmaker.setup.commands.categories import (
    CategoryRules,
    add_category,
    change_category,
    remove_category,
    rules_token,
)
from matchmaker.setup.planning.meaning import read_meaning
from matchmaker.setup.queries.meeting_rules import read_meeting_rules
from matchmaker.setup.queries.parts import category_of
from matchmaker.setup.queries.tiers import read_tiers
from matchmaker.setup.words import meaning_in_words
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of_row
from web.forms import REQUIRED, NumberRange
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.organiser.setup.meetings import AGREEMENTS, who_meets
from web.organiser.setup.trying import ask_and_do, attempt, tried
from web.organiser.setup.wording import rules
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission

NAME = Length(max=80)
MOST = 500
NO_LIMIT = lazy_gettext("Empty for no limit.")


class CategoryForm(SavedForm):
    """What holds for everybody in a category."""

    name_fr = StringField(LANGUAGE_NAMES["fr"], validators=[NAME])
    name_en = StringField(LANGUAGE_NAMES["en"], validators=[NAME])
    name_nl = StringField(LANGUAGE_NAMES["nl"], validators=[NAME])
    name_de = StringField(LANGUAGE_NAMES["de"], validators=[NAME])
    has_meetings = BooleanField(lazy_gettext("Has meetings"), default=True)
    may_present = BooleanField(lazy_gettext("May give a presentation"))
    wish_limit = IntegerField(
        lazy_gettext("Most wishes"), description=NO_LIMIT, validators=[Optional(), NumberRange(1, MOST)]
    )
    guarantee = IntegerField(
        lazy_gettext("Meetings aimed at before anything else"),
        description=lazy_gettext("As far as they are reachable; 0 for none."),
        default=0,
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
        default=1,
        validators=[REQUIRED, NumberRange(1, 20)],
    )

    @classmethod
    def of(cls, category: Category, sent: Sent) -> "CategoryForm":
        """Return the form of a category, and with what was `sent`."""
        names = {f"name_{language}": category.names.get(language, "") for language in LANGUAGES}
        rules = {name: getattr(category, name) for name in CategoryRules.__slots__}
        return cls.of_saved({"shown": rules_token(category)} | names | rules, sent)

    @property
    def names(self) -> dict[str, str]:
        return {code: self[f"name_{code}"].data or "" for code in LANGUAGES}

    @property
    def rules(self) -> CategoryRules:
        return CategoryRules(**{field: self[field].data for field in CategoryRules.__slots__})


@bp.get("/<slug>/rules")
@organiser_required
def category_rules(slug: str) -> str:
    """Show the rules of each category in sentences, with what they mean for the event as it is."""
    session = database.session()
    found = read_meaning(session, g.event)
    return render_template(
        "organiser/setup/rules.html",
        agreement=AGREEMENTS[g.event.agreement],
        pairs=found.pairs,
        who_meets=who_meets(read_meeting_rules(session, g.event, language())),
        categories=read_categories(session, g.event, language()),
        rules=rules,
        particular=[line.sentence for line in rule_lines(session, g.event, language())],
        meaning={number: meaning_in_words(each, language()) for number, each in found.categories.items()},
    )


@bp.route("/<slug>/structure/categories/new", methods=["GET", "POST"])
@organiser_required
def new_category(slug: str) -> Page:
    """Add a category with its names and rules."""
    session = database.session()
    new = Submission(CategoryForm())
    if new.save(lambda form: add_category(session, g.event, form.rules, names=form.names, staff=g.staff)):
        said = gettext("%(category)s was added. All may ask it and it may ask all.", category=new.made.name(language()))
        return redirect_to("organiser.category_rules", said)
    return render_template("organiser/setup/category.html", form=new.form, category=None), new.status


@bp.route("/<slug>/structure/categories/<int:category_id>", methods=["GET", "POST"])
@organiser_required
def category(slug: str, category_id: int) -> Page:
    """Show the names and rules of a category; POST changes them."""
    session = database.session()
    name = category_of(session, g.event, category_id).name(language())
    edit = Edit(
        lambda sent: CategoryForm.of(category_of(session, g.event, category_id), sent),
        author=author_of_row("category", category_id),
        about=name,
    )
    answer = tried(
        edit,
        lambda form: attempt(
            lambda: change_category(
                session, g.event, category_id, form.rules, names=form.names, shown=form.token, staff=g.staff
            ),
            title=gettext("Change the rules of %(category)s", category=name),
            button=gettext("Change"),
            back=url_for("organiser.category", category_id=category_id),
        ),
        done=lambda: redirect_to("organiser.category_rules", gettext("Saved.")),
        menu="category_rules",
    )
    if answer is not None:
        return answer
    found = category_of(session, g.event, category_id)
    return render_template("organiser/setup/category.html", form=edit.form, category=found), edit.status


@bp.post("/<slug>/structure/categories/<int:category_id>/remove")
@organiser_required
def remove_category_page(slug: str, category_id: int) -> Page:
    """Ask, then remove a category in which nobody is."""
    session = database.session()
    name = category_of(session, g.event, category_id).name(language())
    return ask_and_do(
        lambda: remove_category(session, g.event, category_id, staff=g.staff),
        title=gettext("Remove %(place)s", place=name),
        button=gettext("Remove the category"),
        back=url_for("organiser.category", category_id=category_id),
        also=_goes_along(category_id),
        menu="category_rules",
        done=lambda: redirect_to("organiser.category_rules", gettext("%(place)s was removed.", place=name)),
    )


def _goes_along(category_id: int) -> tuple[str, ...]:
    """Return which rules go with a category that is removed."""
    session, said = database.session(), []
    mapping = read_tiers(session, g.event, language()).mapping
    if names := [tier for tier, target in mapping.items() if target == category_id]:
        tiers = format_list(names, locale=locale(language()))
        said.append(gettext("Memberships that led to it (%(tiers)s) lead to no category any more.", tiers=tiers))
    if any(category_id in pair for pair in read_meeting_rules(session, g.event, language()).exclusions):
        said.append(gettext("What it may and may not ask goes with it."))
    return tuple(said)
