"""The wishes that a release does not meet, each with the reason that its author reads; frozen with the release.

Read live, a reason that changes after the release would tell of a refusal (decision 21).
"""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    MEETING_UID,
    Meeting,
    PairKey,
    Placement,
    Release,
    ReleaseUnmet,
    UnmetRequest,
    Wish,
    pair_of,
    row_id,
)
from matchmaker.releases.rules.succession import Past
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pairs
from matchmaker.scheduling.planning.places import reason_at
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason
from matchmaker.wishes.rules.states import wish_state


def unmet_wishes(session: Session, facts: Facts, found: Pairs, release: Release, past: Past) -> Iterator[ReleaseUnmet]:
    """Yield what `release` says of each wish that it does not meet."""
    placed = set(
        session.exec(
            select(col(Meeting.low_id), col(Meeting.high_id))
            .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
            .where(col(Placement.scenario_id) == release.scenario_id)
        )
    )
    requests = {
        (request.low_id, request.high_id): request
        for request in session.exec(select(UnmetRequest).where(col(UnmetRequest.scenario_id) == release.scenario_id))
    }
    published = {
        meeting.pair
        for meeting in session.exec(select(Meeting).where(col(Meeting.event_id) == facts.event.id))
        if (f"{MEETING_UID}{meeting.uid}", None) in past.sequences
    }
    wishes = {(wish.from_id, wish.to_id): wish for wish in facts.wishes}
    for wish in facts.wishes:
        key = pair_of(wish.from_id, wish.to_id)
        if key in placed:
            continue
        reason, own_side = _reason(facts, found, wish, requests.get(key))
        if key in published and REASONS[reason].hides_refusal and not own_side:
            reason = UnmetReason.CANCELLED
        yield ReleaseUnmet(
            release_id=row_id(release),
            from_id=wish.from_id,
            to_id=wish.to_id,
            code=reason.value,
            own_side=own_side,
            agreed=_agreed(facts, key, wish, wishes.get((wish.to_id, wish.from_id))),
        )


def _reason(facts: Facts, found: Pairs, wish: Wish, request: UnmetRequest | None) -> tuple[UnmetReason, bool | None]:
    """Return why a wish is not met, and whether it lies with its author's own side, if known."""
    reason = found.left_out.get(row_id(wish)) or UnmetReason.LATER
    if request and row_id(wish) not in found.left_out:
        reason = reason_at(facts, pair_of(wish.from_id, wish.to_id), request.code)
    if reason is UnmetReason.CANNOT_COME:
        said = facts.declines[pair_of(wish.from_id, wish.to_id)]
        return reason, any(facts.registrations[one.registration_id].delegation_id == wish.from_id for one in said)
    party = request.witness.get("party") if request else None
    return reason, None if party is None else party == f"d{wish.from_id}"


def _agreed(facts: Facts, key: PairKey, wish: Wish, theirs: Wish | None) -> bool:
    return wish_state(
        facts.event.agreement,
        wish,
        theirs,
        approved=facts.is_approved(key),
        answers_open=answers_open(facts.event, clock.now()),
    ).agreed
