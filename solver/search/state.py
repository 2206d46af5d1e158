"""A sketch under change: who is where when, chains of meetings that can only move together, and room in places."""

from collections.abc import Iterable, Mapping

from solver.index import Index, bits
from solver.place_kinds import PlaceKinds
from solver.search.agendas import ILLEGAL, Agendas
from solver.sketch import Choice, Sketch


class State:
    """Keeps all hard rules as long as every move is checked by `cost`, `in_order` and `house`, in that order."""

    def __init__(self, index: Index, kinds: PlaceKinds, sketch: Sketch) -> None:
        self.index, self.kinds = index, kinds
        self.agendas = Agendas(index, sketch)
        self.slot: dict[int, int] = {}
        self.people: dict[int, list[int]] = {}
        self.kind: dict[int, int] = {}
        self.at: list[dict[int, int]] = [{} for _ in index.free]
        """For each agent, the request in each of its busy slots."""
        self.busy = [0] * len(index.free)
        self.starts = [case.starts if case.length == 1 else 0 for case in index.cases]
        """Where a meeting may be moved; longer ones stay where they are."""
        self._room = [
            [kinds.capacity(kind, slot) for slot in range(len(index.problem.slots))]
            for kind in range(len(kinds.members))
        ]
        self._ordered = {case.number for case in index.cases if case.after or index.followers.get(case.number)}
        for number, choice in sketch.items():
            self.put(number, choice)

    def sketch(self) -> Sketch:
        """What it is now."""
        return {number: self.choice(number) for number in self.slot}

    def choice(self, number: int) -> Choice:
        """Where a meeting is now."""
        people = self.people[number]
        return Choice(self.slot[number], (people[0], people[1]), self.kind[number])

    def room(self, kind: int, slot: int) -> int:
        """How many more meetings a kind of place can take."""
        return self._room[kind][slot]

    def put(self, number: int, choice: Choice) -> None:
        """Set a meeting down, without asking whether it fits."""
        case = self.index.cases[number]
        self.slot[number], self.kind[number] = choice.slot, choice.kind
        self.people[number] = [*choice.agents, *case.third_parties]
        for slot in bits(self.index.span(choice.slot, case.length)):
            self._room[choice.kind][slot] -= 1
            for agent in self.people[number]:
                self.at[agent][slot] = number
                self.busy[agent] |= 1 << slot

    def chain(self, numbers: Iterable[int], source: int, target: int) -> dict[int, int] | None:
        """Where meetings have to go if these swap two slots and nobody may be in two meetings; None if one cannot."""
        todo = list(numbers)
        goes: dict[int, int] = {}
        for number in todo:
            goes[number] = target if self.slot[number] == source else source
        while todo:
            number = todo.pop()
            goal = goes[number]
            if not self.starts[number] >> goal & 1:
                return None
            for agent in self.people[number]:
                other = self.at[agent].get(goal)
                if other is not None and other not in goes:
                    goes[other] = source if goal == target else target
                    todo.append(other)
        return goes

    def flipped(self, goes: Iterable[int], source: int, target: int) -> dict[int, int]:
        """The busy slots of everybody for whom they change when a chain swaps two slots."""
        touched: set[int] = set()
        for number in goes:
            touched.symmetric_difference_update(self.people[number])
        flip = 1 << source | 1 << target
        return {agent: self.busy[agent] ^ flip for agent in touched}

    def cost(self, masks: Mapping[int, int]) -> int | None:
        """How many breaks more there are with these busy slots; None if somebody may not have them."""
        change = 0
        for agent, mask in masks.items():
            breaks = self.agendas.breaks(agent, mask)
            if breaks == ILLEGAL:
                return None
            change += breaks - self.agendas.breaks(agent, self.busy[agent])
        return change

    def in_order(self, goes: Mapping[int, int]) -> bool:
        """Whether meetings that follow others still do."""
        slots, cases = self.index.problem.slots, self.index.cases
        for number in self._ordered.intersection(goes):
            followers = [(number, after) for after in self.index.followers.get(number, ())]
            for first, second in [*((earlier, number) for earlier in cases[number].after), *followers]:
                begins, ends = (goes.get(n, self.slot.get(n)) for n in (second, first))
                if begins is None or ends is None:
                    continue
                last = self.index.span(ends, cases[first].length).bit_length() - 1
                if slots[last].end > slots[begins].start:
                    return False
        return True

    def house(self, goes: Mapping[int, int]) -> bool:
        """Give meetings room where they go, in their kind of place or another one; False, and no change, if none is."""
        before = {n: self.kind[n] for n in goes if n in self.kind}
        for number, kind in before.items():
            self._room[kind][self.slot[number]] += 1
        housed: list[tuple[int, int]] = []
        for number, slot in goes.items():
            found = self._free_kind(number, slot)
            if found is None:
                break
            self._room[found][slot] -= 1
            self.kind[number] = found
            housed.append((found, slot))
        else:
            return True
        for kind, slot in housed:
            self._room[kind][slot] += 1
        for number in goes:
            self.kind.pop(number, None)
        self.kind |= before
        for number, kind in before.items():
            self._room[kind][self.slot[number]] -= 1
        return False

    def move(self, goes: Mapping[int, int], people: Mapping[int, list[int]], masks: Mapping[int, int]) -> None:
        """Carry out a move that is checked and housed; `people` of meetings for whom they change (or that are new)."""
        for number in goes:
            for agent in self.people.get(number, ()):
                del self.at[agent][self.slot[number]]
        self.people.update(people)
        for number, slot in goes.items():
            self.slot[number] = slot
            for agent in self.people[number]:
                self.at[agent][slot] = number
        for agent, mask in masks.items():
            self.busy[agent] = mask

    def remove(self, number: int) -> None:
        """Take a meeting of one slot out."""
        slot = self.slot.pop(number)
        self._room[self.kind.pop(number)][slot] += 1
        for agent in self.people.pop(number):
            del self.at[agent][slot]
            self.busy[agent] &= ~(1 << slot)

    def _free_kind(self, number: int, slot: int) -> int | None:
        own = self.kind.get(number)
        if own is not None and self._room[own][slot] > 0:
            return own
        kinds = self.kinds.open_to(self.index.cases[number], slot)
        return next((kind for kind in kinds if self._room[kind][slot] > 0), None)
