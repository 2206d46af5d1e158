"""Random variants are decided as plain CP-SAT settles them, and every reason stands by its own witnesses."""

from dataclasses import replace
from random import Random

import pytest

from solver.b2bsp.instance import Instance, instance_of
from solver.b2bsp.ladder import Infeasibility
from solver.b2bsp.race import RaceResult, solve
from solver.bench.peers import PeerResult, cp_sat
from solver.formats.b2bsp import load_instance
from tests.builders.solver.b2bsp.instances import FAST, SLOW, path
from tests.builders.solver.b2bsp.variants import by_chance, fixed, forbidden, ordered

ORIGINALS = [name for name, variant in (*FAST, *SLOW) if variant == "original"]

HARD = (8, 14, 15, 17, 18)
"""Seeds of small variants that plain CP-SAT needs seconds for."""
LONG_ENOUGH = 300.0
"""Seconds, also where other tests want the same cores: the hardest variant takes half a minute on two of its own."""


def _variant(given: Instance, random: Random) -> Instance:
    kind = random.randrange(4)
    if kind == 0:
        given = forbidden(given, random.choice((0.03, 0.07)), random)
    elif kind == 1:
        given = fixed(given, random.choice((0.2, 0.4)), random)
    elif kind == 2:
        given = ordered(given, random.choice((0.15, 0.25)), random)
    return replace(given, spread=random.choice((None, 0, 1, 2, 2, 2)))


def _small(seed: int) -> Instance:
    random = Random(seed)
    slots = random.randint(5, 8)
    people = random.randint(8, 12)
    meetings = random.randint(people, people * slots // 3)
    tables = max(-(-meetings // slots) + random.randint(0, 2), 1)
    return _variant(by_chance(people, min(meetings, people * (people - 1) // 3), slots, tables, random), random)


def _check(given: Instance, answer: RaceResult) -> None:
    """The schedule is legal and as stated, or the witnesses of the reason show that there is none."""
    if answer.schedule is not None and answer.infeasibility is None:
        assert given.allows(answer.schedule)
        assert given.cost(answer.schedule) == answer.breaks
        return
    witness = answer.witness
    match answer.infeasibility:
        case Infeasibility.NO_COMMON_SLOT:
            assert given.domains[witness["meeting"]] == 0
        case Infeasibility.PERSON_OVERFULL:
            own = given.meetings_of[witness["person"]]
            assert witness["needed"] == len(own)
            assert _slots(given, own) == set(witness["slots"])
            assert len(own) > len(_slots(given, own))
        case Infeasibility.FEW_SLOTS_SHARED:
            group = witness["meetings"]
            assert set(group) <= set(given.meetings_of[witness["person"]])
            assert len(_slots(given, group)) < len(group)
        case Infeasibility.TABLES if given.orders == ():
            assert witness["tables"] == sum(given.tables[slot] for slot in witness["slots"])
            assert len(witness["meetings"]) > witness["tables"]
        case Infeasibility.ORDER:
            chain = set(witness["chain"])
            tied = [pair for pair in given.orders if set(pair) <= chain]
            assert not _can_be_ordered(given, sorted(chain), tied)
        case Infeasibility.ODD_GROUP:
            group, meetings = set(witness["people"]), witness["meetings"]
            assert all(set(given.pairs[meeting]) <= group for meeting in meetings)
            assert sum(_held(given, meetings, slot) for slot in range(given.slots)) == witness["held"]
            assert len(set(meetings)) > witness["held"]
        case Infeasibility.FORCED:
            assert set(witness["slots"]) <= _slots(given, [witness["meeting"]])
            for slot in witness["slots"]:
                domains = list(given.domains)
                domains[witness["meeting"]] = 1 << slot
                assert cp_sat.solve(given.narrowed(domains), 60.0, 1) == PeerResult(None, proved=True)
        case Infeasibility.FAIRNESS:
            assert witness["spread"] == given.spread
            assert cp_sat.solve(replace(given, spread=None), 60.0, 1).slots is not None
        case _:
            assert answer.infeasibility is Infeasibility.CONTRADICTION


def _held(given: Instance, meetings: list[int], slot: int) -> int:
    """Most of these meetings that there can be in a slot: each takes a table and two people."""
    here = [meeting for meeting in meetings if given.domains[meeting] >> slot & 1]
    people = {person for meeting in here for person in given.pairs[meeting]}
    return min(len(here), len(people) // 2, given.tables[slot])


def _slots(given: Instance, meetings: list[int]) -> set[int]:
    return {slot for meeting in meetings for slot in range(given.slots) if given.domains[meeting] >> slot & 1}


def _can_be_ordered(given: Instance, chain: list[int], tied: list[tuple[int, int]]) -> bool:
    """Earliest slots that respect the orders alone: a meeting that has none is the proof."""
    earliest = {meeting: min(_slots(given, [meeting]), default=None) for meeting in chain}
    changed = True
    while changed:
        changed = False
        for earlier, later in tied:
            after = earliest[earlier]
            if after is None:
                return False
            now = earliest[later]
            if now is None or now <= after:
                left = [slot for slot in _slots(given, [later]) if slot > after]
                if not left:
                    return False
                earliest[later] = min(left)
                changed = True
    return True


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.slow] if seed in HARD else []) for seed in range(24)]
)
def test_small_variants_are_settled_as_plain_cp_sat_does(seed: int) -> None:
    given = _small(seed)
    truth = cp_sat.solve(given, 60.0, 1)
    assert truth.proved

    answer = solve(given, 60.0, seed=seed)

    _check(given, answer)
    if truth.slots is None:
        assert answer.infeasibility is not None
    else:
        assert (answer.infeasibility, answer.breaks, answer.bound) == (
            None,
            given.cost(truth.slots),
            given.cost(truth.slots),
        )


@pytest.mark.slow
@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("name", ORIGINALS)
def test_variants_of_the_originals_are_settled(name: str, kind: int) -> None:
    random = Random(f"{name} {kind}")
    given = instance_of(load_instance(path(name, "original").read_text(encoding="utf-8")))
    if kind < 2:
        given = forbidden(given, (0.003, 0.007)[kind], random)
    elif kind == 2:
        free = solve(replace(given, spread=None), 2.0)
        assert free.schedule is not None
        given = fixed(given, 0.2, random, free.schedule)
    else:
        given = ordered(given, (0.15, 0.25)[kind - 3], random)

    answer = solve(given, LONG_ENOUGH)

    _check(given, answer)
    assert answer.decided
