"""Links to the form: the category and the partner of those who come by one."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import Closed, InvalidInput, NotFound, TooMany
from matchmaker.enrolment.commands import links as commands
from matchmaker.enrolment.commands.confirming import confirm
from matchmaker.enrolment.commands.links import close_link, make_link
from matchmaker.enrolment.commands.sending import send_form
from matchmaker.enrolment.queries.form import read_open_form
from matchmaker.enrolment.queries.links import links_of_partner, read_links
from matchmaker.enrolment.queries.tokens import link_url
from matchmaker.models import Act, Delegation, EventStaff, RegistrationRequest, StaffRole
from tests.builders import factories as make
from tests.builders.enrolment import newcomer, open_form
from tests.builders.history import trail


@pytest.fixture
def partner(session, fair) -> EventStaff:
    staff = make.make_staff(session, fair.event, StaffRole.PARTNER_OWN, name="Paul")
    return session.exec(select(EventStaff).where(EventStaff.staff_id == staff.id)).one()


@pytest.fixture
def link(session, fair, partner):
    """For premium members of Paul; the form itself offers guests only."""
    open_form(session, fair.event, {fair.guest.id: None})
    return make_link(
        session, fair.event, name="Members", category_id=fair.premium.id, partner_id=partner.id, staff=fair.anne
    )


def token(fair, link) -> str:
    return link_url(fair.event, link).partition("via=")[2]


def come_by(session, fair, link, **values) -> Delegation:
    form = read_open_form(session, fair.event.slug, via=token(fair, link))
    send_form(session, form, newcomer(**values))
    request = session.exec(select(RegistrationRequest).order_by(RegistrationRequest.id.desc())).first()
    confirm(session, request)
    return session.exec(select(Delegation).order_by(Delegation.id.desc())).first()


def test_who_comes_by_a_link_takes_part_as_it_says_and_belongs_to_its_partner(session, fair, partner, link):
    delegation = come_by(session, fair, link)

    assert (delegation.category_id, delegation.brought_by_id) == (fair.premium.id, partner.id)
    [line] = read_links(session, fair.event, "en")
    assert (line.category, line.partner, line.registered, line.waiting) == ("Premium", "Paul", 1, 0)
    assert links_of_partner(session, fair.event, partner.staff_id) == (("Members", link_url(fair.event, link)),)
    assert [entry[1] for entry in trail(session)] == [Act.MAKE_REGISTRATION_LINK, Act.REGISTER]


def test_an_organisation_that_takes_part_already_keeps_its_category_and_its_partner(session, fair, link):
    nivelyo = make.make_organisation(session, "Nivelyo SA", name_key="nivelyo", website="https://nivelyo.example")
    present = make.make_delegation(session, fair.event, fair.guest, nivelyo)

    come_by(session, fair, link)

    assert (present.category_id, present.brought_by_id) == (fair.guest.id, None)
    assert session.exec(select(Delegation)).all() == [present]


def test_a_form_for_links_alone_is_closed_to_all_others(session, fair, link):
    form = read_open_form(session, fair.event.slug)
    form.settings.by_link_only = True

    by_link = read_open_form(session, fair.event.slug, via=token(fair, link))
    for_all, invited = (read_open_form(session, fair.event.slug, invited=one) for one in (False, True))

    assert (by_link.is_open, for_all.is_open, invited.is_open) == (True, False, True)
    with pytest.raises(Closed):
        send_form(session, for_all, newcomer())


def test_a_closed_link_takes_nobody_and_can_be_opened_again(session, fair, link):
    for _ in range(2):
        close_link(session, fair.event, link.id, closed=True, staff=fair.anne)

    assert not read_open_form(session, fair.event.slug, via=token(fair, link)).is_open
    close_link(session, fair.event, link.id, closed=False, staff=fair.anne)
    assert read_open_form(session, fair.event.slug, via=token(fair, link)).is_open
    acts = [Act.MAKE_REGISTRATION_LINK, Act.CLOSE_REGISTRATION_LINK, Act.MAKE_REGISTRATION_LINK]
    assert [entry[1] for entry in trail(session)] == acts


@pytest.mark.parametrize("broken", ["x", "\x00", "0" * 26 + "-" + "0" * 20])
def test_a_link_that_we_never_made_is_not_there(session, fair, link, broken):
    with pytest.raises(NotFound):
        read_open_form(session, fair.event.slug, via=broken)
    other = make.make_event(session)
    open_form(session, other, {make.make_category(session, other).id: None})
    with pytest.raises(NotFound):
        read_open_form(session, other.slug, via=token(fair, link))


def test_a_link_is_for_a_category_or_a_partner_of_its_event(session, fair, partner, monkeypatch):
    other = make.make_event(session)
    strange = make.make_category(session, other).id
    organiser = session.exec(select(EventStaff.id).where(EventStaff.staff_id == fair.anne.id)).one()

    for name, category, brings, error in (
        ("  ", fair.guest.id, None, InvalidInput),
        ("All", None, None, InvalidInput),
        ("All", strange, None, InvalidInput),
        ("All", None, organiser, InvalidInput),
    ):
        with pytest.raises(error):
            make_link(session, fair.event, name=name, category_id=category, partner_id=brings, staff=fair.anne)
    monkeypatch.setattr(commands, "MOST_LINKS", 0)
    with pytest.raises(TooMany):
        make_link(session, fair.event, name="All", category_id=None, partner_id=partner.id, staff=fair.anne)
    with pytest.raises(NotFound):
        close_link(session, other, 1, closed=True, staff=fair.anne)


def test_a_link_that_is_closed_meanwhile_registers_nobody_who_had_sent_the_form(session, fair, link):
    send_form(session, read_open_form(session, fair.event.slug, via=token(fair, link)), newcomer())
    request = session.exec(select(RegistrationRequest)).one()
    close_link(session, fair.event, link.id, closed=True, staff=fair.anne)

    with pytest.raises(Closed):
        confirm(session, request)
