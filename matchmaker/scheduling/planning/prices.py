"""The price of each rule, and what would help most: the event is solved as it is, then without each rule in force.

A change that helps is one that lets wishes in without moving anybody; with moving others as well it may bring more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

import solver
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots
from matchmaker.scheduling.planning.engine import solve
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.met import is_proved, wishes_met
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.preferring import problem_to_search
from matchmaker.scheduling.planning.problem import pair_key, row_number
from matchmaker.scheduling.planning.tasks import Task
from solver.diagnose import Fix, FixKind, find_fixes

MOST_HELPS = 5
MOST_PARTICULAR = 12
"""So many rules for particular people are priced, the newest."""
SECONDS_OF_HELPS = 10.0


class PricedRule(StrEnum):
    """A rule that an organiser or a person can give up."""

    IN_A_ROW = "in_a_row"
    PER_DAY = "per_day"
    LUNCH = "lunch"
    GUARANTEE = "guarantee"
    MAXIMUM = "maximum"
    RECEIVED = "received"
    WEIGHTS = "weights"
    QUIET = "quiet"
    PARTICULAR = "particular"
    """One rule for particular people: each has its own price."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The best schedule found with a rule less; None: with all."""

    without: PricedRule | None
    concerned: int
    """People, delegations or presentations that the rule is about."""
    wishes: int
    categories: Mapping[str, int]
    """Own wishes met, by the code of the category."""
    proved: bool
    task: Task
    result: solver.Result
    rule_id: int | None = None
    """The rule for particular people that it is without."""


def solve_without_each(
    task: Task, seconds: float, *, workers: int, should_stop: Callable[[], bool]
) -> Iterator[Solved]:
    """Yield the event as it is, then without each rule in force, `seconds` each; after a stop nothing more."""
    settings = solver.Settings(time_limit=seconds, workers=workers)
    for rule, changed, concerned, rule_id in _each_lifted(task):
        result = solve(changed, settings, on_progress=lambda _: None, should_stop=should_stop)
        if should_stop() or not result.goals:
            return
        yield Solved(
            without=rule,
            concerned=concerned,
            wishes=wishes_met(changed, result.schedule.assignments),
            categories=_by_category(changed, result.schedule),
            proved=is_proved(result),
            task=changed,
            result=result,
            rule_id=rule_id,
        )


def _each_lifted(task: Task) -> Iterator[tuple[PricedRule | None, Task, int, int | None]]:
    """Yield the task as it is, then without each rule in force, whom that concerns, and which particular rule it is."""
    yield None, task, 0, None
    for rule, lift in _LIFTS.items():
        changed, concerned = lift(task)
        if concerned:
            yield rule, changed, concerned, None
    rules = task.facts.rules
    for row in rules.rows[-MOST_PARTICULAR:]:
        yield PricedRule.PARTICULAR, _task_of_facts(task, replace(task.facts, rules=rules.without(row))), 1, row.id


def _by_category(task: Task, schedule: solver.Schedule) -> dict[str, int]:
    counted = {category.code: 0 for category in task.facts.categories.values()}
    for request in schedule.assignments:
        for wish in task.found.eligible[pair_key(request)].wishes:
            if wish is not None:
                counted[task.facts.category(wish.from_id).code] += 1
    return counted


def proved_range(base: Solved, lifted: Solved) -> tuple[int, int] | None:
    """Return between what numbers of wishes met more a rule costs, as far as that is proved; None where nothing is.

    Bounds are of what wishes are worth. The upper one leaves room for so many of those that `base` does not meet, the
    least worth first: one wish exchanged for two of them that are worth no more is not counted as a gain. Weights that
    are lifted make other worths, which cannot be compared.
    """
    gained = lifted.wishes - base.wishes
    known, most = _value(base.result), _value(lifted.result)
    if lifted.proved and base.proved:
        return gained, gained
    if lifted.without is PricedRule.WEIGHTS or known is None or most is None or most.bound is None:
        return None
    room = _that_fit(lifted.task, base.result.schedule, most.bound - known.value)
    return gained if base.proved else min(gained, 0), max(gained, room)


def _value(result: solver.Result) -> solver.GoalResult | None:
    return next((one for one in result.goals if one.goal is solver.Goal.VALUE), None)


def _that_fit(task: Task, schedule: solver.Schedule, worth: int) -> int:
    """Return how many of the wishes that a schedule does not meet are worth no more than that, together."""
    met = {pair_key(request) for request in schedule.assignments}
    each = sorted(
        pair.value / number
        for key, pair in task.found.eligible.items()
        if key not in met and (number := sum(wish is not None for wish in pair.wishes))
        for _ in range(number)
    )
    return sum(1 for total in accumulate(each) if total <= worth)


@dataclass(frozen=True, slots=True)
class Help:
    """One change that would let wishes in, in names; times are wall times of the venue."""

    kind: FixKind
    subject: str
    """Name of the person, organisation or venue."""
    starts: str
    ends: str
    """Of the slots concerned, HH:MM; empty where it is about no times."""
    amount: int
    wishes: int
    """Wishes met more, at least."""
    subject_id: int | None = None
    """The row of the subject: a registration, delegation or venue."""
    by_rule: bool = False
    """Whether it is a rule for particular people that keeps the person away at these times."""


