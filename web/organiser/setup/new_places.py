"""New tables and booths of the event: a whole row in one go."""

from collections.abc import Mapping

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, Regexp

from matchmaker.models import PlaceKind, row_id
from matchmaker.setup.commands.places import PlaceRow, add_places
from matchmaker.setup.queries.parts import labels_of, next_number, place_called, venues_of
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.forms import REQUIRED, WRITTEN, Form, NumberRange
from web.organiser.blueprint import bp
from web.organiser.setup.owners import NOBODY, owner_choices, owner_field
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission

LETTERS: Mapping[PlaceKind, str] = {PlaceKind.TABLE: "T", PlaceKind.BOOTH: "B"}
"""Before the number of a new place, where nothing else is written."""


class PlacesForm(Form):
    """A row of tables."""

    prefix = StringField(
        lazy_gettext("Letter before the number"),
        validators=[WRITTEN, Length(max=8), Regexp(r"\S+\Z", message=lazy_gettext("Without spaces."))],
    )
    first = IntegerField(lazy_gettext("From number"), validators=[REQUIRED, NumberRange(1, 9999)])
    last = IntegerField(lazy_gettext("to number"), validators=[REQUIRED, NumberRange(1, 9999)])
    venue_id = SelectField(lazy_gettext("Venue"), coerce=int)
    label = StringField(
        lazy_gettext("Where they stand"),
        description=lazy_gettext("In words, such as: Hall A, by the window."),
        validators=[Length(max=120)],
    )


class BoothsForm(PlacesForm):
    """A row of booths, of the same owner if they have one."""

    owner_id = owner_field()


@bp.route("/<slug>/structure/places", methods=["GET", "POST"])
@organiser_required
def add_tables(slug: str) -> Page:
    """Add a row of tables, such as T1 to T18; with `?kind=booth` a row of booths."""
    session = database.session()
    is_booth = choice(PlaceKind, request.args.get("kind", "")) is PlaceKind.BOOTH
    kind = PlaceKind.BOOTH if is_booth else PlaceKind.TABLE
    letter = LETTERS[kind]
    begin = {"prefix": letter, "first": next_number(session, g.event, letter)}
    form_kind: type[PlacesForm] = BoothsForm if is_booth else PlacesForm
    form = form_kind(data=begin)
    form.venue_id.choices = [SelectChoice(row_id(venue), venue.name) for venue in venues_of(session, g.event)]
    if isinstance(form, BoothsForm):
        form.owner_id.choices = owner_choices()
    new = Submission(form)
    if new.save(lambda form: add_places(session, g.event, _row(kind, form), staff=g.staff)):
        said = (
            ngettext("%(num)d place was added.", "%(num)d places were added.", new.made)
            if new.made
            else gettext("All of them are there already: nothing was added.")
        )
        first = place_called(session, g.event, f"{form.prefix.data}{form.first.data}")
        return redirect_to("organiser.structure", said, place=first)
    labels = labels_of(session, g.event)
    shown = render_template("organiser/setup/add_tables.html", form=form, is_booth=is_booth, labels=labels)
    return shown, new.status


def _row(kind: PlaceKind, form: PlacesForm) -> PlaceRow:
    owner_id = form.owner_id.data if isinstance(form, BoothsForm) else NOBODY
    return PlaceRow(
        kind=kind,
        prefix=form.prefix.data,
        first=form.first.data,
        last=form.last.data,
        venue_id=form.venue_id.data,
        label=form.label.data or "",
        owner_id=owner_id or None,
    )
