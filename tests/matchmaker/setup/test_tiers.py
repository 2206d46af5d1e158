"""Categories that follow the membership tier of the day."""

from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Delegation, Organisation, TierPeriod, row_id
from matchmaker.registrations.commands.edit import set_category
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.commands.tiers import follow_tiers, set_tiers
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.tiers import read_tiers, tier_categories
from tests.builders import factories as make
from tests.builders.forum import make_forum
from tests.builders.participant_lines import look, take_in

HEADER = b"organisation;category;first_name;last_name;email\n"


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def forum(session):
    """Three basic delegations: a premium member, one whose premium ends the day before, and no member."""
    forum = make_forum(session)
    make.make_category(session, forum.event, "premium", names={"en": "Premium"})
    day = forum.event.starts_on
    for name, ends in (("Alpha", None), ("Beta", day - timedelta(days=1))):
        organisation_id = forum.join(name).organisation_id
        begins = day - timedelta(days=90)
        session.add(TierPeriod(organisation_id=organisation_id, tier="Premium", starts_on=begins, ends_on=ends))
    forum.join("Gamma")
    session.flush()
    return forum


def categories(session, forum):
    found = read_tiers(session, forum.event, "en").categories
    named = select(Organisation.name, Delegation.category_id).join(Organisation)
    rows = session.exec(named.where(Delegation.event_id == forum.event.id))
    return {name: found[number] for name, number in rows}


def follow(session, forum, anne):
    found = read_tiers(session, forum.event, "en")
    premium = next(number for number, name in found.categories.items() if name == "Premium")
    set_tiers(session, forum.event, {"Premium": premium}, shown=found.token, staff=anne)
    return premium


def test_those_who_are_registered_follow_their_tier_of_the_day_and_go_back(session, forum, anne):
    follow(session, forum, anne)
    found = read_tiers(session, forum.event, "en")

    moved = follow_tiers(session, forum.event, staff=anne)
    after = categories(session, forum)
    undo_change(session, forum.event, row_id(latest_changes(session, forum.event, 1)[0]), staff=anne)

    assert (found.tiers, [move.name for move in found.following]) == (("Basic", "Premium"), ["Alpha"])
    assert (found.without, moved) == (2, 1)
    assert after == {"Alpha": "Premium", "Beta": "Basic", "Gamma": "Basic"}
    assert categories(session, forum) == dict.fromkeys(after, "Basic")


def test_what_an_organiser_has_chosen_stays_and_is_named(session, forum, anne):
    premium = follow(session, forum, anne)
    delegation = session.get_one(Delegation, forum.people["Alpha"].delegation_id)
    for category in (make.make_category(session, forum.event, "guest"), forum.category):
        set_category(session, forum.event, delegation, category, staff=anne)

    found = read_tiers(session, forum.event, "en")

    assert ([move.name for move in found.kept], found.following) == (["Alpha"], ())
    assert follow_tiers(session, forum.event, staff=anne) == 0
    assert tier_categories(session, forum.event) == {delegation.organisation_id: premium}


def test_an_import_puts_a_member_into_the_category_of_its_tier_and_says_so(session, forum, anne):
    follow(session, forum, anne)
    lines = HEADER + b"Alpha;basic;Zo;Weiss;zoe@alpha.example\nNew;basic;Ann;Lee;ann@new.example\n"

    previewed = look(session, forum.event, lines)
    take_in(session, forum.event, lines)

    said = [[message.params for message in line.messages] for line in previewed.lines]
    assert said == [[{"category": "premium"}], []]
    assert categories(session, forum) == {"Alpha": "Premium", "Beta": "Basic", "Gamma": "Basic", "New": "Basic"}


def test_old_pages_foreign_categories_and_unknown_tiers_are_refused(session, forum, anne):
    other = row_id(make.make_category(session, make.make_event(session)))
    shown = read_tiers(session, forum.event, "en").token

    with pytest.raises(Stale):
        set_tiers(session, forum.event, {}, shown="old", staff=anne)
    with pytest.raises(InvalidInput, match="of this event"):
        set_tiers(session, forum.event, {"Premium": other}, shown=shown, staff=anne)
    with pytest.raises(InvalidInput, match="of this community"):
        set_tiers(session, forum.event, {"Gold": row_id(forum.category)}, shown=shown, staff=anne)
