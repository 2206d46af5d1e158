"""What a search has found, as it is kept until a repair is chosen: impact, proposals, and their results."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from matchmaker.changes.planning.proposals import (
    FoundRepairs,
    Happening,
    LostPlacement,
    ProposalKind,
    ProposalSource,
    ProposalView,
    RepairOutcome,
    Repairs,
)
from matchmaker.changes.planning.repairs import Damage
from matchmaker.desk.planning.talks import TouchedTalk
from solver.formats import dump_result, load_result


@dataclass(frozen=True, slots=True)
class KeptProposal:
    """A proposal with its result, in the format of the solver."""

    view: ProposalView
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for some changes."""

    outcome: RepairOutcome
    cannot_stay: tuple[LostPlacement, ...]
    """Meetings that fall, whatever is chosen."""
    talks: tuple[TouchedTalk, ...]
    meetings: int
    """Of the schedule that people know."""
    most_disturbed: int
    proposals: tuple[KeptProposal, ...]

    @property
    def repairs(self) -> FoundRepairs:
        """The same as the words of the change desk take it."""
        return FoundRepairs(self.outcome, [one.view for one in self.proposals], self.most_disturbed, self.cannot_stay)

    @property
    def only_cancel(self) -> ProposalView | None:
        """What is left where nothing is repaired."""
        views = (one.view for one in self.proposals)
        return next((view for view in views if view.kind is ProposalKind.ONLY_CANCEL), None)

    @property
    def people(self) -> int:
        """How many people lose a meeting, or must have it moved."""
        return len({person for lost in self.cannot_stay for person in lost.people})

    @property
    def elsewhere(self) -> int:
        """How many meetings keep their time at another place, where nothing is repaired."""
        view = self.only_cancel
        changes = () if view is None else (*view.disturbed, *view.told)
        return len({one.pair for one in changes if one.happening is Happening.OTHER_PLACE})

    def proposal(self, kind: str) -> KeptProposal | None:
        """Return the proposal of a kind."""
        return next((one for one in self.proposals if one.view.kind == kind), None)


_FOUND = TypeAdapter(Found)


def keep(found: Repairs, damage: Damage, talks: tuple[TouchedTalk, ...]) -> dict[str, Any]:
    """Return what was found as a column keeps it."""
    kept = Found(
        outcome=found.outcome,
        cannot_stay=found.cannot_stay,
        talks=talks,
        meetings=len(damage.released),
        most_disturbed=found.most_disturbed,
        proposals=tuple(KeptProposal(one, dump_result(one.source.result)) for one in found.proposals),
    )
    document: dict[str, Any] = _FOUND.dump_python(kept, mode="json")
    return document


def read_found(document: dict[str, Any]) -> Found:
    """Return what `keep` has kept."""
    return _FOUND.validate_python(document)


def source_of(damage: Damage, kept: KeptProposal) -> ProposalSource:
    """Return the source of a kept proposal, for the same damage."""
    return ProposalSource(damage.task, damage.start, load_result(kept.result))
