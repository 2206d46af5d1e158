"""Members of a community on screen."""

import html
import re
from datetime import date, timedelta
from io import BytesIO

from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import ImportBatch, MemberContact, Message, Organisation, TierPeriod
from tests.builders import factories as make
from tests.builders.members import make_contact, make_member, make_public_member
from tests.builders.pages import shown, text

VALUES = {"name": "Alpha", "external_id": "A1", "country": "BE"}


def test_a_member_manager_corrects_a_company(client, session, community, as_organiser):
    alpha = make.make_organisation(session, "Alpha <i>", community)
    mia = make.make_staff(session, name="Mia", language="en")
    make.make_community_role(session, mia, community, "member_manager")
    as_organiser(client, mia)
    base = f"/c/grappe/members/{alpha.id}"

    assert "Alpha &lt;i&gt;" in client.get("/c/grappe/members?q=alpha").text
    assert "Alpha &lt;i&gt;" in client.get(base).text
    token = shown(client.get(f"{base}/edit"))
    saved = client.post(f"{base}/edit", data=VALUES | {"shown": token}, follow_redirects=True)

    assert (saved.status_code, "Saved." in saved.text) == (200, True)
    assert (alpha.name, alpha.external_id, alpha.updated_by) == ("Alpha", "A1", "Mia")
    stale = client.post(f"{base}/edit", data=VALUES | {"shown": token, "name": "Beta"})
    assert (stale.status_code, "Mia has changed the same" in stale.text, alpha.name) == (409, True, "Alpha")
    wrong = client.post(f"{base}/edit", data=VALUES | {"vat": "none", "shown": shown(stale)})
    assert (wrong.status_code, "VAT number" in wrong.text) == (422, True)


def test_an_empty_community_says_where_companies_come_from(administrator):
    assert "import your list; companies also come" in administrator.get("/c/grappe/members").text


