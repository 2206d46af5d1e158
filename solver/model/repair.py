"""What a repair answers: what the change forces, and up to three proposals with whom each disturbs and what it costs.

A person is *disturbed* who loses, gains or moves a meeting beyond what the change itself forces (docs/decisions has
the whole rule). Another table or another person across the table is told, but disturbs nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from solver.model.result import Goal, GoalResult
from solver.model.schedule import Assignment, Schedule


class FallenCause(StrEnum):
    """Why a meeting cannot stay where it was."""

    REQUEST = "request"
    """Its request is no longer there."""
    PERSON = "person"
    """Somebody who went is no longer there, or may no longer go."""
    VETO = "veto"
    SLOT = "slot"
    """Its slot is no longer there or no longer allowed, or it does not fit into the block any more."""
    AWAY = "away"
    """Somebody who went is not free any more."""
    PIN = "pin"
    """It is pinned to something else."""
    PLACE = "place"
    """No place that it may use is open and left over."""
    CLASH = "clash"
    """Somebody is at another meeting at that time, or cannot get there from it."""
    LIMIT = "limit"
    """It is more than somebody's personal limits allow."""
    MAXIMUM = "maximum"
    """It is more than one of the delegations may have."""
    ORDER = "order"
    """It would be before one that must be over earlier, or after one that must be later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A meeting that cannot stay where it was, whatever is done, and the people concerned."""

    was: Assignment
    cause: FallenCause
    people: tuple[str, ...]

    @property
    def request(self) -> str:
        return self.was.request


class Happening(StrEnum):
    """What happens to a person's meeting; the first three disturb, unless they are forced."""

    LOSES = "loses"
    GAINS = "gains"
    MOVES = "moves"
    OTHER_PLACE = "other_place"
    """At the same time, in another place."""
    OTHER_PERSON = "other_person"
    """At the same time and place, with somebody else of the other delegation."""


DISTURBING = frozenset({Happening.LOSES, Happening.GAINS, Happening.MOVES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one meeting of one person between the release and a proposal."""

    agent: str
    request: str
    happening: Happening
    before: Assignment | None
    after: Assignment | None
    forced: bool
    """The meeting could not stay where it was, and this person was in it: losing it or having it moved is forced."""

    @property
    def disturbs(self) -> bool:
        return self.happening in DISTURBING and not self.forced


def disturbed(changes: Iterable[Change]) -> tuple[str, ...]:
    """The people whom changes disturb, in the order of their ids."""
    return tuple(sorted({change.agent for change in changes if change.disturbs}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a schedule is worth, in plain numbers; what the problem no longer asks for is worth nothing."""

    meetings: int
    value: int
    wishes: int
    """Directed wishes met."""
    shortfall: int
    """Guaranteed meetings missing."""
    required_missing: int


class ProposalKind(StrEnum):
    ONLY_CANCEL = "only_cancel"
    """Take out what cannot stay, and nothing else."""
    LEAST_DISTURBANCE = "least_disturbance"
    """Fewest people disturbed among the repairs with the least guarantee shortfall."""
    MORE_MET = "more_met"
    """Most value with at most so many people disturbed."""
    OTHER_TIMES = "other_times"
    """As least disturbance, with meetings that could not stay at other times; nothing is looked for or proved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One way to repair."""

    kind: ProposalKind
    schedule: Schedule
    goals: tuple[GoalResult, ...]
    """A bound holds for the stated values of the goals before; from `value` on also for the people disturbed: for as
    few as here in least disturbance, for at most as many as allowed in more met. None: nothing is proved."""
    changes: tuple[Change, ...]
    """All differences from the release, person by person, forced ones included."""
    disturbed_bound: int | None
    """No repair as good in the goals before disturbs fewer; None: nothing is proved."""
    before: Tally
    """The release, as far as the problem still asks for it."""
    after: Tally

    @property
    def disturbed(self) -> tuple[str, ...]:
        """The people disturbed, in the order of their ids."""
        return disturbed(self.changes)

    @property
    def proved(self) -> bool:
        """What its kind promises is proved: the least shortfall with the fewest disturbed, or the most value."""
        goals = {result.goal: result for result in self.goals}
        first = goals[Goal.REQUIRED].proved and goals[Goal.GUARANTEES].proved
        if self.kind is ProposalKind.LEAST_DISTURBANCE:
            return first and self.disturbed_bound == len(self.disturbed)
        return first and self.kind is ProposalKind.MORE_MET and goals[Goal.VALUE].proved


class RepairOutcome(StrEnum):
    """How a repair ended."""

    PROPOSED = "proposed"
    """There is at least one proposal."""
    IMPOSSIBLE = "impossible"
    """No schedule keeps all pins and obligations: proved."""
    NOT_FOUND = "not_found"
    """No proposal in the time that there was."""
    STOPPED = "stopped"
    """Stopped before it was known what the change forces: an empty `fallen` says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The answer of `repair`."""

    outcome: RepairOutcome
    fallen: tuple[Fallen, ...]
    """What the change forces: the meetings of the release that cannot stay where they are."""
    proposals: tuple[Proposal, ...]
    """In the order of their kinds. One that pins, obligations or the time do not allow is left out."""
    most_disturbed: int
    """How many people more met was allowed to disturb."""
    seconds: float
    worth_at_most: int | None = None
    """No schedule at all has more value, whomever it disturbs; None: nothing is known."""

    def same_as(self, proposal: Proposal) -> ProposalKind | None:
        """The kind of an earlier proposal with the same schedule."""
        earlier = self.proposals[: self.proposals.index(proposal)]
        return next((item.kind for item in earlier if item.schedule == proposal.schedule), None)

    def proposal(self, kind: ProposalKind) -> Proposal | None:
        """The proposal of a kind, if there is one."""
        return next((item for item in self.proposals if item.kind is kind), None)
