"""Fields of the open form: those of every event, those that its organisers have turned on, and their own questions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, RadioField, SelectChoice, SelectField, StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Length

from matchmaker.enrolment.commands.sending import Newcomer
from matchmaker.enrolment.queries.form import OpenForm
from matchmaker.enrolment.rules.asked import MOST_COLLEAGUES, AskedField, FieldUse
from matchmaker.models import RegistrationQuestion, row_id
from matchmaker.people.rules.contact_details import enterprise_number, phone_number
from web.forms import WRITTEN, AddressField, Form, LongSelect
from web.i18n import country_choices, language, offered_languages
from web.public.registration.colleagues import (
    colleagues_in,
    fields_of,
    has_other_lines,
    is_filled,
    line_fields,
    line_names,
    name_of,
)
from web.public.registration.questions import answer_of, question_field
from web.refusals import accepted_by


class NewcomerForm(Form):
    """What somebody says of themselves and of their organisation."""

    first_name = StringField(
        lazy_gettext("First name"),
        validators=[DataRequired(lazy_gettext("Please enter your first name.")), Length(max=100)],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = StringField(
        lazy_gettext("Last name"),
        validators=[DataRequired(lazy_gettext("Please enter your last name.")), Length(max=100)],
        render_kw={"autocomplete": "family-name"},
    )
    email = AddressField(
        lazy_gettext("E-mail address"),
        lazy_gettext("Please enter your e-mail address."),
        description=lazy_gettext("We send a link there, with which you confirm."),
        autocomplete="email",
    )
    job_title = StringField(
        lazy_gettext("Function"), validators=[Length(max=120)], render_kw={"autocomplete": "organization-title"}
    )
    phone = TelField(
        lazy_gettext("Telephone"),
        validators=[Length(max=40), accepted_by(phone_number)],
        render_kw={"autocomplete": "tel"},
    )
    language = SelectField(lazy_gettext("Language of pages and mails"))
    organisation = StringField(
        lazy_gettext("Name of the organisation"),
        validators=[DataRequired(lazy_gettext("Please enter the name of your organisation.")), Length(max=200)],
        render_kw={"autocomplete": "organization"},
    )
    country = SelectField(lazy_gettext("Country"), widget=LongSelect())
    vat = StringField(
        lazy_gettext("Enterprise or VAT number"),
        description=lazy_gettext("It is how we recognise your organisation. For example 0403.019.261."),
        validators=[Length(max=40), accepted_by(enterprise_number)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    category = RadioField(
        lazy_gettext("You take part as"), validators=[InputRequired(lazy_gettext("Please say as what you take part."))]
    )
    agreed = BooleanField(
        lazy_gettext("I agree to this"), validators=[InputRequired(lazy_gettext("Without this nobody can register."))]
    )

    @property
    def has_lines(self) -> bool:
        """Whether colleagues may be added."""
        return name_of(1, "email") in self

    def line(self, number: int) -> list[Field]:
        """Return the fields of a colleague."""
        return fields_of(self, number)

    def opens(self, number: int) -> bool:
        """Tell whether the line of a colleague is shown open."""
        return is_filled(self, number) or any(field.errors for field in fields_of(self, number))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check all fields; lines that were never shown are refused."""
        fits: bool = super().validate(extra_validators)
        if has_other_lines(request.form):
            self.form_errors.append(gettext("At most %(most)d colleagues at once.", most=MOST_COLLEAGUES))
            return False
        return fits

    def questions(self, found: OpenForm) -> Iterator[Field]:
        """Return the fields of the organiser's own questions, in their order."""
        return (self[_name(question)] for question in found.questions)

    def newcomer(self, found: OpenForm) -> Newcomer:
        """Return what was typed."""
        chosen = self.category.data or "" if "category" in self else ""
        by_id = {str(category.id): category.id for category in found.categories}
        texts = {field.value: self[field.value].data or "" for field in AskedField if field.value in self}
        return Newcomer(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            email=self.email.data if "email" in self else "",
            language=self.language.data,
            organisation=self.organisation.data if "organisation" in self else "",
            country=self.country.data if "country" in self else "",
            category_id=by_id.get(chosen),
            colleagues=colleagues_in(self) if self.has_lines else (),
            answers={row_id(question): answer_of(self[_name(question)]) for question in found.questions},
            **texts,
        )


OF_THE_INVITATION = ("email", "organisation", "country", "vat", "category")
"""Fields that somebody whom a colleague has invited does not fill in."""


def newcomer_form(found: OpenForm, *, invited: bool = False) -> NewcomerForm:
    """Return the form of an event, with what was sent; that of somebody `invited` by a colleague is shorter."""
    fields: dict[str, object] = {_name(question): question_field(question) for question in found.questions}
    for field in AskedField:
        asked = found.settings.fields.get(field.value)
        if asked is None:
            fields[field.value] = None
        elif asked == FieldUse.REQUIRED:
            fields[f"validate_{field.value}"] = _filled
    if len(found.categories) < 2:
        fields["category"] = None
    if invited:
        fields |= dict.fromkeys(OF_THE_INVITATION)
    else:
        fields |= line_fields()
        fields["said_names"] = line_names()
    form: NewcomerForm = type("AskedForm", (NewcomerForm,), fields)(country="BE", language=language())
    if "country" in form:
        form.country.choices = country_choices()
    form.language.choices = [SelectChoice(code, name) for code, name in offered_languages().items()]
    if "category" in form:
        form.category.choices = [
            SelectChoice(str(category.id), category.name(language())) for category in found.categories
        ]
    return form


def _filled(_form: NewcomerForm, field: Field) -> None:
    WRITTEN(_form, field)


def _name(question: RegistrationQuestion) -> str:
    return f"question_{row_id(question)}"