def helps(solved: Solved, *, should_stop: Callable[[], bool]) -> tuple[Help, ...]:
    """Return the changes that would let most wishes into a schedule without moving anybody, best first."""
    found = find_fixes(
        solved.task.problem,
        solved.result.schedule,
        most=MOST_HELPS,
        seconds=SECONDS_OF_HELPS,
        should_stop=should_stop,
    )
    told = (_help_of(solved.task, fix) for fix in found)
    return tuple(sorted(told, key=lambda one: -one.wishes))


def _help_of(task: Task, fix: Fix) -> Help:
    facts = task.facts
    slots = [facts.slots[row_number(slot)] for slot in fix.slots]
    names: Mapping[FixKind, Callable[[int], str]] = {
        FixKind.PLACES: lambda number: facts.venues[number].name if len(facts.venues) > 1 else "",
        FixKind.TIME: lambda number: facts.persons[number].name,
        FixKind.PERSONAL_LIMIT: lambda number: facts.persons[number].name,
        FixKind.DELEGATE: facts.name,
        FixKind.DELEGATION_LIMIT: facts.name,
    }
    return Help(
        kind=fix.kind,
        subject=names[fix.kind](row_number(fix.subject)) if fix.subject else "",
        starts=f"{min(slot.starts for slot in slots):%H:%M}" if slots else "",
        ends=f"{max(slot.ends for slot in slots):%H:%M}" if slots else "",
        amount=fix.amount,
        wishes=wishes_met(task, (one.request for one in fix.lets_in)),
        subject_id=row_number(fix.subject) if fix.subject else None,
        by_rule=fix.kind is FixKind.TIME and _is_kept_away_by_rule(facts, row_number(fix.subject), fix.slots),
    )


def _is_kept_away_by_rule(facts: Facts, registration_id: int, slots: Iterable[str]) -> bool:
    busy = busy_slots(facts)[registration_id]
    here = (busy.get(row_number(slot)) for slot in slots)
    return any(one is not None and one.kind is BusyKind.RULE for one in here)


def _lift_of_agents(
    concerns: Callable[[solver.Agent], bool], lifted: Callable[[solver.Agent], solver.Agent]
) -> "_Lift":
    def lift(task: Task) -> tuple[Task, int]:
        agents = tuple(map(lifted, task.problem.agents))
        return _task_of_problem(task, replace(task.problem, agents=agents)), sum(map(concerns, task.problem.agents))

    return lift


def _lift_of_delegations(
    concerns: Callable[[solver.Delegation], bool], lifted: Callable[[solver.Delegation], solver.Delegation]
) -> "_Lift":
    def lift(task: Task) -> tuple[Task, int]:
        delegations = tuple(map(lifted, task.problem.delegations))
        return _task_of_problem(task, replace(task.problem, delegations=delegations)), sum(
            map(concerns, task.problem.delegations)
        )

    return lift


def _task_of_problem(task: Task, problem: solver.Problem) -> Task:
    return Task(task.facts, task.found, problem, task.as_of)


def _with_equal_weights(task: Task) -> tuple[Task, int]:
    """As if every category counted once."""
    weights = {category.weight for category in task.facts.categories.values()}
    categories = {
        number: type(category)(**(category.model_dump() | {"weight": 1}))
        for number, category in task.facts.categories.items()
    }
    return _task_of_facts(task, replace(task.facts, categories=categories)), len(weights) if len(weights) > 1 else 0


def _without_quiet_time(task: Task) -> tuple[Task, int]:
    talks = tuple(type(talk)(**(talk.model_dump() | {"quiet_minutes": 0})) for talk in task.facts.presentations)
    concerned = sum(talk.quiet_minutes > 0 for talk in task.facts.presentations)
    return _task_of_facts(task, replace(task.facts, presentations=talks)), concerned


def _task_of_facts(task: Task, facts: Facts) -> Task:
    found = find_pairs(facts)
    return Task(facts, found, problem_to_search(facts, found), task.as_of)


_Lift = Callable[[Task], tuple[Task, int]]
_LIFTS: Mapping[PricedRule, _Lift] = {
    PricedRule.IN_A_ROW: _lift_of_agents(
        lambda one: one.max_in_a_row is not None, lambda one: replace(one, max_in_a_row=None)
    ),
    PricedRule.PER_DAY: _lift_of_agents(
        lambda one: one.max_per_day is not None, lambda one: replace(one, max_per_day=None)
    ),
    PricedRule.LUNCH: _lift_of_agents(lambda one: bool(one.keep_one_free), lambda one: replace(one, keep_one_free=())),
    PricedRule.GUARANTEE: _lift_of_delegations(lambda one: one.minimum > 0, lambda one: replace(one, minimum=0)),
    PricedRule.MAXIMUM: _lift_of_delegations(
        lambda one: one.maximum is not None, lambda one: replace(one, maximum=None)
    ),
    PricedRule.RECEIVED: _lift_of_delegations(
        lambda one: one.maximum_received is not None, lambda one: replace(one, maximum_received=None)
    ),
    PricedRule.WEIGHTS: _with_equal_weights,
    PricedRule.QUIET: _without_quiet_time,
}
