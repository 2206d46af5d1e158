"""Table plans: the rooms with their tables, drawn on a grid by dragging, by keys or by numbers."""

from babel.lists import format_list
from flask import flash, g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import locale
from matchmaker.events.queries.plans import PlanView, read_plans
from matchmaker.models import ShapeKind, row_id
from matchmaker.setup.commands.plans import (
    LONGEST_TEXT,
    Drawing,
    add_plan,
    remove_plan,
    save_plan,
    set_in_rows,
)
from matchmaker.setup.queries.parts import labels_of, venues_of
from matchmaker.setup.rules import MOST_CELLS, Cells
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of_row
from web.forms import REQUIRED, WRITTEN, Form, NumberRange
from web.i18n import language
from web.meanwhile import changed_the_same, has_changed
from web.organiser.blueprint import bp
from web.organiser.setup.drawings import drawing_of, drawn, images_of, merge_drawings, read_drawing
from web.pages import Page
from web.questions import ask
from web.redirects import redirect_to
from web.refusals import Refusal, refusable
from web.saved_forms import SavedForm

SHAPES = {
    ShapeKind.DOOR: lazy_gettext("Door"),
    ShapeKind.STAGE: lazy_gettext("Stage"),
    ShapeKind.DESK: lazy_gettext("Welcome desk"),
    ShapeKind.LABEL: lazy_gettext("Words alone"),
}
CELLS = NumberRange(2, MOST_CELLS)


class NewPlanForm(Form):
    """A room to draw."""

    venue_id = SelectField(lazy_gettext("Venue"), coerce=int)
    name = StringField(
        lazy_gettext("Room"),
        description=lazy_gettext(
            "Tables with these words as their room stand in it. You put others there in the drawing."
        ),
        validators=[WRITTEN, Length(max=120)],
    )


class PlanForm(SavedForm):
    """Name and size of a drawing; where things stand is in fields of the same name, one each."""

    name = StringField(lazy_gettext("Room"), validators=[WRITTEN, Length(max=120)])
    columns = IntegerField(lazy_gettext("Cells across"), validators=[REQUIRED, CELLS])
    rows = IntegerField(lazy_gettext("Cells down"), validators=[REQUIRED, CELLS])

    @classmethod
    def of(cls, plan: PlanView) -> "PlanForm":
        """Return the form of a plan, with what the request has sent."""
        form = cls(data={"shown": plan.token, "name": plan.name, "columns": plan.columns, "rows": plan.rows})
        if not form.is_submitted():
            form.shown.images = images_of(drawing_of(plan))
        return form

    @classmethod
    def again(cls, plan: PlanView, drawing: Drawing) -> "PlanForm":
        """Return the form of a plan that is newer than the one sent, with a drawing that is not saved."""
        grid = drawing.grid
        values = {"shown": plan.token, "name": drawing.name, "columns": grid.columns, "rows": grid.rows}
        form = cls(formdata=None, data=values)
        form.shown.images = images_of(drawing_of(plan))
        return form


@bp.route("/<slug>/structure/plans", methods=["GET", "POST"])
@organiser_required
def plans(slug: str) -> Page:
    """Show the plans of all rooms, and what stands in none; POST draws another room."""
    session = database.session()
    form, status = NewPlanForm(), 200
    form.venue_id.choices = [SelectChoice(row_id(venue), venue.name) for venue in venues_of(session, g.event)]
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput) as refusal:
                plan = add_plan(session, g.event, venue_id=form.venue_id.data, name=form.name.data or "", staff=g.staff)
            if not refusal:
                return redirect_to("organiser.plan", gettext("The room is drawn: move its tables."), plan_id=plan.id)
            refusal.show(form)
    found = read_plans(session, g.event)
    page = render_template(
        "organiser/setup/plans.html", form=form, found=found, labels=labels_of(session, g.event), shapes=SHAPES
    )
    return page, status


