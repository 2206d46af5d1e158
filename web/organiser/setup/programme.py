"""Programme items: added, changed, removed."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.base.i18n import LANGUAGES, format_day, format_time
from matchmaker.base.tokens import content_token
from matchmaker.models import Audience, ProgrammeKind, row_id
from matchmaker.setup.commands.programme import add_item, change_item, remove_item
from matchmaker.setup.queries.parts import venues_of
from matchmaker.setup.queries.programme import Attendee, ItemValues, guests, item_of, item_values
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of_row
from web.forms import REQUIRED, TIMES, LongSelect, NumberRange
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.organiser.receptions.moved import have_to_be_told, invited_before
from web.organiser.setup.trying import Trial, ask_and_do, attempt, tried
from web.organiser.setup.wording import ITEM_KINDS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import Refusal
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission

TITLE = Length(max=200)
PAUSE = NumberRange(0, 240)
NOBODY = 0


class ItemForm(SavedForm):
    """What an organiser says of a programme item."""

    said_names: ClassVar = TIMES | {
        f"title_{code}": lazy_gettext("Title (%(language)s)", language=name) for code, name in LANGUAGE_NAMES.items()
    }

    GROUPS = (("day", "starts", "ends"),)
    kind = SelectField(
        lazy_gettext("Kind"),
        description=lazy_gettext(
            "A presentation is given by an organisation of the event. A talk is anything else that people listen to, "
            "also by somebody from outside: name them in the title."
        ),
        choices=[SelectChoice(kind, name) for kind, name in ITEM_KINDS.items()],
    )
    title_fr = StringField(LANGUAGE_NAMES["fr"], validators=[TITLE])
    title_en = StringField(LANGUAGE_NAMES["en"], validators=[TITLE])
    title_nl = StringField(LANGUAGE_NAMES["nl"], validators=[TITLE])
    title_de = StringField(LANGUAGE_NAMES["de"], validators=[TITLE])
    day = DateField(lazy_gettext("Day"), validators=[REQUIRED])
    starts = TimeField(lazy_gettext("From"), validators=[REQUIRED])
    ends = TimeField(lazy_gettext("to"), validators=[REQUIRED])
    venue_id = SelectField(lazy_gettext("Venue"), coerce=int)
    room = StringField(lazy_gettext("Room"), validators=[Length(max=120)])
    audience = RadioField(
        lazy_gettext("Who takes part"),
        choices=[
            SelectChoice(Audience.EVERYONE.value, lazy_gettext("Everybody: nobody has a meeting then.")),
            SelectChoice(Audience.CHOSEN.value, lazy_gettext("Those chosen below; all others can have meetings.")),
        ],
        validators=[InputRequired(lazy_gettext("Say who takes part: everybody, or those whom you choose."))],
    )
    attendees = SelectMultipleField(
        lazy_gettext("People"),
        coerce=int,
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    delegation_id = SelectField(lazy_gettext("Organisation"), coerce=int, default=NOBODY, widget=LongSelect())
    speaker_id = SelectField(lazy_gettext("Speaker"), coerce=int, default=NOBODY, widget=LongSelect())
    quiet_minutes = IntegerField(
        lazy_gettext("Quiet minutes for the speaker, before and after"), default=20, validators=[REQUIRED, PAUSE]
    )
    buffer_before = IntegerField(lazy_gettext("Minutes kept free before it"), default=0, validators=[REQUIRED, PAUSE])
    buffer_after = IntegerField(lazy_gettext("Minutes kept free after it"), default=0, validators=[REQUIRED, PAUSE])

    @classmethod
    def of(cls, values: ItemValues, sent: Sent) -> "ItemForm":
        """Return the form of an item, and with what was `sent`."""
        same = set(ItemValues.__slots__) - {"kind", "titles", "audience"}
        saved = {name: getattr(values, name) for name in same} | {
            "shown": values.token,
            "kind": values.kind.value,
            "audience": values.audience.value,
            "attendees": list(values.attendees),
            "delegation_id": values.delegation_id or NOBODY,
            "speaker_id": values.speaker_id or NOBODY,
            **{f"title_{code}": values.titles.get(code, "") for code in LANGUAGES},
        }
        form = cls.of_saved(saved, sent)
        form.offer(values.attendees | ({values.speaker_id} if values.speaker_id else set()))
        return form

    def offer(self, also: Iterable[int] = ()) -> None:
        """Set what can be chosen; `also` are people who have left meanwhile."""
        session = database.session()
        people = guests(session, g.event, also=list(also))
        companies = {guest.delegation_id: guest.organisation for guest in people}
        self.venue_id.choices = [SelectChoice(row_id(venue), venue.name) for venue in venues_of(session, g.event)]
        self.attendees.choices = [SelectChoice(guest.registration_id, _named(guest)) for guest in people]
        self.delegation_id.choices = [
            SelectChoice(NOBODY, gettext("None")),
            *(SelectChoice(number, name) for number, name in companies.items()),
        ]
        self.speaker_id.choices = [
            SelectChoice(NOBODY, gettext("Not known yet")),
            *(SelectChoice(guest.registration_id, _named(guest)) for guest in people),
        ]

    @property
    def nobody(self) -> bool:
        """Whether there is no organisation yet that could give a presentation."""
        return len(self.delegation_id.choices) == 1

    @property
    def values(self) -> ItemValues:
        return ItemValues(
            kind=ProgrammeKind(self.kind.data),
            titles={code: self[f"title_{code}"].data or "" for code in LANGUAGES},
            venue_id=self.venue_id.data,
            room=self.room.data or "",
            day=self.day.data,
            starts=self.starts.data,
            ends=self.ends.data,
            audience=Audience(self.audience.data),
            attendees=frozenset(self.attendees.data or ()),
            delegation_id=self.delegation_id.data or None,
            speaker_id=self.speaker_id.data or None,
            quiet_minutes=self.quiet_minutes.data,
            buffer_before=self.buffer_before.data,
            buffer_after=self.buffer_after.data,
        )


def _named(guest: Attendee) -> str:
    named: str = gettext("%(organisation)s: %(name)s", organisation=guest.organisation, name=guest.name)
    return named


@bp.route("/<slug>/structure/programme", methods=["GET", "POST"])
@organiser_required
def new_item(slug: str) -> Page:
    """Add a programme item."""
    session = database.session()
    form = ItemForm(day=request.args.get("day", g.event.starts_on, type=date.fromisoformat))
    form.offer()
    new = Submission(form)
    answer = tried(
        new,
        lambda form: attempt(
            lambda: add_item(session, g.event, form.values, staff=g.staff),
            title=gettext("Add to the programme"),
            button=gettext("Add"),
            back=url_for("organiser.structure", day=form.day.data),
        ),
        done=lambda: redirect_to("organiser.structure", gettext("It is in the programme."), day=form.day.data),
    )
    if answer is not None:
        return answer
    return render_template("organiser/setup/item.html", form=form, item=None), new.status


@bp.route("/<slug>/structure/programme/<int:item_id>", methods=["GET", "POST"])
@organiser_required
def item(slug: str, item_id: int) -> Page:
    """Show a programme item; POST changes it."""
    session = database.session()
    found = item_of(session, g.event, item_id)
    title = found.title(language())
    edit = Edit(
        lambda sent: ItemForm.of(item_values(session, item_of(session, g.event, item_id)), sent),
        author=author_of_row("programme_item", item_id),
        about=title,
    )

    def step(form: ItemForm) -> tuple[Refusal, Trial | None]:
        told = invited_before(found, form.values)
        return attempt(
            lambda: change_item(session, g.event, item_id, form.values, shown=form.token, staff=g.staff),
            title=gettext("Change %(title)s", title=title),
            button=gettext("Change"),
            back=url_for("organiser.item", item_id=item_id),
            step=_step(item_values(session, found), form.values),
            also=told,
            always=bool(told),
            shown=content_token(told) if told else "",
        )

    def done() -> Response:
        if have_to_be_told(item_id):
            return redirect_to("organiser.reception", gettext("Saved. The guests are told from here."), item_id=item_id)
        return redirect_to("organiser.structure", gettext("Saved."), day=edit.form.day.data)

    answer = tried(edit, step, done=done)
    if answer is not None:
        return answer
    return render_template("organiser/setup/item.html", form=edit.form, item=found), edit.status


def _step(before: ItemValues, after: ItemValues) -> str:
    """Return from when to when an item moves; empty where it stays."""
    if (before.day, before.starts, before.ends) == (after.day, after.starts, after.ends):
        return ""
    days = before.day != after.day
    return " → ".join(
        (f"{format_day(values.day, language())}, " if days else "")
        + f"{format_time(values.starts, language())} – {format_time(values.ends, language())}"
        for values in (before, after)
    )


@bp.post("/<slug>/structure/programme/<int:item_id>/remove")
@organiser_required
def remove_programme_item(slug: str, item_id: int) -> Page:
    """Ask, then remove a programme item."""
    session = database.session()
    found = item_of(session, g.event, item_id)
    title, day = found.title(language()), found.day
    return ask_and_do(
        lambda: remove_item(session, g.event, item_id, staff=g.staff),
        title=gettext("Remove %(title)s", title=title),
        button=gettext("Remove"),
        back=url_for("organiser.item", item_id=item_id),
        done=lambda: redirect_to("organiser.structure", gettext("It is no longer in the programme."), day=day),
    )
