"""Blocks of the day in which people meet: added, removed."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import DateField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, Length

from matchmaker.base.errors import InvalidInput
from matchmaker.models import row_id
from matchmaker.setup.commands.blocks import add_block, remove_block
from matchmaker.setup.queries.parts import venues_of
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED
from web.organiser.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable


class BlockForm(FlaskForm):
    """A block with its times."""

    name = StringField(
        lazy_gettext("Name"),
        description=lazy_gettext("Such as: Morning."),
        validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=80)],
    )
    day = DateField(lazy_gettext("Day"), validators=[REQUIRED])
    venue_id = SelectField(lazy_gettext("Venue"), coerce=int)
    starts = TimeField(lazy_gettext("From"), validators=[REQUIRED])
    ends = TimeField(lazy_gettext("to"), validators=[REQUIRED])


@bp.route("/<slug>/structure/blocks", methods=["GET", "POST"])
@organiser_required
def add_block_page(slug: str) -> str | Response | tuple[str, int]:
    """Add a block, which is cut into slots."""
    session = database.session()
    form = BlockForm(day=g.event.starts_on)
    form.venue_id.choices = [SelectChoice(row_id(venue), venue.name) for venue in venues_of(session, g.event)]
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            values = {name: form[name].data for name in ("venue_id", "name", "day", "starts", "ends")}
            with refusable(InvalidInput) as refusal:
                slots = add_block(session, g.event, **values, staff=g.staff)
            if not refusal:
                said = ngettext("%(num)d slot was added.", "%(num)d slots were added.", slots)
                return redirect_to("organiser.structure", said)
            refusal.show(form)
    return render_template("organiser/setup/add_block.html", form=form), status


@bp.post("/<slug>/structure/blocks/<int:block_id>/remove")
@organiser_required
def remove_block_page(slug: str, block_id: int) -> Response:
    """Remove a block in which no schedule has a meeting."""
    with refusable(InvalidInput) as refusal:
        remove_block(database.session(), g.event, block_id, staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.structure")
    return redirect_to("organiser.structure", gettext("The block was removed."))
