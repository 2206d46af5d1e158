"""Rows become the solver's problem. Ids carry their table: d(elegation), r(egistration), s(lot), p(lace).

Roles are t(wo of one delegation), i(nterpreter), and j(oins by name)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import solver
from matchmaker.models import PairKey, Slot, row_id
from matchmaker.scheduling.planning.availability import busy_slots, lunch_sets
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pair, Pairs
from matchmaker.scheduling.planning.parties import Party, parties_of
from matchmaker.scheduling.planning.places import own_places
from matchmaker.scheduling.planning.waivers import NONE, personal_limits
from matchmaker.wishes.rules.values import fair_share

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def request_id(key: PairKey) -> str:
    """Return the solver's id of a pair."""
    return f"q{key[0]}-{key[1]}"


def pair_key(request: str) -> PairKey:
    """Return the pair behind a solver's request id."""
    low, high = request.removeprefix("q").split("-")
    return int(low), int(high)


def row_number(text: str) -> int:
    """Return the row's id behind one of the solver's ids of one letter and a number."""
    return int(text[1:])


def build_problem(facts: Facts, found: Pairs) -> solver.Problem:
    """Return the scheduling problem of an event; only delegations that have a pair that may meet are in it."""
    inside = sorted({side for key in found.eligible for side in key})
    members = frozenset(inside)
    return solver.Problem(
        slots=tuple(_slot(slot) for slot in facts.slots.values()),
        places=_places(facts, inside),
        agents=_agents(facts, inside, found),
        delegations=_delegations(facts, found, inside),
        requests=tuple(_request(facts, found, pair) for pair in found.eligible.values()),
        vetoes=frozenset(
            frozenset(f"d{side}" for side in veto)
            for veto in (*facts.vetoes, *map(frozenset, facts.rules.forbidden))
            # a published meeting may stay although one of the two has refused it since
            if veto <= members and tuple(sorted(veto)) not in found.eligible
        ),
        travel=_travel(facts),
    )


def _slot(slot: Slot) -> solver.Slot:
    return solver.Slot(
        id=f"s{slot.id}",
        start=(slot.starts_at - _EPOCH) // timedelta(minutes=1),
        end=(slot.ends_at - _EPOCH) // timedelta(minutes=1),
        day=slot.day.isoformat(),
        block=f"b{slot.block_id}",
        venue=f"v{slot.venue_id}",
    )


def _travel(facts: Facts) -> dict[tuple[str, str], int]:
    """Return the minutes between the venues in which there are slots."""
    venues = {slot.venue_id for slot in facts.slots.values()}
    return {(f"v{one}", f"v{other}"): minutes for (one, other), minutes in facts.travel.pairs(venues).items()}


def _places(facts: Facts, inside: list[int]) -> tuple[solver.Place, ...]:
    """Return the places, without booths of delegations that have nobody to meet."""
    closed: dict[int, list[str]] = {}
    for place_id, slot_id in facts.closures:
        closed.setdefault(place_id, []).append(f"s{slot_id}")
    owners = frozenset(inside)
    return tuple(
        solver.Place(
            id=f"p{place_id}",
            venue=f"v{place.venue_id}",
            capacity=place.capacity,
            closed=frozenset(closed.get(place_id, ())),
            owner=f"d{place.owner_id}" if place.owner_id is not None else None,
        )
        for place_id, place in facts.places.items()
        if place.owner_id is None or place.owner_id in owners
    )


