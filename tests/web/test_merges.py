"""Two people at one form: what one of them changes alone is kept; what both change is shown to choose from."""

from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient
from sqlmodel import delete

from matchmaker.base.tokens import content_token
from matchmaker.models import Release, SolveRun, StaffRole
from tests.builders.factories import make_category, make_community_role, make_delegation, make_staff
from tests.builders.merged_forms import ELSEWHERE
from tests.builders.pages import fields
from tests.builders.sides import make_side
from web.community.members.forms import ContactForm, MemberForm, PeriodForm, PositionForm, PublicForm
from web.community.members.renewals import WordsForm
from web.community.members.settings import MemberSettingsForm
from web.community.settings import SettingsForm
from web.demands import DemandForm
from web.forms import Form
from web.next_step import ProspectForm
from web.organiser.campaigns.recipients import AudienceForm
from web.organiser.campaigns.texts import CampaignForm
from web.organiser.changes.auto_cancel import AutoCancelForm
from web.organiser.mails.habits import HabitsForm
from web.organiser.missions.along import InterpreterForm, PairForm
from web.organiser.missions.attaches import SavedAttacheForm
from web.organiser.missions.cities import CityForm
from web.organiser.missions.companies import CompaniesForm
from web.organiser.missions.districts import DistrictsForm
from web.organiser.missions.travel import SiteForm, WaysForm
from web.organiser.papers.texts import BookletForm
from web.organiser.people.edit import CorrectionForm
from web.organiser.people.limits import DelegationForm
from web.organiser.presentations.call import CallForm
from web.organiser.presentations.proposals import MarkForm
from web.organiser.registration.questions import QuestionForm
from web.organiser.registration.settings import OpenFormSettings
from web.organiser.results.follow_up import RoundForm
from web.organiser.scheduling.keeping import ScenarioForm
from web.organiser.setup.blocks import BlockForm, NewBlockForm, SlotLengthForm
from web.organiser.setup.categories import CategoryForm
from web.organiser.setup.dates import DatesForm
from web.organiser.setup.meetings import AgreementForm, MeetingsForm
from web.organiser.setup.places import PlaceForm
from web.organiser.setup.plans import PlanForm
from web.organiser.setup.programme import ItemForm
from web.organiser.setup.settings import EventSettingsForm
from web.organiser.setup.tiers import TiersForm
from web.organiser.setup.venues import VenueForm
from web.organiser.team import BroughtForm
from web.participant.people.forms import CompanyForm
from web.participant.people.seeks import SeeksForm
from web.pipeline import CounterpartForm
from web.saved_forms import SavedForm, ShownField

EVENT, MEMBER = "/o/{slug}", "/c/{community}/members/{organisation_id}"
PREMIUM, BASIC = (f"tier_{content_token(tier)}" for tier in ("Premium", "Basic"))


@dataclass(frozen=True)
class Page:
    """Where a form is; "+" and "-" before a value tick and untick it."""

    path: str
    mine: dict[str, str]
    elsewhere: dict[str, str] = field(default_factory=dict)
    """What a colleague changes in other fields or options; none where the form has one value."""
    against: dict[str, str] = field(default_factory=dict)
    """What a colleague writes in the same fields; none where options are ticked."""


def texts(path: str, name: str, other: str) -> Page:
    """Where both write a text, and one of them in another field."""
    return Page(path, {name: "Mine"}, {other: "Also"}, {name: "Theirs"})


