"""The page of the call for presentations, and the list of what was proposed."""

from datetime import timedelta

from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Registration
from matchmaker.presentations.queries.call import call_token, read_call, read_limits
from tests.builders.presentations import sent_proposal


def filled(session, event, **values) -> dict[str, object]:
    call = read_call(session, event)
    limits = read_limits(session, event, call)
    defaults = {
        "shown": call_token(call, limits),
        "is_open": "y",
        "languages": ["fr", "de"],
        "lengths": ["20"],
        "text_fr": "Vos cas",
        **{f"limit_{category.id}": "2" for category, _ in limits},
    }
    return defaults | values


def test_the_call_is_opened_and_closes_by_itself(session, event, organiser):
    page = f"/o/{event.slug}/presentations/call"
    closes = clock.now() + timedelta(days=2)

    answer = organiser.post(
        page, data=filled(session, event, closes=f"{clock.local(closes, event.zone):%Y-%m-%dT%H:%M}")
    )

    assert (answer.status_code, answer.location) == (303, page)
    call = read_call(session, event)
    assert (call.is_open, call.languages, call.lengths, call.limits) == (True, ["fr", "de"], [20], {"basic": 2})
    assert "then closed by itself" in organiser.get(page).text


def test_what_does_not_fit_is_said_on_the_page(session, event, organiser):
    page = f"/o/{event.slug}/presentations/call"
    [(category, _)] = read_limits(session, event, read_call(session, event))

    for values, sentence in (
        ({"lengths": []}, "Choose at least one length."),
        ({f"limit_{category.id}": "0"}, "Say which categories may propose"),
        ({f"limit_{category.id}": "9" * 310}, "Enter a number from 0 to 20."),
        ({"closes": "0001-01-01T00:00"}, "The year is one from"),
        ({"lengths": ["hostile"]}, "Choose from the list."),
    ):
        answer = organiser.post(page, data=filled(session, event, **values))
        assert (answer.status_code, sentence in answer.text) == (422, True), (values, sentence)
    stale = organiser.post(page, data=filled(session, event, shown="of before"))
    assert stale.status_code == 409


def test_the_list_shows_what_was_sent_and_the_preparation_counts_it(session, event, organiser, crowd):
    empty = organiser.get(f"/o/{event.slug}/presentations").text
    first, _ = crowd
    speaker = session.exec(select(Registration).where(Registration.delegation_id == first.id)).one()
    sent_proposal(session, speaker, "Signing <i>fast</i>")

    listed = organiser.get(f"/o/{event.slug}/presentations").text

    assert "No proposal yet" in empty
    assert ("Signing &lt;i&gt;fast" in listed, "1 proposal waits for a decision." in listed) == (True, True)
    assert "1 proposal waits for a decision." in organiser.get(f"/o/{event.slug}/setup").text
