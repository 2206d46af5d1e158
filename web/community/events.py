"""A new event of the community, from a preset, on one page."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, ClassVar

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from wtforms import DateField, IntegerField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import Length, Optional

from matchmaker.communities.rules import Permission
from matchmaker.setup.commands.creation import NewEvent, create_event
from matchmaker.setup.queries.earlier import earlier_events
from matchmaker.setup.rules import PRESETS, Preset
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.forms import REQUIRED, WRITTEN, Form, InCalendar, NumberRange
from web.i18n import LANGUAGE_NAMES, country_choices, language, zone_choices
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission

PRESET_NAMES = {
    Preset.FORUM: lazy_gettext("Forum"),
    Preset.HOSTED_BUYERS: lazy_gettext("Hosted buyers"),
    Preset.SPEED_NETWORKING: lazy_gettext("Speed networking"),
    Preset.MISSION: lazy_gettext("Mission"),
}
PRESET_SENTENCES = {
    Preset.FORUM: lazy_gettext("One place, tables. A meeting needs two people who said yes."),
    Preset.HOSTED_BUYERS: lazy_gettext("Suppliers ask, you approve the pairs; buyers have six meetings promised."),
    Preset.SPEED_NETWORKING: lazy_gettext("Anybody meets anybody: one wish is enough, unless the other side says no."),
    Preset.MISSION: lazy_gettext("Several days abroad, companies that travel and their local counterparts."),
}
MOST_TABLES = 300
Extra = Mapping[str, Sequence[Any]]


class EventForm(Form):
    """What an event needs to be prepared."""

    said_names: ClassVar = {
        "morning_to": lazy_gettext("End of the morning"),
        "afternoon_to": lazy_gettext("End of the afternoon"),
    }

    name = StringField(lazy_gettext("Name of the event"), validators=[WRITTEN, Length(max=200)])
    starts_on = DateField(lazy_gettext("First day"), validators=[REQUIRED, InCalendar()])
    ends_on = DateField(
        lazy_gettext("Last day"),
        description=lazy_gettext("Empty for one day."),
        validators=[Optional(), InCalendar()],
    )
    city = StringField(lazy_gettext("City"), validators=[WRITTEN, Length(max=100)])
    country = SelectField(lazy_gettext("Country"), default="BE")
    zone = SelectField(lazy_gettext("Time zone"), default="Europe/Brussels")
    venue = StringField(
        lazy_gettext("Venue"),
        description=lazy_gettext("The building, as people look for it."),
        validators=[WRITTEN, Length(max=200)],
    )
    address = StringField(lazy_gettext("Street and number"), validators=[Length(max=300)])
    morning_from = TimeField(lazy_gettext("Meetings in the morning, from"), default=time(9), validators=[Optional()])
    morning_to = TimeField(lazy_gettext("to"), default=time(12, 30), validators=[Optional()])
    afternoon_from = TimeField(
        lazy_gettext("Meetings in the afternoon, from"), default=time(13, 30), validators=[Optional()]
    )
    afternoon_to = TimeField(lazy_gettext("to"), default=time(17), validators=[Optional()])
    slot_minutes = IntegerField(lazy_gettext("Minutes of a meeting"), validators=[REQUIRED, NumberRange(5, 240)])
    changeover_minutes = IntegerField(
        lazy_gettext("Minutes to change tables"), validators=[REQUIRED, NumberRange(0, 120)]
    )
    tables = IntegerField(
        lazy_gettext("Tables"),
        description=lazy_gettext("They are called T1, T2 and so on."),
        default=12,
        validators=[REQUIRED, NumberRange(0, MOST_TABLES)],
    )
    main_language = SelectField(
        lazy_gettext("Main language"),
        description=lazy_gettext("Of mails to people who have chosen none."),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()],
    )

    def validate(self, extra_validators: Extra | None = None) -> bool:
        """Check each field, and that a session has both ends and that there is one."""
        valid: bool = super().validate(extra_validators)
        for starts, ends in self._ends():
            if (starts.data is None) != (ends.data is None):
                ends.errors = [gettext("Give both times, or none.")]
                valid = False
        if valid and not self.blocks:
            self.morning_from.errors = [gettext("Give the times in which people meet.")]
            valid = False
        return valid

    @property
    def blocks(self) -> tuple[tuple[time, time], ...]:
        """The times in which people meet, morning and afternoon."""
        ends = ((starts.data, ends.data) for starts, ends in self._ends())
        return tuple((starts, ends) for starts, ends in ends if starts is not None and ends is not None)

    def _ends(self) -> tuple[tuple[TimeField, TimeField], ...]:
        return (self.morning_from, self.morning_to), (self.afternoon_from, self.afternoon_to)


@bp.route("/events/new", methods=["GET", "POST"])
@community_permission(Permission.EVENTS)
def new_event(community: str) -> Page:
    """Make an event from the preset `?preset=`, which fills in its rules; the next page prepares it."""
    preset = next((one for one in Preset if one.value == request.values.get("preset")), Preset.FORUM)
    rules = PRESETS[preset]
    # another preset was chosen: what was typed so far comes along in the address
    typed = {"formdata": request.args} if request.method == "GET" and "country" in request.args else {}
    form = EventForm(
        **typed,
        slot_minutes=rules.slot_minutes,
        changeover_minutes=rules.changeover_minutes,
        main_language=language(),
    )
    form.country.choices, form.zone.choices = country_choices(), zone_choices()
    new = Submission(form)
    if new.save(lambda form: create_event(database.session(), g.community, _new_event(form, preset), staff=g.staff)):
        said = gettext("“%(name)s” is made. Nobody sees it before you open it.", name=new.made.name)
        return redirect_to("organiser.preparation", said, slug=new.made.slug)
    models = [(one.value, PRESET_NAMES[one], PRESET_SENTENCES[one]) for one in Preset]
    return render_template(
        "community/new_event.html",
        form=form,
        models=models,
        preset=preset.value,
        earlier=len(earlier_events(database.session(), g.community, g.staff)),
    ), new.status


def _new_event(form: EventForm, preset: Preset) -> NewEvent:
    return NewEvent(
        preset=preset,
        name=form.name.data,
        city=form.city.data,
        venue=form.venue.data,
        address=form.address.data or "",
        country=form.country.data,
        zone=form.zone.data,
        language=form.main_language.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data or form.starts_on.data,
        blocks=form.blocks,
        slot_minutes=form.slot_minutes.data,
        changeover_minutes=form.changeover_minutes.data,
        tables=form.tables.data,
    )
