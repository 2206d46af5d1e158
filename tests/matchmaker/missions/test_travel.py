"""Ways between places: estimated, assumed, said; nobody is in two places without the time to travel."""

from datetime import time

import pytest

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.drafts.commands import edits
from matchmaker.drafts.commands.edits import Target
from matchmaker.missions.commands.sites import place_venue, site_token
from matchmaker.missions.commands.travel import say_minutes
from matchmaker.missions.queries.travel import read_hurry, read_ways
from matchmaker.missions.rules import read_position
from matchmaker.models import Person, ProgrammeKind, ScenarioKind, Venue, row_id
from matchmaker.releases.planning.misfits import MisfitCause, misfits
from matchmaker.releases.queries.problems import read_problems
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.queries.day_facts import facts_of_day
from matchmaker.scheduling.rules.travel import (
    Habits,
    Journey,
    MinutesFrom,
    Position,
    distance,
    estimate,
    journey_between,
)
from matchmaker.setup.commands.changes import try_change, undo_change
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.words import impact_in_words
from tests.builders import factories as make
from tests.builders.drafts import Draft
from tests.builders.forum import Seat

HUY, ANTWERP = (50.5186, 5.2396), (51.2194, 4.4025)


@pytest.mark.parametrize(
    ("km", "habits", "minutes"),
    [
        (0.04, Habits(), 0),  # one building
        (0.5, Habits(), 15),  # 10 + 0.65 km at 20 km/h, rounded up
        (5, Habits(), 30),  # 10 + 6.5 km at 20 km/h
        (5, Habits(speed=30, detour=100, margin=0), 10),
        (100, Habits(), 155),  # 10 + 15 km at 20 km/h + 115 km at 70 km/h
        (400, Habits(), 215),  # by plane
        (880, Habits(margin=60), 260),
    ],
)
def test_minutes_follow_from_the_distance_and_the_habits_of_the_city(km, habits, minutes):
    assert estimate(km, habits) == minutes


def test_what_is_not_known_is_assumed_only_within_a_mission():
    known, same, other, none = Position(HUY, 1), Position(None, 1), Position(None, 2), Position(None, None)

    assert round(distance(HUY, ANTWERP), 1) == 97.6
    assert journey_between(known, Position(HUY, 2), Habits()) == Journey(0, MinutesFrom.ESTIMATED, 0.0)
    assert [journey_between(known, to, Habits()) for to in (same, other, none)] == [
        Journey(30, MinutesFrom.ASSUMED),
        Journey(240, MinutesFrom.ASSUMED),
        Journey(0, MinutesFrom.ASSUMED),
    ]


@pytest.mark.parametrize("text", ["60.1699, 24.9384", " 60.1699 24.9384 ", "60.1699°;24.9384°"])
def test_positions_are_read_as_they_are_copied(text):
    assert read_position(text) == (60.1699, 24.9384)


@pytest.mark.parametrize("text", ["60", "91, 0", "0, 181", "x", "1e5, 2", "9" * 310 + ", 1", "١, ٢"])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(InvalidInput, match="latitude and longitude"):
        read_position(text)


@pytest.fixture
def draft(session) -> Draft:
    """The meetings of `PLACED` in Huy from 09:00 on, and a table in Antwerp with slots at 09:30 and 12:30."""
    found = Draft(session)
    forum = found.forum
    forum.venue.latitude, forum.venue.longitude = HUY
    forum.venue.name = "Huy"
    antwerp = make.make_venue(session, forum.event, name="Antwerp", latitude=ANTWERP[0], longitude=ANTWERP[1])
    for starts in (time(9, 30), time(12, 30)):
        forum.slots += make.make_slots(session, antwerp, starts=starts, number=1)
    forum.tables.append(make.make_place(session, antwerp))
    return found


def test_the_draft_refuses_a_meeting_too_far_from_the_one_before_and_names_the_minutes(session, draft):
    too_soon, later = (Target(draft.slot(number), draft.table(3)) for number in (4, 5))

    with pytest.raises(InvalidInput) as refused:
        edits.move(session, draft.event, draft.meetings["AC"], too_soon, **draft.judged)
    edits.move(session, draft.event, draft.meetings["AC"], later, **draft.judged)

    assert "meets B at 09:00: the way takes 155 minutes." in refused.value.message
    assert draft.spots()[draft.meetings["AC"]].slot_id == draft.slot(5)


