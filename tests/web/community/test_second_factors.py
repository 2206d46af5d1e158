"""Second factors of the staff in the hands of an administrator: demanded of all, removed where one is lost."""

import pytest
from sqlmodel import select

from matchmaker.models import AuditEntry, Message
from tests.builders import factories as make
from tests.builders.pages import shown
from tests.builders.second_factor import give_app
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser

VALUES = {"name": "Grappe", "languages": ["en"], "colour": "", "sender_name": "", "sender_email": ""}


@pytest.fixture
def ben(session, community):
    staff = make.make_staff(session, make.make_event(session, community), name="Ben", language="en")
    make.make_community_role(session, staff, community)
    give_app(session, staff)
    return staff


def remove(client, staff):
    return client.post(f"/c/grappe/staff/{staff.id}/second-factor", follow_redirects=True)


def test_an_administrator_demands_one_of_the_staff_and_of_themselves(administrator, session, community, anne, ben):
    first = {"demands_second_factor": "y", "shown": shown(administrator.get("/c/grappe/"))}
    administrator.post("/c/grappe/", data=VALUES | first)

    assert community.demands_second_factor
    assert administrator.get("/c/grappe/staff").location == "/staff/account"
    give_app(session, anne)
    assert administrator.get("/c/grappe/staff").status_code == 200
    administrator.post("/c/grappe/", data=VALUES | {"shown": shown(administrator.get("/c/grappe/"))})
    assert not community.demands_second_factor


def test_a_lost_one_is_removed_recorded_and_told(app, administrator, session, ben):
    lost = log_in_as(app.test_client(), StaffUser(ben))
    assert "Remove the second factor" in administrator.get(f"/c/grappe/staff/{ben.id}").text

    page = remove(administrator, ben).text

    assert "The second factor of Ben is removed" in page
    assert "Remove the second factor" not in page
    session.refresh(ben)
    assert ben.totp_secret == ""
    assert lost.get("/staff/account").status_code == 302
    assert session.exec(select(Message.recipient)).all() == [ben.email]
    entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "second_factor_reset")).one()
    assert (entry.actor, entry.staff_id) == ("Anne", ben.id)


def test_ones_own_needs_the_password(administrator, session, anne):
    give_app(session, anne)

    assert "Change your own second factor on the page" in remove(administrator, anne).text
    session.refresh(anne)
    assert anne.totp_secret


def test_no_community_weakens_the_log_in_to_another(administrator, session, ben):
    make.make_community_role(session, ben, make.make_community(session))

    assert "Ben works for another community too." in remove(administrator, ben).text
    session.refresh(ben)
    assert ben.totp_secret


def test_nobody_elses_staff_is_found(administrator, session):
    stranger = make.make_staff(session, make.make_event(session, make.make_community(session)))
    give_app(session, stranger)

    assert remove(administrator, stranger).status_code == 404
