"""The mails that a release would send, shown before it."""

from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.invitations.commands import invitations
from matchmaker.models import CalendarChoice, Message, Registration, Release, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.forum import Forum, Seat
from tests.builders.pages import text
from tests.builders.sent_mails import release, sent, session_delegation


def test_the_preview_is_what_publishing_then_sends_and_changes_nothing(
    anne: FlaskClient, forum: Forum, session: Session
) -> None:
    scenario = forum.scenario(Seat(session_delegation(forum, "Alpha"), session_delegation(forum, "Beta"), slot=0))
    session.commit()
    registration: Registration = forum.people["Alpha"]
    path = f"/o/{forum.event.slug}/scenarios/{scenario.id}"

    assert f"{path}/preview/{registration.id}" in anne.get(f"{path}/publish").text
    page = anne.post(f"{path}/preview/{registration.id}").text
    assert session.exec(select(Message)).all() == []
    assert session.exec(select(Release)).all() == []

    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    assert "2 mails, exactly as they would be sent." in page
    for message in (*sent(forum, "Alpha", "invitation"), *sent(forum, "Alpha", "schedule_published")):
        assert message.subject in page


def test_the_preview_shows_a_subscribed_calendar_as_it_would_be(
    anne: FlaskClient, forum: Forum, session: Session
) -> None:
    release(forum)
    invitations.choose_calendar(session, forum.people["Alpha"], CalendarChoice.FEED)
    one, other = session_delegation(forum, "Alpha"), session_delegation(forum, "Beta")
    same, moved, none = (
        forum.scenario(*seats) for seats in ([Seat(one, other, slot=0)], [Seat(one, other, slot=1)], [])
    )
    pages = [
        text(anne.post(f"/o/{forum.event.slug}/scenarios/{scenario.id}/preview/{forum.people['Alpha'].id}"))
        for scenario in (same, moved, none)
    ]

    shown = "1 entry changes in the subscribed calendar"
    assert [shown in page for page in pages] == [False, True, True]
    assert ["takes the entry away" in page for page in pages] == [False, False, True]
    assert "Title Beta" in pages[1]


def test_the_preview_says_why_a_schedule_cannot_be_published(anne: FlaskClient, forum: Forum, session: Session) -> None:
    one, other = session_delegation(forum, "Alpha"), session_delegation(forum, "Beta")
    scenario = forum.scenario(Seat(one, other, slot=0))
    other.max_meetings = 0
    path = f"/o/{forum.event.slug}/scenarios/{scenario.id}/preview/{forum.people['Alpha'].id}"

    page = anne.post(path, follow_redirects=True).text

    assert "something has changed for these meetings: Alpha – Beta" in page
