"""Mails by themselves and with one button: reminders."""

from flask.testing import FlaskClient

from tests.builders.forum import Forum
from tests.builders.sent_mails import address, sent


def test_what_people_get_by_themselves_can_be_set(anne: FlaskClient, forum: Forum) -> None:
    path = address(forum, "/habits")

    anne.post(path, data={"reminder_hours": "20"})
    assert (forum.event.mail_invitations, forum.event.reminder_hours) == (False, 20)
    anne.post(path, data={"mail_invitations": "y", "reminder_hours": ""})
    assert (forum.event.mail_invitations, forum.event.reminder_hours) == (True, None)
    answer = anne.post(path, data={"reminder_hours": "500"})
    assert (answer.status_code, "A number from 1 to 72." in answer.text) == (422, True)


def test_one_button_reminds_the_silent_once_a_day(anne: FlaskClient, forum: Forum) -> None:
    forum.people["Beta"].agreed_at = None
    path = f"/o/{forum.event.slug}"

    assert f'href="{path}/remind"' in anne.get(f"{path}/").text
    assert "Remind 1 person?" in anne.get(f"{path}/remind").text
    assert sent(forum, "Beta", "first_mail") == []
    assert "1 person is reminded." in anne.post(f"{path}/remind", follow_redirects=True).text
    assert "Nobody is reminded" in anne.post(f"{path}/remind", follow_redirects=True).text
    assert len(sent(forum, "Beta", "first_mail")) == 1
    assert "Nobody is reminded" in anne.get(f"{path}/remind").text
