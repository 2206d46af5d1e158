"""Members of a community on screen."""

from datetime import date
from io import BytesIO

from sqlmodel import select

from matchmaker.models import MemberContact, Message, Organisation, TierPeriod
from tests.builders import factories as make
from tests.builders.members import make_member, make_public_member

VALUES = {"name": "Alpha", "external_id": "A1", "country": "BE"}


def shown_in(page) -> str:
    return page.text.split('name="shown" type="hidden" value="')[1].split('"')[0]


def test_a_member_manager_corrects_a_company(client, session, community, as_organiser):
    alpha = make.make_organisation(session, "Alpha <i>", community)
    mia = make.make_staff(session, name="Mia", language="en")
    make.make_community_role(session, mia, community, "member_manager")
    as_organiser(client, mia)
    base = f"/c/grappe/members/{alpha.id}"

    assert "Alpha &lt;i&gt;" in client.get("/c/grappe/members?q=alpha").text
    assert "Alpha &lt;i&gt;" in client.get(base).text
    shown = shown_in(client.get(f"{base}/edit"))
    saved = client.post(f"{base}/edit", data=VALUES | {"shown": shown}, follow_redirects=True)

    assert (saved.status_code, "Saved." in saved.text) == (200, True)
    assert (alpha.name, alpha.external_id, alpha.updated_by) == ("Alpha", "A1", "Mia")
    stale = client.post(f"{base}/edit", data=VALUES | {"shown": shown, "name": "Beta"})
    assert (stale.status_code, "newer state" in stale.text, alpha.name) == (409, True, "Alpha")
    wrong = client.post(f"{base}/edit", data=VALUES | {"vat": "none", "shown": shown})
    assert wrong.status_code in {409, 422}


def test_an_empty_community_says_where_companies_come_from(administrator):
    assert "import your list; companies also come" in administrator.get("/c/grappe/members").text


