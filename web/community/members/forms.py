"""Forms about a member: its card, memberships, contacts, place on the map."""

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, Length, Optional, StopValidation

from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.members.commands.contacts import ContactRecord
from matchmaker.members.rules.record import MemberRecord
from matchmaker.people.rules.contact_details import enterprise_number, phone_number, website_address
from matchmaker.people.rules.public_card import PublicField
from web.cards import PUBLIC_FIELDS
from web.forms import REQUIRED, WRITTEN, Checkboxes, DecimalField, Form, InCalendar, LongSelect, NumberRange
from web.i18n import LANGUAGE_NAMES, country_choices
from web.refusals import normalised_by
from web.saved_forms import SavedForm


class MemberForm(SavedForm):
    """What the community knows of a company; what it offers and looks for is for its people."""

    name = StringField(
        lazy_gettext("Name"), validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=200)]
    )
    external_id = StringField(lazy_gettext("Member number"), validators=[Length(max=80)])
    vat = StringField(
        lazy_gettext("VAT number"),
        validators=[Length(max=40)],
        filters=[normalised_by(enterprise_number)],
        render_kw={"spellcheck": "false"},
    )
    postcode = StringField(lazy_gettext("Postcode"), validators=[Length(max=20)])
    town = StringField(
        lazy_gettext("Town"),
        description=lazy_gettext("Empty: the one of a Belgian postcode."),
        validators=[Length(max=100)],
    )
    country = SelectField(lazy_gettext("Country"), widget=LongSelect(), default="BE")
    website = StringField(
        lazy_gettext("Website"),
        validators=[Length(max=300)],
        filters=[normalised_by(website_address)],
        render_kw={"inputmode": "url", "spellcheck": "false"},
    )
    description = TextAreaField(
        lazy_gettext("The company in a few lines"), validators=[Length(max=2000)], render_kw={"rows": 3}
    )
    tags = StringField(
        lazy_gettext("Tags"),
        description=lazy_gettext("Your own words, with commas between them. Only the staff sees them."),
        validators=[Length(max=1500)],
    )

    def prepare(self) -> None:
        """Fill the list of countries in the page's language."""
        self.country.choices = country_choices()

    def record(self) -> MemberRecord:
        """Return what was sent."""
        names = ("name", "external_id", "vat", "postcode", "town", "country", "website", "description")
        tags = tuple(word.strip() for word in (self.tags.data or "").split(",") if word.strip())
        return MemberRecord(**{name: self[name].data or "" for name in names}, tags=tags)


class PeriodForm(SavedForm):
    """A span of membership."""

    tier = SelectField(lazy_gettext("Level"))
    starts_on = DateField(lazy_gettext("First day"), validators=[REQUIRED, InCalendar()])
    ends_on = DateField(
        lazy_gettext("Last day"),
        description=lazy_gettext("Empty for no end."),
        validators=[Optional(), InCalendar()],
    )


class ContactForm(SavedForm):
    """Whom the community writes to."""

    name = StringField(lazy_gettext("Name"), validators=[WRITTEN, Length(max=200)])
    function = StringField(lazy_gettext("Function"), validators=[Length(max=120)])
    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[
            WRITTEN,
            Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be.")),
            Length(max=254),
        ],
        render_kw={"spellcheck": "false", "autocomplete": "off"},
    )
    phone = StringField(
        lazy_gettext("Telephone"),
        validators=[Length(max=40)],
        filters=[normalised_by(phone_number)],
        render_kw={"inputmode": "tel"},
    )
    language = SelectField(
        lazy_gettext("Language of mails"),
        choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in SCREEN_LANGUAGES],
    )

    def record(self) -> ContactRecord:
        """Return what was sent."""
        return ContactRecord(
            name=self.name.data,
            email=self.email.data,
            phone=self.phone.data or "",
            function=self.function.data or "",
            language=self.language.data,
        )


class PublicForm(SavedForm):
    """What the public directory shows of a member."""

    is_public = BooleanField(lazy_gettext("The company stands in the public directory"))
    fields = Checkboxes(
        lazy_gettext("Besides its name, it shows"),
        choices=[SelectChoice(field.value, label) for field, label in PUBLIC_FIELDS.items()],
        default=[field.value for field in PublicField],
    )


class NotAlone:
    """Refuse an empty field beside another one that is filled in."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse the empty field."""
        if not "".join(field.raw_data or ()).strip() and "".join(form[self.other].raw_data or ()).strip():
            raise StopValidation(lazy_gettext("Fill in both, or leave both empty for the place of the postcode."))


class PositionForm(SavedForm):
    """Where a member is on the map."""

    GROUPS = (("latitude", "longitude"),)
    latitude = DecimalField(
        lazy_gettext("Latitude"), validators=[NotAlone("longitude"), Optional(), NumberRange(-90, 90)]
    )
    longitude = DecimalField(
        lazy_gettext("Longitude"), validators=[NotAlone("latitude"), Optional(), NumberRange(-180, 180)]
    )

    def position(self) -> tuple[float, float] | None:
        """Return what was sent; None for two empty fields."""
        if self.latitude.data is None or self.longitude.data is None:
            return None
        return self.latitude.data, self.longitude.data
