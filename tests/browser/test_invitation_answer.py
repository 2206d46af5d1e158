"""From the mail on a phone to the organisers' desk: no log-in, with and without script."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from matchmaker.base.db import open_session, transaction
from matchmaker.mail.queries import mailbox
from matchmaker.models import Event, Message, Person, Registration, SentInvitation
from tests.builders.browser import DESK, PHONE, organiser_of, serve
from tests.builders.journey import path_of, publish_schedule
from tests.builders.sights import SIGHTS, look
from web.auth.identity import StaffUser


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    """The tiny forum, published to people who are invited by mail."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("answer")) as live:
        with transaction(live.database_url) as session:
            session.exec(select(Event)).one().mail_invitations = True
        publish_schedule(live, 1)
        yield live


def invited(live, number: int) -> tuple[str, list[str]]:
    """The name of somebody invited, and the paths of the answers in the mail that they got."""
    with open_session(read_only=True, url=live.database_url) as session:
        invitation = session.exec(select(SentInvitation).order_by(SentInvitation.id)).all()[number]
        registration = session.get_one(Registration, invitation.registration_id)
        links = mailbox.read_mail(session, session.get_one(Message, invitation.message_id).id).links
        name = session.get_one(Person, registration.person_id).name
    return name, [path_of(link) for link in links if "/answer/" in link]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_the_mail_to_the_organisers_desk(open_window, live, javascript: bool) -> None:
    name, (come, not_come) = invited(live, int(javascript))
    phone = open_window(PHONE, javascript=javascript, language="en")
    phone.go(not_come)
    phone.page.locator("textarea").fill("My train is cancelled.")
    phone.page.locator("main form button.btn-danger").click()
    expect(phone.page.locator(".message.tone-wait")).to_have_count(1)
    assert phone.page.url.endswith(not_come.rpartition("/")[0])

    desk = open_window(DESK, language="en")
    desk.log_in(StaffUser(organiser_of(live)), "en")
    desk.go(f"/o/{live.slug}/alerts")
    card = desk.page.locator("main", has_text=name)
    assert "My train is cancelled." in card.inner_text()

    phone.go(come)
    phone.page.locator("main form button.btn-primary").click()
    expect(phone.page.locator(".message.tone-ok")).to_have_count(1)


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_what_was_answered_is_seen_by_every_eye(open_window, live, size, dark, language) -> None:
    _, (come, not_come) = invited(live, -1)
    window = open_window(size, dark=dark, language=language)
    faults = []
    for link, button in ((come, ".btn-primary"), (not_come, ".btn-danger")):
        window.go(link)
        faults += look(window)
        window.page.locator(f"main form button{button}").click()
        faults += look(window)

    assert not faults, "\n".join(faults)
