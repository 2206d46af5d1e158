"""Contact cards on pages and as files: one's own only, and only once a meeting is confirmed."""

from collections.abc import Callable
from datetime import time

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Person, Registration, ReleaseKind
from tests.builders.pages import text
from tests.builders.releases import meeting, release
from tests.builders.wishes import Forum, build_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    return build_forum(session)


@pytest.fixture
def ada(forum: Forum, enter: Callable[[Registration], FlaskClient]) -> FlaskClient:
    return enter(forum.ada)


@pytest.fixture
def path(session: Session, forum: Forum) -> str:
    """Where Ada finds the card of the first of the others, who ticked the address and not the number."""
    there = forum.people[0]
    person = session.get_one(Person, there.person_id)
    person.email, person.phone, there.share_email = "p@w.example", "+32 470 11 22 33", True
    session.add_all([person, there])
    return f"/e/{forum.event.slug}/contacts/{there.id}"


def confirm(session: Session, forum: Forum, kind: ReleaseKind = ReleaseKind.FINAL) -> None:
    release(session, forum.ada, 1, kind, [meeting(session, forum, 1, time(9, 30))])


def test_the_page_shows_what_was_ticked_and_a_code(ada: FlaskClient, session: Session, forum: Forum, path: str) -> None:
    confirm(session, forum)

    page = ada.get(path)

    assert "p@w.example" in text(page)
    assert "470" not in text(page)
    assert 'src="data:image/svg+xml' in page.text


def test_contacts_are_not_kept_by_the_browser(ada: FlaskClient, session: Session, forum: Forum, path: str) -> None:
    confirm(session, forum)

    for address in (path, f"{path}.vcf", f"/e/{forum.event.slug}/contacts.vcf"):
        assert ada.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("query", ["", "?v=4", "?v=9"])
def test_files_are_of_the_version_asked_for(
    ada: FlaskClient, session: Session, forum: Forum, path: str, query: str
) -> None:
    version = "4.0" if query == "?v=4" else "3.0"
    confirm(session, forum)

    for address in (f"{path}.vcf{query}", f"/e/{forum.event.slug}/contacts.vcf{query}"):
        answer = ada.get(address)
        assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=contact")
        assert f"VERSION:{version}\r\n" in answer.text
        assert "p@w.example" in answer.text
        assert "TEL" not in answer.text


@pytest.mark.parametrize("kind", [None, ReleaseKind.PROVISIONAL])
def test_before_the_meeting_is_confirmed_there_is_no_card(
    ada: FlaskClient, session: Session, forum: Forum, path: str, kind: ReleaseKind | None
) -> None:
    if kind:
        confirm(session, forum, kind)

    assert [ada.get(address).status_code for address in (path, f"{path}.vcf")] == [404, 404]
    assert ada.get(f"/e/{forum.event.slug}/contacts.vcf").status_code == 404


def test_the_card_of_somebody_else_s_meeting_is_not_found(session: Session, forum: Forum, enter, path: str) -> None:
    confirm(session, forum)
    third = enter(forum.people[1])

    assert [third.get(address).status_code for address in (path, f"{path}.vcf")] == [404, 404]


def test_the_agenda_leads_to_the_card_and_to_all_cards(
    ada: FlaskClient, session: Session, forum: Forum, path: str
) -> None:
    confirm(session, forum)

    page = ada.get(f"/e/{forum.event.slug}/agenda").text

    assert f'href="{path}"' in page
    assert f'href="/e/{forum.event.slug}/contacts.vcf"' in page
    assert f'href="/e/{forum.event.slug}/agenda/m-1.ics"' in page


def test_profiles_are_those_of_linkedin(ada: FlaskClient, session: Session, forum: Forum) -> None:
    form = {"job_title": "CEO", "languages": ["fr"], "language": "fr", "share_linkedin": "y"}
    address = f"/e/{forum.event.slug}/card"

    refused = ada.post(address, data=form | {"linkedin": "https://linkedin.com.evil.example/in/ada"})
    accepted = ada.post(address, data=form | {"linkedin": "www.linkedin.com/in/ada"})

    assert (refused.status_code, accepted.status_code) == (422, 303)
    assert "This is not a LinkedIn profile." in text(refused)
    person = session.get_one(Person, forum.ada.person_id)
    session.refresh(forum.ada)
    assert (person.linkedin, forum.ada.share_linkedin) == ("https://www.linkedin.com/in/ada", True)
    ada.post(address, data=form | {"linkedin": ""})
    session.refresh(forum.ada)
    assert forum.ada.share_linkedin is False
