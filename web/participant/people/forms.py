"""Forms of the company card and of the person's card."""

from dataclasses import asdict
from datetime import date, time

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.base.i18n import SCREEN_LANGUAGES, format_day
from matchmaker.members.rules.consent import consent_token
from matchmaker.models import Event, Organisation, Person, Registration
from matchmaker.people.rules.company import CompanyCard
from matchmaker.people.rules.contact_details import linkedin_address, phone_number, website_address
from matchmaker.people.rules.person import PersonalCard
from matchmaker.people.rules.public_card import PublicField
from web.cards import PUBLIC_FIELDS
from web.forms import Checkboxes, Form, LongSelect, NumberRange
from web.i18n import LANGUAGE_NAMES, country_choices, language, language_name, spoken_languages
from web.participant.wording import tag_choices
from web.refusals import accepted_by, normalised_by
from web.saved_forms import SavedForm
from web.submissions import Sent


def _at_most(limit: int) -> Length:
    return Length(max=limit, message=lazy_gettext("At most %(max)d characters, please."))


class CompanyForm(SavedForm):
    """The card that colleagues share."""

    offers = Checkboxes(lazy_gettext("What you offer"))
    offers_text = TextAreaField(
        lazy_gettext("In your own words"), validators=[_at_most(1000)], render_kw={"rows": 2, "maxlength": 1000}
    )
    seeks = Checkboxes(lazy_gettext("What you look for"))
    seeks_text = TextAreaField(
        lazy_gettext("In your own words"), validators=[_at_most(1000)], render_kw={"rows": 2, "maxlength": 1000}
    )
    sectors = Checkboxes(lazy_gettext("Your sectors"))
    description = TextAreaField(
        lazy_gettext("Your company in a few lines"),
        validators=[_at_most(2000)],
        render_kw={"rows": 4, "maxlength": 2000},
    )
    country = SelectField(lazy_gettext("Country"), widget=LongSelect())
    postcode = StringField(
        lazy_gettext("Postcode"), validators=[_at_most(20)], render_kw={"autocomplete": "postal-code", "maxlength": 20}
    )
    town = StringField(
        lazy_gettext("Town"), validators=[_at_most(100)], render_kw={"autocomplete": "address-level2", "maxlength": 100}
    )
    website = StringField(
        lazy_gettext("Website"),
        validators=[_at_most(300), accepted_by(website_address)],
        filters=[normalised_by(website_address)],
        render_kw={"inputmode": "url", "autocomplete": "url", "placeholder": "https://", "spellcheck": "false"},
    )

    def prepare(self) -> None:
        """Fill the lists in the page's language, what is chosen first."""
        self.offers.choices = tag_choices("need", self.offers.data or ())
        self.seeks.choices = tag_choices("need", self.seeks.data or ())
        self.sectors.choices = tag_choices("sector", self.sectors.data or ())
        self.country.choices = country_choices()

    @classmethod
    def of(cls, organisation: Organisation, sent: Sent = None) -> "CompanyForm":
        """Return the form with the card as it is saved, and with what was `sent`."""
        card = CompanyCard.of(organisation)
        form = cls.of_saved(asdict(card) | {"shown": card.token}, sent)
        form.prepare()
        return form

    def card(self) -> CompanyCard:
        """Return what was sent."""
        return CompanyCard(
            country=self.country.data,
            postcode=self.postcode.data or "",
            town=self.town.data or "",
            website=self.website.data or "",
            description=self.description.data or "",
            sectors=tuple(self.sectors.data or ()),
            offers=tuple(self.offers.data or ()),
            seeks=tuple(self.seeks.data or ()),
            offers_text=self.offers_text.data or "",
            seeks_text=self.seeks_text.data or "",
        )


class PublicCardForm(Form):
    """What of the card the public directory of the community shows."""

    public_shown = HiddenField()
    is_public = BooleanField(lazy_gettext("Our company stands in the public directory"))
    public_fields = Checkboxes(
        lazy_gettext("Besides its name, it shows"),
        choices=[SelectChoice(field.value, label) for field, label in PUBLIC_FIELDS.items()],
    )

    @classmethod
    def of(cls, organisation: Organisation) -> "PublicCardForm":
        """Return the form as it is saved; before the first choice all fields are offered as ticked."""
        chosen = organisation.public_fields or ([] if organisation.is_public else list(PublicField))
        shown = consent_token(organisation)
        return cls(formdata=None, is_public=organisation.is_public, public_fields=chosen, public_shown=shown)


