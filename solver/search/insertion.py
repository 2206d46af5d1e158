"""More requests into a sketch: where no slot is free for everybody, a Kempe chain makes one free.

Meetings in the way swap their slot with another one, and drag along whoever they share people with; nothing is taken
out, so no goal gets worse by it but the breaks.
"""

from itertools import product

from solver.index import Case, Index, bits
from solver.place_kinds import PlaceKinds
from solver.run import Run
from solver.search.state import State
from solver.sketch import Choice, Sketch


def insert_more(index: Index, kinds: PlaceKinds, sketch: Sketch, run: Run, *, seconds: float) -> Sketch:
    """The sketch with more requests, valuable ones first, as long as there is time and any can be inserted."""
    inserting = Inserting(State(index, kinds, sketch))
    ends = run.seconds + seconds
    inserted = True
    while inserted:
        inserted = False
        for case in inserting.missing():
            if run.over() or (not run.repeatable and run.seconds > ends):
                return inserting.state.sketch()
            inserted = inserting.insert(case) or inserted
    return inserting.state.sketch()


class Inserting:
    """Requests in and out of a state, with the maximums of the delegations."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._index = state.index
        self.met = [0] * len(self._index.problem.delegations)
        self._received = [0] * len(self._index.problem.delegations)
        for number in state.slot:
            self._count(self._index.cases[number])

    def missing(self) -> list[Case]:
        """Requests that are worth something and may be added, valuable ones first; those with an order are left out."""
        cases = (case for case in self._index.cases if case.number not in self.state.slot)
        free = (
            case
            for case in cases
            if self.state.starts[case.number]
            and not (case.after or self._index.followers.get(case.number))
            and (case.value or case.required)
        )
        return sorted(free, key=lambda case: (not case.required, -case.value))

    def insert(self, case: Case) -> bool:
        """Put one request in, if any slot can be made free for it."""
        if self.full(case):
            return False
        for slot in bits(self.state.starts[case.number]):
            for agents in product(*(self._index.candidates(case, side, slot) for side in (0, 1))):
                if self.squeeze(case, slot, [*agents, *case.third_parties]):
                    return True
        return False

    def put(self, case: Case, choice: Choice) -> None:
        """Put a request back where it was."""
        self.state.put(case.number, choice)
        self._count(case)

    def remove(self, case: Case) -> None:
        """Take a request out."""
        self.state.remove(case.number)
        self._count(case, -1)

    def squeeze(self, case: Case, slot: int, people: list[int]) -> bool:
        """Put it into a slot with these people, by a chain if they are busy; False if no chain helps."""
        state = self.state
        in_the_way = {state.at[agent][slot] for agent in people if slot in state.at[agent]}
        if not in_the_way:
            return self._seat(case, slot, people, {}, {})
        for target in range(len(self._index.problem.slots)):
            goes = state.chain(in_the_way, slot, target) if target != slot else None
            if goes is not None and not any(state.at[agent].get(target) in goes for agent in people):
                masks = state.flipped(goes, slot, target)
                if self._seat(case, slot, people, goes, masks):
                    return True
        return False

    def _seat(self, case: Case, slot: int, people: list[int], goes: dict[int, int], masks: dict[int, int]) -> bool:
        state = self.state
        for agent in people:
            masks[agent] = masks.get(agent, state.busy[agent]) | 1 << slot
        goes = goes | {case.number: slot}
        if state.cost(masks) is None or not state.in_order(goes) or not state.house(goes):
            return False
        state.move(goes, {case.number: people}, masks)
        self._count(case)
        return True

    def _count(self, case: Case, step: int = 1) -> None:
        for side, delegation in enumerate(case.delegations):
            self.met[delegation] += step
            self._received[delegation] += step * case.received(side)

    def full(self, case: Case) -> bool:
        """Whether a delegation of the request has all the meetings it may have."""
        for side, number in enumerate(case.delegations):
            delegation = self._index.problem.delegations[number]
            if delegation.maximum is not None and self.met[number] >= delegation.maximum:
                return True
            limit = delegation.maximum_received
            if limit is not None and case.received(side) and self._received[number] >= limit:
                return True
        return False
