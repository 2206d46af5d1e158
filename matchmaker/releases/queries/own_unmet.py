"""The wishes of one delegation that the last release does not meet, in the words for its people."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.models import EntryKind, Event, Registration, Release, ReleaseEntry, Strength, UnmetRequest, row_id
from matchmaker.releases.queries.published import stands_in
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.rules.reasons import UnmetReason, for_participant


@dataclass(frozen=True, slots=True)
class OwnUnmet:
    """An own wish that the published schedule does not meet, in the words for the participant (nothing private)."""

    delegation_id: int
    organisation: str
    rank: int
    strength: Strength
    sentence: str


def read_own_unmet(
    session: Session, registration: Registration, release: Release, language: str
) -> tuple[OwnUnmet, ...]:
    """Return the delegation's wishes that the release does not meet, best rank first.

    The wishes themselves are read live: they are the delegation's own, and one that was made, answered or taken back
    since then should not read like a promise.
    """
    event = session.get_one(Event, registration.event_id)
    facts = load_facts(session, event)
    own = registration.delegation_id
    met = _met(session, facts, own, release)
    requests = _requests(session, own, release)
    found = find_pairs(facts)
    unmet = []
    for wish in sorted(facts.wishes, key=lambda wish: (wish.rank, wish.id)):
        if wish.from_id != own or wish.to_id in met:
            continue
        request = requests.get(wish.to_id)
        reason = found.left_out.get(row_id(wish)) or (UnmetReason(request.code) if request else UnmetReason.LATER)
        party = request.witness.get("party") if request else None
        own_side = None if party is None else party == f"d{own}"
        if reason is UnmetReason.CANNOT_COME:
            own_side = _own_decline(facts, own, wish.to_id)
        unmet.append(
            OwnUnmet(
                delegation_id=wish.to_id,
                organisation=facts.name(wish.to_id),
                rank=wish.rank,
                strength=wish.strength,
                sentence=for_participant(reason, event.agreement, language, own_side=own_side),
            )
        )
    return tuple(unmet)


def _own_decline(facts: Facts, own: int, other: int) -> bool:
    """Tell whether it is one of the delegation itself who cannot come to the meeting."""
    said = facts.declines[min(own, other), max(own, other)]
    return any(facts.registrations[one.registration_id].delegation_id == own for one in said)


def _met(session: Session, facts: Facts, delegation_id: int, release: Release) -> set[int]:
    """Return the delegations that colleagues or the person meet, as published."""
    colleagues = [
        registration_id
        for registration_id, registration in facts.registrations.items()
        if registration.delegation_id == delegation_id
    ]
    entries = session.exec(
        select(ReleaseEntry).where(
            stands_in(release),
            col(ReleaseEntry.registration_id).in_(colleagues),
            col(ReleaseEntry.kind) == EntryKind.MEETING,
        )
    )
    return {entry.details["other"]["delegation_id"] for entry in entries}


def _requests(session: Session, delegation_id: int, release: Release) -> dict[int, UnmetRequest]:
    """Return the delegation's requests that the published scenario leaves out, by the other delegation."""
    unmet = session.exec(
        select(UnmetRequest).where(
            col(UnmetRequest.scenario_id) == release.scenario_id,
            (col(UnmetRequest.low_id) == delegation_id) | (col(UnmetRequest.high_id) == delegation_id),
        )
    )
    return {request.high_id if request.low_id == delegation_id else request.low_id: request for request in unmet}
