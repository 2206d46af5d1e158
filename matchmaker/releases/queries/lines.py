"""The agenda lines that a scenario gives to each person, with their texts frozen from the rows as they are now."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.calendars.details import (
    EventDetails,
    MeetingDetails,
    PartyDetails,
    ProgrammeDetails,
    VenueDetails,
    WhyDetails,
    WishDetails,
)
from matchmaker.models import (
    Audience,
    EntryKind,
    EntryState,
    Meeting,
    Placement,
    PlacementPerson,
    Presentation,
    ProgrammeItem,
    Registration,
    ReleaseEntry,
    Scenario,
    Slot,
    Wish,
    row_id,
)
from matchmaker.releases.rules.succession import MEETING_UID, PROGRAMME_UID
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pairs
from matchmaker.wishes.rules.agreement import CONSENTS


def proposed_lines(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> list[ReleaseEntry]:
    """Return what publishing `scenario` would put into agendas: entries without release, sequence or dates of change.

    Meetings go to the people placed in them; programme items to everyone who takes part or speaks.
    """
    return [*_meeting_lines(session, facts, found, scenario), *_programme_lines(facts)]


def _meeting_lines(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> Iterator[ReleaseEntry]:
    placed: dict[int, tuple[Placement, Meeting, list[int]]] = {}
    for placement, meeting, registration_id in session.exec(
        select(Placement, Meeting, col(PlacementPerson.registration_id))
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(col(Placement.scenario_id) == row_id(scenario))
        .order_by(col(Placement.id), col(PlacementPerson.registration_id))
    ):
        placed.setdefault(row_id(placement), (placement, meeting, []))[2].append(registration_id)
    for placement, meeting, people in placed.values():
        slot = facts.slots[placement.slot_id]
        parties = {side: _party(facts, side, people) for side in meeting.pair}
        for person in people:
            own = facts.registrations[person].delegation_id
            other = meeting.high_id if own == meeting.low_id else meeting.low_id
            place = facts.places[placement.place_id]
            details = MeetingDetails(
                event=_event(facts),
                venue=_venue(facts, place.venue_id),
                place={"code": place.code, "kind": place.kind.value, "label": place.label},
                own=parties[own],
                other=parties[other],
                why=_why(found, own, other),
            )
            yield _entry(person, EntryKind.MEETING, f"{MEETING_UID}{meeting.uid}", slot, details, meeting_id=meeting.id)


def _party(facts: Facts, delegation_id: int, people: list[int]) -> PartyDetails:
    return {
        "delegation_id": delegation_id,
        "organisation": facts.name(delegation_id),
        "people": [
            {
                "registration_id": registration_id,
                "name": facts.persons[registration_id].name,
                "job_title": facts.persons[registration_id].job_title,
                "languages": list(facts.persons[registration_id].languages),
            }
            for registration_id in people
            if facts.registrations[registration_id].delegation_id == delegation_id
        ],
    }


def _why(found: Pairs, own: int, other: int) -> WhyDetails:
    """Return why the two meet, seen from `own`; wishes that no longer hold are not named."""
    key = (own, other) if own < other else (other, own)
    pair = found.eligible.get(key)
    wishes = (None, None) if pair is None else pair.wishes
    mine, theirs = wishes if own < other else wishes[::-1]
    return {
        "mine": _wish(mine),
        "theirs": _wish(theirs),
        "my_answer": theirs.answer.value if theirs and theirs.answer in CONSENTS else None,
        "their_answer": mine.answer.value if mine and mine.answer in CONSENTS else None,
    }


def _wish(wish: Wish | None) -> WishDetails | None:
    return {"rank": wish.rank, "strength": wish.strength.value} if wish else None


def _programme_lines(facts: Facts) -> Iterator[ReleaseEntry]:
    talks: dict[int, list[Presentation]] = {}
    for presentation in facts.presentations:
        if presentation.item_id is not None:
            talks.setdefault(presentation.item_id, []).append(presentation)
    for registration_id, registration in facts.registrations.items():
        if not facts.takes_part(registration):
            continue
        for item_id, item in facts.items.items():
            own = [talk for talk in talks.get(item_id, []) if talk.speaker_id == registration_id]
            listed = item.audience is Audience.EVERYONE or (item_id, registration_id) in facts.attendances
            if own or listed:
                yield _programme_line(facts, registration, item, own[0] if own else None)


def _programme_line(
    facts: Facts, registration: Registration, item: ProgrammeItem, talk: Presentation | None
) -> ReleaseEntry:
    details = ProgrammeDetails(
        event=_event(facts),
        venue=_venue(facts, item.venue_id),
        item_kind=item.kind.value,
        titles=dict(item.titles),
        room=item.room,
    )
    if talk is not None:
        details["quiet_minutes"] = talk.quiet_minutes
    kind = EntryKind.PRESENTATION if talk else EntryKind.PROGRAMME
    return _entry(row_id(registration), kind, f"{PROGRAMME_UID}{item.uid}", item, details)


def _entry(
    registration_id: int,
    kind: EntryKind,
    uid: str,
    when: Slot | ProgrammeItem,
    details: MeetingDetails | ProgrammeDetails,
    *,
    meeting_id: int | None = None,
) -> ReleaseEntry:
    values: dict[str, Any] = {"registration_id": registration_id, "kind": kind, "uid": uid, "meeting_id": meeting_id}
    span = {name: getattr(when, name) for name in ("day", "starts", "ends", "zone", "starts_at", "ends_at")}
    return ReleaseEntry(**values, **span, state=EntryState.CONFIRMED, details=dict(details))


def _event(facts: Facts) -> EventDetails:
    event = facts.event
    return {
        "name": event.name,
        "slug": event.slug,
        "contact_name": event.contact_name,
        "contact_email": event.contact_email,
    }


def _venue(facts: Facts, venue_id: int) -> VenueDetails:
    venue = facts.venues[venue_id]
    return {
        "name": venue.name,
        "address": venue.address,
        "city": venue.city,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
    }
