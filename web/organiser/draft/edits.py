"""Edits of the draft: one form for all, whatever picks the cell; and the draft as a whole: start, discard, publish."""

from flask import g, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, Length, Optional
from wtforms.widgets import HiddenInput

from matchmaker.alerts.commands.given_up import give_up_draft, redo_edit, undo_edit
from matchmaker.alerts.commands.putting_back import put_back
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.drafts.commands import edits
from matchmaker.drafts.commands.clearing import take_out_parted
from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.drafts.commands.edits import Target, Waiver
from matchmaker.drafts.commands.making_way import place_moving
from matchmaker.drafts.commands.publishing import count_numbers_of
from matchmaker.drafts.queries.drafts import draft_view
from matchmaker.drafts.queries.steps import steps_in_words
from matchmaker.models import LARGEST_ID, DraftAct, DraftEdit, row_id
from web import database
from web.auth.guards import organiser_required
from web.forms import Form, NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.draft.wording import SAID
from web.questions import ask
from web.redirects import redirect_back, redirect_to
from web.refusals import refusable
from web.scenario_names import given_name

UNDO, REDO, CLEAR = "undo", "redo", "clear"
BY_HAND = tuple(act for act in DraftAct if act is not DraftAct.REPAIR)


def _row() -> IntegerField:
    """Return a field for the id of a row."""
    return IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(min=1, max=LARGEST_ID)])


class EditForm(Form):
    """One edit: what is done, to which meeting, and where it goes."""

    act = HiddenField(validators=[AnyOf([*BY_HAND, UNDO, REDO, CLEAR])])
    shown = HiddenField()
    meeting = _row()
    other = _row()
    low = _row()
    high = _row()
    slot = _row()
    to = _row()
    other_to = _row()
    leaves = BooleanField()
    other_leaves = BooleanField()
    place = _row()
    person = _row()
    waive = BooleanField()
    keep_apart = BooleanField()
    note = StringField(
        validators=[Length(max=300, message=lazy_gettext("Use 300 characters at most."))],
    )


@bp.post("/<slug>/draft/edit")
@organiser_required
def draft_edit(slug: str) -> Response:
    """Do one edit, or undo or redo one, and go back to the grid."""
    form = EditForm()
    if not form.validate():
        refused = InvalidInput(next(str(error) for errors in form.errors.values() for error in errors))
        return _back_with(refused)
    with refusable(Stale, InvalidInput, NotFound) as refusal:
        edit = _do(form)
    if refusal:
        refusal.show()
        return redirect_back("organiser.draft")
    return redirect_back("organiser.draft", _said(form, edit) if edit else "")


def _back_with(error: InvalidInput) -> Response:
    with refusable(InvalidInput, writes=False) as refusal:
        raise error
    refusal.show()
    return redirect_back("organiser.draft")


def _do(form: EditForm) -> DraftEdit | None:
    session, act, shown = database.session(), form.act.data, form.shown.data or ""
    if act == UNDO:
        return undo_edit(session, g.event, shown=shown, staff=g.staff)
    if act == REDO:
        return redo_edit(session, g.event, shown=shown, staff=g.staff)
    common = {"shown": shown, "staff": g.staff}
    if act == CLEAR:
        return take_out_parted(session, g.event, language=language(), **common)
    waiver = Waiver(form.note.data or "") if form.waive.data else None
    judged = common | {"language": language(), "waiver": waiver}
    if act == DraftAct.PLACE:
        pair = form.low.data or 0, form.high.data or 0
        if form.meeting.data:
            return place_moving(session, g.event, pair, form.slot.data or 0, moves=_moves(form), **common)
        return edits.place(session, g.event, pair, _target(form), **judged)
    meeting = form.meeting.data or 0
    if act == DraftAct.MOVE:
        return edits.move(session, g.event, meeting, _target(form), **judged)
    if act == DraftAct.SWAP:
        return edits.swap(session, g.event, meeting, form.other.data or 0, **judged)
    if act == DraftAct.REMOVE:
        return edits.remove(session, g.event, meeting, keep_apart=form.keep_apart.data, **common)
    return edits.set_locked(session, g.event, meeting, locked=act == DraftAct.LOCK, **common)


def _moves(form: EditForm) -> dict[int, int | None]:
    """Return where the meetings that make way go; None: they leave the draft."""
    ways = ((form.meeting, form.to, form.leaves), (form.other, form.other_to, form.other_leaves))
    return {one.data: None if leaves.data else to.data or 0 for one, to, leaves in ways if one.data is not None}


