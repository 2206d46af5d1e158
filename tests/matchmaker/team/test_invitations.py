"""Invitations to the staff: one link, once, to the mailbox; nothing is granted before."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, TooMany
from matchmaker.mail.secrecy import SECRET_KINDS
from matchmaker.models import Community, CommunityRole, CommunityStaff, EventStaff, Message, Staff, StaffRole
from matchmaker.team.commands import invitations
from matchmaker.team.commands.invitations import VALID, accept, invite, take_back
from matchmaker.team.queries.invitations import community_invitations, event_invitations, read_offer
from matchmaker.team.queries.staff import staff_of
from tests.builders import factories as make
from tests.builders.sessions import begin, whose
from tests.builders.team import invitation_secret

BEN = "ben@cluster.example"


@pytest.fixture
def community(session) -> Community:
    return make.home(session)


def invited(session, community, role=CommunityRole.MEMBER_MANAGER, *, email=BEN, event=None) -> str:
    """The secret of the link in the mail."""
    invite(session, community, email, role, event=event, language="en", actor="Anne")
    return invitation_secret(session)


def test_somebody_new_gets_an_account_and_the_role_by_accepting(session, community):
    secret = invited(session, community)
    assert session.exec(select(Staff)).all() == []

    found = read_offer(session, secret)
    staff = accept(session, secret, name=" Ben  Dupont ", password_hash="!")

    assert (found.community, found.event, found.role, found.has_account) == (
        community.name,
        "",
        CommunityRole.MEMBER_MANAGER,
        False,
    )
    assert (staff.name, staff.email, staff.password_hash) == ("Ben Dupont", BEN, "!")
    [member] = staff_of(session, community.id)
    assert (member.name, member.role) == ("Ben Dupont", CommunityRole.MEMBER_MANAGER)
    assert community_invitations(session, community.id) == ()


def test_a_link_works_once_and_for_its_time(session, community):
    secret = invited(session, community)
    accept(session, secret, name="Ben", password_hash="!")
    late = invited(session, community, email="late@cluster.example")

    assert (read_offer(session, secret), accept(session, secret, name="Eve", password_hash="!")) == (None, None)
    with time_machine.travel(clock.now() + VALID + timedelta(seconds=1)):
        assert (read_offer(session, late), accept(session, late, name="Late", password_hash="!")) == (None, None)
    assert read_offer(session, "nonsense") is None


def test_a_known_account_keeps_its_name_and_password(session, community):
    ben = make.make_staff(session, email=BEN, email_key=BEN, name="Ben", password_hash="his own")
    secret = invited(session, community, CommunityRole.ADMINISTRATOR)

    key = begin(session, ben)

    accept(session, secret, name="Eve", password_hash="hers")

    assert (ben.name, ben.password_hash, whose(session, key)) == ("Ben", "his own", ben)
    assert session.exec(select(CommunityStaff.role)).one() == CommunityRole.ADMINISTRATOR


def test_an_account_is_not_made_without_a_name_and_a_password(session, community):
    secret = invited(session, community)

    with pytest.raises(InvalidInput):
        accept(session, secret)


def test_a_closed_account_stays_closed(session, community):
    make.make_staff(session, email=BEN, email_key=BEN, active=False)
    secret = invited(session, community)

    assert (read_offer(session, secret), accept(session, secret)) == (None, None)
    assert session.exec(select(CommunityStaff)).all() == []


def test_a_newer_invitation_replaces_the_older_one(session, community):
    first = invited(session, community)
    second = invited(session, community, CommunityRole.ORGANISER)

    assert (read_offer(session, first), read_offer(session, second).role) == (None, CommunityRole.ORGANISER)
    assert [one.role for one in community_invitations(session, community.id)] == [CommunityRole.ORGANISER]


def test_who_has_a_role_is_not_invited_again(session, community):
    accept(session, invited(session, community), name="Ben", password_hash="!")

    with pytest.raises(InvalidInput, match="already"):
        invite(session, community, BEN.upper(), CommunityRole.ADMINISTRATOR, language="en", actor="Anne")


def test_a_role_at_an_event(session, community):
    event = make.make_event(session, community)
    secret = invited(session, community, StaffRole.PARTNER_OWN, event=event)
    assert [one.email for one in event_invitations(session, event.id)] == [BEN]

    accept(session, secret, name="Ben", password_hash="!")

    role = session.exec(select(EventStaff)).one()
    assert (role.event_id, role.role) == (event.id, StaffRole.PARTNER_OWN)
    assert session.exec(select(CommunityStaff)).all() == []


def test_an_invitation_is_taken_back_only_where_it_was_made(session, community):
    event, other = make.make_event(session, community), make.make_event(session, community)
    secret = invited(session, community, StaffRole.HELPER, event=event)
    [waiting] = event_invitations(session, event.id)

    for place, of_event in ((make.make_community(session), None), (community, other)):
        with pytest.raises(NotFound):
            take_back(session, place, waiting.id, event=of_event, actor="Eve")
    take_back(session, community, waiting.id, event=event, actor="Anne")

    assert read_offer(session, secret) is None


def test_what_is_no_address_and_too_many_are_refused(session, community, monkeypatch):
    with pytest.raises(InvalidInput):
        invited(session, community, email="ben@x\r\nBcc: eve@x.example")
    monkeypatch.setattr(invitations, "MOST_OPEN", 1)
    invited(session, community)
    with pytest.raises(TooMany):
        invited(session, community, email="eve@cluster.example")


def test_nobody_but_its_reader_sees_the_link(session, community):
    event = make.make_event(session, community)
    invited(session, community, StaffRole.ORGANISER, event=event)

    assert session.exec(select(Message.kind)).one() in SECRET_KINDS
