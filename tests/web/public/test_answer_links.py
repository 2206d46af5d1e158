"""Whose a link in an invitation is: forged links, corrected addresses, other people and other sites."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from matchmaker.models import Says
from matchmaker.publishing.commands.messages import correct_address
from tests.builders import factories as make
from tests.builders.answer_links import answers, links, press, shown
from tests.builders.web import make_app

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def forged(link: str, other: str) -> Iterator[str]:
    """Links made out of two real ones."""
    root, token, says = link.rsplit("/", 2)
    number, sequence, signature = token.split("-")
    their_number, _, their_signature = other.rsplit("/", 2)[1].split("-")
    flipped = ("0" if signature[-1] != "0" else "1") + signature[1:]
    for parts in (
        (their_number, sequence, signature),
        (number, sequence, their_signature),
        (number, "1", signature),
        (number, sequence, flipped),
        (number, sequence, signature[:-1]),
        ("99999", sequence, signature),
        (str(2**31), sequence, signature),
        ("9" * 300, sequence, signature),
        (number, sequence, ""),
    ):
        yield f"{root}/{'-'.join(parts)}/{says}"
    yield f"{root}/{token}/maybe"
    yield f"{root}/{token}%00/{says}"


def test_a_forged_link_opens_and_says_nothing(client, invited) -> None:
    real = links(invited)[1]
    token = shown(client.get(real).text)

    for link in forged(real, links(invited, invited.bob)[1]):
        assert client.get(link).status_code in {400, 404}, link
        assert client.post(link, data={"shown": token}).status_code in {400, 404}, link

    assert answers(invited) == []
    assert invited.alerts() == []


def test_a_link_that_went_to_a_wrong_address_opens_nothing_once_that_is_corrected(client, invited) -> None:
    old = links(invited)[0]
    anne = make.make_staff(invited.session, invited.event, name="Anne")
    correct_address(invited.session, invited.zoe, "zoe.lambert@numalis.example", actor=anne.name)

    assert client.get(old).status_code == 404
    assert client.get(links(invited)[0]).status_code == 200


def test_somebody_else_who_is_logged_in_answers_for_the_one_whose_link_it_is(client, invited, as_participant) -> None:
    as_participant(client, invited.bob)

    press(client, links(invited)[0])

    assert answers(invited) == [(invited.zoe.id, Says.ACCEPTED, True, 0)]


def test_a_form_of_another_site_is_refused(config, session, invited) -> None:
    strict = make_app(config, session, csrf=True)
    link, browser = links(invited)[1], strict.test_client()
    page = browser.get(link).text
    values = {"shown": shown(page)}
    from_page = re.search(r'name="csrf_token" value="([^"]+)"', page)

    stranger = strict.test_client().post(link, data=values)
    assert (stranger.status_code, invited.alerts()) == (400, [])
    own = browser.post(link, data=values | {"csrf_token": from_page[1]})
    assert (own.status_code, len(invited.alerts())) == (303, 1)
