"""What is published beside the rows as they are now: which meetings have strayed. One count for all pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session

from matchmaker.models import PairKey, Slot, row_id
from matchmaker.releases.planning.misfits import MisfitCause, misfits_of, try_scenario
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.releases.queries.published import standing_starts
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pairs
from matchmaker.scheduling.planning.results import Placed, placed_pairs


@dataclass(frozen=True, slots=True)
class Strayed:
    """Published meetings that are not as people know them any more."""

    unfit: Mapping[PairKey, MisfitCause | None]
    """Those that cannot take place so, with what fits no longer; None where the two may not meet at all."""
    shifted: frozenset[PairKey]
    """Those of the others whose slot is at another time by now."""
    placed: Mapping[PairKey, Placed]
    """All that stand."""

    @property
    def pairs(self) -> frozenset[PairKey]:
        return self.shifted | self.unfit.keys()

    def people(self, pairs: Collection[PairKey]) -> frozenset[int]:
        """Return the registrations of those who meet in some pairs."""
        return frozenset(person for pair in pairs for person in self.placed[pair].people)


def find_strayed(session: Session, facts: Facts, found: Pairs) -> Strayed:
    """Return what has strayed of the last release; nothing before the first."""
    scenario = published_scenario(session, facts.event)
    if scenario is None:
        return Strayed({}, frozenset(), {})
    known = standing_starts(session, row_id(facts.event))
    trial = try_scenario(session, facts, found, scenario)
    every = placed_pairs(trial.schedule, facts.humans)
    placed = {pair: one for pair, one in every.items() if pair in known}
    unfit = {one.pair: one.cause for one in reversed(misfits_of(trial, found)) if one.pair in placed}
    slots = {pair: facts.slots[one.slot_id] for pair, one in placed.items()}
    shifted = {pair for pair, slot in slots.items() if is_shifted(known[pair], slot)}
    return Strayed(unfit, frozenset(shifted - unfit.keys()), placed)


def is_shifted(known: tuple[date, time], slot: Slot) -> bool:
    """Tell whether a slot begins at another day or wall time than people know."""
    return known != (slot.day, slot.starts)
