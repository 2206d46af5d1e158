"""Form of a presentation that a delegation proposes."""

from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import HiddenField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from matchmaker.models import DayPart, Presentation
from matchmaker.presentations.commands.proposing import ProposalValues
from matchmaker.presentations.queries.own import OwnProposals, PossibleSpeaker, proposal_token
from matchmaker.presentations.words import part_of_day
from web.forms import Checkboxes, Form
from web.i18n import LANGUAGE_NAMES, language

LONGEST_TITLE, LONGEST_ABSTRACT, LONGEST_NOTE = 120, 1500, 200


def _at_most(limit: int) -> Length:
    return Length(max=limit, message=lazy_gettext("At most %(max)d characters, please."))


class ProposalForm(Form):
    """What a delegation says of a presentation."""

    shown = HiddenField()
    title = StringField(
        lazy_gettext("Title"),
        validators=[DataRequired(lazy_gettext("A presentation needs a title.")), _at_most(LONGEST_TITLE)],
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    abstract = TextAreaField(
        lazy_gettext("Abstract"),
        description=lazy_gettext("What the audience will know how to do when they leave."),
        validators=[_at_most(LONGEST_ABSTRACT)],
        render_kw={"rows": 6, "maxlength": LONGEST_ABSTRACT},
    )
    speaker_id = RadioField(
        lazy_gettext("Who speaks?"), coerce=int, validators=[InputRequired(lazy_gettext("Choose who speaks."))]
    )
    language = RadioField(
        lazy_gettext("In which language?"), validators=[InputRequired(lazy_gettext("Choose a language."))]
    )
    minutes = RadioField(
        lazy_gettext("How long?"), coerce=int, validators=[InputRequired(lazy_gettext("Choose a length."))]
    )
    impossible = Checkboxes(lazy_gettext("When the speaker cannot"))
    time_note = StringField(
        lazy_gettext("Another wish about the time"),
        description=lazy_gettext("For example: on the first day, at 11:00 if possible."),
        validators=[_at_most(LONGEST_NOTE)],
        render_kw={"maxlength": LONGEST_NOTE, "autocomplete": "off"},
    )

    def validate_abstract(self, field: TextAreaField) -> None:
        """Ask for an abstract of what is sent; a draft may lack it."""
        if self.sends and not field.data:
            raise ValidationError(gettext("Say in a few lines what the audience will learn."))

    @property
    def sends(self) -> bool:
        """Whether the button to send was pressed."""
        return request.form.get("do") == "send"

    @classmethod
    def of(cls, own: OwnProposals, row: Presentation | None, *, sent: bool = True) -> "ProposalForm":
        """Return the form with what is saved and, with `sent`, what the request holds."""
        values = {"shown": own.token} if row is None else _values(row)
        if row is None:
            values |= _only(own)
        form = cls(data=values) if sent else cls(formdata=None, data=values)
        form.speaker_id.choices = [SelectChoice(one.registration_id, _who(one)) for one in own.colleagues]
        form.language.choices = [SelectChoice(code, LANGUAGE_NAMES[code]) for code in own.call.languages]
        form.minutes.choices = [
            SelectChoice(number, ngettext("%(num)d minute", "%(num)d minutes", number)) for number in own.call.lengths
        ]
        form.impossible.choices = [SelectChoice(part.value, part_of_day(part, language())) for part in DayPart]
        return form

    @property
    def values(self) -> ProposalValues:
        return ProposalValues(
            title=self.title.data or "",
            abstract=self.abstract.data or "",
            language=self.language.data,
            speaker_id=self.speaker_id.data,
            minutes=self.minutes.data,
            impossible=frozenset(DayPart(part) for part in self.impossible.data or ()),
            time_note=self.time_note.data or "",
        )


def _values(row: Presentation) -> dict[str, Any]:
    names = ("title", "abstract", "language", "speaker_id", "minutes", "impossible", "time_note")
    return {name: getattr(row, name) for name in names} | {"shown": proposal_token(row)}


def _only(own: OwnProposals) -> dict[str, Any]:
    """Return what there is but one choice of."""
    found: dict[str, Any] = {}
    if len(own.colleagues) == 1:
        found["speaker_id"] = own.colleagues[0].registration_id
    if len(own.call.languages) == 1:
        found["language"] = own.call.languages[0]
    if len(own.call.lengths) == 1:
        found["minutes"] = own.call.lengths[0]
    return found


def _who(one: PossibleSpeaker) -> str:
    details = [one.job_title, ", ".join(code.upper() for code in one.languages)]
    return " · ".join([one.name, *filter(None, details)])
