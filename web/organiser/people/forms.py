"""Forms of what an organiser notes for somebody, and of somebody new."""

from datetime import date, time
from typing import Any

from flask import g
from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, Optional

from matchmaker.base.i18n import format_day
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import Registration, Role
from matchmaker.people.rules.contact_details import phone_number
from matchmaker.people.rules.person import Moment
from matchmaker.registrations.queries.delegation import categories_of
from matchmaker.registrations.queries.person import Registered
from matchmaker.registrations.rules import NewPerson
from web import database
from web.forms import WRITTEN, AddressField, Form
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.people.wording import ROLES
from web.refusals import accepted_by

BASES = {
    Basis.TELEPHONE: lazy_gettext("By telephone"),
    Basis.MAIL: lazy_gettext("By mail"),
    Basis.IN_PERSON: lazy_gettext("In person"),
    Basis.PAPER: lazy_gettext("On a signed form"),
}
BASIS_CHOICES = [SelectChoice(basis, words) for basis, words in BASES.items()]
LANGUAGE_CHOICES = [SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]


class BasisForm(Form):
    """How somebody has asked for it."""

    basis = SelectField(
        lazy_gettext("How they asked for it"),
        choices=BASIS_CHOICES,
        default=Basis.TELEPHONE,
    )

    @property
    def said(self) -> Basis:
        """The basis that was chosen."""
        return Basis(self.basis.data)


class ReasonForm(BasisForm):
    """A withdrawal: how it was asked for, and why."""

    note = TextAreaField(
        lazy_gettext("Reason, for the organisers"),
        validators=[Length(max=500, message=lazy_gettext("Use 500 characters at most."))],
        render_kw={"rows": 2, "maxlength": 500},
    )


class StayForm(BasisForm):
    """From when to when somebody is there; `touched` names the appointments that the reader was shown."""

    arrives_day = SelectField(lazy_gettext("Day of arrival"))
    arrives = TimeField(lazy_gettext("Arrives at"), validators=[Optional()])
    leaves_day = SelectField(lazy_gettext("Day of departure"))
    leaves = TimeField(lazy_gettext("Leaves at"), validators=[Optional()])
    touched = HiddenField()

    @classmethod
    def of(cls, registration: Registration) -> "StayForm":
        """Return the form with what was sent, else with the times as they stand."""
        event = g.event
        form = cls(
            obj=registration,
            arrives_day=(registration.arrives_day or event.starts_on).isoformat(),
            leaves_day=(registration.leaves_day or event.ends_on).isoformat(),
        )
        first, last = event.starts_on.toordinal(), event.ends_on.toordinal()
        days = [date.fromordinal(number) for number in range(first, last + 1)]
        for field in (form.arrives_day, form.leaves_day):
            field.choices = [(day.isoformat(), format_day(day, language())) for day in days]
            field.validate_choice = field.data is not None
        return form

    @property
    def stay(self) -> tuple[Moment | None, Moment | None]:
        """Arrival and departure; None for the whole time."""
        return (
            _moment(self.arrives_day.data, self.arrives.data, g.event.starts_on),
            _moment(self.leaves_day.data, self.leaves.data, g.event.ends_on),
        )


def _moment(day: str | None, wall: time | None, default: date) -> Moment | None:
    return None if wall is None else (date.fromisoformat(day) if day else default, wall)


class NewPersonForm(BasisForm):
    """Somebody new; `answer` to the question of who they are is asked only where it is needed."""

    first_name = StringField(lazy_gettext("First name"), validators=[WRITTEN, Length(max=100)])
    last_name = StringField(lazy_gettext("Last name"), validators=[WRITTEN, Length(max=100)])
    email = AddressField(lazy_gettext("E-mail address"), lazy_gettext("Please enter an e-mail address."))
    job_title = StringField(lazy_gettext("Job title"), validators=[Length(max=120)])
    phone = TelField(lazy_gettext("Telephone"), validators=[Length(max=40), accepted_by(phone_number)])
    language = SelectField(lazy_gettext("Language of pages and mails"), choices=LANGUAGE_CHOICES)
    organisation = StringField(lazy_gettext("Organisation"), validators=[WRITTEN, Length(max=200)])
    category = SelectField(
        lazy_gettext("Category"),
        description=lazy_gettext("Only for an organisation that does not take part yet."),
    )
    role = SelectField(lazy_gettext("Role"), choices=[SelectChoice(*role) for role in ROLES.items()])
    agreed = BooleanField(
        lazy_gettext("Has accepted the terms"),
        description=lazy_gettext("Without it the person can be sent to no meeting yet. They are told by mail."),
    )
    answer = RadioField(lazy_gettext("Who is it?"), validate_choice=False)

    @classmethod
    def blank(cls, organisation: str = "", role: str = "") -> "NewPersonForm":
        """Return the form with what was sent, else for somebody of an organisation in a role; a delegate for none."""
        known = Role(role) if role in set(Role) else Role.DELEGATE
        form = cls(organisation=organisation, language=g.event.language, role=known)
        groups = categories_of(database.session(), g.event)
        form.category.choices = [("", "–"), *((group.code, group.name(language())) for group in groups)]
        form.category.validate_choice = form.category.data is not None
        form.role.validate_choice = form.role.data is not None
        form.answer.choices = []
        return form

    def person(self) -> NewPerson:
        """Return what was sent."""
        own = ("first_name", "last_name", "email", "job_title", "phone", "language")
        names = (*own, "organisation", "category", "role")
        texts: dict[str, Any] = {name: self[name].data or "" for name in names}
        return NewPerson(**texts, agreed=bool(self.agreed.data))


class ColleagueForm(NewPersonForm):
    """Who comes instead: a colleague who is registered, or somebody new."""

    colleague = RadioField(lazy_gettext("Who comes instead"), choices=[])
    note = TextAreaField(
        lazy_gettext("Reason, for the organisers"),
        validators=[Length(max=500)],
        render_kw={"rows": 2, "maxlength": 500},
    )
    NEW = "new"

    @classmethod
    def among(cls, who: Registered, colleagues: tuple[Registered, ...]) -> "ColleagueForm":
        """Return the form for a person of an organisation."""
        form = cls.blank(who.organisation.name)
        there = [(str(one.id), one.person.name) for one in colleagues if not one.withdrawn]
        form.colleague.choices = [*there, (cls.NEW, lazy_gettext("Somebody new"))]
        if not form.is_submitted():
            form.colleague.data = form.colleague.choices[0][0]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether what was sent can be used; the fields of somebody new count only where one is chosen."""
        if self.colleague.data != self.NEW:
            for name in ("first_name", "last_name", "email", "organisation"):
                self[name].validators = [Optional()]
        return bool(super().validate(extra_validators))
