"""Pages of a community, of an event's team and of its partner, for every kind of eye and hand."""

import pytest
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.models import (
    Community,
    CommunityRole,
    Delegation,
    Event,
    EventStaff,
    Organisation,
    Staff,
    StaffRole,
    row_id,
)
from matchmaker.team.commands.invitations import invite
from matchmaker.team.commands.roles import set_brought
from tests.builders.browser import DESK, ORGANISER, serve
from tests.builders.factories import make_staff
from tests.builders.page_lists import COMMUNITY, PARTNER, paths_of
from tests.builders.sights import SIGHTS, look, look_at
from tests.builders.team import invitation_secret
from web.auth.identity import StaffUser


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    """The tiny forum with a partner who brings companies, and invitations that wait."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("community")) as live:
        with transaction(live.database_url) as session:
            event = session.exec(select(Event)).one()
            community = session.get_one(Community, event.community_id)
            partner = make_staff(
                session, event, StaffRole.PARTNER_OWN, name="Paul Partenaire", email="paul@agence.example"
            )
            brought = session.exec(select(Delegation.id).order_by(Delegation.id).limit(3)).all()
            set_brought(session, event, row_id(partner), brought, actor="Anne")
            values = {"language": "fr", "actor": "Anne Dubois"}
            invite(session, community, "mia.a-very-long-name@cluster.example", CommunityRole.MEMBER_MANAGER, **values)
            invite(session, community, "new@cluster.example", StaffRole.HELPER, event=event, **values)
        yield live


def staff_with(live, role: StaffRole) -> Staff:
    with transaction(live.database_url) as session:
        statement = select(Staff).join(EventStaff, EventStaff.staff_id == Staff.id).where(EventStaff.role == role)
        staff = session.exec(statement).one()
        session.expunge(staff)
        return staff


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_a_community(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    anne, paul = staff_with(live, StaffRole.ORGANISER), staff_with(live, StaffRole.PARTNER_OWN)
    with transaction(live.database_url) as session:
        slug, event = session.exec(select(Community.slug)).one(), session.exec(select(Event.slug)).one()
        company, twin = session.exec(select(Organisation.id).order_by(Organisation.id).limit(2)).all()
        secret = invitation_secret(session)
    window.log_in(StaffUser(anne), language)

    faults = look_at(
        window, paths_of(COMMUNITY, community=slug, slug=event, company=company, twin=twin, partner=paul.id)
    )
    window.go(f"/c/{slug}/communities/new")
    window.page.locator("main form button[type=submit]").click()
    faults += look(window)
    window.log_in(StaffUser(paul), language)
    faults += look_at(window, paths_of(PARTNER, slug=event, secret=secret))
    window.go("/staff/invitation/nonsense")
    faults += look(window)
    window.problems.clear()  # the browser reports the answers 422 and 410 itself

    assert anne.email == ORGANISER
    assert not faults, "\n".join(faults)


def test_a_name_without_a_space_widens_no_list(open_window, live):
    name = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauun"
    with transaction(live.database_url) as session:
        company = session.exec(select(Organisation).order_by(Organisation.name_key)).first()
        before, company.name = company.name, name
        slug = session.exec(select(Community.slug)).one()
    window = open_window(DESK)
    window.log_in(StaffUser(staff_with(live, StaffRole.ORGANISER)), "de")

    page = window.go(f"/c/{slug}/members")
    table = page.locator(".table-scroll").first
    widths = table.evaluate("table => [table.scrollWidth, table.clientWidth]")

    with transaction(live.database_url) as session:
        session.exec(select(Organisation).where(Organisation.name == name)).one().name = before
    assert name in table.inner_text()
    assert widths[0] == widths[1]
