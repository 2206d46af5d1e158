"""Second factor from the account page to the next log-in, on a phone and at a desk; each page by axe."""

import pytest
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.models import Staff
from tests.builders.browser import DESK, ORGANISER, PASSWORD, PHONE, organiser_of, serve
from tests.builders.second_factor import shown_by_app
from tests.builders.sights import look
from web.auth.identity import StaffUser


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("factor")) as live:
        yield live


@pytest.mark.parametrize(
    ("size", "dark", "language"), [(PHONE, False, "de"), (DESK, True, "fr")], ids=["phone German", "desk dark French"]
)
def test_set_up_and_log_in(open_window, live, size, dark, language):
    with transaction(live.database_url) as session:
        session.exec(select(Staff)).one().totp_secret = ""
    window = open_window(size, dark=dark, language=language)
    page, send = window.page, window.page.locator("main form button[type=submit]")
    window.log_in(StaffUser(organiser_of(live)), language)
    window.go("/staff/account")
    faults = look(window)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[value=set_up]").click()
    faults += look(window)
    page.locator("input[name=code]").fill(shown_by_app(secret=page.locator("main code").inner_text().replace(" ", "")))
    send.click()
    faults += look(window)
    recovery = page.locator(".codes li").first.inner_text()
    window.go("/staff/account")
    faults += look(window)

    page.locator("header form[action='/logout'] button").click()
    window.go("/staff/login")
    page.locator("input[name=email]").fill(ORGANISER)
    page.locator("input[name=password]").fill(PASSWORD)
    send.click()
    faults += look(window)
    page.locator("main p a").click()
    faults += look(window)
    page.locator("input[name=code]").fill(recovery)
    send.click()

    assert not faults, "\n".join(faults)
    assert page.url.endswith(f"/o/{live.slug}/")
