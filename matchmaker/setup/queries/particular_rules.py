"""How required pairs stand, and whom a rule for particular people can be about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_, translate
from matchmaker.base.names import fold
from matchmaker.models import Delegation, Event, Organisation, ParticularRule, Place, RuleKind, row_id
from matchmaker.releases.queries.published import last_release, standing_pairs
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.particular import read_rules
from matchmaker.scheduling.rules.particular import sides
from matchmaker.scheduling.rules.reasons import REASONS

MEET = N_("They meet in release %(number)d.")
FIRST = N_("They come first in the next schedule.")
NOT_AGREED = N_("They have not agreed to meet so far, and nobody meets without agreeing.")
NOT_YET = N_("They cannot be planned as things are: %(reason)s.")


@dataclass(frozen=True, slots=True)
class TakingPart:
    """An organisation that takes part, by its delegation."""

    delegation_id: int
    name: str


def taking_part(session: Session, event: Event, *, also: int | None = None) -> tuple[TakingPart, ...]:
    """Return the organisations that take part in an event, by name; `also` is a delegation that may have withdrawn."""
    rows = session.exec(
        select(col(Delegation.id), col(Organisation.name))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Delegation.event_id == event.id, or_(col(Delegation.withdrawn_at).is_(None), col(Delegation.id) == also))
    ).all()
    found = (TakingPart(number, name) for number, name in rows if number is not None)
    return tuple(sorted(found, key=lambda one: fold(one.name)))


def places(session: Session, event: Event) -> Sequence[Place]:
    """Return the places of an event, in their order."""
    return session.exec(
        select(Place).where(Place.event_id == event.id).order_by(col(Place.position), col(Place.code))
    ).all()


def rule_of(session: Session, event: Event, rule_id: int) -> ParticularRule:
    """Return a rule of `event` that holds; raises `NotFound` for any other id."""
    row = next((row for row in read_rules(session, row_id(event)).rows if row.id == rule_id), None)
    if row is None:
        raise NotFound(N_("This rule is removed already."))
    return row


def required_in_words(session: Session, event: Event, language: str) -> dict[int, str]:
    """Return how each required pair stands, by the id of the rule; nothing is loaded where there is none."""
    rows = tuple(read_rules(session, row_id(event)).of(RuleKind.REQUIRED))
    if not rows:
        return {}
    facts, release = load_facts(session, event), last_release(session, row_id(event))
    found, published = find_pairs(facts), standing_pairs(session, row_id(event))
    reasons = {
        frozenset((wish.from_id, wish.to_id)): found.left_out[row_id(wish)]
        for wish in facts.wishes
        if row_id(wish) in found.left_out
    }

    def said(row: ParticularRule) -> str:
        pair = sides(row)
        if release is not None and pair in published:
            return translate(language, MEET, number=release.number)
        if pair in found.eligible:
            return translate(language, FIRST)
        reason = reasons.get(frozenset(pair))
        if reason is None:
            return translate(language, NOT_AGREED)
        return translate(language, NOT_YET, reason=translate(language, REASONS[reason].title))

    return {row_id(row): said(row) for row in rows}
