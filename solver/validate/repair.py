"""Checking a repair: what is forced, who is disturbed and every other claim, recounted from the schedules."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solver.model.fitting import fitting
from solver.model.problem import Problem
from solver.model.repair import Happening, Proposal, ProposalKind, Repair, RepairOutcome, Tally
from solver.model.result import Goal
from solver.model.schedule import Schedule
from solver.validate import validate
from solver.validate.goals import guaranteed
from solver.validate.schedule_index import ScheduleIndex
from solver.validate.standing import cannot_stay

_ORDER = tuple(ProposalKind)


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim of a repair that is not true: which, and of which proposal (None: of the repair as a whole)."""

    claim: str
    kind: ProposalKind | None = None


def faults(problem: Problem, before: Schedule, released: Schedule, repair: Repair) -> tuple[Fault, ...]:
    """Everything that a repair states and that is not so; that nothing better exists cannot be seen from it."""
    if (repair.outcome is RepairOutcome.PROPOSED) != bool(repair.proposals):
        return (Fault("outcome"),)
    if repair.outcome is RepairOutcome.STOPPED:
        return ()
    forced = cannot_stay(problem, released)
    known, released, before = released, fitting(problem, released), fitting(problem, before)
    found = []
    if {item.request: item.people for item in repair.fallen} != {
        name: released.assignments[name].agents for name in forced
    }:
        found.append(Fault("fallen"))
    most = repair.worth_at_most
    if most is not None and any(proposal.after.value > most for proposal in repair.proposals):
        found.append(Fault("worth_at_most"))
    kinds = [proposal.kind for proposal in repair.proposals]
    if kinds != sorted(set(kinds), key=_ORDER.index):
        found.append(Fault("order"))
    for proposal in repair.proposals:
        claims = _false_claims(problem, released, forced, proposal, freed=_freed(known, released, proposal))
        found += [Fault(claim, proposal.kind) for claim in claims]
        if proposal.kind is ProposalKind.ONLY_CANCEL and not _only_cancels(problem, before, proposal.schedule):
            found.append(Fault("only_cancel", proposal.kind))
        if proposal.kind is ProposalKind.LEAST_DISTURBANCE and _dominated(proposal, repair):
            found.append(Fault("least_disturbance", proposal.kind))
        if proposal.kind is ProposalKind.OTHER_TIMES and not _is_least_elsewhen(proposal, repair, forced):
            found.append(Fault("other_times", proposal.kind))
        if proposal.kind is ProposalKind.MORE_MET and len(proposal.disturbed) > repair.most_disturbed:
            found.append(Fault("more_met", proposal.kind))
    return tuple(found)


def disturbed(problem: Problem, released: Schedule, forced: Iterable[str], schedule: Schedule) -> frozenset[str]:
    """People who lose, gain or move a meeting, unless it could not stay and they were in it."""
    free_to_go = set(forced)
    agendas = _agendas(fitting(problem, released)), _agendas(schedule)
    found = set()
    for agent in problem.agents:
        was, now = (agenda[agent.id] for agenda in agendas)
        differing = {name for name in was | now if was.get(name) != now.get(name)}
        if any(name not in was or name not in free_to_go for name in differing):
            found.add(agent.id)
    return frozenset(found)


def _false_claims(
    problem: Problem, released: Schedule, forced: frozenset[str], proposal: Proposal, *, freed: Iterable["_Said"]
) -> Iterator[str]:
    """The claims of a proposal by itself that are not true."""
    report = validate(problem, proposal.schedule)
    if not report.valid:
        yield "valid"
    if {item.goal: item.value for item in proposal.goals} != report.scores:
        yield "goals"
    if any(_beaten(item.goal, item.value, item.bound) for item in proposal.goals):
        yield "bounds"
    people = disturbed(problem, released, forced, proposal.schedule)
    if frozenset(proposal.disturbed) != people:
        yield "disturbed"
    if proposal.disturbed_bound is not None and proposal.disturbed_bound > len(people):
        yield "disturbed_bound"
    stated = {(c.agent, c.request, c.happening, c.forced) for c in proposal.changes}
    if stated != {*_happenings(released, forced, proposal.schedule), *freed}:
        yield "changes"
    if proposal.before != _tally(problem, released) or proposal.after != _tally(problem, proposal.schedule):
        yield "tally"


