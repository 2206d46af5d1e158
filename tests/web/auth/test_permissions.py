"""Nobody enters a page that is not theirs: every route is visited as each kind of person who has no business there.

A new route must carry a guard or stand in `PUBLIC` with its reason, and every variable in its address must stand in
`things` of `make_side`: otherwise these tests fail.

Every route refuses strangers, participants, and the mightiest of another event. Each role opens every route that its
permissions name; of what it may not do, one route of each guard is enough, as the guard alone decides.
"""

import pytest
from sqlmodel import delete

from matchmaker.communities.rules import COMMUNITY_PERMISSIONS, EVENT_PERMISSIONS, Permission
from matchmaker.models import PARTNERS, Community, CommunityRole, Phase, Release, Scenario, Staff, StaffRole
from matchmaker.team.commands.roles import set_brought
from tests.builders.factories import (
    make_category,
    make_community,
    make_community_role,
    make_delegation,
    make_registration,
    make_staff,
)
from tests.builders.public_routes import PUBLIC
from tests.builders.sides import Side, guarded, make_side, one_of_each, visit
from web.auth.guards import ANY_STAFF, GUARD

TAKES_BACK_ONES_OWN = {"participant.wish_remove", "participant.unveto"}
"""Removing what one has not is no error: the answer to a foreign id is that to an id which never existed."""
NEED_MORE_THAN_A_ROLE = {
    "organiser.along_pair",
    "organiser.team_companies",
    "community.import_members_preview",
    "community.import_members_columns",
    "community.import_members_left_out",
    "community.import_members_undo",
}
"""Pages that are not there for what `make_side` makes."""
KINDS = ("slug", "community", "kind", "phase", "file_format", "months", "change_kind", "rule_kind")
"""Variables that name no row."""
SHARED_WITHIN_AN_EVENT = {"delegation_id", "leg_id"}
"""Variables whose things every participant of the event may see."""


@pytest.fixture
def ours(session) -> Side:
    return make_side(session)


@pytest.fixture(params=["event of the same community", "event of another community"])
def theirs(request, session, ours) -> Side:
    same = request.param == "event of the same community"
    return make_side(session, session.get_one(Community, ours.event.community_id) if same else make_community(session))


def test_every_route_is_guarded_or_public_for_a_reason(app):
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], GUARD, None) not in {"participant", ANY_STAFF, *Permission}
    }

    assert unguarded == set(PUBLIC) & set(app.view_functions)


def test_strangers_are_sent_to_the_log_in(app, client, ours):
    for rule, guard, method in guarded(app):
        response = visit(client, rule, method, ours.things)
        door = "/login" if guard == "participant" else "/staff/login"

        assert response.status_code == (302 if method == "GET" else 303), rule
        assert response.location.split("?")[0] == door, rule


def test_a_part_of_a_page_asked_for_by_a_stranger_moves_the_whole_page(app, client, ours):
    for rule, guard, method in guarded(app):
        response = visit(client, rule, method, ours.things, part=True)

        assert response.status_code == 204, rule
        assert response.headers["HX-Redirect"].startswith("/login" if guard == "participant" else "/staff/login"), rule


def test_participants_of_another_event_find_nothing(app, client, ours, theirs, as_participant):
    as_participant(client, ours.registration)

    for rule, _guard, method in guarded(app):
        assert visit(client, rule, method, theirs.things, part=True).status_code == 404, (rule, method)


def test_participants_find_no_page_of_the_organisers_of_their_own_event(app, client, ours, as_participant):
    as_participant(client, ours.registration)

    for rule, guard, method in guarded(app):
        if guard != "participant":
            assert visit(client, rule, method, ours.things, part=True).status_code == 404, (rule, method)


def allows(role: CommunityRole | StaffRole, guard: str, ours: Side, visited: Side) -> bool:
    """What the table of permissions says about a member of our staff with one role, on pages of a side."""
    if isinstance(role, StaffRole):
        return guard in EVENT_PERMISSIONS[role] and visited.event.id == ours.event.id
    return guard in COMMUNITY_PERMISSIONS[role] and visited.event.community_id == ours.event.community_id


@pytest.fixture(params=["own", "another event", "another community"])
def visited(request, session, ours) -> Side:
    if request.param == "own":
        return ours
    near = request.param == "another event"
    return make_side(session, session.get_one(Community, ours.event.community_id) if near else make_community(session))


