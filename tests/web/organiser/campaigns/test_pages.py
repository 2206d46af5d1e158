"""A campaign on screen: written with a preview, for those shown, sent, followed."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.i18n import format_day
from matchmaker.campaigns.queries.campaigns import title_of
from matchmaker.models import Campaign, CampaignPreset, CampaignState, Event, Message, Registration
from tests.builders.pages import shown, text

BASE = "/o/salon/campaigns"
OWN = {"preset": "own", "subject_fr": "Salon <b>{jour}</b>", "body_fr": "Bonjour {prénom},\n\n{lien}"}


@pytest.fixture
def anne(organiser: FlaskClient, crowd) -> FlaskClient:
    """The organiser of a forum of Alpha, and of Beta who has not agreed."""
    return organiser


@pytest.fixture
def campaign(anne: FlaskClient, session: Session) -> Campaign:
    anne.post(f"{BASE}/new", data=OWN)
    return session.exec(select(Campaign)).one()


def test_from_a_preset_to_the_mails(anne: FlaskClient, session: Session) -> None:
    assert "No campaign yet" in text(anne.get(BASE))
    assert "Invite this person" in text(anne.get("/o/salon/import"))
    assert 'preset=missing" aria-current' in anne.get(f"{BASE}/new").text  # Alpha has agreed: it was invited
    assert f'href="{BASE}/new?preset=missing"' in anne.get("/o/salon/").text
    page = anne.get(f"{BASE}/new?preset=invitation")
    assert "{prénom}, qui voulez-vous rencontrer" in page.text
    made = anne.post(f"{BASE}/new", data={"preset": "invitation", "subject_fr": "Venez", "body_fr": "{lien}"})
    recipients = anne.get(made.location)
    assert "1 person gets it" in text(recipients)

    saved = anne.post(made.location, data={"shown": shown(recipients), "missing": ["not_agreed"]})
    send = anne.get(saved.location)
    assert "Send it to 1 person?" in text(send)
    jobs.quick_queue.flush()  # what earlier tests of the process have queued
    sent = anne.post(saved.location, data={"shown": shown(send), "when": "now"}, follow_redirects=True)

    assert "No mail server is set up: nothing leaves, the mails wait." in sent.text
    assert "1 of 1 people" in text(sent)
    assert [task.name for task in jobs.quick_queue.pending()] == ["write_campaigns"]
    history = text(anne.get("/o/salon/history"))
    assert "Mail “Venez” confirmed for 1 person" in history


def test_a_title_shows_no_braces(anne: FlaskClient, session: Session, campaign: Campaign) -> None:
    event = session.get_one(Event, campaign.event_id)
    campaign.texts = {"fr": {"subject": "{Prénom}, le {jour} à {ville} ? {own}", "body": "{lien}"}}

    assert title_of(event, campaign) == f"Le {format_day(event.starts_on, 'fr')} à {event.city} ? {{own}}"


def test_the_preview_is_filled_in_and_saves_nothing(anne: FlaskClient, session: Session, campaign: Campaign) -> None:
    typed = OWN | {"subject_fr": "Neuf", "preview": "1", "shown": "x"}
    registration = session.exec(select(Registration.id).order_by(Registration.id)).first()

    page = anne.post(f"{BASE}/{campaign.id}/text", data=typed | {"person": registration})
    wrong = anne.post(f"{BASE}/{campaign.id}/text", data=typed | {"body_fr": "{prenon}"})

    assert "Bonjour &lt;b&gt;Zoé&lt;/b&gt;," in page.text
    assert "“{prenon}” is not known." in wrong.text
    assert (page.status_code, wrong.status_code) == (200, 200)
    assert session.exec(select(Campaign)).one().texts["fr"]["subject"] == OWN["subject_fr"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"body_fr": "{prenon}"}, "is not known"),
        ({"subject_fr": "{lien}"}, "cannot stand in the subject"),
        ({"subject_fr": "", "body_fr": ""}, "Write subject and text."),
        ({"subject_nl": "Een"}, "Write subject and text."),
        ({"body_fr": "9" * 6000}, "at most 5000"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(anne: FlaskClient, session: Session, changed, said) -> None:
    answer = anne.post(f"{BASE}/new", data=OWN | changed)

    assert (answer.status_code, said in text(answer)) == (422, True)
    assert session.exec(select(Campaign)).all() == []


def test_two_organisers_at_once_see_both_texts(anne: FlaskClient, campaign: Campaign) -> None:
    page = f"{BASE}/{campaign.id}/text"
    token = shown(anne.get(page))

    first = anne.post(page, data=OWN | {"shown": token, "subject_fr": "First"})
    second = anne.post(page, data=OWN | {"shown": token, "subject_fr": "Second"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert ('value="Second"' in second.text, "</span> First</p>" in second.text) == (True, True)


def test_who_joins_meanwhile_needs_another_look(anne: FlaskClient, session: Session, campaign: Campaign) -> None:
    page = f"{BASE}/{campaign.id}/send"
    token = shown(anne.get(page))
    session.exec(select(Registration).order_by(Registration.id)).first().withdrawn_at = clock.now()
    session.flush()

    stale = anne.post(page, data={"shown": token, "when": "now"})

    assert (stale.status_code, "The recipients have changed meanwhile" in text(stale)) == (409, True)
    assert session.exec(select(Message)).all() == []
    again = anne.post(page, data={"shown": shown(stale), "when": "now"})
    assert again.status_code == 303


def test_a_double_click_says_that_it_is_on_its_way(anne: FlaskClient, campaign: Campaign) -> None:
    page = f"{BASE}/{campaign.id}/send"
    once = {"shown": shown(anne.get(page)), "when": "now"}

    answers = [anne.post(page, data=once, follow_redirects=True) for _ in range(2)]

    assert "on its way already" in answers[1].text
    assert [answer.request.path for answer in answers] == [f"{BASE}/{campaign.id}"] * 2


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("", "Say when it leaves."),
        ("2020-01-01T10:00", "has passed"),
        ("0001-01-01T10:00", "The year is one from 2000 to 2199."),
        ("x" * 400, "Enter a day and a time that exist."),
    ],
)
def test_a_time_that_cannot_be_is_refused(anne: FlaskClient, campaign: Campaign, when: str, said: str) -> None:
    page = f"{BASE}/{campaign.id}/send"

    answer = anne.post(page, data={"shown": shown(anne.get(page)), "when": "later", "send_at": when})

    assert (answer.status_code, said in text(answer)) == (422, True)


def test_a_reminder_does_not_leave_after_the_event(anne: FlaskClient, session: Session, campaign: Campaign) -> None:
    page = f"{BASE}/{campaign.id}/send"
    campaign.preset = CampaignPreset.WISHES
    session.commit()

    answer = anne.post(page, data={"shown": shown(anne.get(page)), "when": "later", "send_at": "2099-03-01T08:00"})

    assert (answer.status_code, "The event is over by then." in text(answer)) == (422, True)


def test_a_planned_mail_is_stopped_and_deleted(anne: FlaskClient, session: Session, campaign: Campaign) -> None:
    page = f"{BASE}/{campaign.id}"
    later = {"when": "later", "send_at": "2098-03-01T08:00"}
    planned = anne.post(f"{page}/send", data=later | {"shown": shown(anne.get(f"{page}/send"))}, follow_redirects=True)
    assert "It leaves on" in planned.text
    assert (anne.get(f"{page}/text").location, anne.get(f"{page}/recipients").location) == (page, page)

    stopped = anne.post(f"{page}/stop", follow_redirects=True)
    assert "Stopped: 2 people are not written to." in stopped.text
    assert session.get_one(Campaign, campaign.id).state is CampaignState.DRAFT
    anne.post(f"{page}/delete")
    assert session.exec(select(Campaign)).all() == []


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("smtp.host.example", "A test goes to {email}."),
        ("", "No mail server is set up: nothing leaves, the mails wait."),
    ],
)
def test_a_test_goes_to_oneself(
    anne: FlaskClient, session: Session, campaign: Campaign, staff, app, monkeypatch, host: str, said: str
) -> None:
    monkeypatch.setitem(app.config, "MATCHMAKER", get_config().model_copy(update={"smtp_host": host}))

    answer = anne.post(f"{BASE}/{campaign.id}/test", follow_redirects=True)

    assert said.format(email=staff.email) in answer.text
    assert session.exec(select(Message.recipient)).all() == [staff.email]


def test_an_event_in_preparation_says_what_comes_first(anne: FlaskClient, event: Event, campaign: Campaign) -> None:
    event.phase = "draft"

    assert "the links in the mail would lead nowhere" in text(anne.get(f"{BASE}/{campaign.id}/send"))


@pytest.mark.parametrize("page", ["text", "recipients", "send", "test", "stop", "delete"])
def test_an_empty_form_does_no_harm(anne: FlaskClient, campaign: Campaign, page: str) -> None:
    answer = anne.post(f"{BASE}/{campaign.id}/{page}")

    assert answer.status_code in {303, 409, 422}