PAGES = {
    AgreementForm: Page(f"{EVENT}/rules/agreement", {"agreement": "organiser"}, {}, {"agreement": "one_side"}),
    SavedAttacheForm: texts(f"{EVENT}/pipeline/attaches/{{attache_id}}", "name", "function"),
    AudienceForm: Page(f"{EVENT}/campaigns/{{campaign_id}}/recipients", {"languages": "+nl"}, {"languages": "+fr"}),
    AutoCancelForm: Page(f"{EVENT}/alerts/by-itself", {"when": "at-once"}, {}, {"when": "after"}),
    BlockForm: Page(
        f"{EVENT}/structure/blocks/{{block_id}}", {"name": "Mine"}, {"changeover": "1"}, {"name": "Theirs"}
    ),
    BookletForm: texts(f"{EVENT}/papers/texts", "welcome", "practical"),
    BroughtForm: Page(
        f"{EVENT}/team/{{partner_id}}/companies", {"delegations": "+{delegation_id}"}, {"delegations": "+{other_id}"}
    ),
    CallForm: texts(f"{EVENT}/presentations/call", "text_fr", "text_en"),
    CampaignForm: texts(f"{EVENT}/campaigns/{{campaign_id}}/text", "subject_fr", "body_fr"),
    CategoryForm: Page(
        f"{EVENT}/structure/categories/{{category_id}}",
        {"name_en": "Mine"},
        {"wish_limit": "17"},
        {"name_en": "Theirs"},
    ),
    CityForm: texts(f"{EVENT}/cities/{{leg_id}}", "name", "airport"),
    ContactForm: texts(f"{MEMBER}/contacts/{{contact_id}}", "name", "function"),
    CounterpartForm: texts(f"{EVENT}/pipeline/{{counterpart_id}}", "first_name", "last_name"),
    CorrectionForm: texts(f"{EVENT}/people/{{registration_id}}/edit", "last_name", "job_title"),
    DemandForm: texts(f"{EVENT}/demands/{{leg_id}}/{{delegation_id}}", "words", "not_whom"),
    DelegationForm: Page(
        f"{EVENT}/organisations/{{delegation_id}}/edit",
        {"wish_limit": "17"},
        {"max_received": "19"},
        {"wish_limit": "18"},
    ),
    EventSettingsForm: texts(f"{EVENT}/settings", "name", "city"),
    HabitsForm: Page(
        f"{EVENT}/messages/habits", {"reminder_hours": "17"}, {"mail_invitations": "+y"}, {"reminder_hours": "18"}
    ),
    ItemForm: texts(f"{EVENT}/structure/programme/{{item_id}}", "title_en", "room"),
    MarkForm: Page(f"{EVENT}/presentations/{{presentation_id}}", {"mark": "4"}, {}, {"mark": "5"}),
    MeetingsForm: Page(
        f"{EVENT}/rules/meetings", {"may": "-{category_id}-{category_id}"}, {"may": "-{premium}-{premium}"}
    ),
    MemberForm: texts(f"{MEMBER}/edit", "name", "town"),
    MemberSettingsForm: Page(
        "/c/{community}/members/settings",
        {"renewal_days": "17"},
        {"directory_sites": "https://a.example"},
        {"renewal_days": "18"},
    ),
    OpenFormSettings: Page(
        f"{EVENT}/registration", {"introduction_fr": "Mine"}, {"capacity": "1700"}, {"introduction_fr": "Theirs"}
    ),
    PeriodForm: Page(
        f"{MEMBER}/memberships/{{period_id}}", {"ends_on": "2099-12-30"}, {"tier": "Premium"}, {"ends_on": "2099-12-31"}
    ),
    PlaceForm: Page(
        f"{EVENT}/structure/places/{{place_id}}", {"label": "Mine"}, {"capacity": "17"}, {"label": "Theirs"}
    ),
    PositionForm: Page(
        f"{MEMBER}/position",
        *({"latitude": "50.5", "longitude": "4.5"}, {}, {"latitude": "51.5", "longitude": "4.75"}),
    ),
    PublicForm: Page(f"{MEMBER}/public", {"is_public": "+y"}, {"fields": "-website"}),
    ProspectForm: texts(f"{EVENT}/pipeline/{{counterpart_id}}/{{prospect_id}}", "next_step", "note"),
    QuestionForm: texts(f"{EVENT}/registration/questions/{{question_id}}", "label_fr", "label_nl"),
    RoundForm: Page(f"{EVENT}/follow-up/3", {"is_on": "+y"}, {"opens_on": "2099-03-04"}),
    ScenarioForm: texts(f"{EVENT}/scenarios/{{scenario_id}}/note", "name", "note"),
    SettingsForm: texts("/c/{community}/", "name", "sender_name"),
    SiteForm: Page(f"{EVENT}/travel/places/{{venue_id}}", {"position": "50.5, 5.25"}, {}, {"position": "51.5, 4.75"}),
    SlotLengthForm: Page(f"{EVENT}/structure/slots", {"minutes": "17"}, {"changeover": "3"}, {"minutes": "18"}),
    TiersForm: Page(
        f"{EVENT}/rules/tiers",
        *({PREMIUM: "{premium}"}, {BASIC: "{category_id}"}, {PREMIUM: "{category_id}"}),
    ),
    WordsForm: texts("/c/{community}/members/renewals/words", "words_fr", "words_de"),
    VenueForm: texts(f"{EVENT}/structure/venues/{{venue_id}}", "name", "address"),
}
NAMED = {  # they say which colleague it was
    *(AudienceForm, BlockForm, CallForm, CampaignForm, CategoryForm, ContactForm, CorrectionForm, DelegationForm),
    *(EventSettingsForm, ItemForm, MemberForm, MemberSettingsForm, OpenFormSettings, PeriodForm, PlaceForm),
    *(BookletForm, PositionForm, PublicForm, QuestionForm, SettingsForm, VenueForm, WordsForm),
}
NOT_MERGED = {
    "EditForm": "one edit of the draft, whose newer state is shown",
    "MoveEventForm": "moves a whole event by what was seen",
    **dict.fromkeys(("LateForm", "NoteForm"), "says something of an appointment that was seen"),
    "ProposalForm": "a draft of its proposer",
    "SendForm": "confirms the recipients that were shown",
    "SpeakerForm": "a decision",
}
OTHERS = {
    **dict.fromkeys(
        (WaysForm, DistrictsForm, CompaniesForm, InterpreterForm, PairForm), "tests/web/organiser/missions"
    ),
    DatesForm: "is tried in the address first: tests/web/organiser/setup/test_dates.py",
    NewBlockForm: "adds a row",
    PlanForm: "is merged place by place: tests/web/organiser/setup/test_plans.py",
    **ELSEWHERE,
    **dict.fromkeys((CompanyForm, SeeksForm), "of participants: tests/web/participant"),
}


