"""Team of an event on screen, and what a partner sees."""

import pytest
from sqlmodel import select

from matchmaker.models import CommunityRole, EventStaff, StaffInvitation, StaffRole
from tests.builders import factories as make
from tests.builders.pages import fields
from tests.builders.team import invitation_secret


@pytest.fixture
def partner(session, event):
    return make.make_staff(session, event, StaffRole.PARTNER_OWN, name="Paul", language="en")


def role_at(session, event, staff) -> StaffRole | None:
    rows = session.exec(select(EventStaff).where(EventStaff.event_id == event.id, EventStaff.staff_id == staff.id))
    found = rows.first()
    return found.role if found else None


def test_organisers_invite_to_the_team(organiser, session, event):
    page = organiser.post(
        "/o/salon/team/invitations", data={"email": "ben@x.example", "role": "partner_own"}, follow_redirects=True
    ).text

    assert page.count("ben@x.example") > 1
    invitation = session.exec(select(StaffInvitation)).one()
    assert (invitation.event_id, invitation.event_role) == (event.id, StaffRole.PARTNER_OWN)
    organiser.post(f"/o/salon/team/invitations/{invitation.id}/take-back")
    assert session.exec(select(StaffInvitation)).all() == []
    wrong = organiser.post("/o/salon/team/invitations", data={"email": "ben@x.example", "role": "administrator"})
    assert wrong.status_code == 422


def test_the_staff_of_the_community_joins_without_a_mail(organiser, session, event):
    ben, stranger = make.make_staff(session, name="Ben"), make.make_staff(session)
    make.make_community_role(session, ben, role=CommunityRole.ORGANISER)

    organiser.post("/o/salon/team/roles", data={"staff": ben.id, "role": "helper"})
    refused = organiser.post("/o/salon/team/roles", data={"staff": stranger.id, "role": "helper"})

    assert role_at(session, event, ben) is StaffRole.HELPER
    assert (refused.status_code, role_at(session, event, stranger)) == (422, None)


def test_roles_change_and_end(organiser, session, event, staff, partner):
    organiser.post(f"/o/salon/team/{partner.id}", data={"role": "organiser"})
    assert role_at(session, event, partner) is StaffRole.ORGANISER
    assert organiser.post(f"/o/salon/team/{partner.id}", data={"role": "king"}).status_code == 400
    assert role_at(session, event, partner) is StaffRole.ORGANISER
    organiser.post(f"/o/salon/team/{partner.id}", data={"role": ""})
    assert role_at(session, event, partner) is None

    last = organiser.post(f"/o/salon/team/{staff.id}", data={"role": ""})
    assert (last.status_code, "last organiser" in last.text) == (422, True)
    assert organiser.post(f"/o/salon/team/{partner.id}", data={"role": "helper"}).status_code == 404


def test_who_leaves_the_team_lands_on_their_own_pages(organiser, session, event, staff):
    make.make_staff(session, event)

    assert organiser.post(f"/o/salon/team/{staff.id}", data={"role": "partner_own"}).location == "/"


def test_a_partner_stays_one_with_the_same_organisations(organiser, session, event, crowd, partner):
    first, _ = crowd
    base = f"/o/salon/team/{partner.id}/companies"
    assert "Alpha" in organiser.get(base).text
    form = fields(organiser.get(base))
    assert organiser.post(base, data=form | {"delegations": [999]}).status_code == 422
    assert organiser.post(base, data=form | {"delegations": [first.id]}).status_code == 303

    organiser.post(f"/o/salon/team/{partner.id}", data={"role": "partner_all"})
    page = organiser.get("/o/salon/team").text
    organiser.post(f"/o/salon/team/{partner.id}", data={"role": "partner_own"})

    assert "Sees all 2 organisations, changes nothing; no mails." in page
    assert "Sees 1 of 2 organisations, corrects their people; no mails." in organiser.get("/o/salon/team").text
    assert organiser.get(f"/o/salon/team/{partner.id + 1000}/companies").status_code == 404
    organiser.post(f"/o/salon/team/{partner.id}", data={"role": "partner_figures"})
    assert organiser.get(base).status_code == 404


def test_an_invited_partner_brings_what_was_chosen_as_soon_as_they_accept(organiser, session, event, crowd):
    first, second = crowd
    invited = {"email": "pia@agency.example", "role": "partner_own"}
    page = organiser.post("/o/salon/team/invitations", data=invited).location
    form = fields(organiser.get(page))
    assert organiser.post(page, data=form | {"delegations": [999]}).status_code == 422
    assert organiser.post(page, data=form | {"delegations": [first.id]}).status_code == 303
    assert organiser.post(page, data=form | {"delegations": [second.id]}).status_code == 303  # both are kept
    assert "Will bring 2 organisations" in organiser.get("/o/salon/team").text

    joined = {"name": "Pia", "new": "a long new pass phrase 7"}
    accepted = organiser.post(f"/staff/invitation/{invitation_secret(session)}", data=joined)

    assert accepted.location == "/o/salon/figures"
    assert "You bring 2 organisations." in organiser.get(accepted.location).text
    assert organiser.get(page).status_code == 404
