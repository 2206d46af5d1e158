"""Blocks of the day in which people meet: added, changed, closed, removed; and the length of all slots."""

from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import DateField, HiddenField, IntegerField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, Length

from matchmaker.models import Block, row_id
from matchmaker.setup.commands.blocks import (
    BlockTimes,
    add_block,
    change_block,
    close_block,
    remove_block,
    set_slot_length,
)
from matchmaker.setup.queries.parts import (
    block_of,
    block_token,
    blocks_of,
    length_token,
    lengths_of,
    slots_of_block,
    venues_of,
)
from matchmaker.setup.queries.use import meetings_in_slots
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, Form, NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import ask_and_do, attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to


class SlotLengthForm(Form):
    """How long meetings are, and the time between two of them."""

    shown = HiddenField()
    minutes = IntegerField(lazy_gettext("Minutes of a meeting"), validators=[REQUIRED, NumberRange(5, 240)])
    changeover = IntegerField(lazy_gettext("Minutes between two meetings"), validators=[REQUIRED, NumberRange(0, 120)])


class BlockForm(SlotLengthForm):
    """A block with its times."""

    name = StringField(
        lazy_gettext("Name"),
        description=lazy_gettext("Such as: Morning."),
        validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=80)],
    )
    starts = TimeField(lazy_gettext("From"), validators=[REQUIRED])
    ends = TimeField(lazy_gettext("to"), validators=[REQUIRED])

    @property
    def times(self) -> BlockTimes:
        return BlockTimes(
            starts=self.starts.data,
            ends=self.ends.data,
            minutes=self.minutes.data,
            changeover=self.changeover.data,
        )


class NewBlockForm(BlockForm):
    """A block of a day at a venue."""

    day = DateField(lazy_gettext("Day"), validators=[REQUIRED])
    venue_id = SelectField(lazy_gettext("Venue"), coerce=int)


@bp.route("/<slug>/structure/blocks", methods=["GET", "POST"])
@organiser_required
def add_block_page(slug: str) -> Page:
    """Add a block, which is cut into slots."""
    session = database.session()
    form = NewBlockForm(
        day=request.args.get("day", g.event.starts_on, type=date.fromisoformat),
        minutes=g.event.slot_minutes,
        changeover=g.event.changeover_minutes,
    )
    form.venue_id.choices = [SelectChoice(row_id(venue), venue.name) for venue in venues_of(session, g.event)]
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            values: dict[str, Any] = {name: form[name].data for name in ("venue_id", "name", "day")}
            refusal, trial = attempt(
                lambda: add_block(session, g.event, **values, times=form.times, staff=g.staff),
                title=gettext("Add the block %(name)s", name=form.name.data),
                button=gettext("Add"),
                back=url_for("organiser.structure", day=form.day.data),
            )
            if trial is not None:
                return trial_page(trial)
            if not refusal:
                said = gettext("The block %(name)s was added.", name=form.name.data)
                return redirect_to("organiser.structure", said, day=form.day.data)
            refusal.show(form)
    return render_template("organiser/setup/add_block.html", form=form), status


@bp.route("/<slug>/structure/blocks/<int:block_id>", methods=["GET", "POST"])
@organiser_required
def block(slug: str, block_id: int) -> Page:
    """Show a block; POST changes its name, its times and its slots."""
    session = database.session()
    found = block_of(session, g.event, block_id)
    slots = slots_of_block(session, found)
    name, day = found.name(language()), found.day
    minutes, changeover = lengths_of(g.event, slots)
    values = {
        "shown": block_token(found, slots),
        "name": name,
        "starts": found.starts,
        "ends": found.ends,
        "minutes": minutes,
        "changeover": changeover,
    }
    form = BlockForm(data=values)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            refusal, trial = attempt(
                lambda: change_block(
                    session,
                    g.event,
                    block_id,
                    name=form.name.data,
                    times=form.times,
                    shown=form.shown.data or "",
                    staff=g.staff,
                ),
                title=gettext("Change the block %(name)s", name=name),
                button=gettext("Change"),
                back=url_for("organiser.block", block_id=block_id),
            )
            if trial is not None:
                return trial_page(trial)
            if not refusal:
                return redirect_to("organiser.structure", gettext("Saved."), day=day)
            if refusal.stale:
                form = BlockForm(formdata=None, data=values)
            refusal.show(form)
            status = refusal.status
    page = render_template(
        "organiser/setup/block.html",
        form=form,
        block=found,
        slots=slots,
        meetings=meetings_in_slots(session, [row_id(slot) for slot in slots]),
    )
    return page, status


@bp.post("/<slug>/structure/blocks/<int:block_id>/remove")
@organiser_required
def remove_block_page(slug: str, block_id: int) -> Page:
    """Ask, then remove a block in which no schedule has a meeting."""
    session = database.session()
    found = block_of(session, g.event, block_id)
    name, day = found.name(language()), found.day
    return ask_and_do(
        lambda: remove_block(session, g.event, block_id, staff=g.staff),
        title=gettext("Remove the block %(name)s", name=name),
        button=gettext("Remove"),
        back=url_for("organiser.block", block_id=block_id),
        done=lambda: redirect_to("organiser.structure", gettext("The block was removed."), day=day),
    )


@bp.post("/<slug>/structure/blocks/<int:block_id>/close")
@organiser_required
def close_block_page(slug: str, block_id: int) -> Page:
    """Ask, then close every place in the slots of a block."""
    session = database.session()
    found = block_of(session, g.event, block_id)
    name, day = found.name(language()), found.day
    closed = gettext("The block is closed: nothing is planned there.")
    return ask_and_do(
        lambda: close_block(session, g.event, block_id, staff=g.staff),
        title=gettext("Close the block %(name)s", name=name),
        button=gettext("Close"),
        back=url_for("organiser.block", block_id=block_id),
        done=lambda: redirect_to("organiser.structure", closed, day=day),
    )


@bp.route("/<slug>/structure/slots", methods=["GET", "POST"])
@organiser_required
def slot_length(slug: str) -> Page:
    """Show how long meetings are; POST cuts all blocks anew."""
    session = database.session()
    before = g.event.slot_minutes, g.event.changeover_minutes
    values = {"shown": length_token(g.event), "minutes": before[0], "changeover": before[1]}
    form = SlotLengthForm(data=values)
    status, instead = 200, list[Block]()
    if form.is_submitted():
        status = 422
        if form.validate():
            refusal, trial = attempt(
                lambda: set_slot_length(
                    session,
                    g.event,
                    minutes=form.minutes.data,
                    changeover=form.changeover.data,
                    shown=form.shown.data or "",
                    staff=g.staff,
                ),
                title=gettext("Cut all blocks into slots of %(minutes)d minutes", minutes=form.minutes.data),
                button=gettext("Change"),
                back=url_for("organiser.slot_length"),
                always=True,
            )
            if trial is not None:
                return trial_page(trial)
            if not refusal:
                return redirect_to("organiser.structure", gettext("Saved."))
            if refusal.stale:
                form = SlotLengthForm(formdata=None, data=values)
            else:
                instead = list(blocks_of(session, g.event))
            refusal.show(form)
            status = refusal.status
    return render_template("organiser/setup/slot_length.html", form=form, blocks=instead), status
