"""Errors of the product said on the page that the reader is on: beside a field, above a form, or as a message.

An error that no view catches becomes a page of its own (web/errors.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from flask import flash, g
from flask_babel import gettext
from wtforms import Field, Form
from wtforms.validators import ValidationError

from matchmaker.base.errors import MatchmakerError, Stale
from matchmaker.base.i18n import translate
from web import database
from web.i18n import language


def sentence(error: MatchmakerError) -> str:
    """Return the sentence of an error in the page's language, from the catalogue of the part that raised it."""
    found = translate(language(), error.message)
    if found == error.message:
        found = gettext(error.message)
    params = {
        name: sentence(value) if isinstance(value, MatchmakerError) else value for name, value in error.params.items()
    }
    return found % params if params else found


class Refusal:
    """Outcome of a step that the product may refuse: true if it was refused, and then with the error."""

    error: MatchmakerError | None = None

    def __bool__(self) -> bool:
        return self.error is not None

    @property
    def stale(self) -> bool:
        """Whether somebody else was quicker: the page shows the newer state."""
        return isinstance(self.error, Stale)

    @property
    def status(self) -> int:
        """HTTP status of the page that says it."""
        return self.error.status if self.error else 200

    @property
    def sentence(self) -> str:
        return sentence(self.error) if self.error else ""

    def show(self, where: Field | Form | None = None) -> None:
        """Say it beside a field, above a form, or as a message of the next page shown."""
        if isinstance(where, Field):
            where.errors = [self.sentence]
        elif where is not None:
            where.form_errors.append(self.sentence)
        else:
            flash(self.sentence, "warning")


@contextmanager
def refusable(*kinds: type[MatchmakerError], writes: bool = True) -> Iterator[Refusal]:
    """Catch errors of `kinds` in a step; a savepoint undoes what it had written. All other errors pass.

    A step that does not write needs no savepoint, and so takes no lock on the database.
    """
    refusal = Refusal()
    try:
        with database.session().begin_nested() if writes else nullcontext():
            yield refusal
    except kinds as error:
        refusal.error = error
        g.refused = True  # what was not done is not noted as done on somebody's behalf (web/auth/guards.py)


def accepted_by(check: Callable[[str], object]) -> Callable[[Form, Field], None]:
    """Return a WTForms validator that says beside the field why `check` of the product refuses its text."""

    def validate(_form: Form, field: Field) -> None:
        try:
            check(field.data or "")
        except MatchmakerError as error:
            raise ValidationError(sentence(error)) from error

    return validate


def normalised_by(check: Callable[[str], str | None]) -> Callable[[object], object]:
    """Return a filter of WTForms that writes a text in the normal form of `check`; what it refuses stays as it is.

    What was saved and what is typed then say the same in the same words.
    """

    def normal(text: object) -> object:
        try:
            return check(text) or text if isinstance(text, str) else text
        except MatchmakerError:
            return text

    return normal
