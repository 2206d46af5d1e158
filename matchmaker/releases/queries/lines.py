"""The agenda lines that a scenario gives to each person, with their texts frozen from the rows as they are now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlmodel import Session

from matchmaker.calendars.details import (
    AlongDetails,
    ArrivalDetails,
    EventDetails,
    MeetingDetails,
    PartyDetails,
    PersonDetails,
    PlaceDetails,
    ProgrammeDetails,
    VenueDetails,
    WhyDetails,
    WishDetails,
)
from matchmaker.models import (
    MEETING_UID,
    PROGRAMME_UID,
    Audience,
    EntryKind,
    Presentation,
    ProgrammeItem,
    ProgrammeKind,
    ProposalState,
    Scenario,
    Slot,
    Wish,
)
from matchmaker.releases.planning.own_ways import Stay, with_ways
from matchmaker.releases.queries.placed import AgendaMeeting, read_meetings
from matchmaker.releases.rules.succession import ProposedEntry
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pairs
from matchmaker.wishes.rules.agreement import CONSENTS


def proposed_lines(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> list[ProposedEntry]:
    """Return what publishing `scenario` would put into agendas.

    Meetings go to the people placed in them; programme items to everyone who takes part or speaks.
    """
    return AgendaLines(facts, found).of(read_meetings(session, scenario))


class AgendaLines:
    """The lines of all agendas, for one schedule after the other: what several have in common is made once."""

    def __init__(self, facts: Facts, found: Pairs) -> None:
        self._facts, self._found = facts, found
        self._frame = _Frame(_event(facts), {venue_id: _venue(facts, venue_id) for venue_id in facts.venues})
        self._of_meeting: dict[AgendaMeeting, tuple[ProposedEntry, ...]] = {}

    def of(self, meetings: Iterable[AgendaMeeting]) -> list[ProposedEntry]:
        """Return what publishing some meetings would put into agendas, with the programme."""
        facts, lines = self._facts, list[ProposedEntry]()
        stays = {f"{PROGRAMME_UID}{item.uid}": Stay.of_item(item, facts) for item in facts.items.values()}
        for one in meetings:
            if one not in self._of_meeting:
                self._of_meeting[one] = tuple(_meeting_lines(facts, self._found, one, self._frame))
            lines += self._of_meeting[one]
            venue_id = facts.places[one.place_id].venue_id
            stays[f"{MEETING_UID}{one.uid}"] = Stay(venue_id, venue_id)
        return list(with_ways([*lines, *self._programme], stays, facts))

    @cached_property
    def _programme(self) -> tuple[ProposedEntry, ...]:
        return tuple(_programme_lines(self._facts, self._frame))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same on many lines."""

    event: EventDetails
    venues: Mapping[int, VenueDetails]


def _meeting_lines(facts: Facts, found: Pairs, meeting: AgendaMeeting, frame: _Frame) -> Iterator[ProposedEntry]:
    pair, people = meeting.pair, meeting.people
    sides = {person: _side(facts, person) for person in people}
    if not {*pair} <= set(sides.values()):
        return  # as for the judge, a meeting without a person of each side is none
    along = [person for person, side in sides.items() if side not in {None, *pair}]
    parties = {side: _party(facts, side, people) for side in pair}
    place, span = facts.places[meeting.place_id], _span(facts.slots[meeting.slot_id])
    uid = f"{MEETING_UID}{meeting.uid}"
    where: PlaceDetails = {"code": place.code, "kind": place.kind.value, "label": place.label}
    for person in people:
        own = sides[person]
        if own is None:
            continue
        is_along = person in along
        other = pair[1] if own == pair[0] else pair[0]
        details = MeetingDetails(
            event=frame.event,
            venue=frame.venues[place.venue_id],
            place=where,
            own=_party(facts, own, [person]) if is_along else parties[own],
            other=_both(parties) if is_along else parties[other],
            why=_NO_WHY if is_along else _why(found, own, other),
        )
        if others := [_along(facts, one) for one in along if one != person]:
            details["along"] = others
        if is_along:
            details["role"] = facts.registrations[person].role.value
            details["sides"] = list(parties.values())
        yield ProposedEntry(
            registration_id=person,
            kind=EntryKind.MEETING,
            uid=uid,
            meeting_id=meeting.meeting_id,
            details=details,
            **span,
        )


def _side(facts: Facts, registration_id: int) -> int | None:
    registration = facts.registrations.get(registration_id)
    return None if registration is None else registration.delegation_id