def test_a_member_from_its_card_to_a_renewal(administrator, session, community):
    made = administrator.post("/c/grappe/members/new", data=VALUES | {"postcode": "5000", "tags": "founder, =cmd"})
    alpha = session.exec(select(Organisation)).one()
    assert made.location == f"/c/grappe/members/{alpha.id}/memberships/new"

    days = {"tier": "Basic", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    shown = shown_in(administrator.get(made.location))
    assert administrator.post(made.location, data=days | {"shown": shown}).status_code == 303
    stale = administrator.post(made.location, data=days | {"shown": shown}, follow_redirects=True)
    assert "changed the memberships of this company meanwhile" in stale.text
    first = session.exec(select(TierPeriod)).one()
    base = f"/c/grappe/members/{alpha.id}"
    shown = shown_in(administrator.get(f"{base}/memberships/{first.id}"))
    administrator.post(f"{base}/memberships/{first.id}/renew", data={"shown": shown})
    contact = {"name": "Zoé", "email": "zoe@alpha.example", "language": "fr"}
    administrator.post(f"{base}/contacts/new", data=contact)
    page = administrator.get(base).text

    assert (alpha.town, alpha.latitude) == ("Namur", 50.4687)
    assert [str(one.ends_on) for one in session.exec(select(TierPeriod).order_by(TierPeriod.starts_on))] == [
        "2026-12-31",
        "2027-12-31",
    ]
    for text in ("=cmd", "zoe@alpha.example", "1 January 2027 to 31 December 2027", "5000 Namur, Belgium"):
        assert text in page
    zoe = session.exec(select(MemberContact)).one()
    administrator.post(f"{base}/contacts/{zoe.id}/remove")
    assert session.exec(select(MemberContact)).all() == []


def test_what_cannot_be_typed_is_said_in_place(administrator, session, community):
    alpha = make_member(session, "Alpha", community)
    base = f"/c/grappe/members/{alpha.id}"
    huge, none = "9" * 310, shown_in(administrator.get(f"{base}/memberships/new"))
    for path, data in (
        ("/c/grappe/members/new", {"name": " "}),
        (f"{base}/memberships/new", {"tier": "Gold", "starts_on": "0001-01-01"}),
        (
            f"{base}/memberships/new",
            {"tier": "Basic", "starts_on": "2027-01-02", "ends_on": "2027-01-01", "shown": none},
        ),
        (f"{base}/contacts/new", {"name": "Zoé", "email": "x", "language": "xx"}),
        (f"{base}/position", {"latitude": huge, "longitude": "4"}),
        (f"{base}/position", {"latitude": "nan", "longitude": "inf"}),
        ("/c/grappe/members/settings", {"tiers": "", "renewal_days": huge}),
        (f"{base}/public", {"fields": "email", "is_public": "y"}),
    ):
        answer = administrator.post(path, data=data)
        assert answer.status_code in {409, 422}, (path, data)
    for path in (
        f"/c/grappe/members?page={huge}",
        "/c/grappe/members?page=-1&state=x&tier=%00",
        "/c/grappe/members?q=%25",
    ):
        assert administrator.get(path).status_code in {200, 400}, path


def test_the_place_of_a_company_is_set_and_given_back(administrator, session, community):
    alpha = make_member(session, "Alpha", community, postcode="5000")
    base = f"/c/grappe/members/{alpha.id}/position"

    administrator.post(base, data={"latitude": "50.5", "longitude": "4.75"})
    assert (alpha.latitude, alpha.longitude, alpha.placed_by_hand) == (50.5, 4.75, True)
    administrator.post(base, data={"latitude": "", "longitude": ""})
    assert (alpha.latitude, alpha.placed_by_hand) == (50.4687, False)


def test_contacts_are_reminded_as_the_page_has_shown(administrator, session, community):
    end = date(2027, 1, 1)
    make_member(session, "Alpha", community, tier="Basic", ends_on=end, contacts=("ada@x.example",))

    page = administrator.get("/c/grappe/members/renewals").text
    assert page.count("ada@x.example") == page.count("Send 1 reminder")
    administrator.post("/c/grappe/members/renewals")
    assert session.exec(select(Message)).all() == []


def test_what_a_member_shows_is_ticked(administrator, session, community):
    alpha = make_member(session, "Alpha", community)
    base = f"/c/grappe/members/{alpha.id}/public"
    shown = shown_in(administrator.get(base))

    administrator.post(base, data={"is_public": "y", "fields": ["place", "tier"], "shown": shown})
    assert (alpha.is_public, alpha.public_fields) == (True, ["place", "tier"])
    assert administrator.post(base, data={"fields": ["place"], "shown": shown}).status_code == 409
    assert alpha.is_public is True


def test_a_list_is_seen_before_it_is_applied(administrator, session, community):
    def send(data: bytes, name: str = "members.csv"):
        return administrator.post("/c/grappe/members/import", data={"file": (BytesIO(data), name)})

    assert send(b"\x00\x01", "members.exe").status_code == 422
    assert send(b"colour\nred\n").status_code == 422
    wrong = send("société;niveau\n<b>Alpha;Gold\n".encode()).location
    assert "the community has no level" in administrator.get(wrong).text
    assert "Nothing was imported" in administrator.post(wrong, follow_redirects=True).text
    right = send("société;code postal\n<b>Alpha;5000\n".encode()).location
    assert "&lt;b&gt;Alpha" in administrator.get(right).text
    assert session.exec(select(Organisation)).all() == []
    administrator.post(right)
    assert [(one.name, one.town) for one in session.exec(select(Organisation))] == [("<b>Alpha", "Namur")]
    assert administrator.get(right).status_code == 404
    assert "member_since" in administrator.get("/c/grappe/members/import/sample.csv").text


def test_no_page_asks_more_questions_of_a_larger_community(administrator, session, community, statements):
    community.directory_open = True
    pages = (
        "/c/grappe/members",
        "/c/grappe/members?q=xyzzyx",
        "/c/grappe/members/renewals",
        "/c/grappe/duplicates",
        "/m/grappe",
        "/m/grappe?q=xyzzyx",
    )
    counts: dict[str, list[int]] = {page: [] for page in pages}
    for number in range(2):
        for other in range(3 + 30 * number):
            name, end = f"Member {number} {other}", date(2099, 1, 1)
            contact = (f"a{other}@x.example",)
            make_public_member(session, name, community, tier="Basic", ends_on=end, tags=("one",), contacts=contact)
        for page in pages:
            statements.clear()
            assert administrator.get(page).status_code == 200
            counts[page].append(len(statements))

    assert {page: pair for page, pair in counts.items() if pair[0] != pair[1] or max(pair) > 13} == {}
