"""Roles given and taken: within the community, at once, and never the last of a kind."""

import pytest
from sqlmodel import select

from matchmaker import feeds
from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.communities.rules import COMMUNITY_PERMISSIONS, EVENT_PERMISSIONS, Permission
from matchmaker.communities.words import role_grants, role_name
from matchmaker.feeds.secret_addresses import key_of
from matchmaker.models import Community, CommunityRole, CommunityStaff, EventStaff, Staff, StaffRole
from matchmaker.people.queries.access import event_open_to
from matchmaker.team.commands.roles import end_access, set_brought, set_community_role, set_event_role
from matchmaker.team.queries.brought import delegations_to_bring, read_brought
from matchmaker.team.queries.staff import candidates, staff_of, team_of, unorganised
from tests.builders import factories as make
from tests.builders.sessions import begin, whose


@pytest.fixture
def community(session) -> Community:
    return make.home(session)


@pytest.fixture
def anne(session, community) -> Staff:
    """The administrator."""
    staff = make.make_staff(session, name="Anne")
    make.make_community_role(session, staff, community)
    return staff


def role_in(session, community: Community, staff: Staff) -> CommunityRole | None:
    found = session.exec(
        select(CommunityStaff).where(CommunityStaff.community_id == community.id, CommunityStaff.staff_id == staff.id)
    ).first()
    return found.role if found else None


def test_each_role_says_in_words_what_it_may_do():
    said = {role: role_grants(role, "en") for role in (*CommunityRole, *StaffRole)}

    assert all(role_name(role, "en") and said[role] for role in said)
    granted = set().union(*COMMUNITY_PERMISSIONS.values(), *EVENT_PERMISSIONS.values())
    assert granted == set(Permission)
    assert set(COMMUNITY_PERMISSIONS) == set(CommunityRole)
    assert set(EVENT_PERMISSIONS) == set(StaffRole)


def test_a_role_in_the_community_changes_and_ends(session, community, anne):
    ben = make.make_staff(session, make.make_event(session, community), StaffRole.HELPER, name="Ben")

    set_community_role(session, community, ben.id, CommunityRole.MEMBER_MANAGER, actor="Anne")
    assert role_in(session, community, ben) is CommunityRole.MEMBER_MANAGER
    set_community_role(session, community, ben.id, None, actor="Anne")
    assert role_in(session, community, ben) is None


def test_the_last_administrator_stays(session, community, anne):
    gone = make.make_staff(session, active=False)
    make.make_community_role(session, gone, community)

    with pytest.raises(InvalidInput, match="last administrator"):
        set_community_role(session, community, anne.id, CommunityRole.ORGANISER, actor="Anne")
    with pytest.raises(InvalidInput, match="last administrator"):
        end_access(session, community, anne.id, actor="Anne")

    ben = make.make_staff(session, name="Ben")
    make.make_community_role(session, ben, community)
    set_community_role(session, community, anne.id, None, actor="Ben")
    assert role_in(session, community, anne) is None


def test_nobody_of_another_community_can_be_touched(session, community, anne):
    elsewhere = make.make_event(session, make.make_community(session))
    stranger = make.make_staff(session, elsewhere)

    for change in (
        lambda: set_community_role(session, community, stranger.id, CommunityRole.ADMINISTRATOR, actor="Anne"),
        lambda: end_access(session, community, stranger.id, actor="Anne"),
        lambda: set_event_role(session, elsewhere, anne.id, StaffRole.ORGANISER, actor="Anne"),
    ):
        with pytest.raises(NotFound):
            change()
    assert [member.name for member in staff_of(session, community.id)] == ["Anne"]


def test_the_end_of_access_takes_all_roles_here_and_all_log_ins(session, community, anne):
    event, elsewhere = make.make_event(session, community), make.make_event(session, make.make_community(session))
    ben = make.make_staff(session, event, name="Ben")
    make.make_community_role(session, ben, community, CommunityRole.ORGANISER)
    session.add(EventStaff(event_id=elsewhere.id, staff_id=ben.id))
    session.flush()
    assert event_open_to(session, event.slug, ben.id) is not None
    key = begin(session, ben)

    end_access(session, community, ben.id, actor="Anne")

    assert event_open_to(session, event.slug, ben.id) is None
    assert event_open_to(session, elsewhere.slug, ben.id) is not None
    assert whose(session, key) is None
    assert [member.name for member in staff_of(session, community.id)] == ["Anne"]
    assert unorganised(session, community.id) == (event.name,)


