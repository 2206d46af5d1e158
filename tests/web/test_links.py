"""URLs that mails and calendars carry lead to the pages that they are meant for."""

from inspect import getmembers, isfunction
from urllib.parse import urlsplit

import pytest
from flask import Flask

from matchmaker.base import links
from matchmaker.base.config import Config
from matchmaker.base.links import OrganiserPage, ParticipantPage
from matchmaker.models import Says

TOKEN = "17-3-0123456789abcdef"

CASES = [
    *((links.participant_page, ("forum", page), f"participant.{page or 'start'}") for page in ParticipantPage),
    *((links.organiser_page, ("forum", page), f"organiser.{page.replace('/', '_')}") for page in OrganiserPage),
    (links.meeting_page, ("forum", "m-1"), "participant.visit"),
    (links.preparation_page, ("forum",), "organiser.preparation"),
    (links.sender_page, ("grappe",), "community.sender"),
    (links.calendar_page, ("forum",), "calendar.subscribe"),
    (links.login_page, (TOKEN,), "auth.open_link"),
    *((links.answer_page, (TOKEN, says.value), "public.invitation") for says in Says),
    (links.password_page, (TOKEN,), "auth.reset_page"),
    (links.forgotten_password_page, (), "auth.forgotten_password"),
    (links.staff_invitation_page, (TOKEN,), "auth.staff_invitation"),
    (links.first_start_page, (), "auth.first_start"),
    (links.unsubscribe_page, (TOKEN,), "public.mails"),
    (links.feed, (TOKEN,), "calendar.feed"),
    (links.follow_up_page, (TOKEN,), "public.follow_up"),
    (links.guest_page, (TOKEN,), "public.invited"),
    (links.counterpart_page, (TOKEN,), "public.counterpart_page"),
    (links.attache_page, (TOKEN,), "public.attache"),
    (links.registration_page, ("forum",), "public.register"),
    (links.colleague_invitation_page, ("forum", TOKEN), "public.register_invited"),
    (links.registration_request_page, ("forum", TOKEN), "public.registration_request"),
]


@pytest.mark.parametrize(("link", "arguments", "endpoint"), CASES)
def test_a_link_is_the_address_that_the_application_gives_the_page(
    app: Flask, config: Config, link, arguments, endpoint
) -> None:
    url = link(*arguments)
    assert url.startswith(f"{config.base_url}/")
    address = urlsplit(url)
    routes = app.url_map.bind("localhost")
    found, values = routes.match(address.path, method="GET")
    assert found == endpoint
    assert routes.build(found, values) == address.path


def test_a_log_in_link_says_where_it_leads(app: Flask) -> None:
    link = links.login_page("secret", next_path="/e/forum/agenda?day=2&language=fr")
    with app.test_request_context(link) as context:
        assert context.request.args["next"] == "/e/forum/agenda?day=2&language=fr"


def test_every_link_is_compared() -> None:
    public = {
        link for name, link in getmembers(links, isfunction) if link.__module__ == links.__name__ and name[0] != "_"
    }
    assert {case[0] for case in CASES} == public
