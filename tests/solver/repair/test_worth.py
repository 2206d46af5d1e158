"""The most that any schedule is worth: more met that reaches it is proved, whomever it might disturb."""

from hypothesis import assume, given

from solver import Goal, Problem, Schedule, first_come_first_served
from solver.repair import ProposalKind, repair
from solver.repair.changes import leaves
from solver.repair.worth import worth_at_most
from solver.state.index import Index
from solver.validate.repair import faults
from tests.builders.examples import examples
from tests.builders.solver.changed import changed
from tests.builders.solver.exhaustive import every_score, size
from tests.builders.solver.forums import forum


@examples(60)
@given(changed(delegations=3))
def test_no_schedule_is_worth_more(change: tuple[Problem, Schedule]) -> None:
    problem, _ = change
    assume(size(problem) < 5_000)
    most, values = worth_at_most(Index(problem)), [score[Goal.VALUE] for score in every_score(problem)]

    assert most is None or max(values, default=0) <= most


def test_where_it_is_reached_more_met_is_proved() -> None:
    problem = forum(5, delegations=14, wishes=60, tables=4, booths=0)
    before = first_come_first_served(problem, [request.id for request in problem.requests])
    changed_problem = leaves(problem, problem.agents[0].id)

    found = repair(changed_problem, before, work=3.0, most_disturbed=12)

    more = found.proposal(ProposalKind.MORE_MET)
    assert faults(changed_problem, before, before, found) == ()
    assert more is not None
    assert (more.after.value, more.proved) == (found.worth_at_most, True)
