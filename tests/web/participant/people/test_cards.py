"""The company card and the own card as forms."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Community, Organisation, Person
from matchmaker.people.rules import pictures
from tests.builders.factories import DAY
from tests.builders.pages import shown, text
from tests.builders.pictures import picture
from tests.builders.wishes import Forum, build_forum
from web.security import PICTURE_POLICY

PNG = picture()
COMPANY = {
    "offers": ["mobile-apps", "electronic-signature"],
    "seeks": ["funding"],
    "sectors": ["finance"],
    "offers_text": "Signer <b>sans</b> papier",
    "seeks_text": "",
    "description": "Une ligne\nune autre",
    "country": "LU",
    "postcode": "L-1009",
    "town": "Luxembourg",
    "website": "nivelyo.example",
}
PERSON = {
    "job_title": "Directrice",
    "languages": ["fr", "nl"],
    "language": "en",
    "phone": "+32 470 00 00 01",
    "share_phone": "y",
    "arrives": "09:30",
    "leaves": "16:00",
    "max_per_day": "6",
    "max_in_a_row": "",
    "lunch_free": "y",
}


def organisation(session: Session, forum: Forum) -> Organisation:
    return session.get_one(Organisation, forum.ours.organisation_id)


def test_the_company_card_is_saved_and_shown_again(ada: FlaskClient, session: Session, forum: Forum):
    address = f"/e/{forum.event.slug}/company"

    response = ada.post(address, data=COMPANY | {"shown": shown(ada.get(address))})

    card = organisation(session, forum)
    assert response.status_code == 303
    assert (card.offers, card.seeks, card.sectors) == (
        ["mobile-apps", "electronic-signature"],
        ["funding"],
        ["finance"],
    )
    assert (card.postcode, card.town) == ("L-1009", "Luxembourg")
    assert (card.country, card.website, card.offers_text) == (
        "LU",
        "https://nivelyo.example",
        "Signer <b>sans</b> papier",
    )
    page = ada.get(address)
    assert "Signer &lt;b&gt;sans&lt;/b&gt; papier" in page.text
    assert f"Last changed by {session.get_one(Person, forum.ada.person_id).name}" in text(page)


def test_a_colleague_was_quicker(app: Flask, ada: FlaskClient, session: Session, forum: Forum, enter: Callable):
    address = f"/e/{forum.event.slug}/company"
    before = shown(ada.get(address))
    bob = enter(forum.bob)
    bob.post(address, data=COMPANY | {"shown": before, "offers_text": "What Bob wrote"})

    response = ada.post(address, data=COMPANY | {"shown": before, "offers_text": "What Ada wrote"})

    assert response.status_code == 409
    assert organisation(session, forum).offers_text == "What Bob wrote"
    assert response.text.count('name="take"') == 1
    assert ">What Ada wrote</textarea>" in response.text.replace("\r\n", "").replace("\n", "")
    assert "Saved by your colleague: What Bob wrote" in text(response)
    again = ada.post(address, data=COMPANY | {"shown": shown(response), "offers_text": "Both"})
    assert again.status_code == 303
    assert organisation(session, forum).offers_text == "Both"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("website", "javascript:alert(1)", "This is not the address of a website"),
        ("offers_text", "x" * 1001, "At most 1000 characters"),
        ("offers", ["rocketry"], "Choose from the list."),
        ("country", "XX", "Choose one from the list"),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_field(
    ada: FlaskClient, session: Session, forum: Forum, field: str, value: object, sentence: str
):
    address = f"/e/{forum.event.slug}/company"

    response = ada.post(address, data=COMPANY | {"shown": shown(ada.get(address)), field: value})

    assert response.status_code == 422
    assert sentence in text(response)
    assert organisation(session, forum).offers == []


def test_a_logo_is_served_as_the_picture_that_it_is(
    app: Flask, ada: FlaskClient, session: Session, forum: Forum, enter: Callable
):
    ada.post(f"/e/{forum.event.slug}/company/logo", data={"logo": (BytesIO(PNG), "logo.jpg")})

    response = ada.get(f"/e/{forum.event.slug}/logo/{forum.ours.id}")
    assert (response.data, response.mimetype) == (pictures.redrawn(PNG)[0], "image/png")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == PICTURE_POLICY
    colleague = enter(forum.people[0])
    assert f"/logo/{forum.ours.id}?v=" in colleague.get(f"/e/{forum.event.slug}/directory").text
    forum.ours.withdrawn_at = forum.ada.withdrawn_at = forum.bob.withdrawn_at = clock.now()
    session.flush()
    assert colleague.get(f"/e/{forum.event.slug}/logo/{forum.ours.id}").status_code == 404
    assert ada.get(f"/e/{forum.event.slug}/logo/{forum.ours.id}").status_code == 404  # who has left sees no pictures
    forum.ours.withdrawn_at = forum.ada.withdrawn_at = forum.bob.withdrawn_at = None
    session.flush()
    elsewhere = build_forum(session)
    stranger = enter(elsewhere.ada)
    assert stranger.get(f"/e/{elsewhere.event.slug}/logo/{forum.ours.id}").status_code == 404

    ada.post(f"/e/{forum.event.slug}/company/logo", data={"remove": "1"})
    assert ada.get(f"/e/{forum.event.slug}/logo/{forum.ours.id}").status_code == 404


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"<svg onload='alert(1)'/>", 422, "not a picture"),
        (PNG + bytes(100), 429, "larger than 1 MB"),
        (None, 422, "Choose a picture first"),
    ],
)
def test_other_files_are_no_logo(
    ada: FlaskClient,
    session: Session,
    forum: Forum,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes | None,
    status: int,
    sentence: str,
):
    monkeypatch.setattr(pictures, "LOGO_BYTES", 100)
    sent = {"logo": (BytesIO(data), "logo.png")} if data is not None else {}

    response = ada.post(f"/e/{forum.event.slug}/company/logo", data=sent)

    assert response.status_code == status
    assert sentence in text(response)
    assert not organisation(session, forum).has_logo


@pytest.mark.parametrize("name", ["logo.svg", "logo.png.exe", "logo", ".png", "../../logo.html"])
def test_a_picture_by_another_name_is_no_logo(ada: FlaskClient, session: Session, forum: Forum, name: str):
    response = ada.post(f"/e/{forum.event.slug}/company/logo", data={"logo": (BytesIO(PNG), name)})

    assert response.status_code == 422
    assert "not a picture" in text(response)
    assert not organisation(session, forum).has_logo


def test_the_own_card_is_saved(ada: FlaskClient, session: Session, forum: Forum):
    response = ada.post(f"/e/{forum.event.slug}/card", data=PERSON)

    person = session.get_one(Person, forum.ada.person_id)
    assert response.status_code == 303
    assert (person.job_title, person.languages, person.language, person.phone) == (
        "Directrice",
        ["fr", "nl"],
        "en",
        "+32 470 00 00 01",
    )
    assert (forum.ada.share_email, forum.ada.share_phone, forum.ada.lunch_free) == (False, True, True)
    assert (forum.ada.arrives_day, forum.ada.arrives, forum.ada.leaves) == (DAY, time(9, 30), time(16))
    assert (forum.ada.max_per_day, forum.ada.max_in_a_row) == (6, None)
    page = ada.get(f"/e/{forum.event.slug}/card").text
    assert 'value="09:30"' in page
    assert 'value="Directrice"' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"languages": []}, "Please choose at least one language"),
        ({"job_title": " "}, "Please say what you do"),
        ({"leaves": "09:00"}, "The departure must be later than the arrival"),
        ({"max_per_day": "0"}, "A number from 1 to 99"),
    ],
)
def test_the_own_card_is_refused_with_a_sentence(
    ada: FlaskClient, session: Session, forum: Forum, change: dict, sentence: str
):
    response = ada.post(f"/e/{forum.event.slug}/card", data=PERSON | change)

    assert response.status_code == 422
    assert sentence in text(response)
    assert session.get_one(Person, forum.ada.person_id).job_title == ""


def test_after_the_deadline_the_card_is_still_corrected(ada: FlaskClient, session: Session, forum: Forum):
    ada.post(f"/e/{forum.event.slug}/card", data=PERSON)
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.add(forum.event)

    saved = ada.post(f"/e/{forum.event.slug}/card", data=PERSON | {"phone": "+32 470 99 99 99"})
    refused = ada.post(f"/e/{forum.event.slug}/card", data=PERSON | {"leaves": "12:00"})

    assert (saved.status_code, refused.status_code) == (303, 409)
    assert "Please tell the organisers" in text(refused)
    assert session.get_one(Person, forum.ada.person_id).phone == "+32 470 99 99 99"
    assert forum.ada.leaves == time(16)


def test_what_the_public_directory_shows_is_ticked_by_the_company(ada: FlaskClient, session: Session, forum: Forum):
    address, community = f"/e/{forum.event.slug}/company", session.get_one(Community, forum.event.community_id)
    assert "public_shown" not in ada.get(address).text
    community.directory_open = True
    session.add(community)
    page = ada.get(address).text
    ticks = {"public_shown": page.split('name="public_shown" type="hidden" value="')[1].split('"')[0], "is_public": "y"}

    assert ada.post(f"{address}/public", data=ticks | {"public_fields": ["place", "offers"]}).status_code == 303
    card = organisation(session, forum)
    assert (card.is_public, card.public_fields) == (True, ["offers", "place"])
    assert ada.post(f"{address}/public", data=ticks).status_code == 409
    assert f'href="/m/{community.slug}/{card.id}"' in ada.get(address).text