@pytest.mark.parametrize(
    "refused_at", [one_of_each, pytest.param(list, marks=pytest.mark.slow)], ids=["each guard", "each route"]
)
@pytest.mark.parametrize("role", [*StaffRole, *CommunityRole], ids=repr)
def test_each_role_opens_what_the_table_of_permissions_says_and_nothing_else(
    client, ours, visited, as_organiser, role, refused_at
):
    as_organiser(client, member_of_the_staff(client.session, ours, role))
    routes = [route for route in guarded(client.application) if route[1] != ANY_STAFF]
    allowed = [route for route in routes if allows(role, route[1], ours, visited)]
    refused = [route for route in routes if not allows(role, route[1], ours, visited)]

    for rule, _guard, method in refused_at(refused):
        assert visit(client, rule, method, visited.things, part=True).status_code == 404, (rule, method)
    for rule, _guard, method in sorted(allowed, key=lambda route: route[2]):
        status = visit(client, rule, method, visited.things).status_code
        assert method == "POST" or status != 404 or rule.endpoint in NEED_MORE_THAN_A_ROLE, rule


def test_who_organises_an_event_and_administers_its_community_finds_nothing_of_another(
    client, session, ours, theirs, as_organiser
):
    both = (StaffRole.ORGANISER, CommunityRole.ADMINISTRATOR)
    make_community_role(session, ours.staff, session.get_one(Community, ours.event.community_id), both[1])
    as_organiser(client, ours.staff)

    for rule, guard, method in guarded(client.application):
        if guard != ANY_STAFF and not any(allows(role, guard, ours, theirs) for role in both):
            assert visit(client, rule, method, theirs.things, part=True).status_code == 404, (rule, method)


def member_of_the_staff(session, side: Side, role: CommunityRole | StaffRole) -> Staff:
    if role is StaffRole.ORGANISER:
        return side.staff
    if isinstance(role, StaffRole):
        staff = make_staff(session, side.event, role)
        if role in PARTNERS:
            set_brought(session, side.event, staff.id, [side.things["delegation_id"]], actor="Anne")
        return staff
    staff = make_staff(session)
    make_community_role(session, staff, session.get_one(Community, side.event.community_id), role)
    return staff


def test_a_partner_for_own_members_finds_nobody_else_of_the_event(client, session, ours, as_organiser):
    category = make_category(session, ours.event, "guest")
    neighbour = make_registration(session, make_delegation(session, ours.event, category))
    others = ours.things | {"registration_id": neighbour.id, "delegation_id": neighbour.delegation_id}
    as_organiser(client, member_of_the_staff(session, ours, StaffRole.PARTNER_OWN))

    for rule, _guard, method in guarded(client.application):
        if rule.endpoint.startswith("organiser.") and rule.arguments & {"registration_id", "delegation_id"}:
            assert visit(client, rule, method, others, part=True).status_code == 404, (rule, method)


def check_ids_of_another_event(client, session, ours: Side, theirs: Side, guards: set[str]) -> None:
    own = {name: ours.things[name] for name in KINDS}
    mixed = theirs.things | own | {"number": 99}
    for table in (Release, Scenario):  # only theirs exist
        session.exec(delete(table).where(table.event_id == ours.event.id))

    for rule, guard, method in guarded(client.application):
        if guard not in guards or not rule.arguments - own.keys():
            continue
        answer = visit(client, rule, method, mixed)
        if rule.endpoint in TAKES_BACK_ONES_OWN:
            nothing = visit(client, rule, method, dict.fromkeys(mixed, 999999) | own)
            assert (answer.status_code, answer.location) == (nothing.status_code, nothing.location), rule
        else:
            assert answer.status_code == 404, (rule, method)


def test_ids_of_another_event_under_a_participants_own_address_find_nothing(
    client, session, ours, theirs, as_participant
):
    as_participant(client, ours.registration)

    check_ids_of_another_event(client, session, ours, theirs, {"participant"})


def test_ids_of_another_event_under_an_organisers_own_address_find_nothing(client, session, ours, theirs, as_organiser):
    as_organiser(client, ours.staff)

    check_ids_of_another_event(client, session, ours, theirs, set(EVENT_PERMISSIONS[StaffRole.ORGANISER]))


def test_private_things_of_another_delegation_of_the_same_event_are_not_found(
    app, client, session, ours, as_participant
):
    category = make_category(session, ours.event, "guest")
    neighbour = make_registration(session, make_delegation(session, ours.event, category))
    as_participant(client, neighbour)

    for rule, guard, method in guarded(app):
        private = rule.arguments - {"slug", "kind", "number", "slot_id", "what"} - SHARED_WITHIN_AN_EVENT
        if guard == "participant" and private and rule.endpoint not in TAKES_BACK_ONES_OWN:
            assert visit(client, rule, method, ours.things, part=True).status_code == 404, (rule, method)


def test_an_event_in_preparation_is_not_there_for_participants(app, client, session, ours, as_participant):
    ours.event.phase = Phase.DRAFT
    session.add(ours.event)
    as_participant(client, ours.registration)

    for rule, guard, method in guarded(app):
        if guard == "participant":
            assert visit(client, rule, method, ours.things, part=True).status_code == 404, (rule, method)
