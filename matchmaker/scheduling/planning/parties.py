"""Who may go to a meeting: somebody of each side, somebody more where a rule asks for two of one side, and those who
come along."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import solver
from matchmaker.models import PairKey, Wish
from matchmaker.scheduling.planning.along import Along
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pair, candidates

SECOND = "t"
"""What the solver's ids of second people begin with."""


class Party(NamedTuple):
    """One of those who go to a meeting: for which delegation, and who may be it (registrations)."""

    delegation_id: int | None
    """None: for neither of the two."""
    people: tuple[int, ...]
    name: str
    """What the solver calls it."""
    along: Along | None = None
    """Of neither side: what they are there for."""


def parties_of(facts: Facts, key: PairKey, pair: Pair | None) -> tuple[Party, ...]:
    """Return the two sides of a pair in its order, then a second person of each side for which a rule asks for two,
    then those of neither side who come along.

    `pair` is None for two who may not meet. While a side has only one person, the rule waits.
    """
    wishes, absent, along = (
        ((None, None), frozenset[int](), ())
        if pair is None
        else (
            pair.wishes,
            pair.absent,
            pair.along,
        )
    )

    def there(side: int, asked: Wish | None) -> tuple[int, ...]:
        return tuple(person for person in candidates(facts, side, asked) if person not in absent)

    first = tuple(Party(side, there(side, asked), f"d{side}") for side, asked in zip(key, wishes[::-1], strict=True))
    seconds = _seconds(facts, key, first, {side: there(side, None) for side in facts.rules.together(key)})
    return (*first, *seconds, *(Party(None, one.people, one.name, one) for one in along))


def _seconds(
    facts: Facts, pair: PairKey, first: tuple[Party, ...], everybody: dict[int, tuple[int, ...]]
) -> Iterator[Party]:
    for side, people in everybody.items():
        sent = first[pair.index(side)].people
        known = {facts.humans.agent(person) for person in sent}
        others = tuple(person for person in people if len(known) > 1 or facts.humans.agent(person) not in known)
        if others:
            yield Party(side, others, role_id(side))


def role_id(delegation_id: int) -> str:
    """Return the solver's id of the second person of a side."""
    return f"{SECOND}{delegation_id}"


def without(request: solver.Request, agent: str, delegation: str | None = None) -> solver.Request:
    """Return a request to which an agent does not go, at all or for one delegation (the solver's id).

    A second person is given up where nobody is left who could be it, as the rule says, and a pin that names the agent.
    Of those who come along nobody may be left.
    """
    own = {side.delegation for side in request.sides}
    concerned = own if delegation is None else {delegation}

    def others(agents: tuple[str, ...], side: str) -> tuple[str, ...]:
        return tuple(other for other in agents if other != agent) if side in concerned else agents

    sides = {side.delegation: replace(side, agents=others(side.agents, side.delegation)) for side in request.sides}
    roles = []
    for role in request.roles:
        side = sides.get(f"d{role.id[1:]}") if role.id.startswith(SECOND) else None
        if side is None:
            kept = role.agents if delegation in own else tuple(other for other in role.agents if other != agent)
            roles.append(replace(role, agents=kept))
            continue
        left = others(role.agents, side.delegation)
        if set(left) - (set(side.agents) if len(side.agents) == 1 else set()):
            roles.append(replace(role, agents=left))
    one, two = sides.values()
    named = request.pin is not None and agent in (request.pin.agents or ())
    return replace(request, sides=(one, two), roles=tuple(roles), pin=None if named else request.pin)
