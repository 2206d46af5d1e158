"""The link that ends reminders: a page for people, one click for mail programs."""

import pytest
from sqlmodel import Session

from matchmaker.mail.queries.unsubscribe import stop_url
from tests.builders.published import make_registration
from tests.builders.web import make_app


@pytest.fixture
def registration(session: Session):
    return make_registration(session, language="en")


@pytest.fixture
def path(config, registration) -> str:
    return stop_url(registration.id).removeprefix(config.base_url)


def test_opening_the_link_changes_nothing(client, registration, path) -> None:
    page = client.get(path)

    assert "You get reminders and news about wishes." in page.text
    assert registration.unsubscribed_at is None


def test_one_click_of_a_mail_program_ends_it_without_a_cookie(config, session, registration, path) -> None:
    browser = make_app(config, session, csrf=True).test_client()

    response = browser.post(path, data={"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert registration.unsubscribed_at is not None


def test_the_page_offers_to_begin_again(client, registration, path) -> None:
    assert "no news about wishes any more" in client.post(path).text
    client.post(path, data={"wanted": "yes"})

    assert registration.unsubscribed_at is None


def test_a_link_that_we_never_made_leads_nowhere(client, registration, path) -> None:
    assert client.get(path[:-2] + "zz").status_code == 404
    assert client.post("/mails/1-abc").status_code == 404
