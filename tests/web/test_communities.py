"""The look of a community on the pages of its events: its languages to choose from, its colour."""

import re

from tests.builders.factories import home, make_category, make_delegation, make_event, make_registration


def page_of(session, enter) -> str:
    event = make_event(session)
    registration = make_registration(session, make_delegation(session, event, make_category(session, event)))
    return enter(registration).get(f"/e/{event.slug}/", follow_redirects=True).text


def offered(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="language" value="(\w\w)"', page)))


def test_a_community_offers_its_languages_and_has_its_colour(session, enter):
    community = home(session)
    community.languages, community.colour = ["en", "de"], "#1f4e79"

    page = page_of(session, enter)

    assert offered(page) == ["en", "de"]
    assert '<meta name="theme-color" content="#1f4e79">' in page


def test_without_a_choice_all_languages_and_the_colours_of_the_product(session, client, enter):
    page = page_of(session, enter)

    assert offered(page) == offered(client.get("/").text) == ["fr", "en", "nl", "de"]
    assert page.count('name="theme-color"') == 2
