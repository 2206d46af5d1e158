"""What an organiser sees before publishing."""

from datetime import time

import pytest

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.models import Answer, ParticularRule, ReleaseKind, RuleKind, pair_of, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.difference import read_difference
from matchmaker.releases.queries.problems import PublishProblem, Resolution
from tests.builders import factories
from tests.builders.forum import Seat, make_forum


def release(forum, *seats, number=0):
    scenario = forum.scenario(*seats)
    publish_scenario(
        forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=number
    )


def difference_of(forum, *seats):
    return read_difference(forum.session, forum.event, forum.scenario(*seats), language="en")


def in_short(found):
    return [
        (line.kind, line.title, line.before and line.before.starts, line.after and line.after.starts)
        for line in found.lines
    ]


@pytest.fixture
def trio(forum):
    """Nivelyo has agreed to meet Meuse Invest, Lumo and Citizen+."""
    one, *others = (forum.join(name) for name in ("Nivelyo", "Meuse Invest", "Lumo", "Citizen+"))
    for rank, other in enumerate(others, start=1):
        forum.wish(one, other, rank=rank)
    return one, others


def test_before_the_first_release_everything_is_new(forum, trio):
    one, (meuse, *_) = trio

    found = difference_of(forum, Seat(one, meuse, slot=0))

    assert in_short(found) == [("new", "Meuse Invest – Nivelyo", None, time(9))]
    assert (found.release, found.release_kind, found.unchanged, found.problems) == (0, None, 0, ())
    assert [(person.organisation, person.meetings_before, person.meetings_after) for person in found.people] == [
        ("Meuse Invest", 0, 1),
        ("Nivelyo", 0, 1),
    ]


def test_each_meeting_is_cancelled_moved_new_or_unchanged(forum, trio):
    one, (meuse, lumo, citizen) = trio
    release(forum, Seat(one, meuse, slot=0), Seat(one, lumo, slot=1))

    found = difference_of(forum, Seat(one, meuse, slot=2), Seat(one, citizen, slot=1))

    assert in_short(found) == [
        ("cancelled", "Lumo – Nivelyo", time(9, 30), None),
        ("moved", "Meuse Invest – Nivelyo", time(9), time(10)),
        ("new", "Citizen+ – Nivelyo", None, time(9, 30)),
    ]
    assert [found.count(kind) for kind in ("cancelled", "moved", "new", "place", "people", "back")] == [
        1,
        1,
        1,
        0,
        0,
        0,
    ]
    assert (found.release, found.release_kind, found.unchanged, found.people_unchanged) == (1, "final", 0, 0)
    nivelyo = next(person for person in found.people if person.organisation == "Nivelyo")
    assert [(line.kind, line.title) for line in nivelyo.lines] == [
        ("cancelled", "Lumo"),
        ("new", "Citizen+"),
        ("moved", "Meuse Invest"),
    ]


def test_a_newcomer_counts_as_in_repairs_and_their_wish_without_a_time_is_named(forum, trio):
    one, (meuse, *_) = trio
    release(forum, Seat(one, meuse, slot=0))
    newcomer = forum.join("Dinant Drones")
    for other in (one, meuse):
        forum.wish(newcomer, other)

    found = difference_of(forum, Seat(one, meuse, slot=0), Seat(newcomer, one, slot=1))

    assert [(person.organisation, person.disturbed, person.newcomer, person.unplaced) for person in found.people] == [
        ("Dinant Drones", True, True, ("Meuse Invest",)),
        ("Nivelyo", True, False, ()),
    ]
    assert found.disturbed == 2


def test_the_same_schedule_makes_no_difference(forum, trio):
    one, (meuse, lumo, _) = trio
    seats = Seat(one, meuse, slot=0), Seat(one, lumo, slot=1)
    release(forum, *seats)

    found = difference_of(forum, *seats)

    assert (found.lines, found.people, found.unchanged, found.people_unchanged) == ((), (), 2, 3)


@pytest.mark.parametrize(("slot", "kind"), [(0, "people"), (1, "moved")])
def test_another_delegate_is_a_change_of_people_and_not_a_new_meeting(forum, trio, slot, kind):
    one, (meuse, *_) = trio
    colleague = factories.make_registration(forum.session, meuse)
    release(forum, Seat(one, meuse, slot=0))

    found = difference_of(forum, Seat(one, meuse, slot=slot, people=(colleague,)))

    (line,) = found.lines
    assert (line.kind, line.people, found.with_others) == (kind, 3, 1)
    assert {lines.kind for person in found.people for lines in person.lines} == {kind, "cancelled", "new"}
    name = forum.facts().persons[colleague.id].name
    assert [one.instead for person in found.people for one in person.lines if one.kind == "cancelled"] == [name]


def test_what_was_cancelled_and_takes_place_after_all_is_back(forum, trio):
    one, (meuse, *_) = trio
    release(forum, Seat(one, meuse, slot=0))
    release(forum, number=1)

    assert in_short(difference_of(forum, Seat(one, meuse, slot=0))) == [
        ("back", "Meuse Invest – Nivelyo", None, time(9))
    ]


def test_programme_items_come_after_the_meetings(forum, trio):
    one, (meuse, *_) = trio
    lunch = factories.make_programme_item(
        forum.session, forum.venue, starts=time(12), ends=time(13), titles={"en": "Lunch"}, room="Hall"
    )
    release(forum)
    lunch.room = "Terrace"

    found = difference_of(forum, Seat(one, meuse, slot=0))

    assert [(line.entry_kind, line.kind, line.title) for line in found.lines] == [
        ("meeting", "new", "Meuse Invest – Nivelyo"),
        ("programme", "place", "Lunch"),
    ]
    assert found.lines[1].people == 4