def _target(form: EditForm) -> Target:
    return Target(form.slot.data or 0, form.place.data, form.person.data)


def _said(form: EditForm, edit: DraftEdit) -> str:
    act, sentence = form.act.data, str(SAID[edit.act]) % {"about": given_name(edit.given_about)}
    step = steps_in_words(database.session(), row_id(g.event), [edit], language())[edit.number]
    sentence = f"{sentence}, {step}" if step else sentence
    if act == DraftAct.REMOVE and form.keep_apart.data:
        return str(gettext("%(sentence)s. They are not placed again.", sentence=sentence))
    if act == UNDO:
        said = gettext("Taken back. %(sentence)s", sentence=sentence)
        if edit.actor != g.staff.name:
            said = gettext("An edit of %(name)s is taken back. %(sentence)s", name=edit.actor, sentence=sentence)
        return f"{said}. {_open_again(edit)}" if edit.reopened else str(said)
    if act != REDO:
        return sentence
    said = gettext("Done again. %(sentence)s", sentence=sentence)
    if not edit.reopened:
        return str(said)
    again = ngettext(
        "%(num)d point is handled by the repair again.",
        "%(num)d points are handled by the repair again.",
        len(edit.reopened),
    )
    return f"{said}. {again}"


def _open_again(edit: DraftEdit) -> str:
    """Say how many alerts are open again that a repair had handled which is undone."""
    return str(
        ngettext(
            "%(num)d point that the repair had handled is open again.",
            "%(num)d points that the repair had handled are open again.",
            len(edit.reopened),
        )
    )


@bp.post("/<slug>/scenarios/<int:scenario_id>/draft")
@organiser_required
def draft_start(slug: str, scenario_id: int) -> Response:
    """Fork a scenario as the draft; an existing draft is shown instead."""
    with refusable(Stale, InvalidInput) as refusal:
        start_draft(database.session(), g.event, scenario_id, staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.draft")
    return redirect_to("organiser.draft", gettext("This is your draft. Nobody is told before you publish it."))


@bp.route("/<slug>/draft/discard", methods=["GET", "POST"])
@organiser_required
def draft_discard(slug: str) -> str | Response | tuple[str, int]:
    """Ask before the draft is given up; POST does it."""
    session, form = database.session(), Form()
    view, status = draft_view(session, g.event), 200
    if view is None:
        return redirect_to("organiser.draft")
    if form.is_submitted():
        with refusable(Stale) as refusal:
            reopened = give_up_draft(session, g.event, shown=request.form.get("shown", ""), staff=g.staff)
        if not refusal:
            said = gettext("The draft is discarded. What is published stands.")
            if not reopened:
                return redirect_to("organiser.schedule", said)
            again = ngettext(
                "%(num)d point that it had handled is open again.",
                "%(num)d points that it had handled are open again.",
                reopened,
            )
            return redirect_to("organiser.alerts", f"{said} {again}")
        refusal.show(form)
        status = refusal.status
        view = draft_view(session, g.event) or view
    page = ask(
        gettext("Discard the draft"),
        gettext("Discard the draft with all its changes?"),
        gettext("What is published stands, and nobody is told. The draft stays in the list of scenarios."),
        yes=gettext("Discard"),
        back=url_for("organiser.draft"),
        active="schedule",
        shown=view.token,
        form=form,
    )
    return page, status


@bp.post("/<slug>/draft/put-back")
@organiser_required
def draft_put_back(slug: str) -> Response:
    """Take back what a repair has changed and nothing asks for any more."""
    with refusable(Stale, InvalidInput) as refusal:
        put_back(database.session(), g.event, shown=request.form.get("shown", ""), staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.draft")
    return redirect_to("organiser.draft", gettext("Put back as published. “Undo” takes this back."))


@bp.post("/<slug>/draft/publish")
@organiser_required
def draft_publish(slug: str) -> Response:
    """Count the numbers of the draft anew, and show its difference with what is published."""
    session = database.session()
    with refusable(Stale, InvalidInput) as refusal:
        scenario = count_numbers_of(session, g.event, shown=request.form.get("shown", ""))
    if refusal:
        refusal.show()
        return redirect_to("organiser.draft")
    return redirect_to("organiser.publish", scenario_id=scenario.id)
