"""Who may meet whom: what a change of the rules does to wishes and to what is published, and its undo."""

from itertools import product

import pytest

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import Agreement, Answer, Delegation, ReleaseKind, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.setup.commands.changes import try_change, undo_change
from matchmaker.setup.commands.copying import CopyOfEvent, copy_event
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.meeting_rules import change_agreement, change_exclusions
from matchmaker.setup.planning.meaning import pairs_by_agreement, read_meaning
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.meeting_rules import exclusions_token, read_meeting_rules
from matchmaker.setup.rules import Preset
from matchmaker.setup.words import impact_in_words, meaning_in_words
from matchmaker.wishes.queries.exclusions import read_exclusions
from matchmaker.wishes.rules.exclusions import MeetingPreset, preset_exclusions
from tests.builders import factories as make
from tests.builders.forum import Seat, make_forum
from tests.builders.new_events import new_event

NONE = exclusions_token(frozenset())


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def forum(session):
    """Two basic members and a premium one; the basic ones agree to meet each other, and one of them the premium."""
    forum = make_forum(session, tables=2)
    premium = make.make_category(session, forum.event, "premium", names={"en": "Premium"})
    alpha, beta, gamma = forum.join("Alpha"), forum.join("Beta"), forum.join("Gamma", premium)
    forum.wish(alpha, beta)
    forum.wish(gamma, alpha)
    forum.wish(beta, gamma, Answer.NONE)
    return forum


def among_basic(forum):
    return frozenset({(row_id(forum.category), row_id(forum.category))})


def change(session, forum, anne, new, shown=NONE):
    return lambda: change_exclusions(session, forum.event, new, shown=shown, staff=anne)


@pytest.mark.parametrize(
    ("preset", "hosts", "excluded"),
    [
        (MeetingPreset.EVERYBODY, None, []),
        (MeetingPreset.ACROSS, None, [(1, 1), (2, 2), (3, 3)]),
        (MeetingPreset.WITH_HOSTS, 1, [(1, 1), *product((2, 3), repeat=2)]),
        (MeetingPreset.WITH_HOSTS, 9, []),
    ],
)
def test_presets(preset, hosts, excluded):
    assert sorted(preset_exclusions(preset, (1, 2, 3), hosts)) == excluded


def test_hosted_buyers_meet_suppliers_only_and_so_they_do_in_a_copy(session, anne):
    community = make.make_community(session)
    event = create_event(session, community, new_event(preset=Preset.HOSTED_BUYERS), staff=anne)
    values = CopyOfEvent(
        earlier_id=row_id(event), name="Forum 2", starts_on=event.starts_on.replace(year=2099), people=False
    )

    for one in (event, copy_event(session, community, values, staff=anne)):
        rules = read_meeting_rules(session, one, "en")
        names = {rules.names[number]: [rules.names[other] for other in rules.targets(number)] for number in rules.names}
        assert names == {"Hosted buyer": ["Supplier"], "Supplier": ["Hosted buyer"]}


def test_wishes_between_categories_that_are_excluded_stay_written_and_do_not_count(session, forum, anne):
    impact = try_change(session, forum.event, change(session, forum, anne, among_basic(forum)))
    change(session, forum, anne, among_basic(forum))()

    assert (impact.excluded, impact.parted, impact.kept, impact.apart, impact.asks) == (1, 1, 0, 0, True)
    assert impact_in_words(impact, "en")[:2] == (
        "1 wish no longer counts. It stays written, those who made it see why, and it counts again once you allow it.",
        "1 pair that agrees to meet may not meet any more.",
    )
    meaning = read_meaning(session, forum.event).categories[row_id(forum.category)]
    assert "1 of their wishes does not count: it is for a category that they may not ask." in meaning_in_words(
        meaning, "en"
    )
    rules = read_meeting_rules(session, forum.event, "en")
    basic, premium = rules.names
    assert rules.wishes == {(basic, basic): 1, (basic, premium): 1, (premium, basic): 1}


def test_published_meetings_stay_when_their_categories_are_excluded(session, forum, anne):
    alpha, beta = (session.get_one(Delegation, forum.people[name].delegation_id) for name in ("Alpha", "Beta"))
    scenario = forum.scenario(Seat(alpha, beta, slot=0))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    before = read_meaning(session, forum.event).pairs
    impact = try_change(session, forum.event, change(session, forum, anne, among_basic(forum)))
    change(session, forum, anne, among_basic(forum))()

    assert (impact.excluded, impact.kept, impact.parted, impact.meetings, impact.broken) == (1, 1, 0, (), 0)
    assert read_meaning(session, forum.event).pairs == before


def test_a_change_is_undone_and_an_old_page_or_another_event_is_refused(session, forum, anne):
    other = make.make_category(session, make.make_event(session))
    everything = frozenset(product(read_meeting_rules(session, forum.event, "en").names, repeat=2))
    change(session, forum, anne, among_basic(forum))()
    token = exclusions_token(among_basic(forum))

    with pytest.raises(Stale):
        change(session, forum, anne, frozenset())()
    with pytest.raises(InvalidInput, match="of this event"):
        change(session, forum, anne, frozenset({(row_id(other), row_id(other))}), shown=token)()
    with pytest.raises(InvalidInput, match="Nobody could meet"):
        change(session, forum, anne, everything, shown=token)()
    undo_change(session, forum.event, row_id(latest_changes(session, forum.event, 1)[0]), staff=anne)

    assert read_exclusions(session, row_id(forum.event)) == frozenset()


def test_each_agreement_says_how_many_pairs_would_meet(session, forum, anne):
    assert pairs_by_agreement(session, forum.event) == {
        Agreement.MUTUAL: 2,
        Agreement.ONE_SIDE: 3,
        Agreement.ORGANISER: 0,
    }
    assert forum.event.agreement is Agreement.MUTUAL


def test_who_must_agree_is_changed_with_its_impact_and_stays_once_a_schedule_is_published(session, forum, anne):
    def to(agreement, shown):
        return lambda: change_agreement(session, forum.event, agreement, shown=shown, staff=anne)

    impact = try_change(session, forum.event, to(Agreement.ONE_SIDE, "mutual"))
    to(Agreement.ONE_SIDE, "mutual")()
    number = row_id(latest_changes(session, forum.event, 1)[0])
    publish_scenario(session, forum.event, forum.scenario(), kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    assert (impact.joined, impact.parted, forum.event.agreement) == (1, 0, Agreement.ONE_SIDE)
    with pytest.raises(Stale):
        to(Agreement.MUTUAL, "mutual")()
    with pytest.raises(InvalidInput, match="published"):
        to(Agreement.MUTUAL, "one_side")()
    with pytest.raises(Stale, match="published"):
        undo_change(session, forum.event, number, staff=anne)
