"""Members of a community: listed, searched, added, corrected, and never those of another one."""

from datetime import date

import pytest

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.members.commands.members import add_member, place_member, save_member
from matchmaker.members.queries.listing import MemberFilters, read_members
from matchmaker.members.queries.member import position_token, read_member
from matchmaker.members.rules.membership import MembershipState
from matchmaker.members.rules.record import MemberRecord
from matchmaker.models import Act, Community, Organisation
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.members import TODAY, make_member


@pytest.fixture
def community(session) -> Community:
    return make.home(session)


@pytest.fixture
def alpha(session, community) -> Organisation:
    return make.make_organisation(session, "Alpha", external_id="A1", vat="BE0403019261")


def save(session, community, organisation, **values) -> Organisation:
    plain = {"name": "Alpha", "external_id": "A1"}
    owner = session.get_one(Community, organisation.community_id)
    shown = values.pop("shown", read_member(session, owner, organisation.id, TODAY).shown)
    return save_member(session, community, organisation.id, MemberRecord(**plain | values), shown=shown, actor="Mia")


def names(session, community, **filters) -> list[str]:
    return [row.name for row in read_members(session, community, MemberFilters(**filters), TODAY).rows]


def test_the_members_of_the_community_by_name(session, community, alpha):
    event = make.make_event(session, community)
    make.make_registration(session, make.make_delegation(session, event, make.make_category(session, event), alpha))
    make.make_organisation(session, "Zeta")
    make.make_organisation(session, "Stranger", make.make_community(session))

    view = read_members(session, community, MemberFilters(), TODAY)

    assert [(row.name, row.external_id, row.people, row.events) for row in view.rows] == [
        ("Alpha", "A1", 1, 1),
        ("Zeta", "", 0, 0),
    ]
    assert (view.found, view.total, names(session, community, text="be0403")) == (2, 2, ["Alpha"])


def test_members_by_state_tier_tag_town_and_country(session, community):
    make_member(session, "Open", tier="Premium", town="Namur", tags=("founder",))
    make_member(session, "Ending", tier="Basic", ends_on=date(2027, 3, 31), postcode="4000")
    make_member(session, "Ended", tier="Basic", ends_on=date(2026, 12, 31))
    make_member(session, "None", country="FR")

    view = read_members(session, community, MemberFilters(), TODAY)

    assert {state: number for state, number in view.states.items() if number} == {
        MembershipState.CURRENT: 2,
        MembershipState.ENDING: 1,
        MembershipState.ENDED: 1,
        MembershipState.NONE: 1,
    }
    assert view.choices.towns == ("Liège", "Namur")
    assert [(row.name, row.membership.state, row.membership.tier) for row in view.rows] == [
        ("Ended", MembershipState.ENDED, "Basic"),
        ("Ending", MembershipState.ENDING, "Basic"),
        ("None", MembershipState.NONE, ""),
        ("Open", MembershipState.CURRENT, "Premium"),
    ]
    for filters, found in (
        ({"state": MembershipState.ENDING}, ["Ending"]),
        ({"state": MembershipState.ENDED}, ["Ended"]),
        ({"tier": "Premium"}, ["Open"]),
        ({"tag": "founder"}, ["Open"]),
        ({"town": "Liège"}, ["Ending"]),
        ({"country": "FR"}, ["None"]),
        ({"tier": "Basic", "state": MembershipState.CURRENT}, ["Ending"]),
    ):
        assert names(session, community, **filters) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nivelyo", ["Nivelyo"]),
        ("NIVELIO", ["Nivelyo"]),
        ("cafe muller", ["Café Müller SA"]),
        ("mülller", ["Café Müller SA"]),
        ("namurr", ["Nivelyo"]),
        ("lieege", ["Café Müller SA"]),
        ("nicollas", ["Café Müller SA"]),
        ("sginature", ["Nivelyo"]),
        ("nivelyo muller", []),
        ("qqqqqq", []),
        ("%", []),
    ],
)
def test_a_search_forgives_spelling_and_accents(session, community, typed, found):
    make_member(session, "Nivelyo", town="Namur", offers=["electronic-signature"])
    make_member(session, "Café Müller SA", town="Saint-Nicolas-lez-Liège")

    assert names(session, community, text=typed) == (found or (["Café Müller SA", "Nivelyo"] if typed == "%" else []))


def test_a_page_has_fifty_members(session, community):
    for number in range(51):
        make_member(session, f"Member {number:02d}")

    view = read_members(session, community, MemberFilters(page=9), TODAY)

    assert ([row.name for row in view.rows], view.page, view.pages, view.found) == (["Member 50"], 2, 2, 51)


def test_a_member_with_its_people_and_their_events(session, community, alpha):
    event = make.make_event(session, community, name="Forum")
    ada = make.make_person(session, alpha, last_name="Lovelace", job_title="CTO", phone="+32 81 1", email="a@x.example")
    make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event), alpha), ada
    )

    view = read_member(session, community, alpha.id, TODAY)

    assert [(one.name, one.job_title, [at.name for at in one.events]) for one in view.people] == [
        ("Ada Lovelace", "CTO", ["Forum"])
    ]
    assert [one.name for one in view.events] == ["Forum"]
    with pytest.raises(NotFound):
        read_member(session, make.make_community(session), alpha.id, TODAY)


def test_a_member_is_added(session, community):
    values = MemberRecord(name="Beta SA", postcode="B-5000", tags=("Founder", "founder", "cyber cell"))

    beta = add_member(session, community, values, actor="Mia")

    assert (beta.name_key, beta.town, beta.latitude, beta.longitude) == ("beta", "Namur", 50.4687, 4.922)
    assert read_member(session, community, beta.id, TODAY).tags == ("Founder", "cyber cell")
    assert trail(session) == [("Mia", Act.ADD_MEMBER, "Beta SA", "")]
    with pytest.raises(InvalidInput):
        add_member(session, community, MemberRecord(name="BETA"), actor="Mia")


def test_a_member_is_corrected(session, community, alpha):
    save(session, community, alpha, name=" Alpha  Gamma SA", vat="BE 0403.019.261", website="alpha.example")

    assert (alpha.name, alpha.name_key, alpha.vat) == ("Alpha Gamma SA", "alpha gamma", "BE0403019261")
    assert (alpha.website, alpha.updated_by) == ("https://alpha.example", "Mia")


def test_what_cannot_be_is_refused(session, community, alpha):
    make.make_organisation(session, "Beta", external_id="B1", vat="FR40303265045")
    long_tags = tuple(f"tag {number}" for number in range(21))
    for values in (
        {"name": " "},
        {"external_id": "B1"},
        {"vat": "FR40303265045"},
        {"vat": "none"},
        {"website": "x"},
        {"tags": long_tags},
    ):
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


def test_a_place_set_by_hand_stays_when_the_postcode_changes(session, community, alpha):
    def place(position):
        place_member(session, community, alpha.id, position, shown=position_token(alpha), actor="Mia")

    place((50.123456, 4.5))
    save(session, community, alpha, postcode="4000")

    assert (alpha.latitude, alpha.longitude, alpha.placed_by_hand) == (50.12346, 4.5, True)
    place(None)
    assert (alpha.latitude, alpha.placed_by_hand) == (50.6482, False)
    with pytest.raises(InvalidInput):
        place((91.0, 4.5))
    with pytest.raises(Stale):
        place_member(session, community, alpha.id, None, shown="older", actor="Mia")
