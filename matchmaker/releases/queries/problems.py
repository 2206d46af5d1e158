"""Why a scenario cannot be published as it is: each line with its cause, and the page that leads out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from matchmaker.base.i18n import N_, translate
from matchmaker.models import Event, PairKey, Scenario, row_id
from matchmaker.releases.planning.misfits import Misfit, MisfitCause, misfits
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason

CANNOT_MEET = N_("%(pair)s may not meet any more.")
SOMEBODY_DECLINED = N_("%(pair)s: one of them cannot come to this meeting, and it is no longer planned.")
NO_LONGER_FITS = N_("%(pair)s cannot meet at that time and place any more.")
ELSEWHERE = N_("by a rule of yours, they meet at another place, or that place is not free or not open then")
IMPOSSIBLE = N_("This schedule is impossible: it contradicts the fixed meetings.")

CAUSES: Mapping[MisfitCause, str] = {
    MisfitCause.NOT_AVAILABLE: N_("somebody is not available then"),
    MisfitCause.NO_PLACE: N_("the place is not free or not open then"),
    MisfitCause.TWO_PLACES: N_("somebody would be in two places at once"),
    MisfitCause.OVER_LIMIT: N_("somebody would have more meetings than their limit"),
    MisfitCause.NO_SLOT: N_("that time is no longer one for meetings"),
    MisfitCause.NO_PAUSE: N_("somebody would have no time left for lunch"),
    MisfitCause.OTHER: "",
}


class Resolution(StrEnum):
    """What an organiser does about a problem."""

    SOLVE = "solve"
    """Make a new schedule: it takes everything into account as it is now."""
    DESK = "desk"
    """Decide at the change desk, which proposes repairs."""


@dataclass(frozen=True, slots=True)
class PublishProblem:
    """One thing that is in the way of publishing."""

    sentence: str
    cause: str
    """In few words; may be empty."""
    resolution: Resolution


def read_problems(session: Session, event: Event, scenario: Scenario, language: str) -> tuple[PublishProblem, ...]:
    """Return what is in the way of publishing a scenario of `event` as the rows are now."""
    facts = load_facts(session, event)
    found = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    return find_problems(scenario, facts, found, misfits(session, facts, found, scenario), language)


def find_problems(
    scenario: Scenario, facts: Facts, found: Pairs, unfit: tuple[Misfit, ...], language: str
) -> tuple[PublishProblem, ...]:
    """Return what is in the way of publishing a scenario; each pair is named once."""
    if scenario.infeasible:
        return (PublishProblem(translate(language, IMPOSSIBLE), "", Resolution.SOLVE),)
    by_pair = {misfit.pair: misfit for misfit in reversed(unfit)}
    return tuple(_problem(misfit, facts, found, language) for _, misfit in sorted(by_pair.items()))


def _problem(misfit: Misfit, facts: Facts, found: Pairs, language: str) -> PublishProblem:
    low, high = misfit.pair
    reason = why_parted(misfit.pair, facts, found)
    if misfit.cause is not None:
        by_rule = misfit.cause is MisfitCause.NO_PLACE and facts.rules.places(misfit.pair)
        sentence, cause = NO_LONGER_FITS, ELSEWHERE if by_rule else CAUSES[misfit.cause]
        resolution = Resolution.SOLVE
    elif misfit.pair in facts.declines:
        sentence, cause, resolution = SOMEBODY_DECLINED, "", Resolution.DESK
    else:
        sentence, cause = CANNOT_MEET, REASONS[reason].title if reason else ""
        resolution = Resolution.DESK if reason is UnmetReason.WITHDRAWN else Resolution.SOLVE
    names = f"{facts.name(low)} – {facts.name(high)}"
    return PublishProblem(translate(language, sentence, pair=names), translate(language, cause), resolution)


def why_parted(pair: PairKey, facts: Facts, found: Pairs) -> UnmetReason | None:
    """Return why the wishes of a pair are not solved any more, if that is known."""
    wishes = (wish for wish in facts.wishes if {wish.from_id, wish.to_id} == set(pair))
    return next((reason for wish in wishes if (reason := found.left_out.get(row_id(wish))) is not None), None)
