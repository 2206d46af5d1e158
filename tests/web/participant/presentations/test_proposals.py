"""The page of one's own presentations, as its people use it."""

import pytest
from sqlmodel import select

from matchmaker.models import Presentation
from matchmaker.presentations.queries.own import read_own
from tests.builders.presentations import call_for, proposed


@pytest.fixture
def pages(session, forum) -> str:
    call_for(session, forum.event)
    return f"/e/{forum.event.slug}/presentations"


def sent(session, forum, **values) -> dict[str, object]:
    """What the form of a new proposal sends."""
    shown = read_own(session, forum.event, forum.ours).token
    defaults = {
        "shown": shown,
        "title": "Signing <b>without</b> paper",
        "abstract": "Three cases.",
        "speaker_id": str(forum.bob.id),
        "language": "fr",
        "minutes": "30",
        "impossible": ["morning", "late"],
        "do": "send",
    }
    return defaults | values


def test_from_nothing_to_a_proposal_that_was_sent(session, forum, ada, pages):
    empty = ada.get(pages).text
    form = ada.get(f"{pages}/new").text

    answer = ada.post(f"{pages}/new", data=sent(session, forum))

    assert "Nothing proposed yet" in empty
    assert ("before 12:00" in form, "after 16:00" in form, "at least 2 of your slots" in form) == (True, True, True)
    assert (answer.status_code, answer.location) == (303, pages)
    [row] = session.exec(select(Presentation)).all()
    assert (row.speaker_id, row.minutes, row.impossible) == (forum.bob.id, 30, ["morning", "late"])
    shown = ada.get(pages).text
    assert ("Signing &lt;b&gt;without" in shown, "being read" in shown) == (True, True)


def test_a_draft_needs_no_abstract_and_what_is_sent_does(session, forum, ada, pages):
    refused = ada.post(f"{pages}/new", data=sent(session, forum, abstract=""))
    kept = ada.post(f"{pages}/new", data=sent(session, forum, abstract="", do="draft"))

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "what the audience will learn" in refused.text
    assert "Go on and send" in ada.get(pages).text


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"speaker_id": "9" * 310},
        {"speaker_id": "nobody"},
        {"minutes": "17"},
        {"language": "xx"},
        {"impossible": ["never"]},
        {},
    ],
)
def test_hostile_input_is_refused_on_the_page(session, forum, ada, pages, values):
    answer = ada.post(f"{pages}/new", data=sent(session, forum, **values) if values else {})

    assert answer.status_code == 422
    assert session.exec(select(Presentation)).all() == []


def test_an_old_page_says_that_something_has_changed(session, forum, ada, pages):
    row = proposed(session, forum.ada)

    new = ada.post(f"{pages}/new", data=sent(session, forum, shown="of before"), follow_redirects=True)
    changed = ada.post(f"{pages}/{row.id}", data=sent(session, forum, shown="of before"))

    assert "Somebody has changed this page meanwhile" in new.text
    assert (changed.status_code, "Somebody has changed this page meanwhile" in changed.text) == (409, True)


def test_it_is_withdrawn_after_a_question_and_taken_up_again(session, forum, ada, pages):
    row = proposed(session, forum.ada)

    question = ada.get(f"{pages}/{row.id}/withdraw").text
    ada.post(f"{pages}/{row.id}/withdraw")
    withdrawn = ada.get(pages).text
    again = ada.post(f"{pages}/{row.id}/again")

    assert "The committee no longer reads it." in question
    assert "Take it up again" in withdrawn
    assert again.location == f"{pages}/{row.id}"


def test_without_a_call_the_page_says_so(forum, ada):
    pages = f"/e/{forum.event.slug}/presentations"

    assert "gives no presentation" in ada.get(pages).text
    assert ada.get(f"{pages}/new").location == pages
