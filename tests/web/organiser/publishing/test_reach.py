"""The page of who has seen the last release."""

from flask.testing import FlaskClient
from sqlmodel import Session, select, update

from matchmaker.models import Event, Message, MessageState, Registration, ReleaseEntry, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.pages import fields, text


def test_the_page_lists_readers_and_its_button_tells_those_who_have_not_looked(
    organiser: FlaskClient, forum: Event, session: Session
) -> None:
    page = f"/o/{forum.slug}/releases/reach"
    assert "Nothing is published yet" in text(organiser.get(page))
    scenario = make_baseline(session, forum)
    publish_scenario(session, forum, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    session.execute(update(Message).values(state=MessageState.SENT))
    session.flush()

    shown = organiser.get(page)

    readers = len(set(session.exec(select(ReleaseEntry.registration_id))))
    assert f"0 of {readers} people have seen all that concerns them {readers} Have not seen what it changes" in text(
        shown
    )
    assert "Nothing found" in text(organiser.get(f"{page}?q=xyzzy&only=failed"))
    asked = organiser.post(page, data=fields(shown))
    queued = session.exec(select(Message).where(Message.state == MessageState.QUEUED)).all()
    assert ("Nothing has left yet" in text(asked), "What they read" in text(asked), queued) == (True, True, [])
    assert "again" not in text(organiser.get(f"{page}?only=failed"))
    assert "told again" in organiser.post(page, data=fields(asked), follow_redirects=True).text
    assert "Others have looked" in organiser.post(page, data=fields(shown), follow_redirects=True).text
    session.exec(select(Registration).order_by(Registration.id)).first().seen_release = 1
    session.flush()
    narrowed = organiser.get(f"{page}?only=change")
    assert f"Everybody ({readers}) Have not seen what it changes for them ({readers - 1})" in text(narrowed)
