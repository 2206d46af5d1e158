"""Pages with what others have entrusted are kept neither by browsers nor by proxies (ASVS 14.3.2)."""

import pytest

from tests.builders.factories import make_category, make_delegation, make_event, make_registration, make_staff
from tests.builders.web import make_app
from web.auth.guards import organiser_required, staff_required


@pytest.mark.parametrize(("address", "guard"), [("/o/<slug>/x", organiser_required), ("/staff/x", staff_required)])
def test_no_page_of_the_staff_is_kept(config, session, as_organiser, address, guard):
    event = make_event(session, slug="namur")
    app = make_app(config, session)
    app.add_url_rule(address, view_func=guard(lambda slug="": "a page"))
    reader = as_organiser(app.test_client(), make_staff(session, event))

    answer = reader.get(address.replace("<slug>", "namur"))

    assert (answer.text, answer.headers["Cache-Control"]) == ("a page", "no-store")


@pytest.mark.parametrize("page", ["agenda", "agenda.ics", "colleagues.ics", "calendar", "contacts.vcf", "contacts/1"])
def test_pages_with_contacts_and_secret_addresses_are_not_kept(client, session, as_participant, page):
    event = make_event(session, slug="namur")
    delegation = make_delegation(session, event, make_category(session, event))
    reader = as_participant(client, make_registration(session, delegation))

    assert reader.get(f"/e/namur/{page}").headers["Cache-Control"] == "no-store"


def test_other_pages_are_asked_for_again_and_belong_to_one_reader(client):
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_logging_out_clears_what_the_browser_kept(client):
    assert client.post("/logout").headers["Clear-Site-Data"] == '"cache"'
