"""What the secret addresses of a mission open: one page each, and nothing else; forged, former and frequent ones."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Alert, AttachePage, Counterpart, Phase, row_id
from matchmaker.prospects.commands.counterparts import renew_link
from matchmaker.prospects.queries.links import counterpart_link
from tests.builders import factories as make
from tests.builders.pages import text
from tests.builders.public_routes import PUBLIC
from tests.builders.sides import address as address_of
from tests.builders.sides import guarded, make_side, visit
from web.public import opening
from web.rate_limit import RateLimiter

MOVED = {
    "fr": "Cette page a changé d’adresse",
    "en": "This page has moved",
    "nl": "Deze pagina is verhuisd",
    "de": "Diese Seite ist umgezogen",
}


@pytest.fixture
def both(address, attache) -> tuple[str, str]:
    return address, attache


@pytest.mark.parametrize("which", [0, 1], ids=["counterpart", "attaché"])
def test_who_has_opened_a_link_is_a_stranger_on_every_guarded_page(app, session, both, which):
    things = make_side(session).things
    client = app.test_client()
    assert client.get(both[which]).status_code == 200

    for rule, guard, method in guarded(app):
        response = visit(client, rule, method, things)
        door = "/login" if guard == "participant" else "/staff/login"
        assert (response.status_code, response.location.split("?")[0]) == (302 if method == "GET" else 303, door), rule


@pytest.mark.parametrize("which", [0, 1], ids=["counterpart", "attaché"])
def test_a_token_opens_no_other_page_that_a_token_opens(app, session, both, which):
    own, token = both[which].split("/")[1:]
    client, things = app.test_client(), make_side(session).things | {"token": token, "says": "accepted"}

    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC and "token" in rule.arguments and not rule.rule.startswith(f"/{own}/"):
            for method in rule.methods & {"GET", "POST"}:
                status = client.open(address_of(rule, things), method=method).status_code
                assert status in {404, 410, 302, 303, 405}, (rule, method)
                if status in {302, 303}:
                    assert rule.endpoint.startswith("auth."), rule


def test_a_counterpart_reaches_no_company_and_no_meeting_of_another_one(client, session, mission, address, meeting):
    """On every route below its page, with ids of what is not its own."""
    organisation = make.make_organisation(session, "Laiturit")
    where = {"event_id": row_id(mission.event), "leg_id": row_id(mission.leg)}
    other = Counterpart(**where, organisation_id=row_id(organisation))
    session.add(other)
    session.commit()
    theirs, number = f"/meet/{counterpart_link(other)}", str(mission.prospects["Nivelyo"].id)
    tried = {
        "answer": {"prospect": number, "says": "no"},
        "call": {"companies": number, "phone": "+358 9 1"},
        "call/back": {"prospect": number},
        "hours": {"free": "2027-04-19 09:00"},
        f"meetings/{meeting}/late": {"minutes": "5"},
        f"meetings/{meeting}/cancel": {},
        f"meetings/{meeting}/after": {"says": "5"},
    }
    before = text(client.get(address))

    posted = {path: client.post(f"{theirs}/{path}", data=data).status_code for path, data in tried.items()}
    read = [client.get(f"{theirs}/meetings/{meeting}{end}").status_code for end in ("", "/after")]

    assert [status for path, status in posted.items() if path.startswith("meetings/")] == [404] * 3
    assert (read, client.get(f"{theirs}/agenda.ics").status_code) == ([404, 404], 404)
    assert session.exec(select(Alert)).all() == []
    assert text(client.get(address)) == before


@pytest.mark.parametrize("which", [0, 1], ids=["counterpart", "attaché"])
def test_forged_former_and_archived_addresses_open_nothing(client, session, mission, both, which):
    path = both[which]
    flipped = path[:-1] + ("0" if path[-1] != "0" else "1")
    kind, token = path.split("/")[1:]
    other = f"/{kind}/{'a' if token[0] == 'c' else 'c'}{token[1:]}"
    assert [client.get(one).status_code for one in (flipped, other, f"/{kind}/x", path)] == [404, 404, 404, 200]

    mission.event.phase = Phase.ARCHIVED
    session.commit()
    archived = client.get(path).status_code
    mission.event.phase = Phase.OPEN
    renew_link(session, mission.event, mission.counterpart.id, by="Anne")
    session.get_one(AttachePage, 1).link_epoch += 1
    session.commit()
    assert (archived, client.get(path).status_code) == (404, 410)


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_a_former_address_says_whom_to_ask_and_nothing_of_whose_page_it_was(
    client, session, mission, address, meeting, language
):
    mission.counterpart.language = language
    mission.event.contact_email = "mission@cluster.example"
    where = {"event_id": row_id(mission.event), "leg_id": row_id(mission.leg)}
    session.add(AttachePage(**where, name="Pia Laurent", phone="+358 9 5550 1234"))
    renew_link(session, mission.event, mission.counterpart.id, by="Anne")
    session.commit()

    answer = client.get(address)
    page, file = text(answer), client.get(f"{address}/agenda.ics")

    assert (answer.status_code, file.status_code, f'lang="{language}"' in answer.text) == (410, 410, True)
    for said in (MOVED[language], "Pia Laurent", "+358 9 5550 1234", "mission@cluster.example"):
        assert said in page
    for private in ("Satama", "Aino", "Nivelyo", "Wallosoft"):
        assert private not in answer.text


def test_the_page_of_an_attache_who_is_ended_says_whom_to_ask(client, session, mission, attache):
    session.exec(select(AttachePage)).one().ended_at = clock.now()
    session.commit()

    answer = client.get(attache)

    assert (answer.status_code, "Pia Laurent" in answer.text) == (410, False)


@pytest.mark.parametrize("which", [0, 1], ids=["counterpart", "attaché"])
def test_pages_are_neither_kept_nor_found_nor_told_to_others(client, both, which):
    response = client.get(both[which])

    assert (response.headers["Cache-Control"], response.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert '<meta name="robots" content="noindex">' in response.text


def test_an_address_that_is_asked_for_too_often_waits(app, client, address, attache):
    app.extensions[opening.NAME] = RateLimiter(2, 60.0)

    assert [client.get(address).status_code for _ in range(2)] == [200, 200]
    refused = client.get(address)
    assert (refused.status_code, 1 <= int(refused.headers["Retry-After"]) <= 60) == (429, True)
    assert client.get(attache).status_code == 200
    app.extensions[opening.NAME] = RateLimiter(opening.LIMIT, opening.WINDOW)
