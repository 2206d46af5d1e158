"""Who is disturbed, in the exact model: a literal for each person who may be, tied to their meetings."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from solver.exact.variables import Literal, Variables
from solver.model.bits import bits
from solver.state.case import Case

Seat = tuple[int, int, Literal]
"""First slot, person, and the literal that says that this person is in the meeting there."""


def seats(variables: Variables, case: Case) -> list[Seat]:
    """Every possible seat of a request; somebody may have two at a time, as a candidate of two parties."""
    return [(slot, agent, literal) for (_, slot, agent), literal in variables.goes[case.number].items()]


class Disturbance:
    """Collects what people keep and what is new to them; `tie` makes the literals."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables
        self._kept: list[tuple[int, list[Literal]]] = []
        """Meetings that people know: each with the literals of which one must be true."""
        self._gained: dict[int, list[list[Literal]]] = defaultdict(list)
        """For each person sets of seats that disturb them, of which at most one is taken."""
        self._at: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        """The same seats by person and slot."""

    def keeps(self, person: int, kept: list[Literal]) -> None:
        """The person is disturbed unless one of these is true."""
        self._kept.append((person, kept))

    def gains(self, case: Case, taken: Iterable[Seat]) -> None:
        """People are disturbed by each of these seats of a request."""
        own: dict[int, list[Literal]] = defaultdict(list)
        for slot, agent, literal in taken:
            own[agent].append(literal)
            for part in bits(self._variables.index.span(slot, case.length)):
                self._at[agent, part].append(literal)
        for agent, literals in own.items():
            self._gained[agent].append(literals)

    def tie(self) -> dict[int, Literal]:
        """The literal of each person: it must be true if the person is disturbed."""
        model = self._variables.model
        people = sorted({person for person, _ in self._kept} | self._gained.keys())
        disturbed = {person: model.new_bool_var("") for person in people}
        for person, kept in self._kept:
            model.add_bool_or([*kept, disturbed[person]])
        for person, literals in chain(
            ((person, taken) for (person, _), taken in self._at.items()),
            ((person, taken) for person, each in self._gained.items() for taken in each),
        ):
            model.add_at_most_one([*literals, disturbed[person].negated()])
        return disturbed
