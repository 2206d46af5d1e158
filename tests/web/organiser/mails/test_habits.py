"""Mails by themselves."""

from flask.testing import FlaskClient

from tests.builders.forum import Forum
from tests.builders.pages import shown
from tests.builders.sent_mails import address


def test_what_people_get_by_themselves_can_be_set(anne: FlaskClient, forum: Forum) -> None:
    path = address(forum, "/habits")

    def save(**values: str):
        return anne.post(path, data=values | {"shown": shown(anne.get(path))})

    save(reminder_hours="20")
    assert (forum.event.mail_invitations, forum.event.reminder_hours) == (False, 20)
    save(mail_invitations="y", reminder_hours="")
    assert (forum.event.mail_invitations, forum.event.reminder_hours) == (True, None)
    answer = save(reminder_hours="500")
    assert (answer.status_code, "A number from 1 to 72." in answer.text) == (422, True)