class PersonForm(Form):
    """A person's own card and pace."""

    job_title = StringField(
        lazy_gettext("Job title"),
        validators=[DataRequired(lazy_gettext("Please say what you do.")), _at_most(120)],
        render_kw={"autocomplete": "organization-title", "maxlength": 120},
    )
    languages = Checkboxes(
        lazy_gettext("Languages that you speak in meetings"),
        validators=[InputRequired(lazy_gettext("Please choose at least one language."))],
    )
    language = RadioField(lazy_gettext("Language of pages and mails"))
    phone = TelField(
        lazy_gettext("Telephone"),
        description=lazy_gettext("The organisers use it on the day only, for example when you are missed at a table."),
        validators=[_at_most(40), accepted_by(phone_number)],
        render_kw={"autocomplete": "tel", "maxlength": 40},
    )
    linkedin = StringField(
        lazy_gettext("LinkedIn profile"),
        validators=[_at_most(300), accepted_by(linkedin_address)],
        render_kw={"inputmode": "url", "autocomplete": "url", "placeholder": "https://", "spellcheck": "false"},
    )
    share_email = BooleanField(lazy_gettext("My e-mail address"))
    share_phone = BooleanField(lazy_gettext("My telephone number"))
    share_linkedin = BooleanField(lazy_gettext("My LinkedIn profile"))
    arrives_day = SelectField(lazy_gettext("Day of arrival"))
    arrives = TimeField(lazy_gettext("I arrive at"), validators=[Optional()])
    leaves_day = SelectField(lazy_gettext("Day of departure"))
    leaves = TimeField(lazy_gettext("I have to leave at"), validators=[Optional()])
    max_per_day = IntegerField(
        lazy_gettext("Most meetings a day"),
        validators=[Optional(), NumberRange(1, 99, lazy_gettext("A number from 1 to 99, or empty for no limit."))],
        render_kw={"min": 1, "max": 99, "inputmode": "numeric"},
    )
    max_in_a_row = IntegerField(
        lazy_gettext("Most meetings in a row"),
        validators=[Optional(), NumberRange(1, 99, lazy_gettext("A number from 1 to 99, or empty for no limit."))],
        render_kw={"min": 1, "max": 99, "inputmode": "numeric"},
    )
    lunch_free = BooleanField(lazy_gettext("Keep time for lunch"))

    def prepare(self, event: Event, person: Person) -> None:
        """Fill the lists in the page's language: languages, and the days of the event."""
        self.languages.choices = spoken_languages(person.languages)
        own = [person.language] if person.language not in SCREEN_LANGUAGES else []
        self.language.choices = [
            (code, LANGUAGE_NAMES.get(code) or language_name(code)) for code in (*SCREEN_LANGUAGES, *own)
        ]
        count = (event.ends_on - event.starts_on).days + 1
        days = [date.fromordinal(event.starts_on.toordinal() + number) for number in range(count)]
        for field in (self.arrives_day, self.leaves_day):
            field.choices = [(day.isoformat(), format_day(day, language())) for day in days]
            field.validate_choice = field.data is not None

    @classmethod
    def of(cls, event: Event, person: Person, registration: Registration) -> "PersonForm":
        """Return the form with the card as it stands, or as it was sent."""
        form = cls(
            obj=registration,
            job_title=person.job_title,
            languages=person.languages,
            language=person.language,
            phone=person.phone,
            linkedin=person.linkedin,
            arrives_day=(registration.arrives_day or event.starts_on).isoformat(),
            leaves_day=(registration.leaves_day or event.ends_on).isoformat(),
        )
        form.prepare(event, person)
        return form

    def card(self, event: Event) -> PersonalCard:
        """Return what was sent; on an event of one day, times are on that day."""
        return PersonalCard(
            job_title=self.job_title.data or "",
            language=self.language.data,
            languages=tuple(self.languages.data or ()),
            phone=self.phone.data or "",
            share_email=bool(self.share_email.data),
            share_phone=bool(self.share_phone.data),
            linkedin=self.linkedin.data or "",
            share_linkedin=bool(self.share_linkedin.data),
            arrives=_moment(self.arrives_day.data, self.arrives.data, event.starts_on),
            leaves=_moment(self.leaves_day.data, self.leaves.data, event.ends_on),
            max_per_day=self.max_per_day.data,
            max_in_a_row=self.max_in_a_row.data,
            lunch_free=bool(self.lunch_free.data),
        )


def _moment(day: str | None, wall: time | None, default: date) -> tuple[date, time] | None:
    return None if wall is None else (date.fromisoformat(day) if day else default, wall)
