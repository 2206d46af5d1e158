"""A long list of ticks is searched by name without accents, and what is ticked stands on top."""

import pytest
from playwright.sync_api import expect
from sqlmodel import Session

from matchmaker.base.db import get_engine
from tests.builders.browser import DESK, serve_empty
from tests.builders.drafts import Draft
from web.auth.identity import StaffUser

OTHERS = [*(f"Company {number:02}" for number in range(12)), "Accès Clair", "Zennelabs"]


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve_empty(sqlite_template, tmp_path) as live:
        yield live


def test_wishes_of_somebody_new_are_found_by_name(open_window, live):
    with Session(get_engine(live.database_url), expire_on_commit=False) as session:
        draft = Draft(session)
        new, *_ = [draft.forum.join(name) for name in ("Newcomer", *OTHERS)]
        session.commit()
        address, staff = f"/o/{draft.event.slug}/changes/newcomer/{new.id}", draft.staff
        session.refresh(staff)
    window = open_window(DESK, language="en")
    window.log_in(StaffUser(staff), "en")
    page = window.go(address)

    search = page.get_by_role("searchbox", name="Search by name")
    for words, name in (("acces", "Accès Clair"), ("ZENN", "Zennelabs")):
        search.fill(words)
        expect(page.get_by_label("Company 00")).to_be_hidden()
        page.get_by_label(name).check()
    search.fill("")

    expect(page.get_by_label("Company 00")).to_be_visible()
    assert page.locator("#others label").all_inner_texts()[:2] == ["Accès Clair", "Zennelabs"]
