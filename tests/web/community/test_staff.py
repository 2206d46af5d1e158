"""Staff of a community on screen: invited, changed, ended."""

import pytest
from sqlmodel import select

from matchmaker.models import CommunityRole, CommunityStaff, EventStaff, Staff, StaffInvitation, StaffRole
from tests.builders import factories as make
from tests.builders.team import invitation_secret
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser

GOOD = "four words nobody knows"


def test_from_the_invitation_to_the_role(app, administrator, session, community):
    sent = {"email": "ben@grappe.example", "role": "member_manager"}
    page = administrator.post("/c/grappe/staff", data=sent, follow_redirects=True).text
    assert page.count("ben@grappe.example") > 1

    guest = app.test_client()
    link = f"/staff/invitation/{invitation_secret(session)}"
    assert "sees and corrects the companies" in guest.get(link).text
    refused = guest.post(link, data={"name": "Ben", "new": "short"})
    assert (refused.status_code, "at least 12" in refused.text) == (422, True)
    assert guest.post(link, data={"name": "Ben", "new": GOOD}).location == "/"
    assert guest.get("/c/grappe/members").status_code == 200
    assert guest.get(link).status_code == 410
    assert guest.post(link, data={"name": "Ben", "new": GOOD}).status_code == 410


def test_the_link_neither_logs_in_nor_changes_a_password(app, administrator, session, community):
    ben = make.make_staff(session, email="ben@grappe.example", email_key="ben@grappe.example", language="en")
    administrator.post("/c/grappe/staff", data={"email": ben.email, "role": "organiser"})
    guest = app.test_client()
    link = f"/staff/invitation/{invitation_secret(session)}"

    assert "keeps its password" in guest.get(link).text
    guest.post(link, data={"name": "Eve", "new": GOOD})

    assert (ben.name, ben.password_hash) == ("Anne Staff", "!")
    assert guest.get("/o/").status_code == 302


def test_what_is_no_role_or_no_address_is_refused(administrator, session, community):
    for values in ({"email": "ben@x.example", "role": "partner_own"}, {"email": "nobody", "role": "organiser"}):
        assert administrator.post("/c/grappe/staff", data=values).status_code == 422
    assert session.exec(select(StaffInvitation)).all() == []


def test_an_invitation_is_taken_back(administrator, session, community):
    administrator.post("/c/grappe/staff", data={"email": "ben@grappe.example", "role": "organiser"})
    number = session.exec(select(StaffInvitation.id)).one()

    administrator.post(f"/c/grappe/staff/invitations/{number}/take-back")

    assert session.exec(select(StaffInvitation)).all() == []


def test_roles_of_a_member_of_the_staff(administrator, session, community):
    event = make.make_event(session, community)
    ben = make.make_staff(session, name="Ben")
    make.make_community_role(session, ben, community, CommunityRole.ORGANISER)
    base = f"/c/grappe/staff/{ben.id}"

    administrator.post(base, data={"role": "member_manager"})
    administrator.post(f"{base}/events/{event.id}", data={"role": "organiser"})

    assert session.exec(select(CommunityStaff.role).where(CommunityStaff.staff_id == ben.id)).one() == "member_manager"
    assert session.exec(select(EventStaff.role)).one() == StaffRole.ORGANISER
    last = administrator.post(f"{base}/events/{event.id}", data={"role": ""})
    assert (last.status_code, "last organiser" in last.text) == (422, True)
    assert event.name in administrator.get(base).text


def test_the_last_administrator_stays_on_screen_too(administrator, anne, community):
    for path, data in ((f"/c/grappe/staff/{anne.id}", {"role": ""}), (f"/c/grappe/staff/{anne.id}/end", {})):
        answer = administrator.post(path, data=data)
        assert (answer.status_code, "last administrator" in answer.text) == (422, True)


def test_the_end_of_access_logs_out_at_once(app, administrator, session, community):
    ben = make.make_staff(session, name="Ben")
    make.make_community_role(session, ben, community, CommunityRole.MEMBER_MANAGER)
    session.commit()
    phone = log_in_as(app.test_client(), StaffUser(ben))
    assert phone.get("/c/grappe/members").status_code == 200

    assert "Ben" in administrator.get(f"/c/grappe/staff/{ben.id}/end").text
    administrator.post(f"/c/grappe/staff/{ben.id}/end")

    assert phone.get("/c/grappe/members").status_code == 302
    assert administrator.get(f"/c/grappe/staff/{ben.id}").status_code == 404
    assert session.get_one(Staff, ben.id).active


def test_an_event_without_an_organiser_is_named(administrator, session, community):
    event = make.make_event(session, community, name="Forum 2027")

    assert "“Forum 2027” has no organiser" in administrator.get("/c/grappe/staff").text
    make.make_staff(session, event)
    assert "has no organiser" not in administrator.get("/c/grappe/staff").text


@pytest.mark.parametrize(("known", "spoken"), [("", "de"), ("nl", "nl")])
def test_the_link_speaks_the_language_of_the_account_else_that_of_the_browser(
    app, administrator, session, community, known, spoken
):
    """Who invites somebody new has only guessed the language of the mail."""
    if known:
        make.make_staff(session, email="ben@grappe.example", email_key="ben@grappe.example", language=known)
    administrator.post("/c/grappe/staff", data={"email": "ben@grappe.example", "role": "organiser"})
    guest, link = app.test_client(), f"/staff/invitation/{invitation_secret(session)}"
    german = {"Accept-Language": "de-BE,de;q=0.9"}

    page = guest.get(link, headers=german).text
    guest.post(link, data={"name": "Ben", "new": GOOD}, headers=german)

    ben = session.exec(select(Staff).where(Staff.email_key == "ben@grappe.example")).one()
    assert (f'<html lang="{spoken}"' in page, ben.language) == (True, spoken)
    assert 'name="language" value="fr"' in page
