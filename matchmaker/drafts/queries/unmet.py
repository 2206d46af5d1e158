"""The wishes that may be met and that the draft does not meet: what is left to place by hand."""

from dataclasses import dataclass

from sqlalchemy import select as select_many
from sqlmodel import Session, col, or_, select

from matchmaker.base.i18n import N_, translate
from matchmaker.models import (
    Delegation,
    DraftEdit,
    Event,
    Meeting,
    Organisation,
    PairKey,
    Placement,
    Registration,
    Scenario,
    Strength,
    Wish,
    pair_of,
    sendable,
)
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason
from matchmaker.wishes.rules.values import STRENGTH_WORTH

BY_HAND, BY_REPAIR = N_("Removed by hand"), N_("Not in the repair")


@dataclass(frozen=True, slots=True)
class UnmetLine:
    """A wish that the draft does not meet."""

    pair: PairKey
    from_name: str
    to_name: str
    strength: Strength
    rank: int
    title: str
    """The reason in few words, of the moment when the draft was begun."""
    removed: bool
    """Whether its meeting was taken out of the schedule, by hand or by the repair that the draft is made of."""


def unmet_of(session: Session, event: Event, draft: Scenario, language: str) -> tuple[UnmetLine, ...]:
    """Return the wishes to place: those whose meetings have been removed first, then the strongest.

    Those that the scenario behind the draft left out, and those whose meetings have been removed since; none of a
    delegation that nobody comes for any more.
    """
    placed, edited = _pairs(session, draft.id), _edited(session, draft)
    before = _pairs(session, draft.parent_id) | edited
    codes = {
        (wish["from"], wish["to"]): UnmetReason(wish["code"]) for wish in draft.unmet_wishes or () if wish["eligible"]
    }
    removed = before - placed
    sides = {side for pair in removed for side in pair} | {side for pair in codes for side in pair}
    names = _names_of_those_there(session, sides)
    lines = []
    for one, other, strength, rank in session.execute(
        select_many(col(Wish.from_id), col(Wish.to_id), col(Wish.strength), col(Wish.rank)).where(
            col(Wish.event_id) == event.id, or_(col(Wish.from_id).in_(sides), col(Wish.to_id).in_(sides))
        )
    ):
        pair = pair_of(one, other)
        if pair in placed or (pair not in removed and (one, other) not in codes) or not {one, other} <= names.keys():
            continue
        taken_out = BY_HAND if pair in edited else BY_REPAIR
        title = taken_out if pair in removed else REASONS[codes[one, other]].title
        line = UnmetLine(pair, names[one], names[other], strength, rank, translate(language, title), pair in removed)
        lines.append(line)
    return tuple(
        sorted(lines, key=lambda one: (not one.removed, -STRENGTH_WORTH[one.strength], one.rank, one.from_name))
    )


def _pairs(session: Session, scenario_id: int | None) -> frozenset[PairKey]:
    statement = (
        select(col(Meeting.low_id), col(Meeting.high_id))
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .where(col(Placement.scenario_id) == scenario_id)
    )
    return frozenset(session.exec(statement).all())


def _edited(session: Session, draft: Scenario) -> frozenset[PairKey]:
    """Return the pairs that edits of the draft have placed, moved or removed; publishing counts `unmet_wishes` anew."""
    edits = session.exec(select(DraftEdit.changes).where(DraftEdit.scenario_id == draft.id))
    numbers = {change["meeting"] for changes in edits for change in changes}
    if not numbers:
        return frozenset()
    return frozenset(
        session.exec(select(col(Meeting.low_id), col(Meeting.high_id)).where(col(Meeting.id).in_(numbers)))
    )


def _names_of_those_there(session: Session, sides: set[int]) -> dict[int, str]:
    """Return the names of the delegations for which somebody can come."""
    there = select(col(Registration.delegation_id)).where(sendable())
    rows = session.execute(
        select_many(col(Delegation.id), col(Organisation.name))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.id).in_(sides), col(Delegation.id).in_(there), col(Delegation.withdrawn_at).is_(None))
    )
    return {int(side): str(name) for side, name in rows}
