"""Two companies that have agreed to meet, and what their people read of it in their mail."""

from tests.builders.mail_client import Invite
from tests.builders.office import Mails

ONE, OTHER = "Nivelyo", "Meuse Invest"


def news(found: Mails) -> tuple[str, int, str]:
    """What each of the two gets, the same for both: method, sequence, beginning of the subject."""
    told = {
        (mail.method, mail.item.sequence, str(mail.mail["Subject"]).rpartition(": ")[0])
        for mails in found.values()
        for mail in mails
    }
    assert [len(mails) for mails in found.values()] == [1, 1]
    (one,) = told
    return one


def words(mail: Invite) -> str:
    body = mail.mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())
