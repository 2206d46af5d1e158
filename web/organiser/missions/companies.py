"""Who comes along to which city of a mission."""

from collections.abc import Sequence

from flask import g, render_template, url_for
from flask_babel import gettext, ngettext
from wtforms import SelectChoice

from matchmaker.base.i18n import format_day, format_time
from matchmaker.base.tokens import content_token
from matchmaker.events.queries.structure import read_structure
from matchmaker.missions.commands.members import choose_legs
from matchmaker.missions.queries.legs import legs_of
from matchmaker.missions.queries.members import (
    LeftItem,
    Traveller,
    items_left,
    read_travellers,
    travellers_token,
)
from matchmaker.models import Leg, row_id
from web import database
from web.auth.guards import organiser_required
from web.forms import Checkboxes
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import Trial, attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import Refusal
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class CompaniesForm(SavedForm):
    """A list of cities for each delegation, added as `of` is called."""


def _form(travellers: Sequence[Traveller], legs: Sequence[Leg], sent: Sent) -> CompaniesForm:
    cities = [SelectChoice(row_id(leg), leg.name) for leg in legs]
    everywhere = [row_id(leg) for leg in legs]
    fields = {f"d{one.delegation_id}": Checkboxes(one.name, coerce=int, choices=cities) for one in travellers}
    saved = {f"d{one.delegation_id}": sorted(one.legs) or everywhere for one in travellers}
    return CompaniesForm.of_saved(saved | {"shown": travellers_token(travellers)}, sent, **fields)


def _left(one: LeftItem) -> str:
    """Return who is taken out of an item, as a sentence."""
    when = f"{format_day(one.item.day, language())}, {format_time(one.item.starts, language())}"
    said: str = ngettext(
        "%(num)d person is taken out of “%(item)s” (%(time)s): their company is no longer there.",
        "%(num)d people are taken out of “%(item)s” (%(time)s): their company is no longer there.",
        len(one.people),
        item=one.item.title(language()),
        time=when,
    )
    return said


@bp.route("/<slug>/cities/companies", methods=["GET", "POST"])
@organiser_required
def city_companies(slug: str) -> Page:
    """Show who comes along where; POST keeps it, once its reader has seen what that does."""
    session = database.session()
    legs = legs_of(session, g.event)

    def read(sent: Sent) -> CompaniesForm:
        return _form(read_travellers(session, g.event), legs, sent)

    def chosen(form: CompaniesForm) -> dict[int, list[int]]:
        return {int(name[1:]): field.data or [] for name, field in form.said.items()}

    def step(form: CompaniesForm) -> tuple[Refusal, Trial | None]:
        left = items_left(session, g.event, [row_id(leg) for leg in legs], chosen(form))
        return attempt(
            lambda: choose_legs(session, g.event, chosen(form), shown=form.token, staff=g.staff),
            title=gettext("Change who comes along where"),
            button=gettext("Change"),
            back=url_for("organiser.city_companies"),
            also=tuple(map(_left, left)),
            always=bool(left),
            shown=content_token([one.token for one in left]) if left else "",
        )

    edit = Edit(read)
    trial = edit.attempt(step)
    if trial is not None:
        return trial_page(trial, menu="cities")
    if edit.saved:
        return redirect_to("organiser.cities", gettext("Saved."))
    categories = {one.id: one.name for one in read_structure(session, g.event, language()).categories}
    return render_template(
        "organiser/missions/companies.html",
        form=edit.form,
        legs=legs,
        travellers=read_travellers(session, g.event),
        categories=categories,
    ), edit.status
