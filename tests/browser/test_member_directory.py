"""The public directory of members and its map, for every kind of eye and hand."""

import pytest
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.models import Community, Organisation
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.public_card import PublicField
from tests.builders.browser import DESK, serve
from tests.builders.sights import SIGHTS, look_at

PLACES = ("5000", "5000", "4000", "7000", "")
PIN = (50.02, 4.96)
"""Where the member without a town was put by hand."""


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    """The tiny forum, whose community has opened its directory; some members show all of their card."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("members")) as live:
        with transaction(live.database_url) as session:
            community = session.exec(select(Community)).one()
            community.directory_open = True
            members = session.exec(select(Organisation).order_by(Organisation.id)).all()
            for member, postcode in zip(members, PLACES, strict=False):
                member.is_public, member.public_fields = True, [field.value for field in PublicField]
                member.country, member.postcode = "BE", postcode
                if not postcode:
                    member.town, member.placed_by_hand = "", True
                    member.latitude, member.longitude = PIN
                follow_card(member)
        yield live


def directory(live) -> tuple[str, int]:
    with transaction(live.database_url) as session:
        slug = session.exec(select(Community.slug)).one()
        first = session.exec(select(Organisation.id).where(Organisation.is_public).order_by(Organisation.id)).first()
        return f"/m/{slug}", first


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_the_directory(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    here, member = directory(live)

    faults = look_at(window, [here, f"{here}?q=xyzzy", f"{here}?embed=1", f"{here}/{member}"])

    assert not faults, "\n".join(faults)


def test_a_number_on_the_map_leads_where_its_link_does(open_window, live):
    here, _member = directory(live)
    page = open_window(DESK).go(here)

    circle = page.get_by_role("button", name="Namur")
    circle.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**town=Namur**")

    assert page.locator(".directory-list > li").count() == 2
    assert page.locator(".map .town-current").inner_text().startswith("2")


def test_a_member_without_a_town_is_a_place_on_the_map_of_its_own(open_window, live):
    here, _member = directory(live)
    with transaction(live.database_url) as session:
        pinned = session.exec(select(Organisation).where(Organisation.placed_by_hand)).one()
        number, name = pinned.id, pinned.name
    page = open_window(DESK).go(here)

    page.get_by_role("button", name=name).click()

    page.wait_for_url(f"**/{number}")
    assert page.get_by_role("heading", level=1).inner_text() == name


def test_without_a_script_the_list_of_towns_is_whole(open_window, live):
    here, _member = directory(live)
    page = open_window(DESK, javascript=False).go(here)

    assert page.locator("#towns li").count() == 3
    assert page.locator("#map").is_hidden()
