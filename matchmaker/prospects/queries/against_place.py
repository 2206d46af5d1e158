"""Published meetings of a counterpart that are not where it receives, and what the organisers have said to that."""

import re
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Counterpart,
    EntryKind,
    Event,
    Leg,
    MeetsAt,
    PlaceKind,
    Registration,
    ReleaseEntry,
)
from matchmaker.prospects.queries.hours import receiver_of
from matchmaker.releases.queries.published import standing_appointments

WORD = r"\w+"


def meetings_elsewhere(session: Session, counterpart: Counterpart, registration_id: int) -> tuple[ReleaseEntry, ...]:
    """Return the meetings to come in its city, of whoever takes part, that are not where the counterpart receives."""
    here = meetings_in_city(session, counterpart, registration_id)
    return tuple(entry for entry in here if is_elsewhere(entry.details, counterpart))


def meetings_in_city(session: Session, counterpart: Counterpart, registration_id: int) -> tuple[ReleaseEntry, ...]:
    """Return the meetings to come of a counterpart in its city: its organisation may receive in others as well."""
    leg = session.get_one(Leg, counterpart.leg_id)
    return tuple(
        entry
        for entry in standing_appointments(session, session.get_one(Registration, registration_id))
        if entry.kind is EntryKind.MEETING
        and entry.starts_at > clock.now()
        and leg.starts_on <= entry.day <= leg.ends_on
    )


def against_place(session: Session, event: Event, counterpart: Counterpart) -> Mapping[str, bool]:
    """Return the uids of the meetings of which the organisers were told that they are elsewhere.

    With whether they have answered that it stays so.
    """
    registration_id = receiver_of(session, event, counterpart)
    if registration_id is None:
        return {}
    alerts = session.exec(
        select(Alert)
        .where(Alert.kind == AlertKind.PLACE, Alert.registration_id == registration_id)
        .order_by(col(Alert.id))
    ).all()
    latest = {alert.uid: alert.state for alert in alerts if alert.state is not AlertState.TAKEN_BACK}
    if not latest:
        return {}
    found = meetings_elsewhere(session, counterpart, registration_id)
    return {one.uid: latest[one.uid] is AlertState.DISMISSED for one in found if one.uid in latest}


def is_elsewhere(details: Mapping[str, Any], counterpart: Counterpart) -> bool:
    """Tell whether a published meeting, of these details, is not where its counterpart says that it receives."""
    venue = details["venue"]
    at_office: bool = details["place"]["kind"] == PlaceKind.OFFICE
    if counterpart.meets_at is MeetsAt.HOTEL:
        return at_office
    if not at_office:
        return counterpart.meets_at is MeetsAt.OFFICE
    return bool(counterpart.address) and not _same_address(counterpart.address, f"{venue['address']} {venue['city']}")


def _same_address(said: str, published: str) -> bool:
    """Tell whether one of two addresses says no more than the other: with the town, or without the floor."""
    one, other = _in_words(said), _in_words(published)
    return bool(other.strip()) and (one in other or other in one)


def _in_words(text: str) -> str:
    """Return the words of a text with spaces around each, so that "12" is not part of "120"."""
    return f" {' '.join(re.findall(WORD, fold(text)))} "
