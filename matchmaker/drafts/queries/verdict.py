"""The judge's word on the draft: which of its meetings cannot be published as the rows are now."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.i18n import N_, translate
from matchmaker.models import Event, Scenario, row_id
from matchmaker.releases.planning.misfits import Misfit, misfits
from matchmaker.releases.queries.problems import CAUSES
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs

PARTED = N_("the two may not meet any more")
BROKEN = N_("it breaks a rule")


@dataclass(frozen=True, slots=True)
class WrongMeeting:
    """A meeting that cannot take place as the draft says."""

    title: str
    reasons: tuple[str, ...]


def verdict_of(session: Session, event: Event, draft: Scenario, language: str) -> tuple[WrongMeeting, ...]:
    """Return what the judge finds wrong in the draft, by name; nothing if it can be published."""
    facts = load_facts(session, event)
    found = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    wrong: dict[str, dict[str, None]] = {}
    for misfit in misfits(session, facts, found, draft):
        title = " – ".join(facts.name(side) for side in misfit.pair)
        wrong.setdefault(title, {})[translate(language, _reason(misfit))] = None
    return tuple(WrongMeeting(title, tuple(reasons)) for title, reasons in sorted(wrong.items()))


def _reason(misfit: Misfit) -> str:
    return PARTED if misfit.cause is None else CAUSES[misfit.cause] or BROKEN
