"""Table plans: the rooms with their tables, drawn on a grid by dragging, by keys or by numbers."""

from dataclasses import replace

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.events.queries.plans import PlanShape, PlanSpot, PlanView, read_plans
from matchmaker.models import ShapeKind, row_id
from matchmaker.setup.commands.plans import (
    LONGEST_TEXT,
    Drawing,
    add_plan,
    read_cell,
    remove_plan,
    save_plan,
    set_in_rows,
)
from matchmaker.setup.queries.parts import labels_of, venues_of
from matchmaker.setup.rules import MOST_CELLS, Cells
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, WRITTEN, Form, NumberRange
from web.organiser.blueprint import bp
from web.pages import Page
from web.questions import ask
from web.redirects import redirect_to
from web.refusals import refusable

SHAPES = {
    ShapeKind.DOOR: lazy_gettext("Door"),
    ShapeKind.STAGE: lazy_gettext("Stage"),
    ShapeKind.DESK: lazy_gettext("Welcome desk"),
    ShapeKind.LABEL: lazy_gettext("Words alone"),
}
CELLS = NumberRange(2, MOST_CELLS)
BOX = ("x", "y", "width", "height")
"""Of a shape, in cells."""
FIRST = (1, 1, 0, 0)
"""What a page adds to each: columns and rows are counted from 1."""


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


class PlanForm(Form):
    """Name and size of a drawing; where things stand is in fields of the same name, one each."""

    shown = HiddenField()
    name = StringField(lazy_gettext("Room"), validators=[WRITTEN, Length(max=120)])
    columns = IntegerField(lazy_gettext("Cells across"), validators=[REQUIRED, CELLS])
    rows = IntegerField(lazy_gettext("Cells down"), validators=[REQUIRED, CELLS])

    @classmethod
    def of(cls, plan: PlanView, *, sent: bool = True) -> "PlanForm":
        """Return the form of a plan; without `sent`, whatever the request holds."""
        values = {"shown": plan.token, "name": plan.name, "columns": plan.columns, "rows": plan.rows}
        return cls(data=values) if sent else cls(formdata=None, data=values)


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
    """Show a plan to be changed; POST saves where everything stands."""
    session = database.session()
    found = read_plans(session, g.event)
    view = found.plan(plan_id)
    form, status, drawn = PlanForm.of(view), 200, None
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                drawn = _drawing(form)
                save_plan(session, g.event, plan_id, drawn, shown=form.shown.data or "", staff=g.staff)
            if not refusal:
                return redirect_to("organiser.plan", gettext("Saved."), plan_id=plan_id)
            found = read_plans(session, g.event)
            view = found.plan(plan_id)
            if refusal.stale:
                form, drawn = PlanForm.of(view, sent=False), None
            refusal.show(form)
            status = refusal.status
    here = [*view.placed, *(one for one in found.missing if found.venues[one.place_id] == view.venue_id)]
    if drawn is not None:
        here = [_moved(one, drawn.spots.get(one.code)) for one in here]
        view = replace(view, placed=tuple(one for one in here if one.x is not None), shapes=tuple(drawn.shapes))
    page = render_template(
        "organiser/setup/plan.html",
        form=form,
        plan=view,
        missing=[one for one in here if one.x is None],
        shapes=SHAPES,
        longest=LONGEST_TEXT,
    )
    return page, status


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


def _moved(one: PlanSpot, at: tuple[int, int] | None) -> PlanSpot:
    """Return a place where somebody has drawn it: the page of a refusal loses nothing."""
    return replace(one, x=at[0] if at else None, y=at[1] if at else None)


def _drawing(form: PlanForm) -> Drawing:
    """Return what the fields say; raises `InvalidInput` for what is no column or row."""
    sent = request.form
    placed = zip(sent.getlist("code"), sent.getlist("x"), sent.getlist("y"), strict=False)
    spots = {code: (read_cell(x), read_cell(y)) for code, x, y in placed if x and y}
    kinds = zip(sent.getlist("kind"), sent.getlist("text"), strict=False)
    boxes = zip(*(sent.getlist(name) for name in ("left", "top", "width", "height")), strict=False)
    shapes = [
        PlanShape(kind=kind, text=text, **dict(zip(BOX, map(read_cell, box, FIRST), strict=True)))
        for (kind, text), box in zip(kinds, boxes, strict=False)
        if kind
    ]
    return Drawing(name=form.name.data or "", grid=Cells(form.columns.data, form.rows.data), spots=spots, shapes=shapes)
