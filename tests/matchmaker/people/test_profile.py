"""The company card, the own card, logos."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from sqlmodel import Session

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.models import Organisation, Person
from matchmaker.people.commands.company import save_company
from matchmaker.people.commands.logos import remove_logo, save_logo
from matchmaker.people.commands.person import save_person
from matchmaker.people.commands.terms import agree
from matchmaker.people.rules.company import CompanyCard
from matchmaker.people.rules.contact_details import website_address
from matchmaker.people.rules.person import PersonalCard
from matchmaker.wishes.queries.logos import logo_of
from tests.builders.factories import DAY
from tests.builders.pictures import picture
from tests.builders.wishes import Forum, build_forum

COMPANY = CompanyCard(
    country="BE",
    postcode="5000",
    town="Namur",
    website="www.nivelyo.example",
    description=" Électronique <script> ",
    sectors=("finance",),
    offers=("mobile-apps", "electronic-signature"),
    seeks=("funding",),
    offers_text="Signer sans papier",
    seeks_text="",
)
PERSON = PersonalCard(
    job_title="Directrice",
    language="nl",
    languages=("fr", "nl", "fr"),
    phone="+32 470 00 00 01",
    share_email=True,
    share_phone=True,
    arrives=(DAY, time(9, 30)),
    leaves=(DAY, time(16)),
    max_per_day=6,
    max_in_a_row=3,
    lunch_free=True,
)


@pytest.fixture
def forum(session: Session) -> Forum:
    return build_forum(session)


def ours(session: Session, forum: Forum) -> Organisation:
    return session.get_one(Organisation, forum.ours.organisation_id)


def test_the_company_card_is_kept_and_found_by_its_words(session: Session, forum: Forum):
    organisation = ours(session, forum)

    save_company(session, forum.ada, COMPANY, shown=CompanyCard.of(organisation).token)

    assert CompanyCard.of(organisation) == replace(
        COMPANY, website="https://www.nivelyo.example", description="Électronique <script>"
    )
    assert "electronique script" in organisation.search_text
    assert "elektronische signatur" in organisation.search_text
    assert organisation.updated_by == session.get_one(Person, forum.ada.person_id).name


def test_a_card_that_a_colleague_changed_is_stale(session: Session, forum: Forum):
    organisation = ours(session, forum)
    shown = CompanyCard.of(organisation).token
    save_company(session, forum.bob, COMPANY, shown=shown)

    with pytest.raises(Stale):
        save_company(session, forum.ada, replace(COMPANY, offers_text="Mine"), shown=shown)

    assert organisation.offers_text == "Signer sans papier"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  company.example ", "https://company.example"),
        ("http://company.example/a?b=c", "http://company.example/a?b=c"),
        ("https://société.example", "https://société.example"),
    ],
)
def test_websites_accepted(typed: str, kept: str):
    assert website_address(typed) == kept


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "javascript://company.example/%0aalert(1)", "ftp://company.example", "company",
              "https://", "https://a b.example", "http://[", "mailto:a@b.example"]
)  # fmt: skip
def test_websites_refused(typed: str):
    with pytest.raises(InvalidInput, match="not the address of a website"):
        website_address(typed)


def test_unknown_tags_and_sectors_in_place_of_needs_are_refused(session: Session, forum: Forum):
    shown = CompanyCard.of(ours(session, forum)).token

    for card in (replace(COMPANY, offers=("rocketry",)), replace(COMPANY, seeks=("finance",))):
        with pytest.raises(InvalidInput, match="words of the list"):
            save_company(session, forum.ada, card, shown=shown)


def test_a_logo_is_kept_as_it_was_drawn_anew(session: Session, forum: Forum):
    organisation = save_logo(session, forum.ada, picture("GIF"))
    assert organisation.has_logo
    data, media_type = logo_of(session, forum.event.id, forum.ours.id)
    assert (data[:8], media_type) == (b"\x89PNG\r\n\x1a\n", "image/png")

    remove_logo(session, forum.ada)
    assert not organisation.has_logo
    assert logo_of(session, forum.event.id, forum.ours.id) is None


@pytest.mark.parametrize("number", ["+32 470 00 00 01", "(081) 22.33-44", " 0470/00 00 01 ", ""])
def test_telephone_numbers_are_taken_as_people_write_them(session: Session, forum: Forum, number: str):
    save_person(session, forum.ada, replace(PERSON, phone=number))

    assert session.get_one(Person, forum.ada.person_id).phone == number.strip()


@pytest.mark.parametrize("number", ["call me", "+32 <b>", "=1+2", "++32 470", "12\n=x", "1"])
def test_what_is_no_telephone_number_is_refused(session: Session, forum: Forum, number: str):
    with pytest.raises(InvalidInput, match="not a telephone number"):
        save_person(session, forum.ada, replace(PERSON, phone=number))


def test_the_own_card_is_kept(session: Session, forum: Forum):
    save_person(session, forum.ada, PERSON)

    person = session.get_one(Person, forum.ada.person_id)
    assert (person.job_title, person.language, person.languages) == ("Directrice", "nl", ["fr", "nl"])
    assert (person.phone, forum.ada.share_email, forum.ada.share_phone) == ("+32 470 00 00 01", True, True)
    assert (forum.ada.arrives_day, forum.ada.arrives, forum.ada.leaves_day, forum.ada.leaves) == (
        DAY,
        time(9, 30),
        DAY,
        time(16),
    )
    assert (forum.ada.max_per_day, forum.ada.max_in_a_row, forum.ada.lunch_free) == (6, 3, True)


def test_without_a_number_no_telephone_is_shared(session: Session, forum: Forum):
    save_person(session, forum.ada, replace(PERSON, phone=" "))

    assert forum.ada.share_phone is False


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"languages": ()}, "at least one language"),
        ({"language": "xx"}, "one of the languages of the list"),
        ({"leaves": (DAY, time(9))}, "later than the arrival"),
        ({"arrives": (DAY.replace(day=1), time(9))}, "on a day of the event"),
        ({"max_per_day": 0}, "at least 1"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(session: Session, forum: Forum, change: dict, sentence: str):
    with pytest.raises(InvalidInput, match=sentence):
        save_person(session, forum.ada, replace(PERSON, **change))


def test_after_the_deadline_the_pace_stays_and_the_rest_can_be_corrected(session: Session, forum: Forum):
    save_person(session, forum.ada, PERSON)
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.flush()

    save_person(session, forum.ada, replace(PERSON, phone="+32 470 00 00 99"))
    with pytest.raises(Closed):
        save_person(session, forum.ada, replace(PERSON, leaves=(DAY, time(15))))

    assert session.get_one(Person, forum.ada.person_id).phone == "+32 470 00 00 99"


def test_the_card_is_complete_with_company_and_person(session: Session, forum: Forum):
    save_person(session, forum.ada, PERSON)
    assert forum.ada.card_done_at is None

    save_company(session, forum.ada, COMPANY, shown=CompanyCard.of(ours(session, forum)).token)
    assert forum.ada.card_done_at is not None


def test_agreeing_counts_the_first_time(session: Session, forum: Forum):
    forum.ada.agreed_at = None

    agree(session, forum.ada)
    first = forum.ada.agreed_at
    agree(session, forum.ada)

    assert first is not None
    assert forum.ada.agreed_at == first
