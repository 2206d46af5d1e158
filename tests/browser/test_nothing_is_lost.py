"""What is typed or painted and not yet saved is not lost by itself, and what was removed comes back."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.models import Answer, Delegation, EntryKind, Registration, ReleaseEntry, Wish
from matchmaker.wishes.commands.delegation import set_answer
from tests.builders.browser import PHONE, serve
from tests.builders.factories import make_wish
from tests.builders.journey import delegate, delegation, person, publish_schedule
from tests.builders.sights import SIGHTS, look_at
from web.auth.identity import ParticipantUser

ADDRESS = "noemie.lambert@vellarix.example"


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    """The tiny forum, published; its wishes stay open."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("lost")) as live:
        publish_schedule(live, 1)
        yield live


@pytest.fixture
def wishes(open_window, live):
    window = open_window(PHONE, language="en")
    window.log_in(person(live, ADDRESS), "en")
    return window.go(f"/e/{live.slug}/wishes")


def test_text_in_an_open_wish_survives_a_move(wishes):
    first = wishes.locator(".wish").first
    name = first.locator(".company-name").inner_text().partition("·")[2].strip()
    first.locator("summary").click()
    first.get_by_label("Why, in one line").fill("Half a sentence")
    first.get_by_role("radio", name="If possible").check()

    first.get_by_role("button", name="Down").click()

    second = wishes.locator(".wish").nth(1)
    expect(second.locator(".company-name")).to_contain_text(name)
    expect(second.get_by_label("Why, in one line")).to_have_value("Half a sentence")
    expect(second.get_by_role("radio", name="If possible")).to_be_checked()


def test_a_removed_wish_comes_back(wishes):
    before = wishes.locator(".wish .company-name").all_inner_texts()
    first = wishes.locator(".wish").first
    first.locator("summary").click()
    first.get_by_role("button", name="Remove").click()
    expect(wishes.locator(".wish")).to_have_count(len(before) - 1)

    wishes.get_by_role("button", name="Undo").click()

    expect(wishes.locator(".wish .company-name")).to_have_text(before)


def test_the_count_follows_the_painting_and_leaving_is_asked_about(open_window, live):
    window = open_window(PHONE, language="en")
    window.log_in(person(live, ADDRESS), "en")
    page = window.go(f"/e/{live.slug}/availability")
    number = page.locator("[data-number]")
    free = int(number.inner_text())
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.locator("label.slot").filter(has=page.locator("input:checked")).first.click()
    expect(number).to_have_text(str(free - 1))
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.get_by_role("link", name="Directory").first.evaluate("link => link.click()")
    page.wait_for_function("true")
    assert asked == ["beforeunload"]
    assert page.url.endswith("/availability")

    page.get_by_role("button", name="Save my times").click()
    expect(number).to_have_text(str(free - 1))
    expect(page.get_by_text("Not saved yet.")).to_be_hidden()
    assert asked == ["beforeunload"]


@pytest.fixture(scope="module")
def refusals(live) -> tuple[ParticipantUser, list[str]]:
    """The pages on which Vellarix refuses one of those whom it meets, and the agenda after a change."""
    user = delegate(live, "Vellarix")
    with transaction(live.database_url) as session:
        own = session.exec(select(Registration).where(Registration.person_id == user.person.id)).one()
        entry = session.exec(
            select(ReleaseEntry).where(ReleaseEntry.registration_id == own.id, ReleaseEntry.kind == EntryKind.MEETING)
        ).first()
        other = session.get_one(Delegation, entry.details["other"]["delegation_id"])
        ours = session.get_one(Delegation, delegation(live, "Vellarix"))
        wish = session.exec(select(Wish).where(Wish.from_id == other.id, Wish.to_id == ours.id)).first()
        wish = wish or make_wish(session, other, ours)
        set_answer(session, wish, Answer.YES, None)
        paths = [f"directory/{other.id}/veto", f"interest/{wish.id}/no", f"directory/{other.id}"]
    pages = (*paths, "interest", "wishes", "directory", "agenda", "availability")
    return user, [f"/e/{live.slug}/{path}" for path in pages]


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_the_one_who_refuses(open_window, refusals, size, dark, language):
    user, paths = refusals
    window = open_window(size, dark=dark, language=language)
    window.log_in(user, language)

    faults = look_at(window, paths)

    assert not faults, "\n".join(faults)