@bp.route("/<slug>/structure/plans/<int:plan_id>", methods=["GET", "POST"])
@organiser_required
def plan(slug: str, plan_id: int) -> Page:
    """Show a plan to be changed; POST saves where everything stands, with what a colleague has moved meanwhile."""
    session = database.session()
    form, status, drawing = PlanForm.of(read_plans(session, g.event).plan(plan_id)), 200, None
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                drawing = read_drawing(form.name.data or "", Cells(form.columns.data, form.rows.data))
                save_plan(session, g.event, plan_id, drawing, shown=form.token, staff=g.staff)
            if refusal.stale and drawing is not None:
                form, drawing, refusal = _merged(form, drawing, plan_id)
            if not refusal:
                return redirect_to("organiser.plan", gettext("Saved."), plan_id=plan_id)
            if not form.form_errors:
                refusal.show(form)
            status = refusal.status
    found = read_plans(session, g.event)
    view = found.plan(plan_id)
    missing = [one for one in found.missing if found.venues[one.place_id] == view.venue_id]
    if drawing is not None:
        view, missing = drawn(view, missing, drawing)
    page = render_template(
        "organiser/setup/plan.html", form=form, plan=view, missing=missing, shapes=SHAPES, longest=LONGEST_TEXT
    )
    return page, status


def _merged(form: PlanForm, drawing: Drawing, plan_id: int) -> tuple[PlanForm, Drawing, Refusal]:
    """Save a drawing with what a colleague has changed meanwhile; where both have changed the same, ask.

    The form that is returned begins with what is saved now: sent once more, it overrules the colleague.
    """
    session = database.session()
    database.forget()
    view, author = read_plans(session, g.event).plan(plan_id), author_of_row("floor_plan", plan_id)
    found = merge_drawings(form.shown.images, drawing, drawing_of(view))
    newer = PlanForm.again(view, found.drawing)
    with refusable(InvalidInput, Stale) as refusal:
        if found.conflicts:
            raise Stale
        save_plan(session, g.event, plan_id, found.drawing, shown=view.token, staff=g.staff)
    parts = format_list(found.conflicts or found.told, locale=locale(language()))
    if found.conflicts:
        newer.form_errors.append(changed_the_same(author()))
        newer.form_errors.append(
            gettext(
                "In both drawings: %(parts)s. Yours is shown, and not saved: save it again to keep it.", parts=parts
            )
        )
    elif found.told and not refusal:
        flash(has_changed(author(), parts), "info")
    return newer, found.drawing, refusal


@bp.post("/<slug>/structure/plans/<int:plan_id>/rows")
@organiser_required
def plan_rows(slug: str, plan_id: int) -> Response:
    """Put all tables of a room in rows."""
    per_row = request.form.get("per_row", 0, type=int)
    with refusable(InvalidInput, Stale) as refusal:
        set_in_rows(
            database.session(),
            g.event,
            plan_id,
            per_row=min(max(per_row, 1), MOST_CELLS),
            shown=request.form.get("shown", ""),
            staff=g.staff,
        )
    if refusal:
        refusal.show()
        return redirect_to("organiser.plan", plan_id=plan_id)
    return redirect_to("organiser.plan", gettext("The tables stand in rows."), plan_id=plan_id)


@bp.route("/<slug>/structure/plans/<int:plan_id>/remove", methods=["GET", "POST"])
@organiser_required
def plan_remove(slug: str, plan_id: int) -> Page:
    """Ask whether a plan shall be removed; POST removes it, and its tables stay."""
    if request.method == "POST":
        remove_plan(database.session(), g.event, plan_id, staff=g.staff)
        return redirect_to("organiser.plans", gettext("The plan was removed. It can be undone under Structure."))
    view = read_plans(database.session(), g.event).plan(plan_id)
    return ask(
        gettext("Remove this plan"),
        gettext("Remove the plan “%(name)s”?", name=view.name),
        gettext(
            "Participants no longer see where its tables are; tables and meetings stay. "
            "It can be undone under Structure."
        ),
        yes=gettext("Remove this plan"),
        back=url_for("organiser.plan", plan_id=plan_id),
        active="structure",
    )
