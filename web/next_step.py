"""The form of what comes next for a company and a counterpart, for organisers and for the attaché of a city."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.prospects.commands.stages import NextStep
from matchmaker.prospects.queries.pipeline import ProspectLine
from web.demands import language_choices
from web.forms import InCalendar
from web.i18n import language
from web.saved_forms import SavedForm
from web.submissions import Sent


class ProspectForm(SavedForm):
    """What comes next for a company and a counterpart."""

    next_step = StringField(lazy_gettext("Next step"), validators=[Length(max=200)])
    due_on = DateField(lazy_gettext("Until"), validators=[Optional(), InCalendar()])
    pitch = StringField(
        lazy_gettext("Why the company would like to meet them"),
        description=lazy_gettext("The counterpart reads it on their page."),
        validators=[Length(max=300)],
    )
    pitch_language = SelectField(lazy_gettext("Language of these words"))
    note = TextAreaField(
        lazy_gettext("Note"),
        description=lazy_gettext("Read by the organisers and the attaché only."),
        validators=[Length(max=1000)],
        render_kw={"rows": 3, "maxlength": 1000},
    )

    @classmethod
    def of(cls, line: ProspectLine, sent: Sent) -> "ProspectForm":
        """Return the form of a prospect, and with what was `sent`."""
        names = ("next_step", "due_on", "pitch", "note")
        saved = {name: getattr(line.prospect, name) for name in names} | {"shown": line.step_token}
        said = line.prospect.pitch_language or ("" if line.prospect.pitch else language())
        form = cls.of_saved(saved | {"pitch_language": said}, sent)
        form.pitch_language.choices = language_choices(said)
        return form

    @property
    def step(self) -> NextStep:
        """What was sent."""
        return NextStep(
            next_step=self.next_step.data or "",
            due_on=self.due_on.data,
            pitch=self.pitch.data or "",
            pitch_language=self.pitch_language.data or "",
            note=self.note.data or "",
        )
