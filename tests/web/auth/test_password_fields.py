"""Fields of passwords: masked, open to password managers, verified as typed (ASVS 6.2); and the way out."""

import re

import pytest

from matchmaker.people.commands.accounts import create_organiser
from matchmaker.people.rules.passwords import hash_password, is_password
from tests.builders.factories import make_category, make_delegation, make_event, make_registration
from web.assets import FOLDER

PASSWORD = " Correct  horse battery ÉÉ "
ADDRESS = "anne@cluster.example"


@pytest.fixture
def event(session):
    return make_event(session, slug="namur")


@pytest.fixture
def staff(session, event):
    return create_organiser(session, ADDRESS, "Anne Dubois", hash_password(PASSWORD), event)


def password_fields(page: str) -> list[str]:
    return re.findall(r"<input[^>]*password[^>]*>", page)


def test_fields_are_masked_and_take_what_is_pasted(client, staff, as_organiser):
    pages = [client.get("/staff/login").text, as_organiser(client, staff).get("/staff/account").text]
    fields = [field for page in pages for field in password_fields(page)]

    assert {re.search(r'type="([^"]+)"', field)[1] for field in fields} == {"password"}
    assert {re.search(r'autocomplete="([^"]+)"', field)[1] for field in fields} == {"current-password", "new-password"}
    assert [path.name for path in (FOLDER / "js").glob("*.js") if "paste" in path.read_text()] == []


@pytest.mark.parametrize(
    ("typed", "status"), [(PASSWORD, 303), (PASSWORD.strip(), 422), (PASSWORD.lower(), 422), (PASSWORD[:-1], 422)]
)
def test_a_password_is_verified_as_it_was_typed(client, staff, typed, status):
    answer = client.post("/staff/login", data={"email": ADDRESS, "password": typed})

    assert answer.status_code == status


def test_a_password_may_have_200_characters(client, session, staff):
    longest = "k9#vTq2!xLmP é" * 15
    assert not is_password(staff.password_hash, longest)
    client.post("/staff/login", data={"email": ADDRESS, "password": PASSWORD})

    changed = client.post("/staff/account", data={"current": PASSWORD, "new": longest[:200]})

    assert changed.status_code == 303
    assert is_password(staff.password_hash, longest[:200])
    assert not is_password(staff.password_hash, longest[:199])


@pytest.fixture
def participant(session, event, enter):
    return enter(make_registration(session, make_delegation(session, event, make_category(session, event))))


def test_every_page_offers_to_log_out(client, staff, as_organiser, participant):
    organiser = as_organiser(client, staff)
    pages = [participant.get(f"/e/namur/{page}") for page in ("agenda", "wishes", "card")]
    pages += [organiser.get(page) for page in ("/o/namur/", "/o/namur/people", "/staff/account", "/")]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [page.text.count('action="/logout"') > 0 for page in pages] == [True] * len(pages)