def test_a_member_from_its_card_to_a_renewal(administrator, session, community):
    made = administrator.post("/c/grappe/members/new", data=VALUES | {"postcode": "5000", "tags": "founder, =cmd"})
    alpha = session.exec(select(Organisation)).one()
    assert made.location == f"/c/grappe/members/{alpha.id}/memberships/new"

    days = {"tier": "Basic", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    token = shown(administrator.get(made.location))
    assert administrator.post(made.location, data=days | {"shown": token}).status_code == 303
    stale = administrator.post(made.location, data=days | {"shown": token}, follow_redirects=True)
    assert "changed this page meanwhile" in stale.text
    first = session.exec(select(TierPeriod)).one()
    base = f"/c/grappe/members/{alpha.id}"
    asked = administrator.get(f"{base}/memberships/{first.id}/renew")
    assert [f'value="{day}"' in asked.text for day in ("2027-01-01", "2027-12-31")] == [True, True]
    renewed = {"tier": "Basic", "starts_on": "2027-01-01", "ends_on": "2027-12-31", "shown": shown(asked)}
    assert administrator.post(f"{base}/memberships/{first.id}/renew", data=renewed).status_code == 303
    contact = {"name": "Zoé", "email": "zoe@alpha.example", "language": "fr"}
    administrator.post(f"{base}/contacts/new", data=contact)
    page = administrator.get(base).text

    assert (alpha.town, alpha.latitude) == ("Namur", 50.4687)
    assert [str(one.ends_on) for one in session.exec(select(TierPeriod).order_by(TierPeriod.starts_on))] == [
        "2026-12-31",
        "2027-12-31",
    ]
    for words in ("=cmd", "zoe@alpha.example", "1 January 2027 to 31 December 2027", "5000 Namur, Belgium"):
        assert words in page


def test_what_cannot_be_typed_is_said_in_place(administrator, session, community):
    alpha = make_member(session, "Alpha", community)
    base = f"/c/grappe/members/{alpha.id}"
    huge = "9" * 310
    days = {"tier": "Basic", "starts_on": "2027-01-02", "ends_on": "2027-01-01"}
    for path, data in (
        ("/c/grappe/members/new", {"name": " "}),
        (f"{base}/memberships/new", days | {"tier": "Gold"}),
        (f"{base}/memberships/new", days | {"starts_on": "0001-01-01"}),
        (f"{base}/memberships/new", days),
        (f"{base}/contacts/new", {"name": "Zoé", "email": "x", "language": "xx"}),
        (f"{base}/position", {"latitude": huge, "longitude": "4"}),
        (f"{base}/position", {"latitude": "nan", "longitude": "inf"}),
        (f"{base}/position", {"latitude": "50.5", "longitude": ""}),
        (f"{base}/position", {"latitude": " ", "longitude": "4.75"}),
        ("/c/grappe/members/settings", {"tiers": "", "renewal_days": huge}),
        (f"{base}/public", {"fields": "email", "is_public": "y"}),
    ):
        answer = administrator.post(path, data=data | {"shown": shown(administrator.get(path))})
        assert (answer.status_code, answer.text.count('class="error-summary"')) == (422, 1), (path, data)
    for query, status in ((f"page={huge}", 200), ("page=-1&state=x&tier=x", 200), ("q=%25", 200), ("tier=%00", 400)):
        assert administrator.get(f"/c/grappe/members?{query}").status_code == status, query


def test_the_place_of_a_company_is_set_and_given_back(administrator, session, community):
    alpha = make_member(session, "Alpha", community, postcode="5000")
    base = f"/c/grappe/members/{alpha.id}/position"
    before = shown(administrator.get(base))

    administrator.post(base, data={"latitude": "50,5", "longitude": "4.75", "shown": before})
    stale = administrator.post(base, data={"latitude": "", "longitude": "", "shown": before})
    assert (alpha.latitude, alpha.longitude, alpha.placed_by_hand) == (50.5, 4.75, True)
    assert (stale.status_code, stale.text.count('name="take"'), "50.5" in stale.text) == (409, 2, True)
    administrator.post(base, data={"latitude": "", "longitude": "", "shown": shown(stale)})
    assert (alpha.latitude, alpha.placed_by_hand) == (50.4687, False)


def test_a_contact_changed_meanwhile_has_both_changes(administrator, session, community):
    alpha = make_member(session, "Alpha", community, contacts=("ada@x.example",))
    ada = session.exec(select(MemberContact)).one()
    base = f"/c/grappe/members/{alpha.id}/contacts/{ada.id}"
    before = {"name": "Ada", "email": "ada@x.example", "language": "en", "shown": shown(administrator.get(base))}

    saved = administrator.post(base, data=before | {"phone": "+32 81 1"})
    merged = administrator.post(base, data=before | {"name": "Bob"})
    gone = administrator.post(f"{base}/remove", data=before, follow_redirects=True)

    assert (saved.status_code, merged.status_code) == (303, 303)
    assert "newer state" in gone.text
    assert (ada.name, ada.phone) == ("Bob", "+32 81 1")


def test_a_question_comes_before_a_removal(administrator, session, community):
    alpha = make_member(session, "Alpha", community, tier="Basic", contacts=("ada@x.example",))
    base = f"/c/grappe/members/{alpha.id}"
    ada, period = session.exec(select(MemberContact)).one(), session.exec(select(TierPeriod)).one()
    for path, question, done in (
        (f"{base}/contacts/{ada.id}", "Remove Ada?", "The contact is removed."),
        (
            f"{base}/memberships/{period.id}",
            "Remove the period of Alpha from 1 January 2026?",
            "The period is removed.",
        ),
    ):
        assert f'href="{path}/remove"' in administrator.get(path).text
        asked = administrator.get(f"{path}/remove")
        assert (question in text(asked), f'href="{path}"' in asked.text) == (True, True)
        gone = administrator.post(f"{path}/remove", data={"shown": shown(asked)}, follow_redirects=True)
        assert done in gone.text
        assert administrator.get(f"{path}/remove").status_code == 404

    assert (session.exec(select(MemberContact)).all(), session.exec(select(TierPeriod)).all()) == ([], [])


def test_a_level_that_the_community_has_no_more_stays_with_its_period(administrator, session, community):
    alpha = make_member(session, "Alpha", community, tier="Gold")
    period = session.exec(select(TierPeriod)).one()
    path = f"/c/grappe/members/{alpha.id}/memberships/{period.id}"
    sent = {"tier": "Gold", "starts_on": "2026-02-01", "shown": shown(administrator.get(path))}

    assert administrator.post(path, data=sent).status_code == 303
    assert (period.tier, period.starts_on) == ("Gold", date(2026, 2, 1))


def test_contacts_are_reminded_as_the_page_has_shown(administrator, session, community):
    path, end = "/c/grappe/members/renewals", clock.today() + timedelta(days=30)
    alpha = make_member(session, "Alpha", community, tier="Basic", ends_on=end, contacts=("ada@x.example",))
    page = administrator.get(path)
    assert (page.text.count("ada@x.example"), page.text.count("Send 1 reminder …")) == (1, 1)

    make_contact(session, alpha, "bob@x.example")
    stale = administrator.post(path, data={"shown": shown(page)}, follow_redirects=True)
    assert ("newer state" in stale.text, "bob@x.example" in stale.text) == (True, True)
    assert session.exec(select(Message)).all() == []
    asked = administrator.post(path, data={"shown": shown(stale)})
    told = ("2 recipients", "bob@x.example", "Membership of Alpha")
    assert [words in asked.text for words in told] == [True] * 3
    assert session.exec(select(Message)).all() == []
    sure = {"shown": shown(asked), "sure": "1"}
    sent = administrator.post(path, data=sure, follow_redirects=True)
    again = administrator.post(path, data=sure, follow_redirects=True)

    assert ("2 mails are on their way." in sent.text, "newer state" in again.text) == (True, True)
    assert sorted(mail.recipient for mail in session.exec(select(Message))) == ["ada@x.example", "bob@x.example"]


def test_what_a_reminder_says_is_read_before_and_can_be_changed(administrator, session, community):
    path, end = "/c/grappe/members/renewals", clock.today() + timedelta(days=80)
    make_member(session, "Alpha", community, tier="Basic", ends_on=end, contacts=("ada@x.example",))
    make_member(session, "Beta", community, tier="Basic", ends_on=end)
    words = f"{path}/words"
    sent = {"words_en": "It costs <b>300 €.", "shown": shown(administrator.get(words))}

    assert administrator.post(words, data=sent).location == path
    assert administrator.post(words, data=sent | {"words_en": "again"}).status_code == 409
    near, far = administrator.get(path), administrator.get(f"{path}?days=90")
    assert ("No membership ends within 60 days." in near.text, "It costs" in near.text) == (True, False)
    assert "Membership of Alpha: until" in far.text
    assert "It costs &lt;b&gt;300 €." in far.text
    assert "1 company has no contact" in far.text


def test_words_of_a_list_that_are_no_tags_are_said_once(administrator, session, community):
    file = b"Entreprise;Secteur\nAlpha;Batiment\nBeta;batiment\n"
    preview = administrator.post("/c/grappe/members/import", data={"file": (BytesIO(file), "list.csv")}).location
    assert "1 word is none of our tags" in administrator.get(preview).text

    administrator.post(f"{preview}/words", data={"word": "sector:batiment", "meaning": "connected-sensors"})
    administrator.post(f"{preview}/apply")

    found = session.exec(select(Organisation.name, Organisation.offers).order_by(Organisation.name)).all()
    assert found == [("Alpha", ["connected-sensors"]), ("Beta", ["connected-sensors"])]


def test_a_longer_notice_says_first_what_it_sends(administrator, session, community):
    path, end = "/c/grappe/members/settings", clock.today() + timedelta(days=80)
    make_member(session, "Alpha", community, tier="Basic", ends_on=end, contacts=("ada@x.example",))
    sent = {"tiers": "Basic", "renewal_days": "80", "shown": shown(administrator.get(path))}

    asked = administrator.post(path, data=sent)
    assert ("This sends 1 reminder by itself" in asked.text, community.renewal_days) == (True, None)
    assert administrator.post(path, data=sent | {"mails": "1"}).status_code == 303
    assert community.renewal_days == 80


def test_the_frame_for_other_sites_stays_whole_whatever_the_community_is_called(administrator, community):
    community.name, community.directory_open = 'Cluster "M" & <b>', True
    community.directory_sites = ["https://www.cluster.example"]
    page = administrator.get("/c/grappe/members/settings").text

    (frame,) = re.findall("&lt;iframe.*&lt;/iframe&gt;", page)
    assert ' title="Cluster &quot;M&quot; &amp; &lt;b&gt;" ' in html.unescape(frame)


def test_what_a_member_shows_is_ticked(administrator, session, community):
    alpha = make_member(session, "Alpha", community)
    base = f"/c/grappe/members/{alpha.id}/public"
    token = shown(administrator.get(base))

    administrator.post(base, data={"is_public": "y", "fields": ["place", "tier"], "shown": token})
    assert (alpha.is_public, alpha.public_fields) == (True, ["place", "tier"])
    assert administrator.post(base, data={"fields": ["place"], "shown": token}).status_code == 303
    assert (alpha.is_public, alpha.public_fields) == (True, ["place"])


def test_a_list_is_seen_mended_applied_and_undone(administrator, session, community):
    make_member(session, "Nivelyo", community)

    def send(data: bytes, name: str = "members.csv"):
        return administrator.post("/c/grappe/members/import", data={"file": (BytesIO(data), name)})

    assert send(b"\x00\x01", "members.exe").status_code == 422
    unclear = send("Firme;Numéro\n<b>Alpha;M1\n".encode()).location
    assert "&lt;b&gt;Alpha" in administrator.get(unclear).text
    chosen = administrator.post(unclear, data={"column-0": "organisation", "column-1": "organisation_id"})
    assert [words in administrator.get(chosen.location).text for words in ("&lt;b&gt;Alpha", "M1")] == [True, True]
    dated = send("société;membre depuis;jusque;Courriel\nGamma;01/12/2026;31/12/2026;g@x.example\n".encode()).location
    assert dated.endswith("/columns")
    kept = {"column-0": "organisation", "column-1": "member_since", "column-2": "member_until"}
    preview = administrator.get(administrator.post(dated, data=kept | {"column-3": "contact_email"}).location).text
    assert [words in preview for words in ("1 December 2026", "membre depuis", "contact_name")] == [True, True, False]
    path = send("société;code postal;niveau\n<b>Alpha;5000;\nBeta;;Gold\nNivelyoo;;\n".encode()).location
    asked = administrator.get(path).text
    assert ("the community has no level" in asked, "is spelled like “Nivelyo”" in asked) == (True, True)
    assert "Lines in error" in text(administrator.post(f"{path}/apply"))
    administrator.post(path, data={"shown": ["2", "3", "4"], "leave-out": ["3"], "answer-4": "another_company"})
    administrator.post(f"{path}/apply")

    names = select(Organisation.name).order_by(Organisation.name_key)
    assert set(session.exec(names)) == {"<b>Alpha", "Nivelyo", "Nivelyoo"}
    assert administrator.get(path).location.endswith("/c/grappe/members/import")
    batch = session.exec(select(ImportBatch)).one()
    undo = f"/c/grappe/members/imports/{batch.id}/undo"
    assert f'href="{undo}"' in administrator.get("/c/grappe/members/import").text
    assert f'href="{undo}"' in administrator.get("/c/grappe/history").text
    seen = re.search('name="seen" value="([^"]*)"', administrator.get(undo).text)
    assert "The import is undone." in administrator.post(undo, data={"seen": seen[1]}, follow_redirects=True).text
    assert session.exec(names).all() == ["Nivelyo"]
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
