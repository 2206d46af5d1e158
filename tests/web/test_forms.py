"""Every form: texts come clean, required ones are more than spaces, and none is longer than its column."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import Length

import web
from matchmaker.base.i18n import LANGUAGES
from matchmaker.models import (
    Alert,
    AttachePage,
    ColleagueInvitation,
    Community,
    Counterpart,
    Demand,
    DraftEdit,
    Event,
    FloorPlan,
    FollowUpAnswer,
    Guest,
    Leg,
    MeetingReport,
    MemberContact,
    Organisation,
    ParticularRule,
    Person,
    Place,
    Presentation,
    ProgrammeItem,
    Prospect,
    Registration,
    RegistrationLink,
    Release,
    ReviewMark,
    Scenario,
    SolveRun,
    Staff,
    StaffInvitation,
    Venue,
)
from matchmaker.prospects.queries.pipeline import INSTEAD
from web.forms import Form

WEB = Path(web.__file__).parent
COLUMNS = {
    "AddressForm.email": Person.email,
    "CityForm.address": Venue.address,
    "CityForm.airport": Leg.airport,
    "CityForm.hub": Venue.name,
    "CityForm.name": Leg.name,
    "ColleagueForm.note": Alert.note,
    "CommunityForm.email": StaffInvitation.email,
    "CommunityForm.name": Community.name,
    "CommunityForm.slug": Community.slug,
    "CompanyForm.description": Organisation.description,
    "CompanyForm.offers_text": Organisation.offers_text,
    "CompanyForm.seeks_text": Organisation.seeks_text,
    "CompanyForm.postcode": Organisation.postcode,
    "CompanyForm.town": Organisation.town,
    "CompanyForm.website": Organisation.website,
    "ContactForm.email": MemberContact.email,
    "ContactForm.function": MemberContact.function,
    "ContactForm.name": MemberContact.name,
    "ContactForm.phone": MemberContact.phone,
    "CopyForm.name": Event.name,
    "DemandForm.not_whom": Demand.not_whom,
    "DemandForm.words": Demand.words,
    **{f"{form}.offers": Demand.offers for form in ("DemandForm", "OfferForm")},
    **{
        f"{form}.{name}": getattr(AttachePage, name)
        for form in ("AttacheForm", "SavedAttacheForm")
        for name in ("email", "function", "name", "phone")
    },
    **{
        f"{form}.{name}": getattr(Counterpart, name)
        for form, names in {
            "CounterpartForm": ("first_name", "last_name", "job_title", "email", "phone", "note"),
            "NewCounterpartForm": ("first_name", "last_name", "email"),
            "ReceptionForm": ("address", "door", "times", *INSTEAD),
        }.items()
        for name in names
    },
    "NewCounterpartForm.name": Organisation.name,
    **{f"ProspectForm.{name}": getattr(Prospect, name) for name in ("next_step", "pitch", "note")},
    "AnswerForm.words": FollowUpAnswer.words,
    **{f"GuestForm.{name}": getattr(Guest, name) for name in ("brings_whom", "diet")},
    **{f"OutsiderForm.{name}": getattr(Guest, name) for name in ("name", "email", "organisation")},
    **{f"RatherCallForm.{name}": getattr(Prospect, f"call_{name}") for name in ("phone", "email", "when")},
    "AfterwardsForm.line": MeetingReport.to_other,
    "OnwardForm.next_step": MeetingReport.next_step,
    "OnwardForm.result": MeetingReport.result,
    "CorrectionForm.first_name": Person.first_name,
    "CorrectionForm.job_title": Person.job_title,
    "CorrectionForm.last_name": Person.last_name,
    "CorrectionForm.phone": Person.phone,
    "EditForm.note": DraftEdit.note,
    "OfficeForm.district": Venue.district,
    "SiteForm.district": Venue.district,
    "EventForm.address": Venue.address,
    "EventForm.city": Event.city,
    "EventForm.name": Event.name,
    "EventForm.venue": Venue.name,
    "EventSettingsForm.city": Event.city,
    "EventSettingsForm.contact_email": Event.contact_email,
    "EventSettingsForm.contact_name": Event.contact_name,
    "EventSettingsForm.name": Event.name,
    "FirstStartForm.community": Community.name,
    "FirstStartForm.email": Staff.email,
    "FirstStartForm.name": Staff.name,
    "InvitationForm.email": StaffInvitation.email,
    "InviteColleagueForm.email": ColleagueInvitation.email,
    "ItemForm.room": ProgrammeItem.room,
    "JoinForm.name": Staff.name,
    "MarkForm.note": ReviewMark.note,
    "MemberForm.description": Organisation.description,
    "MemberForm.external_id": Organisation.external_id,
    "MemberForm.name": Organisation.name,
    "MemberForm.postcode": Organisation.postcode,
    "MemberForm.town": Organisation.town,
    "MemberForm.website": Organisation.website,
    "NewPlanForm.name": FloorPlan.name,
    "NewPersonForm.email": Person.email,
    "NewPersonForm.first_name": Person.first_name,
    "NewPersonForm.job_title": Person.job_title,
    "NewPersonForm.last_name": Person.last_name,
    "NewPersonForm.organisation": Organisation.name,
    "NewPersonForm.phone": Person.phone,
    "NewcomerForm.email": Person.email,
    "NewcomerForm.first_name": Person.first_name,
    "NewcomerForm.job_title": Person.job_title,
    "NewcomerForm.last_name": Person.last_name,
    "NewcomerForm.organisation": Organisation.name,
    "InterpreterForm.interprets": Registration.interprets,
    "NewInterpreterForm.interprets": Registration.interprets,
    "NewcomerForm.phone": Person.phone,
    "NoteForm.note": Alert.note,
    "PersonForm.job_title": Person.job_title,
    "PersonForm.linkedin": Person.linkedin,
    "PersonForm.phone": Person.phone,
    "PlaceForm.label": Place.label,
    "PlanForm.name": FloorPlan.name,
    "PlacesForm.label": Place.label,
    "PlacesForm.prefix": Place.code,
    "ProposalForm.abstract": Presentation.abstract,
    "ProposalForm.time_note": Presentation.time_note,
    "ProposalForm.title": Presentation.title,
    "PublishForm.note": Release.note,
    "ReasonForm.note": Alert.note,
    "RegistrationLinkForm.name": RegistrationLink.name,
    "RestoreForm.name": Event.name,
    "OfficeForm.address": Venue.address,
    "OfficeForm.postcode": Venue.postcode,
    "RuleForm.note": ParticularRule.note,
    "RunForm.name": SolveRun.name,
    "ScenarioForm.name": Scenario.name,
    "ScenarioForm.note": Scenario.note,
    "SettingsForm.colour": Community.colour,
    "SettingsForm.name": Community.name,
    "SettingsForm.sender_email": Community.sender_email,
    "SettingsForm.sender_name": Community.sender_name,
    "TimeForm.room": ProgrammeItem.room,
    "SiteForm.postcode": Venue.postcode,
    "TransferForm.where": ProgrammeItem.room,
    "VenueForm.address": Venue.address,
    "VenueForm.name": Venue.name,
}
"""The columns that fields are written to."""
NO_COLUMN = {
    "AnswerForm.value": "a number, however it is written",
    "BlockForm.name": "a value of JSON",
    **dict.fromkeys(
        (f"CampaignForm.{name}_{language}" for name in ("subject", "body") for language in LANGUAGES),
        "values of JSON, whose lengths the command checks",
    ),
    **dict.fromkeys((f"CallForm.text_{language}" for language in LANGUAGES), "values of JSON"),
    **dict.fromkeys((f"BookletForm.{name}" for name in ("welcome", "partners", "practical")), "values of JSON"),
    **dict.fromkeys((f"ItemForm.title_{language}" for language in LANGUAGES), "values of JSON"),
    **dict.fromkeys((f"ListForm.words_{language}" for language in LANGUAGES), "values of JSON"),
    **dict.fromkeys((f"WordsForm.words_{language}" for language in LANGUAGES), "values of JSON"),
    "CategoryForm.name_de": "a value of JSON",
    "CategoryForm.name_en": "a value of JSON",
    "CategoryForm.name_fr": "a value of JSON",
    "CategoryForm.name_nl": "a value of JSON",
    "CodeForm.code": "compared only",
    "FirstStartForm.code": "compared only",
    "ForgottenForm.email": "compared only",
    "HeadersForm.headers": "looked at only",
    "LinkForm.email": "compared only",
    "MemberForm.tags": "one row a word",
    **dict.fromkeys((f"MemberSettingsForm.{name}" for name in ("tiers", "directory_sites")), "values of JSON"),
    "ListedForm.lines": "read line by line",
    "MemberForm.vat": "written in its normal form, which is shorter",
    "NewcomerForm.vat": "written in its normal form, which is shorter",
    "OfficeForm.position": "two numbers",
    "PublishForm.kind": "one of two words",
    **dict.fromkeys(
        (f"QuestionForm.{name}_{language}" for name in ("label", "options") for language in LANGUAGES), "values of JSON"
    ),
    "SampleForm.email": "saved nowhere",
    "SiteForm.position": "two numbers",
    "SampleForm.name": "saved nowhere",
    "SampleForm.why": "saved nowhere",
}


def forms(base: type[Form] = Form) -> Iterator[type[Form]]:
    for form in base.__subclasses__():
        yield form
        yield from forms(form)


def texts(form: type[Form], values: dict[str, str] | None = None) -> dict[str, Field]:
    """The fields of a form that people write texts in, filled."""
    filled = form(MultiDict(values or {}), meta={"csrf": False})
    return {
        field.name: field
        for field in filled
        if isinstance(field, StringField) and not isinstance(field, HiddenField | PasswordField)
    }


def listed(form: type[Form], name: str) -> str:
    """The name of a field in the lists: that of the form, or of the one that it is derived from."""
    names = [f"{one.__name__}.{name}" for one in form.__mro__]
    return next((one for one in names if one in COLUMNS | NO_COLUMN), names[0])


@pytest.fixture(params=sorted(forms(), key=lambda form: form.__name__), ids=lambda form: form.__name__)
def form(app, request) -> Iterator[type[Form]]:
    with app.test_request_context():
        yield request.param


def test_every_form_is_made_from_the_same_base():
    using = {str(path.relative_to(WEB)) for path in WEB.rglob("*.py") if "FlaskForm" in path.read_text()}

    assert using == {"forms.py"}


def test_what_cannot_be_seen_is_taken_out_of_every_text(form):
    sent = " a\u202eb\x07\x1b\u2066 \r\nc\u200b "
    found = {name: field.data for name, field in texts(form, dict.fromkeys(texts(form), sent)).items()}

    assert found == {
        name: "ab \nc" if isinstance(field, TextAreaField) else "ab c" for name, field in texts(form).items()
    }


def test_a_required_text_is_more_than_spaces(form):
    blank = texts(form, dict.fromkeys(texts(form), " \u202e\t"))
    required = {name: field for name, field in blank.items() if field.flags.required}

    assert {name for name, field in required.items() if field.validate(form(meta={"csrf": False}))} == set()


def test_no_text_is_longer_than_its_column(form):
    for name, field in texts(form).items():
        known = listed(form, name)
        most = next((one.max for one in field.validators if isinstance(one, Length)), None)
        if known in COLUMNS:
            assert most is not None, known
            assert most <= COLUMNS[known].type.length, known
        else:
            assert known in NO_COLUMN, f"name the column of {known}"


def test_the_lists_hold_nothing_that_is_gone(app):
    with app.test_request_context():
        present = {f"{form.__name__}.{name}" for form in forms() for name in texts(form)}

    assert (COLUMNS.keys() | NO_COLUMN.keys()) - present == set()
