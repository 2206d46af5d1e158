"""Addresses that the application remembers are those that Flask would make anew.

Pages call `app.url_for`; `flask.url_for` always passes `_external`, with which nothing is remembered.
"""

from weakref import ref

import pytest
from flask import Flask, g

from matchmaker.models import Community, Event
from tests.builders.memory import Text


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("participant.agenda", {}),
        ("participant.agenda", {"slug": "other"}),
        ("participant.company_page", {"delegation_id": 1}),
        ("participant.company_page", {"delegation_id": True}),
        ("participant.wishes", {"open": 1, "_anchor": "wish-1"}),
        ("participant.directory", {"q": None, "sector": ["a", "b"]}),
        ("participant.agenda", {"_external": True}),
        ("static", {"filename": "icon.svg"}),
        ("public.home", {}),
    ],
)
def test_an_address_is_that_of_flask_on_the_page_of_each_event(app, endpoint, values):
    for root in ("", "/below"):
        with app.test_request_context(base_url=f"http://localhost{root}"):
            for slug in ("one", "two"):
                g.event = Event(slug=slug)
                made_anew = Flask.url_for(app, endpoint, **values)
                for _ in range(2):
                    assert app.url_for(endpoint, **values) == made_anew


@pytest.mark.parametrize("endpoint", ["community.members", "community.staff"])
def test_an_address_is_that_of_flask_on_the_page_of_each_community(app, endpoint):
    with app.test_request_context():
        for slug in ("one", "two"):
            g.community = Community(slug=slug)
            made_anew = Flask.url_for(app, endpoint)
            for _ in range(2):
                assert app.url_for(endpoint) == made_anew


@pytest.mark.parametrize(
    ("endpoint", "name"), [("auth.use_link", "token"), ("participant.directory", "q"), ("auth.second_step", "next")]
)
def test_an_address_with_a_secret_or_with_words_of_people_is_not_kept_in_memory(app, endpoint, name):
    text = Text("Zoe-abc")
    kept = ref(text)

    with app.test_request_context():
        g.event = Event(slug="one")
        app.url_for(endpoint, **{name: text})
    del text

    assert kept() is None
