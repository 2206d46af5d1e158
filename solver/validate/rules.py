"""Hard constraints, one function each, which yields its violations."""

from collections import Counter
from collections.abc import Callable, Iterator

from solver.model.parts import Agent, Request
from solver.validate.breaks import breaks_of
from solver.validate.report import Rule, Violation
from solver.validate.schedule_index import ScheduleIndex


def slots_are_allowed(index: ScheduleIndex) -> Iterator[Violation]:
    """A meeting begins in a slot that its request allows."""
    for key, meeting in index.meetings.items():
        if meeting.request.slots is not None and meeting.span[0].id not in meeting.request.slots:
            yield Violation(Rule.SLOT, (key, meeting.span[0].id))


def places_are_allowed(index: ScheduleIndex) -> Iterator[Violation]:
    """A meeting is in an open, allowed place of its venue, and in a booth only with its owner."""
    for key, meeting in index.meetings.items():
        place, request = index.places[meeting.place], meeting.request
        listed = place.owner is None if request.places is None else place.id in request.places
        if place.venue != meeting.span[0].venue or not listed:
            yield Violation(Rule.PLACE, (key, place.id))
        if place.owner is not None and all(side.delegation != place.owner for side in request.sides):
            yield Violation(Rule.OWNER, (key, place.id))
        yield from (Violation(Rule.CLOSED, (key, place.id, s.id)) for s in meeting.span if s.id in place.closed)


def places_have_room(index: ScheduleIndex) -> Iterator[Violation]:
    """No more meetings at a time than a place has room for."""
    for (place, slot), meetings in index.in_place.items():
        if len(meetings) > index.places[place].capacity:
            yield Violation(Rule.CAPACITY, (*(meeting.request.id for meeting in meetings), place, slot))


def one_candidate_per_party(index: ScheduleIndex) -> Iterator[Violation]:
    """Each side and each role has one of its candidates, and nobody goes for two of them."""
    for key, meeting in index.meetings.items():
        request = meeting.request
        pools = [*(side.agents for side in request.sides), *(role.agents for role in request.roles)]
        for agent, pool in zip(meeting.agents, pools, strict=True):
            if agent not in pool or meeting.agents.count(agent) > 1:
                yield Violation(Rule.CANDIDATE, (key, agent))


def people_are_there(index: ScheduleIndex) -> Iterator[Violation]:
    """Everybody, who fills a role too, is available all the time."""
    for key, meeting in index.meetings.items():
        for agent in meeting.agents:
            if not index.agents[agent].free.issuperset(slot.id for slot in meeting.span):
                yield Violation(Rule.AVAILABILITY, (key, agent))


def one_place_at_a_time(index: ScheduleIndex) -> Iterator[Violation]:
    """Nobody has two meetings at once, or too little time to travel between them."""
    for agent, meetings in index.by_agent.items():
        for n, one in enumerate(meetings):
            ends = max(slot.end for slot in one.span) + index.longest_travel
            for two in meetings[n + 1 :]:
                if two.span[0].start >= ends:
                    break
                if any(index.clash(a, b) for a in one.span for b in two.span):
                    yield Violation(Rule.ONE_PLACE, (one.request.id, two.request.id, agent))


def vetoes_are_kept(index: ScheduleIndex) -> Iterator[Violation]:
    """Delegations that veto each other never meet."""
    for key, meeting in index.meetings.items():
        if frozenset(side.delegation for side in meeting.request.sides) in index.problem.vetoes:
            yield Violation(Rule.VETO, (key,))


def delegations_keep_their_limits(index: ScheduleIndex) -> Iterator[Violation]:
    """Most meetings of a delegation, and most that only others wished."""
    for delegation in index.problem.delegations:
        meetings = index.by_delegation.get(delegation.id, [])
        if delegation.maximum is not None and len(meetings) > delegation.maximum:
            yield Violation(Rule.MAXIMUM, (delegation.id,))
        received = sum(is_received(meeting.request, delegation.id) for meeting in meetings)
        if delegation.maximum_received is not None and received > delegation.maximum_received:
            yield Violation(Rule.MAXIMUM_RECEIVED, (delegation.id,))


