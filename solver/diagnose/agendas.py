"""Maximum flow for the time of people: the meetings of a person or a delegation against free slots and limits.

One flow for each party: meetings -> free moments of its people -> limits. What is stuck is a Hall set: meetings that
can only use so much. Parties whose meetings fit at first sight are not looked at any further.
"""

from collections.abc import Iterable, Iterator, Sequence

from solver.diagnose.flow import SINK, Flow, Node
from solver.diagnose.view import DAYS, View
from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode, Item, Promise
from solver.state.case import Case
from solver.state.reachable import guaranteed

Asked = Sequence[tuple[Case, tuple[int, ...]]]
"""Requests, with the people of the party that could go."""


def full_agendas(view: View) -> Iterator[Finding]:
    """Meetings of the same people that do not all fit into their time (person_overfull, few_slots_shared)."""
    for party, asked in view.parties():
        possible = [(case, people) for case, people in asked if case.starts]
        if len(possible) < 2 or _fits_at_once(view, possible):
            continue
        agenda = _Agenda(view, possible)
        for units, full in agenda.flow.bottlenecks():
            found = agenda.finding(units, full, party)
            if found is not None:
                yield found


def guarantees(view: View) -> Iterator[Finding]:
    """Minimums that a delegation cannot reach in its own time, or could not have even alone."""
    index = view.index
    cases = {case.number: case for case in view.cases}
    for number, delegation in enumerate(index.problem.delegations):
        if not delegation.minimum:
            continue
        asked = [
            (case, case.sides[case.delegations.index(number)])
            for case in map(cases.__getitem__, index.requests_of[number])
        ]
        most = delegation.minimum if delegation.maximum is None else delegation.maximum
        if min(most, _fit_count(view, [one for one in asked if one[0].starts])) >= delegation.minimum:
            continue
        least = guaranteed(index, number)
        if least < delegation.minimum:
            witness = {"delegation": delegation.id, "minimum": delegation.minimum, "reachable": least}
            yield Finding(
                code=FindingCode.GUARANTEE_ABOVE_REACH,
                promise=Promise.GUARANTEE,
                lost=delegation.minimum - least,
                witness=witness,
            )
        yield from _guarantee(view, delegation.id, least, asked)


def _guarantee(view: View, delegation: str, least: int, asked: Asked) -> Iterator[Finding]:
    if least == 0 or _fit_count(view, [one for one in asked if one[0].starts]) >= least:
        return
    agenda = _Agenda(view, [one for one in asked if one[0].starts], whole=False)
    units, full = agenda.flow.whole_cut()
    unplaceable = [case for case, _ in asked if not case.starts]
    limited = [*agenda.cases(units), *unplaceable]
    items = agenda.items(full)
    held = min(sum(item["holds"] for item in items), len(limited) - len(unplaceable))
    others = len(asked) - len(limited)
    if held + others < least:
        yield Finding(
            code=FindingCode.GUARANTEE,
            promise=Promise.GUARANTEE,
            lost=least - held - others,
            witness={
                "delegation": delegation,
                "guaranteed": least,
                "requests": [view.index.problem.requests[case.number].id for case in limited],
                "items": items,
                "held": held,
                "others": others,
            },
        )


def _fits_at_once(view: View, asked: Asked) -> bool:
    return _fit_count(view, asked) == len(asked)


def _fit_count(view: View, asked: Asked) -> int:
    """How many fit when each takes the first moment that is left, limits kept: a lower bound of what fits."""
    index = view.index
    taken: dict[int, int] = {}
    fit = 0
    for case, people in sorted(asked, key=lambda one: one[0].starts.bit_count() * len(one[1])):
        for agent in people:
            person = index.problem.agents[agent]
            if person.max_per_day is not None or person.max_in_a_row is not None or person.keep_one_free:
                continue
            left = case.starts & index.starts(agent, case.length) & ~taken.get(agent, 0)
            found = next((slot for slot in bits(left) if not _span(view, case, slot) & taken.get(agent, 0)), None)
            if found is not None:
                for slot in bits(_span(view, case, found)):
                    taken[agent] = taken.get(agent, 0) | view.moments[view.moment_of[slot]]
                fit += 1
                break
    return fit


def _span(view: View, case: Case, slot: int) -> int:
    return view.index.span(slot, case.length)