def _agents(facts: Facts, inside: list[int], found: Pairs) -> tuple[solver.Agent, ...]:
    """Return one agent for each human, who is free only when they are free for every organisation of theirs.

    After the delegates come those who may come along to a meeting.
    """
    of_pairs = {person for pair in found.eligible.values() for one in pair.along for person in one.people}
    along = [facts.registrations[person] for person in sorted(of_pairs)]
    delegates = [registration for delegation_id in inside for registration in facts.delegates[delegation_id]]
    busy = busy_slots(facts)
    lunches = lunch_sets(facts)
    made: dict[str, solver.Agent] = {}
    for registration in (*delegates, *along):
        limits = personal_limits(registration, facts.waivers.get(row_id(registration), NONE), lunches, facts.slots)
        agent = solver.Agent(
            id=facts.humans.agent(row_id(registration)),
            free=_slots(slot_id for slot_id in facts.slots if slot_id not in busy[row_id(registration)]),
            max_per_day=limits.max_per_day,
            max_in_a_row=limits.max_in_a_row,
            keep_one_free=tuple(_slots(lunch) for lunch in limits.keep_one_free),
        )
        made[agent.id] = _both(made[agent.id], agent) if agent.id in made else agent
    return tuple(made.values())


def _slots(ids: Iterable[int]) -> frozenset[str]:
    return frozenset(f"s{slot_id}" for slot_id in ids)


def _both(one: solver.Agent, other: solver.Agent) -> solver.Agent:
    """Return the agent that keeps the rules of both, which are of one human."""
    return solver.Agent(
        id=one.id,
        free=one.free & other.free,
        max_per_day=_least(one.max_per_day, other.max_per_day),
        max_in_a_row=_least(one.max_in_a_row, other.max_in_a_row),
        keep_one_free=one.keep_one_free or other.keep_one_free,
    )


def _least(*limits: int | None) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _delegations(facts: Facts, found: Pairs, inside: list[int]) -> tuple[solver.Delegation, ...]:
    share = fair_share(seats(facts), len(found.eligible), len(inside))
    floor = 1 if facts.event.floor_of_one else 0
    made = []
    for delegation_id in inside:
        limits = facts.limits(delegation_id)
        made.append(
            solver.Delegation(
                id=f"d{delegation_id}",
                group=facts.category(delegation_id).code,
                minimum=max(limits.guarantee, floor),
                maximum=limits.max_meetings,
                maximum_received=limits.max_received,
                fair_share=share,
            )
        )
    return tuple(made)


def seats(facts: Facts) -> int:
    """Return how many meetings the open places can hold in all slots together."""
    return sum(open_places(facts, slot) for slot in facts.slots.values())


def open_places(facts: Facts, slot: Slot) -> int:
    """Return how many meetings can take place at once in a slot."""
    return sum(
        place.capacity
        for place_id, place in facts.places.items()
        if place.venue_id == slot.venue_id and (place_id, row_id(slot)) not in facts.closures
    )


def _request(facts: Facts, found: Pairs, pair: Pair) -> solver.Request:
    low, high, *others = parties_of(facts, pair.key, pair)
    return solver.Request(
        id=request_id(pair.key),
        sides=(_side(facts, low, pair.values[0]), _side(facts, high, pair.values[1])),
        roles=tuple(solver.RequestRole(id=one.name, agents=_sent(facts, one)) for one in others),
        required=pair.required,
        places=frozenset(f"p{place_id}" for place_id in own_places(facts, pair.key)) or None,
        after=tuple(request_id(first) for first in facts.rules.before(pair.key) if first in found.eligible),
    )


def _side(facts: Facts, party: Party, value: int) -> solver.Side:
    return solver.Side(delegation=party.name, agents=_sent(facts, party), value=value)


def _sent(facts: Facts, party: Party) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts.humans.agent(person) for person in party.people))


def arrival_order(facts: Facts, found: Pairs) -> tuple[str, ...]:
    """Return the requests in the order in which first come, first served takes them: by tier, then by age, then rank.

    A pair comes with the first of its wishes; pairs that only the organiser wants come last.
    """

    def first(pair: Pair) -> tuple[Any, ...]:
        keys = [
            (0, facts.category(wish.from_id).position, wish.created_at, wish.rank, row_id(wish))
            for wish in pair.wishes
            if wish is not None
        ]
        return min(keys) if keys else (1, pair.key)

    return tuple(request_id(pair.key) for pair in sorted(found.eligible.values(), key=first))