def test_a_role_at_an_event_that_ends_takes_its_calendar_along(session, community, anne):
    event = make.make_event(session, community)
    ben = make.make_staff(session, event, name="Ben")
    make.make_staff(session, event)
    key = key_of(session.exec(select(EventStaff).where(EventStaff.staff_id == ben.id)).one())
    assert feeds.current_source(session, key)

    set_event_role(session, event, ben.id, StaffRole.HELPER, actor="Anne")
    set_event_role(session, event, ben.id, StaffRole.ORGANISER, actor="Anne")

    assert not feeds.current_source(session, key)
    assert [(one.name, one.role) for one in team_of(session, event.id)][1] == ("Ben", StaffRole.ORGANISER)


def test_the_last_organiser_of_an_event_stays(session, community, anne):
    event = make.make_event(session, community)
    ben = make.make_staff(session, event, name="Ben")

    with pytest.raises(InvalidInput, match="last organiser"):
        set_event_role(session, event, ben.id, None, actor="Ben")
    set_event_role(session, event, anne.id, StaffRole.ORGANISER, actor="Ben")
    set_event_role(session, event, ben.id, None, actor="Anne")
    assert [one.name for one in team_of(session, event.id)] == ["Anne"]


def test_the_staff_of_the_community_is_there_to_choose_from(session, community, anne):
    event = make.make_event(session, community)
    make.make_staff(session, event, name="Ben")
    stranger = make.make_staff(session, make.make_event(session, make.make_community(session)))

    assert candidates(session, event) == ((anne.id, "Anne"),)
    with pytest.raises(NotFound):
        set_event_role(session, event, stranger.id, StaffRole.HELPER, actor="Ben")


def test_a_partner_reads_how_far_their_companies_have_come(session, community):
    event = make.make_event(session, community)
    category = make.make_category(session, event)
    alpha, beta = (
        make.make_delegation(session, event, category, make.make_organisation(session, name))
        for name in ("Alpha", "Beta")
    )
    make.make_registration(session, alpha)
    make.make_registration(session, alpha, agreed_at=None)
    make.make_wish(session, alpha, beta)
    partner = make.make_staff(session, event, StaffRole.PARTNER_OWN)

    set_brought(session, event, partner.id, [alpha.id], actor="Anne")

    [row] = read_brought(session, event, partner.id)
    assert (row.name, row.people, row.agreed, row.ready, row.wishes) == ("Alpha", 2, 1, 0, 1)
    assert delegations_to_bring(session, event, partner.id) == ((alpha.id, "Alpha", True), (beta.id, "Beta", False))
    set_brought(session, event, partner.id, [], actor="Anne")
    assert read_brought(session, event, partner.id) == ()


def test_only_companies_of_the_event_are_brought_and_only_by_its_partners(session, community):
    event, other = make.make_event(session, community), make.make_event(session, community)
    partner, helper = (make.make_staff(session, event, role) for role in (StaffRole.PARTNER_OWN, StaffRole.HELPER))
    here, there = (make.make_delegation(session, one, make.make_category(session, one)) for one in (event, other))

    for staff, delegation in ((partner, there), (helper, here)):
        with pytest.raises(NotFound):
            set_brought(session, event, staff.id, [delegation.id], actor="Anne")


def test_a_company_is_brought_by_nobody_once_its_partner_has_left(session, community, anne):
    event = make.make_event(session, community)
    delegation = make.make_delegation(session, event, make.make_category(session, event))
    partner = make.make_staff(session, event, StaffRole.PARTNER_OWN)
    set_brought(session, event, partner.id, [delegation.id], actor="Anne")

    end_access(session, community, partner.id, actor="Anne")

    session.refresh(delegation)
    assert delegation.brought_by_id is None
