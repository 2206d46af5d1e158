"""Colleagues on the open form: some lines, of which those that are empty are left out."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, Field, SelectChoice, SelectField, StringField
from wtforms import Form as AnyForm
from wtforms.validators import Email, Length, StopValidation

from matchmaker.enrolment.commands.sending import Colleague
from matchmaker.enrolment.queries.form import OpenForm
from matchmaker.enrolment.rules.asked import MOST_COLLEAGUES
from matchmaker.models import row_id
from web.i18n import language, offered_languages
from web.public.registration.questions import Check, answer_of, question_field

LINES = range(1, MOST_COLLEAGUES + 1)
OWN = ("first_name", "last_name", "email", "language")
ANY_LINE = re.compile(r"colleague_(.*?)_")


def name_of(number: int, field: str) -> str:
    """Return the name of a field of a line."""
    return f"colleague_{number}_{field}"


def line_fields(found: OpenForm) -> dict[str, Any]:
    """Return the fields of all lines; each is asked what everybody is, but for telephone and function."""
    fields: dict[str, Any] = {}
    languages = [SelectChoice(code, name) for code, name in offered_languages().items()]
    for number in LINES:
        line = _OfLine(number)
        for name, label, needed in (
            ("first_name", lazy_gettext("First name"), lazy_gettext("Please enter the first name.")),
            ("last_name", lazy_gettext("Last name"), lazy_gettext("Please enter the last name.")),
        ):
            checks = line([_Written(needed), Length(max=100)])
            fields[name_of(number, name)] = StringField(label, validators=checks, render_kw={"autocomplete": "off"})
        fields[name_of(number, "email")] = EmailField(
            lazy_gettext("E-mail address"),
            validators=line(
                [
                    _Written(lazy_gettext("Please enter the e-mail address.")),
                    Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be.")),
                    Length(max=254),
                ]
            ),
            render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
        )
        fields[name_of(number, "language")] = SelectField(
            lazy_gettext("Language of pages and mails"), choices=languages, default=language()
        )
        for question in found.questions:
            fields[name_of(number, f"question_{row_id(question)}")] = question_field(question, line)
    return fields


def fields_of(form: AnyForm, number: int) -> list[Field]:
    """Return the fields of a line, in their order."""
    prefix = name_of(number, "")
    return [field for field in form if field.name.startswith(prefix)]


def is_filled(form: AnyForm, number: int) -> bool:
    """Tell whether somebody is named on a line, or something is answered; a language alone names nobody."""
    typed = (field for field in fields_of(form, number) if field.name != name_of(number, "language"))
    return any(str(field.data).strip() for field in typed if field.data)


def colleagues_in(form: AnyForm, found: OpenForm) -> tuple[Colleague, ...]:
    """Return the colleagues on the form, in its order."""
    return tuple(
        Colleague(
            **{name: form[name_of(number, name)].data or "" for name in OWN},
            answers={
                row_id(question): answer_of(form[name_of(number, f"question_{row_id(question)}")])
                for question in found.questions
            },
        )
        for number in LINES
        if is_filled(form, number)
    )


def name_lines(form: AnyForm) -> None:
    """Let each error of a line say whose it is."""
    for number in LINES:
        for field in fields_of(form, number):
            field.errors = [gettext("Colleague %(number)d: %(why)s", number=number, why=why) for why in field.errors]


def has_other_lines(names: Iterable[str]) -> bool:
    """Tell whether a form that was sent has lines that it does not have when it is shown."""
    known = {str(number) for number in LINES}
    return any(match[1] not in known for name in names if (match := ANY_LINE.match(name)))


class _Written:
    """Refuses what is empty; unlike `DataRequired`, it does not mark a field that may stay empty with its line."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: AnyForm, field: Field) -> None:
        if not (field.data or "").strip():
            raise StopValidation(self.message)


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
