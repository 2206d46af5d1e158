"""Fields and forms that several pages use."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from flask_babel import LazyString, gettext, lazy_gettext
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import (
    DateField,
    DateTimeField,
    EmailField,
    Field,
    FloatField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as AnyForm
from wtforms.validators import DataRequired, Email, InputRequired, Length, StopValidation
from wtforms.validators import NumberRange as FloatRange
from wtforms.widgets import CheckboxInput, ListWidget, RangeInput, Select

from matchmaker.base import plain_text
from web.form_words import FormWords

REQUIRED = InputRequired(lazy_gettext("Please fill this in."))
WRITTEN = DataRequired(lazy_gettext("Please fill this in."))
"""The same of a text, where spaces are none."""
TIMES = {"starts": lazy_gettext("Begins at"), "ends": lazy_gettext("Ends at")}
"""Names of two times side by side, whose labels say "From" and "to"."""
YEARS = range(2000, 2200)
"""Of days that are typed: sums with much earlier or later ones leave the calendar."""


class Form(FlaskForm):
    """Base of all forms: texts come without control characters, marks of direction and spaces around them."""

    summary = ""
    """Title of the summary of its errors, where it is not the usual one."""
    said_names: ClassVar[Mapping[str, LazyString | str]] = {}
    """What that summary calls fields whose labels say too little alone."""

    class Meta(FlaskForm.Meta):
        """What Flask-WTF sets for every form, but for what the library says by itself."""

        def get_translations(self, _form: AnyForm) -> FormWords:
            """Return the words of the product."""
            return FormWords()

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Fill the fields from what was sent, or from what is stored; each text is cleaned before it is checked."""
        filters = {name: [clean] for name, field in self._fields.items() if (clean := _cleaner(field))}
        super().process(*args, extra_filters=filters, **kwargs)


def _cleaner(field: Field) -> Callable[[Any], Any] | None:
    """Return what cleans the text of a field; None for a password, which is taken as it is, and for what is no text."""
    if not isinstance(field, StringField) or isinstance(field, PasswordField):
        return None
    clean = plain_text.several_lines if isinstance(field, TextAreaField) else plain_text.one_line
    return lambda text: clean(text) if isinstance(text, str) else text


class NumberRange(FloatRange):
    """Bounds of a number; a whole one of hundreds of digits, which no float can be, lies outside them too."""

    def __call__(self, form: AnyForm, field: IntegerField) -> None:
        """Refuse a number outside the bounds; what is no number has one sentence already."""
        if field.process_errors:
            raise StopValidation
        try:
            super().__call__(form, field)
        except OverflowError:
            field.data = None  # the page shows what was typed
            super().__call__(form, field)


class DecimalField(FloatField):
    """A number with a point or, as most of our readers write it, a comma."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; empty is none."""
        if valuelist and valuelist[0].strip():
            super().process_formdata([valuelist[0].replace(",", ".", 1)])
        else:
            self.data = None


class InCalendar:
    """Refuse a day outside `YEARS`."""

    def __call__(self, _form: AnyForm, field: DateField | DateTimeField) -> None:
        """Refuse the day; a field that is empty is the matter of other validators."""
        if field.data is not None and field.data.year not in YEARS:
            raise ValidationError(
                gettext("The year is one from %(first)d to %(last)d.", first=YEARS[0], last=YEARS[-1])
            )


class AddressField(EmailField):
    """A required e-mail address; `required` is said of an empty one.

    `checked` refuses what is no address; a log-in answers that like an unknown one.
    """

    def __init__(
        self, label: LazyString, required: LazyString, *, checked: bool = True, autocomplete: str = "off", **kwargs: Any
    ) -> None:
        form = Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be."))
        super().__init__(
            label,
            [DataRequired(required), *([form] if checked else []), Length(max=254)],
            render_kw={"autocomplete": autocomplete, "inputmode": "email", "spellcheck": "false"},
            **kwargs,
        )


class PresentPasswordField(PasswordField):
    """The password that one has."""

    def __init__(self, label: LazyString, **kwargs: Any) -> None:
        super().__init__(
            label,
            [InputRequired(lazy_gettext("Please enter your password.")), Length(max=200)],
            render_kw={"autocomplete": "current-password"},
            **kwargs,
        )


class LongSelect(Select):
    """A list of hundreds of options, which have no attributes of their own."""

    @classmethod
    def render_option(cls, choice: SelectChoice, **_attributes: Any) -> Markup:
        """Return one option."""
        chosen = " selected" if choice.selected else ""
        html = f'<option{chosen} value="{escape(choice.value)}">{escape(choice.label)}</option>'
        return Markup(html)  # noqa: S704 -- escaped one by one


class Checkboxes(SelectMultipleField):
    """A list of checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Scale(RangeInput):
    """A slider from the first to the last choice of its field, one step each."""

    def __call__(self, field: "Slider", **attributes: Any) -> Markup:
        """Return the control; the list of its numbers is drawn beside it (`web/templates/macros/forms.html`)."""
        ends = {"min": field.choices[0].value, "max": field.choices[-1].value}
        drawn = {"list": f"{field.id}-scale", "value": field.shown.value}
        html: Markup = super().__call__(field, **ends, **drawn, **attributes)
        return html


class Slider(SelectField):
    """One of several whole numbers that follow each other; the label of a choice says in words what it means.

    `default` is one of them.
    """

    widget = Scale()

    @property
    def shown(self) -> SelectChoice:
        """Return the choice at which the slider stands: the default in place of a number that is none of them."""
        choices: dict[str, SelectChoice] = {choice.value: choice for choice in self.choices}
        return choices.get(self.data) or choices[self.default]

    def pre_validate(self, _form: AnyForm) -> None:
        """Refuse what is none of the numbers."""
        least, most = self.choices[0].value, self.choices[-1].value
        if all(choice.value != self.data for choice in self.choices):
            raise ValidationError(gettext("Choose a whole number from %(least)s to %(most)s.", least=least, most=most))


class NoteForm(Form):
    """A word for the organisers, and a token of the state that its reader had before their eyes."""

    shown = HiddenField()
    note = TextAreaField(
        lazy_gettext("A word for the organisers"),
        validators=[Length(max=500, message=lazy_gettext("Use 500 characters at most."))],
        render_kw={"rows": 2, "maxlength": 500},
    )
