"""The judge's word on the draft: which of its meetings cannot be published as the rows are now."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.i18n import N_, translate
from matchmaker.drafts.planning.loading import read_held
from matchmaker.models import Event, PairKey, Scenario, Slot, row_id
from matchmaker.releases.planning.misfits import Misfit, misfits_of, try_scenario
from matchmaker.releases.queries.problems import CAUSES, away_in_words, why_parted
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.scheduling.planning.away import away_from
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs
from matchmaker.scheduling.planning.results import placed_pairs
from matchmaker.scheduling.rules.reasons import REASONS

PARTED = N_("the two may not meet any more")
GONE = N_("%(organisation)s does not take part any more")
BROKEN = N_("it breaks a rule")


@dataclass(frozen=True, slots=True)
class WrongMeeting:
    """A meeting that cannot take place as the draft says."""

    pair: PairKey
    title: str
    reasons: tuple[str, ...]
    parted: bool
    """Whether the two may not meet at all any more: no other time helps."""
    when: Slot | None = None
    """Where the draft has it; None for a slot that is gone."""


def verdict_of(session: Session, event: Event, draft: Scenario, language: str) -> tuple[WrongMeeting, ...]:
    """Return what the judge finds wrong in the draft, by name; nothing if it can be published."""
    facts = load_facts(session, event)
    found = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    trial = try_scenario(session, facts, found, draft)
    placed, away = placed_pairs(trial.schedule, facts.humans), away_from(facts)
    reasons: dict[PairKey, dict[str, None]] = {}
    parted = set[PairKey]()
    for misfit in misfits_of(trial, found):
        who = away_in_words(misfit, placed[misfit.pair], away, language)
        reasons.setdefault(misfit.pair, {})[who or _reason(misfit, facts, found, language)] = None
        if misfit.cause is None:
            parted.add(misfit.pair)
    wrong = (
        WrongMeeting(
            pair,
            " – ".join(facts.name(side) for side in pair),
            tuple(why),
            pair in parted,
            when=facts.slots.get(placed[pair].slot_id),
        )
        for pair, why in reasons.items()
    )
    return tuple(sorted(wrong, key=lambda one: (one.title, one.pair)))


def missing_pairs(session: Session, event: Event, draft: Scenario) -> tuple[str, ...]:
    """Return the pairs that a rule says must meet, could, and do not in the draft, by name."""
    facts = load_facts(session, event)
    able = find_pairs(facts, published=standing_pairs(session, row_id(event))).eligible
    missing = (able.keys() & facts.rules.required) - {held.pair for held in read_held(session, draft).values()}
    return tuple(sorted(" – ".join(facts.name(side) for side in pair) for pair in missing))


def _reason(misfit: Misfit, facts: Facts, found: Pairs, language: str) -> str:
    if misfit.cause is not None:
        return translate(language, CAUSES[misfit.cause] or BROKEN)
    gone = [facts.name(side) for side in misfit.pair if facts.delegations[side].withdrawn or not facts.delegates[side]]
    if gone:
        return translate(language, GONE, organisation=" – ".join(gone))
    why = why_parted(misfit.pair, facts, found)
    return translate(language, PARTED if why is None else REASONS[why].title)
