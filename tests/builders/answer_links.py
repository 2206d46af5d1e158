"""The links in the invitations of an `Invited` forum: found in the mails, opened, pressed."""

import re

from sqlmodel import select

from matchmaker.models import InvitationAnswer, Message, Registration, Says
from tests.builders.invited import Invited
from tests.builders.mail_client import read


def links(invited: Invited, registration: Registration | None = None) -> list[str]:
    """The paths of the links in the newest mail to a person, Zoé if none is named: to come, and not to come."""
    mail = invited.session.get_one(Message, invited.invitation_of(registration or invited.zoe).message_id)
    return links_of(mail.mime)


def links_of(mime: bytes) -> list[str]:
    text, html = (str(read(mime).get_body((kind,)).get_content()) for kind in ("plain", "html"))
    found = re.findall(r"https?://[^/\s]+(/answer/\S+)", text)
    assert found == re.findall(r'href="https?://[^/"]+(/answer/[^"]+)"', html)
    return found


def answers(invited: Invited) -> list[tuple[int, Says, bool, int]]:
    rows = invited.session.exec(select(InvitationAnswer).order_by(InvitationAnswer.id))
    return [(row.registration_id, row.says, row.sure, row.sequence) for row in rows]


def shown(page: str) -> str:
    found = re.search(r'name="shown"[^>]*value="(\w+)"', page)
    assert found is not None
    return found[1]


def press(client, link: str, **values):
    """Open a link and confirm it, as a person does."""
    return client.post(link, data={"shown": shown(client.get(link).text)} | values)
