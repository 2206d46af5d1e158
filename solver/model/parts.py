"""The parts of a scheduling problem, as immutable dataclasses.

Names follow docs/glossary.md; ids are opaque texts chosen by the caller.

A `Request` is a possible meeting of two delegations. Its *parties* are its two sides and its roles (an interpreter, a
second colleague): exactly one agent out of the candidates of each party goes, and nobody for two parties.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from solver.model.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A span of time in which one meeting fits: `start` and `end` are minutes UTC since 1970."""

    id: str
    start: int
    end: int
    day: str
    """Calendar day at the venue (ISO); breaks and daily limits never span days."""
    block: str
    """Session of the day; a meeting longer than one slot stays inside a block."""
    venue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where meetings happen; `capacity` of them at a time."""

    id: str
    venue: str = ""
    capacity: int = 1
    closed: frozenset[str] = frozenset()
    """Slots in which it cannot be used."""
    owner: str | None = None
    """A delegation's booth: only meetings of that delegation may use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person (or another bookable resource) who is in one place at a time."""

    id: str
    free: frozenset[str]
    """Slots in which the agent can meet: availability less programme items, absences, buffers, quiet time."""
    max_per_day: int | None = None
    max_in_a_row: int | None = None
    """Most directly following slots of one block with a meeting."""
    keep_one_free: tuple[frozenset[str], ...] = ()
    """Of each of these sets of slots, at least one stays without a meeting (lunch)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """All agents of one organisation at the event; limits and promises are counted over them together."""

    id: str
    group: str = ""
    """Category, for reports only; weights are already in the values."""
    minimum: int = 0
    """Guaranteed meetings; the goal `guarantees` uses min(minimum, reachable alone)."""
    maximum: int | None = None
    maximum_received: int | None = None
    """Most meetings in which only the other side wished."""
    fair_share: int | None = None
    """Upper end of the fairness target; None: what is reachable alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a request: a delegation, who may go, and what the side's own directed wish is worth."""

    delegation: str
    agents: tuple[str, ...]
    """Candidates; exactly one of them goes."""
    value: int = 0
    """Worth of the directed wish of this side, 0 if it has none (it is met if > 0 and the meeting is placed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRole:
    """Somebody who must be at a meeting beside the two sides: an interpreter, an attaché, a second colleague."""

    id: str
    """What it is, unique in the request, and not the id of one of its delegations."""
    agents: tuple[str, ...]
    """The pool; exactly one of them comes, a named person is a pool of one. They may be candidates of a side too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A placement that must be kept; None leaves that part open."""

    slot: str | None = None
    place: str | None = None
    agents: tuple[str, ...] | None = None
    """The agents of the two sides, in the order of the sides; then those of the roles, unless these are left open."""

    def names(self, agents: tuple[str, ...]) -> bool:
        """Whether these people may go."""
        return self.agents is None or self.agents == agents[: len(self.agents)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A possible meeting; placed at most once."""

    id: str
    sides: tuple[Side, Side]
    roles: tuple[RequestRole, ...] = ()
    required: bool = False
    """Marked by an organiser: the goal `required`."""
    length: int = 1
    """In slots, directly following each other in one block."""
    slots: frozenset[str] | None = None
    """Allowed (first) slots; None: all."""
    places: frozenset[str] | None = None
    """Allowed places; None: every place without an owner."""
    pin: Pin | None = None
    after: tuple[str, ...] = ()
    """Requests which, if both are placed, must be over before this one begins."""
    allowance: int = 0
    """Most people who may be displaced for it, if it is gained beside a reference with the mode `close`."""

    @property
    def value(self) -> int:
        """Worth of placing the request: both directed wishes."""
        return self.sides[0].value + self.sides[1].value

    @property
    def parties(self) -> tuple[tuple[str, ...], ...]:
        """The candidates of each party: of the two sides, then of the roles."""
        return (*(side.agents for side in self.sides), *(role.agents for role in self.roles))

    @property
    def party_names(self) -> tuple[str, ...]:
        """What the parties are called: sides by their delegation's id, roles by their own."""
        return (*(side.delegation for side in self.sides), *(role.id for role in self.roles))

    @property
    def candidates(self) -> tuple[tuple[str, ...], ...]:
        """The same as `parties`, less those whom a pin rules out."""
        named = () if self.pin is None or self.pin.agents is None else self.pin.agents
        return (*((agent,) for agent in named), *self.parties[len(named) :])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemData:
    """The fields of a problem, before anything is checked (see `solver.model.problem.Problem`)."""

    slots: tuple[Slot, ...]
    """In order of time."""
    places: tuple[Place, ...]
    agents: tuple[Agent, ...]
    delegations: tuple[Delegation, ...]
    requests: tuple[Request, ...]
    vetoes: frozenset[frozenset[str]] = frozenset()
    """Pairs of delegations that never meet."""
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Minutes needed between two venues, for both directions as given; absent pairs need none."""
    absence_counts: bool = False
    """Whether idle slots outside an agent's `free` count as breaks (the published benchmark) or not (the product)."""
    break_spread: int | None = None
    """Most by which the numbers of breaks of any two agents may differ (the published benchmark)."""
    place_all: bool = False
    """Whether leaving out any request is forbidden (the published benchmark)."""
    reference: Reference | None = None
    """The schedule to stay close to; None: there is none, or it plays no role."""
