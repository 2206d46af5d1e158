"""The category of an organisation at the event, and limits of its own."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectChoice, SelectField
from wtforms.validators import Optional

from matchmaker.models import Act, Delegation
from matchmaker.registrations.commands.edit import save_delegation
from matchmaker.registrations.queries.delegation import categories_of, read_delegation
from matchmaker.registrations.rules import DelegationRecord
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.forms import NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

MOST = 500
OWN = lazy_gettext("Empty for the rule of the category.")


def _limit(label: str, least: int) -> IntegerField:
    return IntegerField(label, description=OWN, validators=[Optional(), NumberRange(least, MOST)])


class DelegationForm(SavedForm):
    """Category and limits of an organisation."""

    category_id = SelectField(lazy_gettext("Category"), coerce=int)
    wish_limit = _limit(lazy_gettext("Most wishes"), 1)
    guarantee = _limit(lazy_gettext("Meetings promised"), 0)
    max_meetings = _limit(lazy_gettext("Most meetings"), 0)
    max_received = _limit(lazy_gettext("Most meetings that only the other side wished for"), 0)

    @classmethod
    def of(cls, delegation: Delegation, sent: Sent) -> "DelegationForm":
        """Return the form of a delegation, and with what was `sent`."""
        known = DelegationRecord.of(delegation)
        data = {name: getattr(known, name) for name in DelegationRecord.__slots__} | {"shown": known.token}
        form = cls.of_saved(data, sent)
        groups = categories_of(database.session(), g.event)
        form.category_id.choices = [SelectChoice(group.id, group.name(language())) for group in groups]
        return form

    def values(self) -> DelegationRecord:
        """Return what was sent."""
        return DelegationRecord(**{name: self[name].data for name in DelegationRecord.__slots__})


@bp.route("/<slug>/organisations/<int:delegation_id>/edit", methods=["GET", "POST"])
@organiser_required
def edit_organisation(slug: str, delegation_id: int) -> Page:
    """Show the category and the limits of an organisation; POST changes them."""
    session = database.session()
    page = read_delegation(session, g.event, delegation_id, language())
    edit = Edit(
        lambda sent: DelegationForm.of(page.delegation, sent),
        author=author_of(Act.SAVE_DELEGATION, subject=page.organisation.name),
    )
    if edit.save(
        lambda form: save_delegation(session, g.event, delegation_id, form.values(), shown=form.token, staff=g.staff)
    ):
        return redirect_to("organiser.organisation", gettext("Saved."), delegation_id=delegation_id)
    return render_template("organiser/people/limits.html", page=page, form=edit.form), edit.status
