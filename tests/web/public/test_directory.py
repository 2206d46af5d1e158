"""The public directory of members: what each has ticked, searched, on a map, as data, and inside another site."""

import re
from datetime import date

import pytest

from matchmaker.models import Community
from tests.builders import factories as make
from tests.builders.members import make_member, make_public_member

CARD = {
    "postcode": "5000",
    "website": "https://alpha.example",
    "description": "Signs <b>papers</b>",
    "offers": ["electronic-signature"],
    "offers_text": "Without paper",
}


@pytest.fixture
def community(session) -> Community:
    return make.make_community(session, slug="grappe", name="Grappe", directory_open=True, languages=["fr", "en"])


def get(client, path="", **headers):
    return client.get(f"/m/grappe{path}", headers={"Accept-Language": "en"} | headers)


def test_a_directory_is_not_there_before_it_is_opened(client, session, community):
    alpha = make_public_member(session, "Alpha", community)
    community.directory_open = False
    session.add(community)

    for path in ("", f"/{alpha.id}", f"/{alpha.id}/logo", "/members.json"):
        assert get(client, path).status_code == 404, path


def test_members_show_what_they_ticked_and_no_more(client, session, community):
    alpha = make_public_member(session, "Alpha", community, tier="Premium", **CARD)
    beta = make_public_member(session, "Beta", community, tier="Premium", **CARD | {"public_fields": []})
    hidden = make_member(session, "Hidden", community, **CARD)
    away = make_public_member(session, "Away", make.make_community(session))
    make.make_person(session, alpha, last_name="Secret", email="secret@alpha.example", phone="+32 81 999")

    page = get(client).text
    assert ("Alpha" in page, "Beta" in page, "Hidden" in page, "Away" in page) == (True, True, False, False)
    one, other = get(client, f"/{alpha.id}").text, get(client, f"/{beta.id}").text
    for text in ("Signs &lt;b&gt;papers", "Without paper", "https://alpha.example", "5000 Namur, Belgium", "Premium"):
        assert (text in one, text in other) == (True, False), text
    for one_page in (page, one, get(client, "/members.json").text):
        assert not any(text in one_page for text in ("Secret", "secret@", "999"))
    assert [get(client, f"/{member.id}").status_code for member in (hidden, away)] == [404, 404]


def test_members_whose_membership_has_ended_stand_there_no_more(client, session, community):
    for name, values in (
        ("Now", {"tier": "Basic"}),
        ("Over", {"tier": "Basic", "ends_on": date(2026, 1, 31)}),
        ("Never", {}),
    ):
        over = make_public_member(session, name, community, **values)
        if name != "Now":
            assert get(client, f"/{over.id}").status_code == 404, name

    assert "1 member of Grappe" in get(client).text


def test_no_search_is_taken_for_a_town_that_is_not_shown(client, session, community):
    make_public_member(session, "Alpha", community, **CARD | {"town": "Geheimdorfingen", "public_fields": []})

    assert "geheimdorfingen" not in get(client, "?q=geheimdorfingem").text.casefold()


def test_what_is_not_shown_is_not_found_either(client, session, community):
    make_public_member(session, "Alpha", community, **CARD)
    make_public_member(session, "Beta", community, **CARD | {"public_fields": ["tier"]})

    for query, names in (
        ("q=papers", ["Alpha"]),
        ("q=sginature", ["Alpha"]),
        ("q=betta", ["Beta"]),
        ("offers=electronic-signature", ["Alpha"]),
        ("town=Namur", ["Alpha"]),
        ("country=BE", ["Alpha"]),
        ("tier=Premium", []),
        ("q=%25", ["Alpha", "Beta"]),
    ):
        answer = get(client, f"/members.json?{query}")
        assert (answer.status_code, [one["name"] for one in answer.get_json()["members"]]) == (200, names), query


def test_members_are_found_by_a_language_that_their_people_speak(client, session, community):
    for name, languages in (("Alpha", ["pl", "fr"]), ("Beta", ["nl"])):
        make.make_person(session, make_public_member(session, name, community), languages=languages)
    hidden = make_public_member(session, "Hidden", community, public_fields=[])
    make.make_person(session, hidden, languages=["pl"])

    found = get(client, "/members.json?language=pl").json
    assert [(one["name"], one["languages"]) for one in found["members"]] == [("Alpha", ["fr", "pl"])]
    assert "French and Polish" in get(client, f"/{found['members'][0]['id']}").text
    assert "Polish <span" in get(client, "?language=pl").text


