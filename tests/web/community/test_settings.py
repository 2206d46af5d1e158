"""Settings of a community, and further communities."""

import pytest
from sqlmodel import select

from matchmaker.models import Community, CommunityRole, StaffInvitation
from tests.builders import factories as make
from tests.builders.pages import shown

PAGE = "/c/grappe/"
VALUES = {"name": "Grappe", "languages": ["en", "nl"], "colour": "#1F4E79", "sender_name": "Grappe", "sender_email": ""}


def save(client, values):
    return client.post(PAGE, data=VALUES | values | {"shown": shown(client.get(PAGE))}, follow_redirects=True)


def test_an_administrator_changes_the_settings(administrator, community):
    sender = "grappe@matchmaker.example"
    page = save(administrator, {"sender_email": sender}).text

    assert "Saved." in page
    assert (community.name, community.languages, community.colour) == ("Grappe", ["en", "nl"], "#1f4e79")
    assert (community.sender_name, community.sender_email) == ("Grappe", sender)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "Please enter a name."),
        ({"name": " \u202e "}, "Please enter a name."),
        ({"languages": []}, "Choose at least one language."),
        ({"colour": "red"}, "is not a colour"),
        ({"sender_email": "nobody"}, "is not an e-mail address"),
        ({"sender_email": "boss@bank.example"}, "sends from “matchmaker.example” only"),
        ({"sender_email": "rendez-vous@matchmaker.example"}, "Others write from this address"),
        ({"sender_email": "other@matchmaker.example"}, "Others write from this address"),
    ],
)
def test_what_cannot_be_used_is_refused(administrator, session, community, values, said):
    make.make_community(session, sender_email="other@matchmaker.example")

    answer = save(administrator, values)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert community.name == "Grappe <b>TIC</b>"


def test_a_sender_that_the_operator_has_set_may_stay(administrator, community):
    community.sender_email = "missions@awex.example"

    save(administrator, {"sender_email": "missions@awex.example"})

    assert (community.name, community.sender_email) == ("Grappe", "missions@awex.example")


def test_a_further_community_and_its_first_administrator(administrator, session):
    values = {"name": "AWEX", "slug": "awex", "email": "zoe@awex.example"}
    page = administrator.post("/c/grappe/communities/new", data=values, follow_redirects=True).text

    assert "“AWEX” is made." in page
    made = session.exec(select(Community).where(Community.slug == "awex")).one()
    invitation = session.exec(select(StaffInvitation)).one()
    assert (invitation.community_id, invitation.community_role) == (made.id, CommunityRole.ADMINISTRATOR)
    assert administrator.get("/c/awex/").status_code == 404
    taken = administrator.post("/c/grappe/communities/new", data=values)
    assert (taken.status_code, "is taken" in taken.text) == (422, True)


def test_only_the_first_community_makes_others(administrator, session, client, as_organiser, community):
    second = make.make_community(session, slug="second")
    zoe = make.make_staff(session)
    make.make_community_role(session, zoe, second)
    as_organiser(client, zoe)

    assert client.get("/c/second/").status_code == 200
    assert client.get("/c/second/communities/new").status_code == 404
    assert "communities/new" not in client.get("/c/second/").text


def test_home_leads_to_the_communities(administrator):
    assert 'href="/c/grappe/"' in administrator.get("/").text
