"""Look for repairs of what was tried: the solver's own, one more where they are few, and who hears what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from matchmaker.alerts.planning.proposals import ProposalKind, RepairProposal, Repairs
from matchmaker.alerts.planning.repairs import propose, work_for
from matchmaker.change_desk.planning.announcing import announced
from matchmaker.change_desk.planning.found import Announced, RepairKind, TriedChanges, choices, keep, keeps_everything
from matchmaker.change_desk.rules import ADDS_WISHES, EventChange
from matchmaker.releases.queries.lines import AgendaLines
from solver import Goal

FURTHER = 3
"""Times as many people as the solver's own proposals may disturb, for one more with more met."""
SHARE = 0.5
"""Of the work of the solver's own proposals, for that one."""
ENOUGH = 3
"""Repairs to choose from; with fewer, that one is looked for."""

BROKEN = (Goal.REQUIRED, Goal.GUARANTEES)
"""Goals that count what was promised and is not kept."""

MORE = frozenset({RepairKind.MORE_MET, RepairKind.MOST_MET})

Kinds = list[tuple[RepairKind, RepairProposal]]


def look_for_repairs(
    trial: TriedChanges,
    changes: Sequence[EventChange],
    *,
    should_stop: Callable[[], bool],
    on_found: Callable[[dict[str, Any]], None],
    most_disturbed: int | None = None,
    work: float | None = None,
) -> None:
    """Look for the repairs of the changes that a trial has tried.

    `on_found` gets all that is known so far, as a column keeps it: what the change forces, then the repairs, at last
    who would hear what of each. More met may disturb `most_disturbed` people, by default as many as the solver says;
    `work` is how much is searched for the solver's own, in seconds of a processor.
    """
    damage = trial.damage
    work = work or work_for(damage.task)

    def show(repairs: Repairs, found: Kinds, told: Mapping[RepairKind, Announced] | None = None) -> None:
        more = (one for kind, one in reversed(found) if kind in MORE)
        kept = keep(
            trial,
            found,
            outcome=repairs.outcome,
            cannot_stay=repairs.cannot_stay,
            most_disturbed=repairs.most_disturbed,
            more=next(more, None),
            announced=told or {},
        )
        on_found(kept)

    repairs = propose(
        damage,
        work=work,
        most_disturbed=most_disturbed,
        should_stop=should_stop,
        on_found=lambda repairs: show(repairs, _by_kind(repairs)),
    )
    found = _by_kind(repairs)
    show(repairs, found)  # nobody waits for what comes now: one more repair, and who would hear what
    if most_disturbed is None and not _enough(changes, repairs, found) and not should_stop():
        more = FURTHER * repairs.most_disturbed
        best = min(repairs.proposals, key=lambda one: (one.guarantees_missing[1], -one.value[1]))
        start = best.source.result.schedule
        wider = propose(damage, work=SHARE * work, most_disturbed=more, should_stop=should_stop, start=start)
        if (most := _most_met(wider, repairs)) is not None:
            found = [*(one for one in found if one[0] is not RepairKind.OTHER_TIMES), (RepairKind.MOST_MET, most)]
            if len(choices(found)) < ENOUGH:
                found += [one for one in _by_kind(repairs) if one[0] is RepairKind.OTHER_TIMES]
            found = least_of_all(found)
            repairs = replace(repairs, most_disturbed=more)
    # nobody looks at those that are left when a stop comes: perhaps one of them was taken since
    lines = AgendaLines(trial.ground.facts, trial.ground.found)
    told = {kind: announced(trial, lines, one) for kind, one in choices(found) if not should_stop()}
    show(repairs, found, told)


def _enough(changes: Sequence[EventChange], repairs: Repairs, found: Kinds) -> bool:
    """Tell whether there is nothing to look for in addition: enough to choose from, or everything stays."""
    others = [one for one in found if one[0] is not RepairKind.OTHER_TIMES]  # with more met rather than another time
    if len(choices(others)) >= ENOUGH or not repairs.proposals:
        return True
    if any(one.value[1] == repairs.worth_at_most and not any(_broken(one)) for one in repairs.proposals):
        return True  # nothing is worth more, whomever it disturbs
    adds = any(change.kind in ADDS_WISHES for change in changes)
    return not adds and any(keeps_everything(one) for one in repairs.proposals)


def _by_kind(repairs: Repairs) -> Kinds:
    return [(RepairKind(one.kind.value), one) for one in repairs.proposals]


def least_of_all(found: Kinds) -> Kinds:
    """Return the same where nothing found is better than least disturbance: in promises, then people, then in worth.

    What a wider search has come upon is least disturbance then, and marked as the same under its own kind. It is
    proved only if it reaches what was proved of the people for no more broken promises.
    """
    least = next((one for kind, one in found if kind is RepairKind.LEAST_DISTURBANCE), None)
    if least is None:
        return found
    best = min((one for _, one in found), key=_least)
    if _least(best) >= _least(least):
        return found
    broken = _broken(best)
    bound = least.disturbed_bound if all(a <= b for a, b in zip(broken, _broken(least), strict=True)) else None
    first = all(goal.proved for goal in best.source.result.goals if goal.goal in BROKEN)
    taken = replace(
        best,
        kind=ProposalKind.LEAST_DISTURBANCE,
        same_as=None,
        disturbed_bound=bound,
        proved=first and bound == best.people_disturbed,
    )
    same = replace(best, same_as=ProposalKind.LEAST_DISTURBANCE)
    instead = {id(least): taken, id(best): same}
    # other times are those of the least disturbance before
    return [(kind, instead.get(id(one), one)) for kind, one in found if kind is not RepairKind.OTHER_TIMES]


def _least(one: RepairProposal) -> tuple[int, ...]:
    return *_broken(one), one.people_disturbed, -one.value[1], -one.wishes[1], -one.meetings[1]


def _broken(one: RepairProposal) -> tuple[int, ...]:
    """What was promised and is not kept: required pairs, then guarantees."""
    return tuple(goal.value for goal in one.source.result.goals if goal.goal in BROKEN)


def _most_met(wider: Repairs, repairs: Repairs) -> RepairProposal | None:
    """Return what a wider search has found, marked where it is no better in anything than an earlier one."""
    found = next((one for one in wider.proposals if one.kind is ProposalKind.MORE_MET), None)
    if found is None:
        return None
    same = next((one.kind for one in repairs.proposals if one.costs == found.costs), None)
    return replace(found, same_as=same)