def _beaten(goal: Goal, value: int, bound: int | None) -> bool:
    if bound is None:
        return False
    return value > bound if goal is Goal.VALUE else value < bound


def _only_cancels(problem: Problem, before: Schedule, schedule: Schedule) -> bool:
    if set(schedule.assignments) != set(before.assignments) - cannot_stay(problem, before):
        return False
    pairs = [(before.assignments[name], now) for name, now in schedule.assignments.items()]
    return all(was.slot == now.slot and was.agents == now.agents for was, now in pairs)


def _is_least_elsewhen(proposal: Proposal, repair: Repair, forced: frozenset[str]) -> bool:
    """Whether it is least disturbance but for meetings that could not stay, which are at other times."""
    least = repair.proposal(ProposalKind.LEAST_DISTURBANCE)
    if least is None:
        return False
    one, other = least.schedule.assignments, proposal.schedule.assignments
    elsewhere = {name for name in one.keys() & other.keys() if one[name].slot != other[name].slot}
    who = all(one[name].agents == other[name].agents for name in one.keys() & other.keys())
    return one.keys() == other.keys() and who and bool(elsewhere) and elsewhere <= forced


def _dominated(proposal: Proposal, repair: Repair) -> bool:
    """Whether another proposal is as good in the goals before, and disturbs fewer."""
    first = Goal.REQUIRED, Goal.GUARANTEES

    def key(item: Proposal) -> tuple[int, ...]:
        values = {result.goal: result.value for result in item.goals}
        return (*(values[goal] for goal in first), len(item.disturbed))

    return any(key(other) < key(proposal) for other in repair.proposals)


def _agendas(schedule: Schedule) -> dict[str, dict[str, str]]:
    """The first slot of each of a person's meetings, by person and request."""
    agendas: dict[str, dict[str, str]] = defaultdict(dict)
    for name, assignment in schedule.assignments.items():
        for agent in assignment.agents:
            agendas[agent][name] = assignment.slot
    return agendas


_Said = tuple[str, str, Happening, bool]


def _freed(known: Schedule, released: Schedule, proposal: Proposal) -> Iterator[_Said]:
    """Those who know of a meeting to which they need not come any more, and do not."""
    for name, was in known.assignments.items():
        now = proposal.schedule.assignments.get(name)
        for agent in {*was.agents}.difference(released.assignments[name].agents, () if now is None else now.agents):
            yield agent, name, Happening.LOSES, True


def _happenings(released: Schedule, forced: frozenset[str], schedule: Schedule) -> Iterator[_Said]:
    old, new = _agendas(released), _agendas(schedule)
    for agent in {**old, **new}:
        for name in old[agent] | new[agent]:
            was, now = released.assignments.get(name), schedule.assignments.get(name)
            happening = None
            if name not in new[agent] or now is None:
                happening = Happening.LOSES
            elif name not in old[agent] or was is None:
                happening = Happening.GAINS
            elif was.slot != now.slot:
                happening = Happening.MOVES
            elif was.place != now.place:
                happening = Happening.OTHER_PLACE
            elif was.agents != now.agents:
                happening = Happening.OTHER_PERSON
            if happening is not None:
                yield agent, name, happening, name in forced and name in old[agent]


def _tally(problem: Problem, schedule: Schedule) -> Tally:
    met = [request for request in problem.requests if request.id in schedule.assignments]
    index = ScheduleIndex(problem, Schedule())
    return Tally(
        meetings=len(schedule),
        value=sum(request.value for request in met),
        wishes=sum(side.value > 0 for request in met for side in request.sides),
        shortfall=sum(
            max(0, guaranteed(index, item.id) - sum(r.id in schedule.assignments for r in index.asked[item.id]))
            for item in problem.delegations
            if item.minimum
        ),
        required_missing=sum(
            request.required and request.id not in schedule.assignments for request in problem.requests
        ),
    )
