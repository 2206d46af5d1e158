"""Companies of a community: listed, searched, corrected, and never those of another one."""

import pytest

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.members.commands import save_member
from matchmaker.members.queries import read_member, read_members
from matchmaker.members.rules import MemberRecord
from matchmaker.models import Community, Organisation
from tests.builders import factories as make


@pytest.fixture
def community(session) -> Community:
    return make.home(session)


@pytest.fixture
def alpha(session, community) -> Organisation:
    return make.make_organisation(session, "Alpha", external_id="A1", vat="BE0403019261")


def save(session, community, organisation, **values) -> Organisation:
    plain = {"name": "Alpha", "external_id": "A1", "vat": "", "country": "BE", "website": ""}
    shown = values.pop("shown", read_member(session, organisation.community_id, organisation.id).shown)
    return save_member(session, community, organisation.id, MemberRecord(**plain | values), shown=shown, actor="Mia")


def test_the_companies_of_the_community_by_name(session, community, alpha):
    event = make.make_event(session, community)
    make.make_registration(session, make.make_delegation(session, event, make.make_category(session, event), alpha))
    make.make_organisation(session, "Zeta")
    make.make_organisation(session, "Stranger", make.make_community(session))

    rows, number = read_members(session, community.id)

    assert [(row.name, row.external_id, row.people, row.events) for row in rows] == [
        ("Alpha", "A1", 1, 1),
        ("Zeta", "", 0, 0),
    ]
    assert number == 2
    assert [row.name for row in read_members(session, community.id, "be0403")[0]] == ["Alpha"]


def test_a_company_with_its_people_and_their_events(session, community, alpha):
    event = make.make_event(session, community, name="Forum")
    ada = make.make_person(session, alpha, last_name="Lovelace", job_title="CTO", phone="+32 81 1", email="a@x.example")
    make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event), alpha), ada
    )

    view = read_member(session, community.id, alpha.id)

    assert [(one.name, one.job_title, one.events) for one in view.people] == [("Ada Lovelace", "CTO", ("Forum",))]
    with pytest.raises(NotFound):
        read_member(session, make.make_community(session).id, alpha.id)


def test_a_company_is_corrected(session, community, alpha):
    save(session, community, alpha, name=" Alpha  Gamma SA", vat="BE 0403.019.261", website="alpha.example")

    assert (alpha.name, alpha.name_key, alpha.vat) == ("Alpha Gamma SA", "alpha gamma", "BE0403019261")
    assert (alpha.website, alpha.updated_by) == ("https://alpha.example", "Mia")


def test_what_cannot_be_is_refused(session, community, alpha):
    make.make_organisation(session, "Beta", external_id="B1", vat="FR40303265045")
    for values in ({"name": " "}, {"external_id": "B1"}, {"vat": "FR40303265045"}, {"vat": "none"}, {"website": "x"}):
        with pytest.raises(InvalidInput):
            save(session, community, alpha, **values)
    with pytest.raises(Stale):
        save(session, community, alpha, shown="older")
    with pytest.raises(NotFound):
        save(session, make.make_community(session), alpha)
    assert alpha.external_id == "A1"


def test_another_community_may_have_the_same_ids(session, community, alpha):
    make.make_organisation(session, "Alpha", make.make_community(session), external_id="A2", vat="BE0403019261")

    assert save(session, community, alpha, external_id="A2", vat="BE0403019261").external_id == "A2"
