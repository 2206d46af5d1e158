"""The wishes of one delegation that the last release does not meet, in the words for its people."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base.reading import read
from matchmaker.models import (
    Delegation,
    Event,
    Registration,
    Release,
    ReleaseUnmet,
    Strength,
)
from matchmaker.releases.queries.partners import partners_met
from matchmaker.scheduling.rules.reasons import UnmetReason, for_participant
from matchmaker.wishes.queries.states import WishStates


@dataclass(frozen=True, slots=True)
class OwnUnmet:
    """An own wish that the published schedule does not meet, in the words for the participant (nothing private)."""

    delegation_id: int
    organisation: str
    rank: int
    strength: Strength
    sentence: str
    later: bool
    """It, or the yes to it, came after the release."""


def read_own_unmet(
    session: Session, registration: Registration, release: Release, language: str
) -> tuple[OwnUnmet, ...]:
    """Return the delegation's wishes that the release does not meet, best rank first.

    The reasons are those of the moment of the release. The wishes themselves are read live: one that was taken back
    since, or whose other side the delegation asked never to meet, is left out.
    """
    event = session.get_one(Event, registration.event_id)
    delegation = session.get_one(Delegation, registration.delegation_id)
    states = WishStates(session, delegation, event)
    met = partners_met(session, registration.event_id, registration.delegation_id)
    reasons = _reasons(session, registration.delegation_id, release)
    unmet = []
    for wish, other in states.made:
        if wish.to_id in met or wish.to_id in states.vetoed:
            continue
        known = reasons.get(wish.to_id)
        later = known is None or (not known.agreed and states.state(wish, other).agreed)
        unmet.append(
            OwnUnmet(
                delegation_id=wish.to_id,
                organisation=other.name,
                rank=wish.rank,
                strength=wish.strength,
                sentence=_sentence(event, None if later else known, language),
                later=later,
            )
        )
    return tuple(unmet)


def _sentence(event: Event, known: ReleaseUnmet | None, language: str) -> str:
    if known is None:
        return for_participant(UnmetReason.LATER, event.agreement, language)
    return for_participant(
        UnmetReason(known.code), event.agreement, language, own_side=known.own_side, agreed=known.agreed
    )


def _reasons(session: Session, delegation_id: int, release: Release) -> dict[int, ReleaseUnmet]:
    rows = read(session, _reasons_of(), {"release_id": release.id, "delegation_id": delegation_id})
    return {row.to_id: row for row in rows}


@cache
def _reasons_of() -> SelectOfScalar[ReleaseUnmet]:
    return select(ReleaseUnmet).where(
        col(ReleaseUnmet.release_id) == bindparam("release_id"),
        col(ReleaseUnmet.from_id) == bindparam("delegation_id"),
    )
