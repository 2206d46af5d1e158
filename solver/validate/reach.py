"""How many of its requests a delegation could have if nobody else was there: a flow, pushed path by path."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable

from solver.problem import Delegation, Request
from solver.validate.facts import Facts

Node = Hashable
SOURCE, SINK = "source", "sink"


def reachable_alone(facts: Facts, delegation: Delegation, requests: Iterable[Request], enough: int) -> int:
    """Most of the requests that fit into the delegation's own free slots, counted no further than `enough`.

    The other side and third parties must have somebody free; the agents' meetings per day and the delegation's
    maximum are kept; nothing else is.
    """
    if delegation.maximum is not None:
        enough = min(enough, delegation.maximum)
    room: dict[Node, dict[Node, int]] = defaultdict(dict)

    def pipe(one: Node, two: Node, width: int) -> None:
        room[one][two] = width
        room[two].setdefault(one, 0)

    for request in requests:
        for agent, slot in _openings(facts, delegation.id, request):
            day = facts.slots[slot].day
            limit = facts.agents[agent].max_per_day
            pipe(SOURCE, ("request", request.id), 1)
            pipe(("request", request.id), ("hour", agent, slot), 1)
            pipe(("hour", agent, slot), ("day", agent, day), 1)
            pipe(("day", agent, day), SINK, len(facts.slots) if limit is None else limit)
    flow = 0
    while flow < enough and _push(room):
        flow += 1
    return flow


def _openings(facts: Facts, delegation: str, request: Request) -> Iterable[tuple[str, str]]:
    own, other = request.sides
    if own.delegation != delegation:
        own, other = other, own
    if frozenset((own.delegation, other.delegation)) in facts.problem.vetoes:
        return
    for slot in facts.problem.slots if request.slots is None else map(facts.slots.__getitem__, request.slots):
        span = facts.span(slot, request.length)
        if span is None:
            continue
        needed = {part.id for part in span}
        if not all(needed <= facts.agents[agent].free for agent in request.third_parties):
            continue
        if any(needed <= facts.agents[agent].free for agent in other.agents):
            yield from ((agent, slot.id) for agent in own.agents if needed <= facts.agents[agent].free)


def _push(room: dict[Node, dict[Node, int]]) -> bool:
    """Push one unit along a shortest path with room; False if there is none."""
    came_from: dict[Node, Node] = {SOURCE: SOURCE}
    queue = deque([SOURCE])
    while queue:
        node = queue.popleft()
        for after, width in room[node].items() if node in room else ():
            if width and after not in came_from:
                came_from[after] = node
                queue.append(after)  # type: ignore[arg-type]
        if SINK in came_from:
            break
    if SINK not in came_from:
        return False
    node = SINK
    while node != SOURCE:
        before = came_from[node]
        room[before][node] -= 1
        room[node][before] += 1
        node = before  # type: ignore[assignment]
    return True