@pytest.fixture
def things(client, session, as_organiser) -> dict[str, object]:
    side = make_side(session)
    session.exec(delete(SolveRun))
    session.exec(delete(Release))
    premium = make_category(session, side.event, "premium")
    make_community_role(session, side.staff)
    as_organiser(client, side.staff)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    partner = make_staff(session, side.event, StaffRole.PARTNER_OWN)
    other = make_delegation(session, side.event, premium)
    ids = {"premium": premium.id, "partner_id": partner.id, "other_id": other.id}
    return side.things | ids | {"name": side.staff.name}


class Office:
    """One form in the browsers of several people."""

    def __init__(self, client: FlaskClient, page: Page, things: dict[str, object]) -> None:
        self._client, self._things, self._path = client, things, page.path.format(**things)

    def opened(self) -> dict[str, list[str]]:
        return fields(self._client.get(self._path))

    def changed(self, form: dict[str, list[str]], change: dict[str, str]) -> dict[str, list[str]]:
        """The form with a change."""
        new = {name: [*values] for name, values in form.items()}
        for name, text in change.items():
            value = text.format(**self._things)
            if value[0] == "+":
                new.setdefault(name, []).append(value[1:])
            elif value[0] == "-":
                new[name].remove(value[1:])
            else:
                new[name] = [value]
        return new

    def sent(self, form: dict[str, list[str]]):
        """The answer to a form, after the page that asks to look at the consequences."""
        answer = self._client.post(self._path, data=form)
        asks = answer.status_code == 200
        return self._client.post(self._path, data=fields(answer, "seen")) if asks else answer

    def holds(self, change: dict[str, str]) -> bool:
        """Whether the form as it is saved now says what a change says."""
        now = self.opened()
        return self.changed(now, {n: v for n, v in change.items() if v[0] not in "+-"}) == now and all(
            (value[1:].format(**self._things) in now.get(name, [])) == (value[0] == "+")
            for name, value in change.items()
            if value[0] in "+-"
        )