def test_the_judge_counts_the_travel_and_what_is_said_wins(session, draft):
    forum, sides, anne = draft.forum, draft.sides, draft.staff
    scenario = forum.scenario(Seat(sides["A"], sides["B"], 0, 0), Seat(sides["A"], sides["C"], 4, 3), name="Both")
    huy, antwerp = forum.venue, session.get_one(type(forum.venue), forum.tables[3].venue_id)

    def causes():
        session.flush()
        facts = load_facts(session, forum.event)
        found = find_pairs(facts)
        return build_problem(facts, found).travel, {one.cause for one in misfits(session, facts, found, scenario)}

    there, back = (f"v{huy.id}", f"v{antwerp.id}"), (f"v{antwerp.id}", f"v{huy.id}")
    assert causes() == ({there: 155, back: 155}, {MisfitCause.TWO_PLACES})
    shown = read_ways(session, forum.event, row_id(antwerp)).token
    say_minutes(session, forum.event, row_id(antwerp), {row_id(huy): 5}, shown=shown, staff=anne)
    assert causes() == ({there: 5, back: 5}, set())
    (line,) = read_ways(session, forum.event, row_id(huy)).lines
    assert (line.minutes, line.source, line.unsaid) == (5, MinutesFrom.SAID, 155)
    with pytest.raises(Stale):
        say_minutes(session, forum.event, row_id(antwerp), {row_id(huy): 6}, shown=shown, staff=anne)
    now = read_ways(session, forum.event, row_id(antwerp)).token
    for wrong in ({row_id(huy): 1441}, {row_id(huy): -1}, {0: 5}, {row_id(antwerp): 5}):
        with pytest.raises(InvalidInput):
            say_minutes(session, forum.event, row_id(antwerp), wrong, shown=now, staff=anne)
    undo_change(session, forum.event, row_id(latest_changes(session, forum.event, 1)[0]), staff=anne)
    assert causes()[1] == {MisfitCause.TWO_PLACES}
    where = {"leg_id": None, "district": "", "postcode": "4500", "position": None, "shown": site_token(antwerp)}
    place_venue(session, forum.event, row_id(antwerp), **where, staff=anne)
    assert (round(antwerp.latitude, 1), causes()[1]) == (50.5, {MisfitCause.TWO_PLACES})


@pytest.mark.parametrize(
    ("kind", "buffer", "free"),
    [
        (ProgrammeKind.MEAL, 0, [0, 4, 5]),  # 155 minutes from Huy, where slots 0 to 3 are
        (ProgrammeKind.MEAL, 10, [0, 4, 5]),  # the way is within the pause, not beside it
        (ProgrammeKind.TRANSFER, 10, [4, 5]),  # what is kept free before a departure belongs to it
    ],
)
def test_nobody_meets_without_the_time_to_go_to_an_item_of_the_programme(session, draft, kind, buffer, free):
    antwerp = session.get_one(Venue, draft.forum.tables[3].venue_id)
    lunch = {"titles": {"en": "Lunch"}, "kind": kind, "buffer_before": buffer}
    make.make_programme_item(session, antwerp, starts=time(12), ends=time(12, 30), **lunch)
    facts = load_facts(session, draft.event)
    found = find_pairs(facts)
    person = facts.registrations[draft.person("A")]

    (agent,) = (one for one in build_problem(facts, found).agents if one.id == facts.humans.agent(row_id(person)))
    assert [draft.forum.slots.index(facts.slots[int(slot[1:])]) for slot in sorted(agent.free)] == free
    assert facts_of_day(session, draft.event, [person]).venues.keys() == facts.venues.keys()
    unfit = misfits(session, facts, found, draft.scenario)
    assert {one.cause for one in unfit if one.ids} == {MisfitCause.NOT_AVAILABLE}
    with pytest.raises(InvalidInput) as refused:
        edits.move(session, draft.event, draft.meetings["AC"], Target(draft.slot(2), draft.table(2)), **draft.judged)
    assert "takes part in “Lunch”: the way takes 155 minutes." in refused.value.message


def test_a_longer_way_names_who_is_in_a_hurry_before_it_is_kept_and_when_it_is_published(session, draft):
    forum, sides = draft.forum, draft.sides
    huy, antwerp = forum.venue, draft.forum.tables[3].venue_id
    tell(session, draft, 5)
    scenario = forum.scenario(Seat(sides["A"], sides["B"], 0, 0), Seat(sides["A"], sides["C"], 4, 3), name="Both")
    scenario.kind = ScenarioKind.DRAFT
    session.flush()
    assert read_hurry(session, forum.event, "en").meetings == ()

    impact = try_change(session, forum.event, lambda: tell(session, draft, 45))
    name = session.get_one(Person, forum.people["A"].person_id).name
    assert (impact.asks, impact.hurried) == (True, ((name,), (name,)))
    assert f"2 meetings of the newest schedule leave too little time for the way: {name}." in impact_in_words(
        impact, "en"
    )
    tell(session, draft, 45)
    why = f"{name} needs 45 minutes from Huy to Antwerp, and has 5"
    hurry = read_hurry(session, forum.event, "en")
    assert (hurry.scenario_id, [meeting.why for meeting in hurry.meetings]) == (scenario.id, [why, why])
    problems = read_problems(session, forum.event, scenario, "en")
    assert [(one.cause, one.venue_id) for one in problems] == [(why, huy.id)] * 2
    lunch = {"titles": {"en": "Lunch"}, "kind": ProgrammeKind.MEAL}
    make.make_programme_item(session, session.get_one(Venue, antwerp), starts=time(9, 55), ends=time(10, 30), **lunch)
    tell(session, draft, 35)
    why = f"{name} needs 35 minutes from Huy to Antwerp, and has 30 (programme: Lunch)"
    alone = forum.scenario(Seat(sides["A"], sides["B"], 0, 0), name="One")
    assert [one.cause for one in read_problems(session, forum.event, alone, "en")] == [why]


def tell(session, draft, minutes):
    """Say how long the way between the two venues of a draft is."""
    huy, antwerp = row_id(draft.forum.venue), draft.forum.tables[3].venue_id
    shown = read_ways(session, draft.event, huy).token
    say_minutes(session, draft.event, huy, {antwerp: minutes}, shown=shown, staff=draft.staff)
    session.flush()
