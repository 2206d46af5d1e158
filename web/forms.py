"""Forms that several audiences use."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length


class NoteForm(FlaskForm):
    """A word for the organisers, and a token of the state that its reader had before their eyes."""

    shown = HiddenField()
    note = TextAreaField(
        lazy_gettext("A word for the organisers"),
        validators=[Length(max=500, message=lazy_gettext("Use 500 characters at most."))],
        render_kw={"rows": 2, "maxlength": 500},
    )