def _party(facts: Facts, delegation_id: int, people: Sequence[int]) -> PartyDetails:
    return {
        "delegation_id": delegation_id,
        "organisation": facts.name(delegation_id),
        "people": [
            _person(facts, registration_id)
            for registration_id in people
            if _side(facts, registration_id) == delegation_id
        ],
    }


def _person(facts: Facts, registration_id: int) -> PersonDetails:
    person = facts.persons[registration_id]
    return {
        "registration_id": registration_id,
        "name": person.name,
        "job_title": person.job_title,
        "languages": list(person.languages),
    }


def _along(facts: Facts, registration_id: int) -> AlongDetails:
    return {**_person(facts, registration_id), "role": facts.registrations[registration_id].role.value}


def _both(parties: Mapping[int, PartyDetails]) -> PartyDetails:
    """Return both sides together, as somebody sees them who is of neither."""
    return {
        "delegation_id": 0,
        "organisation": " – ".join(party["organisation"] for party in parties.values()),
        "people": [person for party in parties.values() for person in party["people"]],
    }


_NO_WHY: WhyDetails = {"mine": None, "theirs": None, "my_answer": None, "their_answer": None}
"""Why two others meet is not told."""


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


def _programme_lines(facts: Facts, frame: _Frame) -> Iterator[ProposedEntry]:
    talks: dict[int, list[Presentation]] = {}
    for presentation in facts.presentations:
        if presentation.item_id is not None:
            talks.setdefault(presentation.item_id, []).append(presentation)
    spans = {item_id: _span(item) for item_id, item in facts.items.items()}
    silent = {item_id for item_id, own in talks.items() if all(_has_lost_its_speaker(facts, talk) for talk in own)}
    for registration_id, registration in facts.registrations.items():
        if not facts.takes_part(registration):
            continue
        for item_id, item in facts.items.items():
            own = next((talk for talk in talks.get(item_id, []) if talk.speaker_id == registration_id), None)
            listed = item.audience is Audience.EVERYONE or (item_id, registration_id) in facts.attendances
            if own or listed:
                yield ProposedEntry(
                    registration_id=registration_id,
                    kind=EntryKind.PRESENTATION if own else EntryKind.PROGRAMME,
                    uid=f"{PROGRAMME_UID}{item.uid}",
                    meeting_id=None,
                    details=_programme_details(facts, item, own, frame, without_speaker=item_id in silent),
                    **spans[item_id],
                )


def _has_lost_its_speaker(facts: Facts, talk: Presentation) -> bool:
    """Tell whether a presentation was somebody's who does not take part any more, or does not give it."""
    speaker = facts.registrations.get(talk.speaker_id or 0)
    return talk.state is ProposalState.WITHDRAWN or (speaker is not None and not facts.takes_part(speaker))


def _programme_details(
    facts: Facts, item: ProgrammeItem, talk: Presentation | None, frame: _Frame, *, without_speaker: bool
) -> ProgrammeDetails:
    details = ProgrammeDetails(
        event=frame.event,
        venue=frame.venues[item.venue_id],
        item_kind=item.kind.value,
        titles=dict(item.titles),
        room=item.room,
    )
    if talk is not None:
        details["quiet_minutes"] = talk.quiet_minutes
    if without_speaker:
        details["without_speaker"] = True
    if item.means is not None:
        details["means"] = item.means.value
    if item.kind is ProgrammeKind.TRANSFER and item.buffer_before:
        details["early"] = item.buffer_before
    arrival = _arrival(facts, item)
    if arrival is not None:
        details["arrival"] = arrival
    return details


def _arrival(facts: Facts, item: ProgrammeItem) -> ArrivalDetails | None:
    """Return where a transfer ends; None for what is none, or ends where nobody has said."""
    if item.to_leg_id in facts.legs:
        leg = facts.legs[item.to_leg_id]
        return {"place": leg.name, "zone": leg.zone}
    if item.to_venue_id in facts.venues:
        venue = facts.venues[item.to_venue_id]
        return {"place": venue.city or venue.name, "zone": venue.zone}
    return None


def _span(when: Slot | ProgrammeItem) -> dict[str, Any]:
    return {name: getattr(when, name) for name in ("day", "starts", "ends", "zone", "starts_at", "ends_at")}


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
    details: VenueDetails = {
        "name": venue.name,
        "address": venue.address,
        "city": venue.city,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
    }
    if venue.leg_id in facts.legs:
        details["leg"] = facts.legs[venue.leg_id].name
    return details