def test_every_form_of_saved_values_is_tried_here(app):
    assert derived(SavedForm) == {*PAGES, *OTHERS}


def test_every_other_form_with_a_token_says_why_it_is_not_merged(app):
    tokens = {one for one in derived(Form) if "shown" in vars(one) and one.shown.field_class is not ShownField}

    assert {one.__name__ for one in tokens} == set(NOT_MERGED)


def derived(form: type[Form]) -> set[type[Form]]:
    """The forms derived from one; what a page makes of them for an event is no other form."""
    direct = {one for one in form.__subclasses__() if one.__name__ != form.__name__}
    return direct.union(*map(derived, direct))


@pytest.mark.parametrize("form", [one for one, page in PAGES.items() if page.elsewhere], ids=lambda form: form.__name__)
def test_what_each_of_two_changes_alone_is_kept(form, client, things):
    page, office = PAGES[form], Office(client, PAGES[form], things)
    one, other = office.opened(), office.opened()
    theirs = office.sent(office.changed(other, page.elsewhere))
    mine = office.sent(office.changed(one, page.mine))
    told = client.get("/o/").text
    twice = office.sent(office.changed(one, page.mine))

    assert (theirs.status_code, mine.status_code, twice.status_code) == (303, 303, 303)
    assert (office.holds(page.mine), office.holds(page.elsewhere)) == (True, True)
    said = f"Meanwhile {things['name'] if form in NAMED else 'a colleague'} has changed: "
    assert (said in told, f"”: {said}" in told) == (True, form in {BlockForm, CategoryForm, ItemForm, PlaceForm})


@pytest.mark.parametrize("form", [one for one, page in PAGES.items() if page.against], ids=lambda form: form.__name__)
def test_what_two_change_in_different_ways_is_chosen(form, client, things):
    page, office = PAGES[form], Office(client, PAGES[form], things)
    one, other = office.opened(), office.opened()
    office.sent(office.changed(other, page.against))
    asked = office.sent(office.changed(one, page.mine))
    unsaved = office.holds(page.against)
    again = fields(asked)
    taken = office.sent(again | {"take": [next(iter(page.mine))]})
    theirs = office.holds(page.against)
    kept = office.sent(again)

    assert f"{things['name'] if form in NAMED else 'A colleague'} has changed the same meanwhile" in asked.text
    assert (asked.status_code, unsaved, asked.text.count('name="take"')) == (409, True, len(page.mine))
    assert office.changed(again, page.mine) == again
    assert (taken.status_code, theirs, "”: " in asked.text) == (303, True, False)
    assert (kept.status_code, office.holds(page.mine)) == (303, True)


@pytest.mark.parametrize("form", [ContactForm, PeriodForm], ids=lambda form: form.__name__)
def test_what_a_colleague_has_removed_is_not_there(form, client, things):
    office = Office(client, PAGES[form], things)
    one, path = office.opened(), PAGES[form].path.format(**things)
    client.post(f"{path}/remove", data=fields(client.get(f"{path}/remove")))

    answer = office.sent(office.changed(one, PAGES[form].mine))

    assert (answer.status_code, "it belongs to somebody else" in answer.text) == (404, True)


@pytest.mark.parametrize("shown", ["", "x", "x {", "x []", 'x {"name":1}', 'x {"name":[1]}', "x " + "[" * 5_000])
def test_what_no_form_carries_loses_nothing(shown, client, things):
    form = (office := Office(client, PAGES[EventSettingsForm], things)).opened()

    answer = office.sent(form | {"shown": [shown], "name": ["Mine"]})

    assert (answer.status_code, fields(answer)["name"]) == (409, ["Mine"])
