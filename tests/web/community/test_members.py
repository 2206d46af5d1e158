"""Members of a community on screen."""

from tests.builders import factories as make

VALUES = {"name": "Alpha", "external_id": "A1", "vat": "", "country": "BE", "website": ""}


def test_a_member_manager_corrects_a_company(client, session, community, as_organiser):
    alpha = make.make_organisation(session, "Alpha <i>", community)
    mia = make.make_staff(session, name="Mia", language="en")
    make.make_community_role(session, mia, community, "member_manager")
    as_organiser(client, mia)
    base = f"/c/grappe/members/{alpha.id}"

    assert "Alpha &lt;i&gt;" in client.get("/c/grappe/members?q=alpha").text
    shown = client.get(base).text.split('name="shown" type="hidden" value="')[1].split('"')[0]
    saved = client.post(base, data=VALUES | {"shown": shown}, follow_redirects=True)

    assert (saved.status_code, "Saved." in saved.text) == (200, True)
    assert (alpha.name, alpha.external_id, alpha.updated_by) == ("Alpha", "A1", "Mia")
    stale = client.post(base, data=VALUES | {"shown": shown, "name": "Beta"})
    assert (stale.status_code, "newer state" in stale.text, alpha.name) == (409, True, "Alpha")
    wrong = client.post(base, data=VALUES | {"vat": "none", "shown": shown})
    assert wrong.status_code in {409, 422}


def test_an_empty_community_says_where_companies_come_from(administrator):
    assert "Companies come with the participants" in administrator.get("/c/grappe/members").text
