"""Colleagues to be invited, on the open form: some lines, of which those that are empty are left out."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, Field, SelectChoice, SelectField
from wtforms import Form as AnyForm
from wtforms.validators import Email, Length, StopValidation

from matchmaker.enrolment.commands.sending import Colleague
from matchmaker.enrolment.rules.asked import MOST_COLLEAGUES
from web.i18n import language, offered_languages

Check = Callable[..., object]
"""A validator of WTForms."""
LINES = range(1, MOST_COLLEAGUES + 1)
ANY_LINE = re.compile(r"colleague_(.*?)_")


def name_of(number: int, field: str) -> str:
    """Return the name of a field of a line."""
    return f"colleague_{number}_{field}"


def line_fields() -> dict[str, Any]:
    """Return the fields of all lines: an address, and the language of the mail."""
    fields: dict[str, Any] = {}
    languages = [SelectChoice(code, name) for code, name in offered_languages().items()]
    for number in LINES:
        line = _OfLine(number)
        fields[name_of(number, "email")] = EmailField(
            lazy_gettext("Their e-mail address"),
            validators=line(
                [
                    Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be.")),
                    Length(max=254),
                ]
            ),
            render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
        )
        fields[name_of(number, "language")] = SelectField(
            lazy_gettext("Language of the mail"), choices=languages, default=language()
        )
    return fields


def line_names() -> dict[str, str]:
    """Return what the summary of errors calls the fields of all lines."""
    return {
        name: said
        for number in LINES
        for name, said in (
            (name_of(number, "email"), gettext("Colleague %(number)d, e-mail address", number=number)),
            (name_of(number, "language"), gettext("Colleague %(number)d, language of the mail", number=number)),
        )
    }


def fields_of(form: AnyForm, number: int) -> list[Field]:
    """Return the fields of a line, in their order."""
    prefix = name_of(number, "")
    return [field for field in form if field.name.startswith(prefix)]


def is_filled(form: AnyForm, number: int) -> bool:
    """Tell whether somebody is named on a line; a language alone names nobody."""
    return bool((form[name_of(number, "email")].data or "").strip())


def colleagues_in(form: AnyForm) -> tuple[Colleague, ...]:
    """Return the colleagues on the form, in its order."""
    return tuple(
        Colleague(email=form[name_of(number, "email")].data, language=form[name_of(number, "language")].data)
        for number in LINES
        if is_filled(form, number)
    )


def has_other_lines(names: Iterable[str]) -> bool:
    """Tell whether a form that was sent has lines that it does not have when it is shown."""
    known = {str(number) for number in LINES}
    return any(match[1] not in known for name in names if (match := ANY_LINE.match(name)))


class _OfLine:
    """Makes validators those of a line: they ask nothing where it is empty."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, checks: Sequence[Check]) -> list[Check]:
        def check_all(form: AnyForm, field: Field) -> None:
            if not is_filled(form, self.number):
                raise StopValidation
            for check in checks:
                check(form, field)

        return [check_all]
