"""One human under several registrations is one agent of the solver, and is never booked twice at the same time."""

import solver
from matchmaker.models import Person
from matchmaker.releases.planning.misfits import misfits
from matchmaker.scheduling.commands.scenarios import save_schedule
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.planning.results import read_schedule
from tests.builders.factories import make_place
from tests.builders.forum import Forum, Seat


def same_human(forum: Forum, *names: str) -> None:
    for name in names:
        person = forum.session.get_one(Person, forum.people[name].person_id)
        person.first_name, person.last_name = "Ada", "Quill"
        person.email, person.email_key = "ada@quill.example", "ada@quill.example"
    forum.session.flush()


def two_hats(forum: Forum):
    alpha, beta, gamma, delta = (forum.join(name) for name in ("Alpha", "Beta", "Gamma", "Delta"))
    forum.wish(alpha, gamma)
    forum.wish(beta, delta)
    same_human(forum, "Alpha", "Beta")
    return alpha, beta, gamma, delta


def task(forum: Forum):
    facts = forum.facts()
    found = find_pairs(facts)
    return facts, found, build_problem(facts, found)


def test_a_human_with_two_hats_is_one_agent(forum):
    two_hats(forum)

    _, _, problem = task(forum)

    assert len(problem.agents) == 3
    assert [[side.agents for side in request.sides] for request in problem.requests] == [
        [(f"r{forum.people['Alpha'].id}",), (f"r{forum.people['Gamma'].id}",)],
        [(f"r{forum.people['Alpha'].id}",), (f"r{forum.people['Delta'].id}",)],
    ]


def test_colleagues_who_share_a_mailbox_are_two_agents(forum):
    two_hats(forum)
    forum.session.get_one(Person, forum.people["Beta"].person_id).first_name = "Ben"

    assert len(task(forum)[2].agents) == 4


def test_the_human_keeps_the_rules_of_all_registrations(forum):
    two_hats(forum)
    forum.people["Alpha"].max_per_day, forum.people["Beta"].max_per_day = 3, 2
    forum.people["Beta"].max_in_a_row = 1

    [ada] = [agent for agent in task(forum)[2].agents if agent.id == f"r{forum.people['Alpha'].id}"]

    assert (ada.max_per_day, ada.max_in_a_row) == (2, 1)


def test_each_meeting_is_saved_for_the_side_that_it_is_for(forum):
    alpha, beta, gamma, delta = two_hats(forum)
    _, _, problem = task(forum)
    ada = f"r{forum.people['Alpha'].id}"
    scenario = forum.scenario(Seat(alpha, gamma, slot=0), Seat(beta, delta, slot=1))

    schedule = read_schedule(forum.session, scenario)

    assert [placed.agents[0] for placed in schedule.assignments.values()] == [ada, ada]
    assert solver.validate(problem, schedule).violations == ()


def test_two_meetings_at_once_are_a_fault(forum):
    forum.tables.append(make_place(forum.session, forum.venue, position=1))
    alpha, beta, gamma, delta = two_hats(forum)
    scenario = forum.scenario(Seat(alpha, gamma, slot=0, table=0), Seat(beta, delta, slot=0, table=1))
    facts, found, _ = task(forum)

    assert misfits(forum.session, facts, found, scenario) != ()


def test_what_the_solver_places_is_saved_as_the_right_registrations(forum):
    two_hats(forum)
    _, _, problem = task(forum)
    result = solver.solve(problem, settings=solver.Settings(time_limit=5))
    scenario = forum.scenario()

    save_schedule(forum.session, scenario, result.schedule)

    again = read_schedule(forum.session, scenario)
    assert (len(again), again) == (2, result.schedule)


def test_nobody_meets_themselves(forum):
    alpha, beta = forum.join("Alpha"), forum.join("Beta")
    forum.wish(alpha, beta)
    same_human(forum, "Alpha", "Beta")

    assert find_pairs(forum.facts()).eligible == {}