class _Agenda:
    """The flow of one party's meetings; `whole`: long meetings count with all their slots."""

    def __init__(self, view: View, asked: Asked, *, whole: bool = True) -> None:
        self._view, self.flow = view, Flow()
        self._people = {case.number: people for case, people in asked}
        self._cases = {case.number: case for case, _ in asked}
        self._items: dict[Node, Item] = {}
        people = {agent for _, own in asked for agent in own}
        self._groups = {agent: self._limits(agent) for agent in people}
        long = whole and not any(view.index.problem.agents[agent].max_per_day is not None for agent in people)
        for case, own in sorted(asked, key=lambda one: one[0].starts.bit_count()):
            for part in range(case.length if long else 1):
                self.flow.add((case.number, part), self._cells(case, own, part))

    def cases(self, units: Iterable[Node]) -> list[Case]:
        """The requests of units, in order."""
        return [self._cases[number] for number in sorted({unit[0] for unit in units})]

    def items(self, full: Iterable[Node]) -> list[Item]:
        """What is full, in order of time."""
        order = {slot.id: n for n, slot in enumerate(self._view.index.problem.slots)}
        return sorted((self._items[node] for node in full), key=lambda item: (item["agent"], order[item["slots"][0]]))

    def finding(self, units: Iterable[Node], full: Iterable[Node], party: str) -> Finding | None:
        """The meetings that share what is full."""
        items, cases = self.items(full), self.cases(units)
        people = {agent for case in cases for agent in self._people[case.number]}
        code = FindingCode.FEW_SLOTS_SHARED
        if all(not self._left_over(agent, items) for agent in people):
            code = FindingCode.PERSON_OVERFULL
        return self._view.cover(code, cases, items, (self._least_use(case, items) for case in cases), party=party)

    def _left_over(self, agent: int, items: list[Item]) -> bool:
        """Whether the person has free time that none of the items covers."""
        index, moment_of = self._view.index, self._view.moment_of
        names = [name for item in items if item["agent"] == self._view.agent(agent) for name in item["slots"]]
        covered = {moment_of[index.slot_number[name]] for name in names}
        return any(moment_of[slot] not in covered for slot in bits(index.free[agent]))

    def _cells(self, case: Case, own: Sequence[int], part: int) -> list[Node]:
        view, found = self._view, dict[Node, None]()
        for agent in own:
            for first in bits(case.starts & view.index.starts(agent, case.length)):
                slot = list(bits(_span(view, case, first)))[part]
                moment = view.moment_of[slot]
                found[self._cell(agent, moment)] = None
        return list(found)

    def _cell(self, agent: int, moment: int) -> Node:
        node: Node = ("time", agent, moment)
        if node not in self._items:
            mask = self._view.moments[moment] & self._view.index.free[agent]
            onward: Node = SINK
            for slots, limit, kind in reversed(self._groups[agent]):
                if mask & slots and not mask & ~slots:
                    above: Node = (kind, agent, slots)
                    if above not in self._items:
                        self._items[above] = self._item(kind, agent, slots, limit)
                        self.flow.limit(above, limit, onward)
                    onward = above
            self._items[node] = self._item("time", agent, mask, 1)
            self.flow.limit(node, 1, onward)
        return node

    def _item(self, kind: str, agent: int, slots: int, holds: int) -> Item:
        return {"kind": kind, "agent": self._view.agent(agent), "slots": self._view.slots(slots), "holds": holds}

    def _limits(self, agent: int) -> list[tuple[int, int, str]]:
        """The person's limits as sets of slots, from narrow to wide; those of the same width are apart."""
        index, person = self._view.index, self._view.index.problem.agents[agent]
        days = [] if person.max_per_day is None else [(day, person.max_per_day, DAYS) for day in index.day_masks]
        narrow: list[tuple[int, int, str]] = []
        for kept in map(index.mask, person.keep_one_free):
            if not any(kept & slots for slots, _, _ in narrow) and self._inside(kept, days):
                narrow.append((kept, kept.bit_count() - 1, "keep_one_free"))
        row = person.max_in_a_row
        for block in index.blocks if row is not None else ():
            for first in range(0, len(block) - (row or 0), (row or 0) + 1):
                slots = sum(1 << slot for slot in block[first : first + (row or 0) + 1])
                if not any(slots & other for other, _, _ in narrow) and self._inside(slots, days):
                    narrow.append((slots, row or 0, "max_in_a_row"))
        return [*narrow, *days]

    @staticmethod
    def _inside(slots: int, days: list[tuple[int, int, str]]) -> bool:
        return not days or any(not slots & ~day for day, _, _ in days)

    def _least_use(self, case: Case, items: list[Item]) -> int:
        """How much of the items the request uses at least, in any slot and with any delegates."""
        index = self._view.index
        masks = [(item, index.agent_number[item["agent"]], index.mask(item["slots"])) for item in items]
        return min(
            (
                sum(
                    (mask >> slot & 1 if item["kind"] == DAYS else (mask & _span(self._view, case, slot)).bit_count())
                    for item, who, mask in masks
                    if who == agent
                )
                for agent in self._people[case.number]
                for slot in bits(case.starts & index.starts(agent, case.length))
            ),
            default=0,
        )
