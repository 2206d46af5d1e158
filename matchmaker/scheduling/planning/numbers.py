"""The numbers of a scenario: what its schedule gives to whom, as the solver's judge has counted it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import solver
from matchmaker.models import PairKey, Strength, Wish, pair_of, row_id
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pair, Pairs
from matchmaker.scheduling.planning.problem import open_places, pair_key, row_number
from matchmaker.scheduling.rules.reasons import UnmetReason


def count_numbers(
    facts: Facts, found: Pairs, problem: solver.Problem, result: solver.Result, report: solver.Report
) -> dict[str, Any]:
    """Return what `Scenario.numbers` keeps; `matchmaker.scheduling.queries.numbers` describes and reads it."""
    schedule = result.schedule
    met = {pair_key(request) for request in schedule.assignments}
    return {
        "goals": [{"goal": goal.goal.value, "value": goal.value, "bound": goal.bound} for goal in result.goals],
        "meetings": len(met),
        "pairs": len(found.eligible),
        **_shares(found, met),
        "categories": _categories(facts, found, _satisfied(problem, schedule), met),
        "worst_off": _worst_off(facts, problem, schedule),
        "breaks": report.scores[solver.Goal.BREAKS],
        **_tables(facts, schedule),
        "persons": len({agent for placed in schedule.assignments.values() for agent in placed.agents}),
    }


def count_wishes(facts: Facts, found: Pairs, requests: Iterable[str]) -> dict[str, Any]:
    """Return what `SolveProgress.wishes` keeps of a schedule on the way: the wishes that its requests meet."""
    met = {pair_key(request) for request in requests}
    own = _own_pairs(found)
    categories = [
        {"code": category.code, "names": category.names, "wishes": _wishes_of(members, own, met - found.undecided)}
        for category in facts.categories.values()
        if (members := [side for side in own if facts.category(side) is category])
    ]
    return {**_shares(found, met), "categories": categories}


def wishes_met(facts: Facts, found: Pairs, requests: Iterable[str]) -> int:
    """Return how many wishes some requests have met so far; also those that a change has made impossible.

    A wish over the limit of its delegation counts nowhere.
    """
    met = {pair_key(request) for request in requests}
    undecided = met & found.undecided & found.eligible.keys()
    standing = sum(wish is not None for key in undecided for wish in found.eligible[key].wishes)
    gone = met - found.eligible.keys()
    impossible = (
        wish
        for wish in facts.wishes
        if pair_of(wish.from_id, wish.to_id) in gone and found.left_out.get(row_id(wish)) is not UnmetReason.OVER_LIMIT
    )
    return wishes_kept(found, requests) + standing + sum(1 for _ in impossible)


def wishes_kept(found: Pairs, requests: Iterable[str]) -> int:
    """Return how many wishes some requests meet, as all numbers of a schedule count them.

    None by a meeting that stands although somebody cannot come, or a rule is against it: nobody counts on that one.
    """
    return int(_shares(found, {pair_key(request) for request in requests})["wishes"]["met"])


def _shares(found: Pairs, met: set[PairKey]) -> dict[str, Any]:
    """Return the wishes met, in all and by strength."""
    kept = met - found.undecided
    wishes = [(wish, key in kept) for key, pair in found.eligible.items() for wish in pair.wishes if wish is not None]
    return {
        "wishes": _share(done for _, done in wishes),
        **{strength.value: _share(done for wish, done in wishes if wish.strength is strength) for strength in Strength},
    }


def _own_pairs(found: Pairs) -> dict[int, list[Pair]]:
    own: dict[int, list[Pair]] = {}
    for pair in found.eligible.values():
        for side in pair.key:
            own.setdefault(side, []).append(pair)
    return own


def _wishes_of(members: Iterable[int], own: Mapping[int, list[Pair]], met: set[PairKey]) -> dict[str, int]:
    return _share(pair.key in met for side in members for pair in own[side] if _own_wish(pair, side) is not None)


def _share(done: Iterable[bool]) -> dict[str, int]:
    outcomes = list(done)
    return {"met": sum(outcomes), "of": len(outcomes)}


def _categories(facts: Facts, found: Pairs, satisfied: Mapping[int, float], met: set[PairKey]) -> list[dict[str, Any]]:
    own = _own_pairs(found)
    counted = []
    for category in facts.categories.values():
        members = [side for side in own if facts.category(side) is category]
        if not members:
            continue
        parts = [satisfied[side] for side in members if side in satisfied]
        counted.append(
            {
                "code": category.code,
                "names": category.names,
                "weight": category.weight,
                "delegations": len(members),
                "wishes": _wishes_of(members, own, met - found.undecided),
                "meetings": sum(pair.key in met for side in members for pair in own[side]),
                "satisfied": int(100 * sum(parts) / len(parts)) if parts else None,
            }
        )
    return counted


def _own_wish(pair: Pair, side: int) -> Wish | None:
    return pair.wishes[pair.key.index(side)]


def _satisfied(problem: solver.Problem, schedule: solver.Schedule) -> dict[int, float]:
    """Return, for each delegation that could have an own wish met alone, value met / best value alone."""
    met: Counter[str] = Counter()
    for request in _placed(problem, schedule):
        for side in request.sides:
            met[side.delegation] += side.value
    best = solver.best_values_alone(problem)
    return {row_number(delegation): met[delegation] / value for delegation, value in best.items() if value}


def _worst_off(facts: Facts, problem: solver.Problem, schedule: solver.Schedule) -> dict[str, Any] | None:
    """Return the delegation with the largest gap between its target and its wishes met, as the goal fairness counts."""
    wished = Counter(side.delegation for request in problem.requests for side in request.sides if side.value)
    meetings = Counter(side.delegation for request in _placed(problem, schedule) for side in request.sides)
    met = Counter(side.delegation for request in _placed(problem, schedule) for side in request.sides if side.value)
    targets = solver.fairness_targets(problem)
    candidates = (
        {
            "delegation_id": row_number(name),
            "organisation": facts.name(row_number(name)),
            "meetings": meetings[name],
            "met": met[name],
            "target": target,
        }
        for name, target in targets.items()
        if wished[name]
    )
    return max(candidates, key=_gap, default=None)


def _placed(problem: solver.Problem, schedule: solver.Schedule) -> list[solver.Request]:
    return [request for request in problem.requests if request.id in schedule.assignments]


def _gap(candidate: dict[str, Any]) -> tuple[int, int]:
    """The larger gap is worse; of equal gaps that of the one with fewer meetings."""
    return candidate["target"] - candidate["met"], -candidate["meetings"]


def _tables(facts: Facts, schedule: solver.Schedule) -> dict[str, Any]:
    """Return the fullest slot: most places in use, then fewest left open."""
    used = Counter(row_number(placed.slot) for placed in schedule.assignments.values())
    fullest = max(
        facts.slots.values(),
        key=lambda slot: (used[row_id(slot)], -open_places(facts, slot)),
        default=None,
    )
    if fullest is None or not used:
        return {"tables_used": 0, "tables_open": 0, "tables_slot_id": None, "tables_at": ""}
    wall = f"{fullest.starts:%H:%M}"
    return {
        "tables_used": used[row_id(fullest)],
        "tables_open": open_places(facts, fullest),
        "tables_slot_id": row_id(fullest),
        "tables_at": f"{fullest.day.isoformat()} {wall}" if facts.event.several_days else wall,
    }
