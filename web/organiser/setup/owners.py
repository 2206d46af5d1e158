"""Field of forms of booths: which delegation has it."""

from flask import g
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, SelectField

from matchmaker.setup.queries.particular_rules import taking_part
from web import database
from web.forms import LongSelect

NOBODY = 0
"""Owner of a booth at which everybody can meet."""


def owner_field() -> SelectField:
    """Return the field; `owner_choices` has what can be chosen."""
    return SelectField(
        lazy_gettext("Whose booth it is"),
        coerce=int,
        default=NOBODY,
        widget=LongSelect(),
        description=lazy_gettext("They have all their meetings there, and others have none there."),
    )


def owner_choices(present: int | None = None) -> list[SelectChoice]:
    """Return those who take part, and the `present` owner (a delegation), who may have withdrawn."""
    others = taking_part(database.session(), g.event, also=present)
    return [
        SelectChoice(NOBODY, gettext("Nobody's: everybody can meet there")),
        *(SelectChoice(one.delegation_id, one.name) for one in others),
    ]