def test_a_schedule_that_no_longer_fits_says_which_meetings(forum, trio):
    one, (meuse, lumo, _) = trio
    scenario = forum.scenario(Seat(one, meuse, slot=0), Seat(one, lumo, slot=1))
    meuse.withdrawn_at, gone = clock.now(), forum.facts().persons[row_id(forum.people["Meuse Invest"])].name
    factories.make_absence(forum.session, forum.people["Lumo"], time(9), time(10))
    away = forum.facts().persons[row_id(forum.people["Lumo"])].name

    assert read_difference(forum.session, forum.event, scenario, language="en").problems == (
        PublishProblem("Nivelyo – Meuse Invest may not meet any more.", f"{gone} has withdrawn", Resolution.DESK),
        PublishProblem(
            "Nivelyo – Lumo cannot meet at that time and place any more.",
            f"{away} is away",
            Resolution.SOLVE,
        ),
    )


def test_the_rule_that_keeps_a_meeting_from_its_time_is_named(forum, trio):
    one, (meuse, *_) = trio
    scenario = forum.scenario(Seat(one, meuse, slot=0))
    rule = ParticularRule(event_id=forum.event.id, kind=RuleKind.NOT_BEFORE, delegation_id=meuse.id, wall=time(10))
    forum.session.add(rule)
    forum.session.flush()
    name = forum.facts().persons[row_id(forum.people["Meuse Invest"])].name

    (problem,) = read_difference(forum.session, forum.event, scenario, language="en").problems
    (wrong,) = verdict_of(forum.session, forum.event, scenario, "en")

    said = f"by a rule of yours, {name} has no meeting before 10:00"
    assert problem.cause == said
    assert (wrong.reasons, wrong.when and wrong.when.starts) == ((said,), time(9))


def test_people_who_only_lose_meetings_that_a_rule_keeps_apart_are_counted_by_themselves(forum, trio):
    one, (meuse, lumo, _) = trio
    release(forum, Seat(one, meuse, slot=0), Seat(one, lumo, slot=1))
    low, high = pair_of(one.id, meuse.id)
    rule = ParticularRule(event_id=forum.event.id, kind=RuleKind.FORBIDDEN, delegation_id=low, other_id=high)
    forum.session.add(rule)
    forum.session.flush()

    found = difference_of(forum, Seat(one, lumo, slot=1))

    assert (len(found.people), found.disturbed, found.kept_apart) == (2, 0, 2)


def test_many_meetings_of_one_organisation_with_one_cause_are_one_problem(forum, trio):
    one, others = trio
    scenario = forum.scenario(*(Seat(one, other, slot=slot) for slot, other in enumerate(others)))
    one.withdrawn_at, gone = clock.now(), forum.facts().persons[row_id(forum.people["Nivelyo"])].name

    assert read_difference(forum.session, forum.event, scenario, language="en").problems == (
        PublishProblem(
            "Nivelyo: 3 meetings may not take place any more, with Meuse Invest, Lumo, Citizen+.",
            f"{gone} has withdrawn",
            Resolution.DESK,
            3,
        ),
    )


def test_somebody_of_several_who_has_withdrawn_is_named_and_repaired_rather_than_solved_anew(forum, trio):
    one, (meuse, lumo, _) = trio
    factories.make_registration(forum.session, one)
    someone = forum.people["Nivelyo"]
    scenario = forum.scenario(Seat(one, meuse, slot=0), Seat(one, lumo, slot=1))
    someone.withdrawn_at = clock.now()
    forum.session.flush()

    problems = read_difference(forum.session, forum.event, scenario, language="en").problems

    why = f"{forum.facts().persons[row_id(someone)].name} has withdrawn"
    assert problems == (
        PublishProblem("Nivelyo – Meuse Invest cannot meet as planned any more.", why, Resolution.DESK),
        PublishProblem("Nivelyo – Lumo cannot meet as planned any more.", why, Resolution.DESK),
    )


def test_two_meetings_at_one_table_are_a_problem_of_both(forum, trio):
    one, (meuse, lumo, citizen) = trio
    forum.wish(lumo, citizen)

    problems = difference_of(forum, Seat(one, meuse, slot=0), Seat(lumo, citizen, slot=0)).problems

    taken = "the place is not free or not open then"
    assert problems == (
        PublishProblem("Nivelyo – Meuse Invest cannot meet at that time and place any more.", taken, Resolution.SOLVE),
        PublishProblem("Lumo – Citizen+ cannot meet at that time and place any more.", taken, Resolution.SOLVE),
    )


@pytest.mark.parametrize(
    ("answer", "cause"), [(Answer.NO, "Declined"), (Answer.NONE, "Not answered")], ids=["refused", "taken back"]
)
def test_a_pair_that_is_no_longer_agreed_is_solved_anew(forum, trio, answer, cause):
    one, (meuse, *_) = trio
    scenario = forum.scenario(Seat(one, meuse, slot=0))
    wish = next(wish for wish in forum.facts().wishes if wish.to_id == meuse.id)
    wish.answer = answer
    forum.session.flush()

    (problem,) = read_difference(forum.session, forum.event, scenario, language="en").problems

    assert (problem.cause, problem.resolution) == (cause, Resolution.SOLVE)


def test_a_schedule_of_another_event_is_not_found(forum):
    with pytest.raises(NotFound):
        read_difference(forum.session, forum.event, make_forum(forum.session).scenario(), language="en")


def test_looking_at_a_difference_changes_nothing(forum, trio):
    one, (meuse, *_) = trio
    scenario = forum.scenario(Seat(one, meuse, slot=0))

    read_difference(forum.session, forum.event, scenario, language="en")

    assert (list(forum.session.new), list(forum.session.dirty)) == ([], [])
