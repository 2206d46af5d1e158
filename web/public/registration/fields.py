"""Fields of the open form: those of every event, those that its organisers have turned on, and their own questions."""

from collections.abc import Iterator

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from matchmaker.enrolment.commands.sending import Newcomer
from matchmaker.enrolment.queries.form import OpenForm
from matchmaker.enrolment.rules.asked import (
    LONGEST_ANSWER,
    YES,
    AskedField,
    FieldUse,
    checked_addresses,
    checked_answer,
    choice_numbers,
)
from matchmaker.models import QuestionKind, RegistrationQuestion, row_id
from matchmaker.people.rules.contact_details import enterprise_number, phone_number
from web.forms import WRITTEN, AddressField, Form, LongSelect
from web.i18n import country_choices, language, offered_languages
from web.refusals import accepted_by

FEW = 6
"""Choices that are shown one below the other; more are a list to open."""
PUBLIC = lazy_gettext("Other participants see your answer.")
PRIVATE = lazy_gettext("Only the organisers see your answer.")


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
    colleagues = TextAreaField(
        lazy_gettext("Colleagues who come too"),
        description=lazy_gettext(
            "Their e-mail addresses, one a line: each gets an invitation once you are registered."
        ),
        validators=[Length(max=1500), accepted_by(checked_addresses)],
        render_kw={"rows": 2, "autocomplete": "off", "spellcheck": "false"},
    )
    agreed = BooleanField(
        lazy_gettext("I agree to this"), validators=[InputRequired(lazy_gettext("Without this nobody can register."))]
    )

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
            colleagues=self.colleagues.data or "" if "colleagues" in self else "",
            answers={row_id(question): _answer(self[_name(question)]) for question in found.questions},
            **texts,
        )


OF_THE_INVITATION = ("email", "organisation", "country", "vat", "category", "colleagues")
"""Fields that somebody whom a colleague has invited does not fill in."""


def newcomer_form(found: OpenForm, *, invited: bool = False) -> NewcomerForm:
    """Return the form of an event, with what was sent; that of somebody `invited` by a colleague is shorter."""
    fields: dict[str, object] = {_name(question): _field(question) for question in found.questions}
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


def _answer(field: Field) -> str:
    return (YES if field.data else "") if isinstance(field, BooleanField) else field.data or ""


def _field(question: RegistrationQuestion) -> Field:
    label, seen = question.label(language()), PUBLIC if question.is_public else PRIVATE
    accepted = accepted_by(lambda text: checked_answer(question, text))
    if question.kind is QuestionKind.TICK:
        needed = InputRequired(lazy_gettext("Please tick this.")) if question.is_required else MayBeEmpty()
        return BooleanField(label, description=seen, validators=[needed])
    if question.kind is QuestionKind.TEXT:
        most = {"rows": 2, "maxlength": LONGEST_ANSWER}
        return TextAreaField(label, description=seen, validators=[accepted], render_kw=most)
    choices = [
        SelectChoice(number, text)
        for number, text in zip(choice_numbers(question), question.choices(language()), strict=True)
    ]
    common = {"description": seen, "validators": [accepted], "validate_choice": False}
    if question.is_required and len(choices) <= FEW:
        return RadioField(label, choices=choices, **common)
    return SelectField(label, choices=[SelectChoice("", "–"), *choices], **common)