def test_towns_with_their_numbers_stand_beside_the_map(client, session, community):
    for name, place in (("A", {"postcode": "5000"}), ("B", {"town": "Namur"}), ("C", {"postcode": "4000"})):
        make_public_member(session, name, community, **place)
    make_public_member(session, "D", community, country="FR", town="Lille")

    page = get(client, "?q=").text

    assert 'data-name="Namur" data-members="2"' in page
    assert 'data-name="Liège" data-members="1"' in page
    assert 'href="/m/grappe?country=FR"' in page
    assert "in Belgium, 1 elsewhere" in page
    chosen = get(client, "?town=Namur&country=BE&q=a").text
    assert ("2 members in Namur" in chosen, chosen.count('class="chip"')) == (True, 2)
    assert 'class="chip" href="/m/grappe?q=a">Namur' in chosen


def test_a_member_that_names_no_town_stands_on_the_map_where_it_was_put(client, session, community):
    pin = {"latitude": 50.4, "longitude": 4.4}
    lille = {"country": "FR", "town": "Lille", "latitude": 50.6, "longitude": 3.1}
    members = (
        ("Pinned", pin),
        ("Nowhere", {}),
        ("Home", {"postcode": "5000"}),
        ("Also at home", {"postcode": "4000"}),
        ("Foreign", lille),
        ("Silent", pin | {"public_fields": []}),
    )
    ids = {
        name: make_public_member(session, name, community, **{"placed_by_hand": "latitude" in values} | values).id
        for name, values in members
    }

    page = get(client).text

    assert re.findall(r'<a href="([^"]*)" data-member data-latitude="50.4" data-longitude="4.4"', page) == [
        f"/m/grappe/{ids['Pinned']}"
    ]
    assert re.findall(r'data-latitude="50.6" .* data-name="(\w+)" data-members="1" data-abroad', page) == ["Lille"]
    assert "Nobody shows a place here." not in page


def test_pages_are_the_same_for_everybody_and_kept_for_minutes(client, session, community):
    make_public_member(session, "Alpha", community)
    client.set_cookie("session", "anything")

    page = get(client)

    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in page.headers["Vary"]
    again = get(client, **{"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert '<html lang="fr"' in get(client, "?lang=fr").text
    assert "Qui fait quoi" in get(client, "?lang=fr").text
    assert 'name="robots" content="noindex"' in page.text


def test_only_the_sites_named_may_embed_it(client, session, community):
    make_public_member(session, "Alpha", community)
    assert "frame-ancestors 'none'" in get(client, "?embed=1").headers["Content-Security-Policy"]
    community.directory_sites, community.directory_indexed = ["https://www.cluster.example"], True
    session.add(community)

    embedded, plain = get(client, "?embed=1"), get(client)

    assert "frame-ancestors https://www.cluster.example" in embedded.headers["Content-Security-Policy"]
    assert ("X-Frame-Options" in embedded.headers, "Set-Cookie" in embedded.headers) == (False, False)
    assert ("directory-top" in embedded.text, "embed=1" in embedded.text) == (False, True)
    assert ("frame-ancestors 'none'" in plain.headers["Content-Security-Policy"], plain.headers["X-Frame-Options"]) == (
        True,
        "DENY",
    )
    assert 'content="index, follow"' in plain.text


def test_the_directory_as_data(client, session, community):
    alpha = make_public_member(session, "Alpha", community, tier="Premium", **CARD)

    answer = get(client, "/members.json?q=alpha")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.get_json() == {
        "community": "Grappe",
        "found": 1,
        "total": 1,
        "next": None,
        "members": [
            {
                "id": alpha.id,
                "page": f"/m/grappe/{alpha.id}",
                "name": "Alpha",
                "description": "Signs <b>papers</b>",
                "offers": [{"code": "electronic-signature", "name": "Electronic signature"}],
                "offers_text": "Without paper",
                "seeks": [],
                "seeks_text": "",
                "sectors": [],
                "languages": [],
                "website": "https://alpha.example",
                "postcode": "5000",
                "town": "Namur",
                "country": "BE",
                "tier": "Premium",
                "latitude": 50.4687,
                "longitude": 4.922,
            }
        ],
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=" + "9" * 310, 200),
        ("page=-5", 200),
        ("q=" + "x" * 5000, 200),
        ("sector=%27", 200),
        ("lang=xx", 200),
        ("town=%3Cb%3E", 200),
        ("q=%00", 400),
    ],
)
def test_odd_questions_get_an_answer(client, community, query, status):
    assert get(client, f"?{query}").status_code == status
