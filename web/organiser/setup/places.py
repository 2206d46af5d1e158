"""A table or booth of the event: changed, closed, removed."""

from collections.abc import Sequence

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.base.i18n import format_day, format_time
from matchmaker.events.queries.places import place_of
from matchmaker.models import Place, PlaceKind, Slot, row_id
from matchmaker.setup.commands.places import change_place, remove_place
from matchmaker.setup.queries.parts import (
    block_of,
    closed_slots,
    place_token,
    slots_of,
)
from matchmaker.setup.queries.use import meetings_at_place
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of_row
from web.forms import REQUIRED, NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.owners import NOBODY, owner_choices, owner_field
from web.organiser.setup.structure import structure_page
from web.organiser.setup.trying import ask_and_do, attempt, tried
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class PlaceForm(SavedForm):
    """One table or booth."""

    label = StringField(lazy_gettext("Where it stands"), validators=[Length(max=120)])
    capacity = IntegerField(lazy_gettext("Meetings at a time"), validators=[REQUIRED, NumberRange(1, 50)])
    closed = SelectMultipleField(
        lazy_gettext("Closed at"),
        coerce=int,
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def of(cls, place: Place, sent: Sent) -> "PlaceForm":
        """Return the form of a place, and with what was `sent`."""
        session = database.session()
        closed = closed_slots(session, place)
        values = {"label": place.label, "capacity": place.capacity, "closed": list(closed)}
        is_booth = place.kind is PlaceKind.BOOTH
        if is_booth:
            values["owner_id"] = place.owner_id or NOBODY
        fields = {"owner_id": owner_field()} if is_booth else {}
        form = cls.of_saved(values | {"shown": place_token(place, closed)}, sent, **fields)
        if is_booth:
            form["owner_id"].choices = owner_choices(place.owner_id)
        slots = slots_of(session, g.event, place.venue_id)
        form.closed.choices = [SelectChoice(row_id(slot), _slot_name(slot)) for slot in slots]
        return form


@bp.route("/<slug>/structure/places/<int:place_id>", methods=["GET", "POST"])
@organiser_required
def place(slug: str, place_id: int) -> Page:
    """Show a table or booth; POST changes where it stands and when it is closed."""
    session = database.session()
    shown = place_of(session, g.event, place_id)
    code, owner_id = shown.code, shown.owner_id
    edit = Edit(
        lambda sent: PlaceForm.of(place_of(session, g.event, place_id), sent),
        author=author_of_row("place", place_id),
        about=code,
    )
    answer = tried(
        edit,
        lambda form: attempt(
            lambda: change_place(
                session,
                g.event,
                place_id,
                label=form.label.data or "",
                capacity=form.capacity.data,
                owner_id=form["owner_id"].data or None if "owner_id" in form else owner_id,
                closed=form.closed.data,
                shown=form.token,
                staff=g.staff,
            ),
            title=gettext("Change %(place)s", place=code),
            button=gettext("Change"),
            back=url_for("organiser.place", place_id=place_id),
        ),
        done=lambda: redirect_to("organiser.structure", gettext("Saved."), place=place_id),
    )
    if answer is not None:
        return answer
    found, meetings = place_of(session, g.event, place_id), meetings_at_place(session, g.event, place_id)
    return render_template("organiser/setup/place.html", form=edit.form, place=found, meetings=meetings), edit.status


@bp.post("/<slug>/structure/places/<int:place_id>/close")
@organiser_required
def close_place(slug: str, place_id: int) -> Page:
    """Close a place for a day or a block, or open it again; the day is shown with what that would do.

    What somebody else has closed or opened meanwhile stays so.
    """
    session = database.session()
    found = place_of(session, g.event, place_id)
    code, label, capacity, owner_id = found.code, found.label, found.capacity, found.owner_id
    closed, part = closed_slots(session, found), request.form.get("part", "")
    slots = [
        slot
        for slot in slots_of(session, g.event, found.venue_id)
        if part in {slot.day.isoformat(), str(slot.block_id)}
    ]
    chosen, token = {row_id(slot) for slot in slots}, place_token(found, closed)
    day, opens = request.form.get("day", ""), request.form.get("what") == "open"
    names = {"place": code, "when": _when(slots, part)}
    table = found.kind is PlaceKind.TABLE
    refusal, trial = attempt(
        lambda: change_place(
            session,
            g.event,
            place_id,
            label=label,
            capacity=capacity,
            owner_id=owner_id,
            closed=closed - chosen if opens else closed | chosen,
            shown=token,
            staff=g.staff,
        ),
        title=gettext("Open %(place)s (%(when)s)", **names)
        if opens
        else gettext("Close %(place)s (%(when)s)", **names),
        button=gettext("Open") if opens else gettext("Close"),
        back=url_for("organiser.structure", place=place_id, day=day),
    )
    if trial is not None:
        return structure_page(place_id, day, trial, "" if opens else part)
    if refusal:
        refusal.show()
        return redirect_to("organiser.structure", place=place_id, day=day)
    return redirect_to("organiser.structure", _said(names, table=table, opens=opens), place=place_id, day=day)


def _when(slots: Sequence[Slot], part: str) -> str:
    """Return in words what is closed or opened: a block with its times, or the day."""
    if slots and part == str(slots[0].block_id):
        name = block_of(database.session(), g.event, slots[0].block_id).name(language())
        starts, ends = (format_time(wall, language()) for wall in (slots[0].starts, slots[-1].ends))
        return f"{name}, {starts} – {ends}"
    if slots and g.event.several_days:
        return format_day(slots[0].day, language())
    whole: str = gettext("the whole day")
    return whole


def _said(names: dict[str, str], *, table: bool, opens: bool) -> str:
    said: str
    if table:
        said = (
            gettext("Table %(place)s is open again (%(when)s).", **names)
            if opens
            else gettext("Table %(place)s is closed (%(when)s).", **names)
        )
    else:
        said = (
            gettext("%(place)s is open again (%(when)s).", **names)
            if opens
            else gettext("%(place)s is closed (%(when)s).", **names)
        )
    return said


def _slot_name(slot: Slot) -> str:
    starts = format_time(slot.starts, language())
    several = g.event.several_days
    return f"{format_day(slot.day, language())}, {starts}" if several else starts


@bp.post("/<slug>/structure/places/<int:place_id>/remove")
@organiser_required
def remove_table(slug: str, place_id: int) -> Page:
    """Ask, then remove a table or booth at which no schedule has a meeting."""
    session = database.session()
    code = place_of(session, g.event, place_id).code
    removed = gettext("%(place)s was removed.", place=code)
    return ask_and_do(
        lambda: remove_place(session, g.event, place_id, staff=g.staff),
        title=gettext("Remove %(place)s", place=code),
        button=gettext("Remove"),
        back=url_for("organiser.place", place_id=place_id),
        done=lambda: redirect_to("organiser.structure", removed, anchor="places"),
    )