def is_received(request: Request, delegation: str) -> bool:
    """Whether only the other side of the request wished it."""
    own, other = request.sides
    if own.delegation != delegation:
        own, other = other, own
    return own.value == 0 and other.value > 0


def agents_keep_their_limits(index: ScheduleIndex) -> Iterator[Violation]:
    """Most meetings a day, most in a row, and a slot kept free."""
    for agent in index.problem.agents:
        meetings = index.by_agent.get(agent.id, [])
        busy = {slot.id for meeting in meetings for slot in meeting.span}
        if agent.max_per_day is not None:
            for day, count in Counter(meeting.span[0].day for meeting in meetings).items():
                if count > agent.max_per_day:
                    yield Violation(Rule.MAX_PER_DAY, (agent.id, day))
        if agent.max_in_a_row is not None and longest_row(index, busy) > agent.max_in_a_row:
            yield Violation(Rule.MAX_IN_A_ROW, (agent.id,))
        if any(kept <= busy for kept in agent.keep_one_free):
            yield Violation(Rule.KEEP_ONE_FREE, (agent.id,))


def longest_row(index: ScheduleIndex, busy: set[str]) -> int:
    """Most directly following slots of a block that are all in `busy`."""
    longest = 0
    for name in busy:
        row = 1
        while (span := index.span(index.slots[name], row + 1)) is not None and span[-1].id in busy:
            row += 1
        longest = max(longest, row)
    return longest


def pins_are_kept(index: ScheduleIndex) -> Iterator[Violation]:
    """Pinned requests are placed as they are pinned."""
    for request in index.problem.requests:
        if request.pin is None:
            continue
        meeting, pin = index.meetings.get(request.id), request.pin
        kept = (
            meeting is not None
            and pin.slot in (None, meeting.span[0].id)
            and pin.place in (None, meeting.place)
            and pin.names(meeting.agents)
        )
        if not kept:
            yield Violation(Rule.PIN, (request.id,))


def order_is_kept(index: ScheduleIndex) -> Iterator[Violation]:
    """A request begins after those that must be over earlier."""
    for key, meeting in index.meetings.items():
        for name in meeting.request.after:
            earlier = index.meetings.get(name)
            if earlier is not None and earlier.span[-1].end > meeting.span[0].start:
                yield Violation(Rule.ORDER, (key, name))


def all_are_placed(index: ScheduleIndex) -> Iterator[Violation]:
    """No request is left out, if the problem says so."""
    if index.problem.place_all:
        missing = (request.id for request in index.problem.requests if request.id not in index.meetings)
        yield from (Violation(Rule.PLACE_ALL, (name,)) for name in missing)


def breaks_are_spread(index: ScheduleIndex) -> Iterator[Violation]:
    """The numbers of breaks of any two agents differ by no more than the problem's spread."""
    allowed, agents = index.problem.break_spread, index.problem.agents
    if allowed is None or not agents:
        return

    def breaks(agent: Agent) -> int:
        return breaks_of(index, agent)

    fewest, most = min(agents, key=breaks), max(agents, key=breaks)
    if breaks(most) - breaks(fewest) > allowed:
        yield Violation(Rule.BREAK_SPREAD, (most.id, fewest.id))


RULES: tuple[Callable[[ScheduleIndex], Iterator[Violation]], ...] = (
    slots_are_allowed,
    places_are_allowed,
    places_have_room,
    one_candidate_per_party,
    people_are_there,
    one_place_at_a_time,
    vetoes_are_kept,
    delegations_keep_their_limits,
    agents_keep_their_limits,
    pins_are_kept,
    order_is_kept,
    all_are_placed,
    breaks_are_spread,
)
