"""Blocks of the day in which people meet: added, changed, closed, removed; and the length of all slots."""

from datetime import date
from typing import ClassVar

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import DateField, IntegerField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, Length

from matchmaker.base.i18n import format_day
from matchmaker.models import Block, row_id
from matchmaker.setup.commands.blocks import (
    BlockTimes,
    add_block,
    change_block,
    remove_block,
    set_slot_length,
)
from matchmaker.setup.commands.closures import close_block
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
from web.authors import author_of_row
from web.forms import REQUIRED, TIMES, NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import ask_and_do, attempt, tried
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission


class SlotLengthForm(SavedForm):
    """How long meetings are, and the time between two of them."""

    minutes = IntegerField(lazy_gettext("Minutes of a meeting"), validators=[REQUIRED, NumberRange(5, 240)])
    changeover = IntegerField(lazy_gettext("Minutes between two meetings"), validators=[REQUIRED, NumberRange(0, 120)])


class BlockForm(SlotLengthForm):
    """A block with its times."""

    said_names: ClassVar = TIMES

    name = StringField(
        lazy_gettext("Name"),
        description=lazy_gettext("Such as: Morning."),
        validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=80)],
    )
    starts = TimeField(lazy_gettext("From"), validators=[REQUIRED])
    ends = TimeField(lazy_gettext("to"), validators=[REQUIRED])

    @classmethod
    def of(cls, block: Block, sent: Sent) -> "BlockForm":
        """Return the form of a block, and with what was `sent`."""
        slots = slots_of_block(database.session(), block)
        minutes, changeover = lengths_of(g.event, slots)
        values = {
            "shown": block_token(block, slots),
            "name": block.name(language()),
            "starts": block.starts,
            "ends": block.ends,
            "minutes": minutes,
            "changeover": changeover,
        }
        return cls.of_saved(values, sent)

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
    new = Submission(form)
    answer = tried(
        new,
        lambda form: attempt(
            lambda: add_block(
                session,
                g.event,
                venue_id=form.venue_id.data,
                name=form.name.data,
                day=form.day.data,
                times=form.times,
                staff=g.staff,
            ),
            title=gettext("Add the block %(name)s", name=form.name.data),
            button=gettext("Add"),
            back=url_for("organiser.structure", day=form.day.data),
        ),
        done=lambda: redirect_to(
            "organiser.structure",
            gettext("The block %(name)s was added.", name=form.name.data),
            day=form.day.data,
        ),
    )
    if answer is not None:
        return answer
    return render_template("organiser/setup/add_block.html", form=form), new.status


@bp.route("/<slug>/structure/blocks/<int:block_id>", methods=["GET", "POST"])
@organiser_required
def block(slug: str, block_id: int) -> Page:
    """Show a block; POST changes its name, its times and its slots."""
    session = database.session()
    found = block_of(session, g.event, block_id)
    name, day = found.name(language()), found.day
    edit = Edit(
        lambda sent: BlockForm.of(block_of(session, g.event, block_id), sent),
        author=author_of_row("block", block_id),
        about=name,
    )
    answer = tried(
        edit,
        lambda form: attempt(
            lambda: change_block(
                session,
                g.event,
                block_id,
                name=form.name.data,
                times=form.times,
                shown=form.token,
                staff=g.staff,
            ),
            title=gettext("Change the block %(name)s", name=name),
            button=gettext("Change"),
            back=url_for("organiser.block", block_id=block_id),
        ),
        done=lambda: redirect_to("organiser.structure", gettext("Saved."), day=day),
    )
    if answer is not None:
        return answer
    slots = slots_of_block(session, found)
    page = render_template(
        "organiser/setup/block.html",
        form=edit.form,
        block=found,
        slots=slots,
        meetings=meetings_in_slots(session, g.event, [row_id(slot) for slot in slots]),
    )
    return page, edit.status


@bp.post("/<slug>/structure/blocks/<int:block_id>/remove")
@organiser_required
def remove_block_page(slug: str, block_id: int) -> Page:
    """Ask, then remove a block in which no schedule has a meeting."""
    session = database.session()
    found = block_of(session, g.event, block_id)
    name, day = found.name(language()), found.day
    name = f"{name} ({format_day(day, language())})" if g.event.several_days else name
    return ask_and_do(
        lambda: remove_block(session, g.event, block_id, staff=g.staff),
        title=gettext("Remove the block %(name)s", name=name),
        button=gettext("Remove the block"),
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

    def read(sent: Sent) -> SlotLengthForm:
        lengths = {"minutes": g.event.slot_minutes, "changeover": g.event.changeover_minutes}
        return SlotLengthForm.of_saved({"shown": length_token(g.event)} | lengths, sent)

    edit = Edit(read)
    answer = tried(
        edit,
        lambda form: attempt(
            lambda: set_slot_length(
                session,
                g.event,
                minutes=form.minutes.data,
                changeover=form.changeover.data,
                shown=form.token,
                staff=g.staff,
            ),
            title=gettext("Cut all blocks into slots of %(minutes)d minutes", minutes=form.minutes.data),
            button=gettext("Change"),
            back=url_for("organiser.slot_length"),
            always=True,
        ),
        done=lambda: redirect_to("organiser.structure", gettext("Saved.")),
    )
    if answer is not None:
        return answer
    instead = blocks_of(session, g.event) if edit.refused else []
    return render_template("organiser/setup/slot_length.html", form=edit.form, blocks=instead), edit.status
