"""Forms that several audiences use."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import HiddenField, SelectChoice, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import Select


class LongSelect(Select):
    """A list of hundreds of options, which have no attributes of their own."""

    @classmethod
    def render_option(cls, choice: SelectChoice, **_attributes: Any) -> Markup:
        """Return one option."""
        chosen = " selected" if choice.selected else ""
        html = f'<option{chosen} value="{escape(choice.value)}">{escape(choice.label)}</option>'
        return Markup(html)  # noqa: S704 -- escaped one by one


class NoteForm(FlaskForm):
    """A word for the organisers, and a token of the state that its reader had before their eyes."""

    shown = HiddenField()
    note = TextAreaField(
        lazy_gettext("A word for the organisers"),
        validators=[Length(max=500, message=lazy_gettext("Use 500 characters at most."))],
        render_kw={"rows": 2, "maxlength": 500},
    )
