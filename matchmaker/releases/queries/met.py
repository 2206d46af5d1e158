"""Whom an organisation met at which event, over all events of its community."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from matchmaker.base.names import fold
from matchmaker.models import (
    Delegation,
    EntryKind,
    Event,
    Organisation,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    row_id,
)


@dataclass(frozen=True, slots=True)
class MetAtEvent:
    """The organisations that one met, or is to meet, at an event."""

    event: Event
    others: tuple[tuple[int, str], ...]
    """Id and name of each, by name."""


def met_at_events(session: Session, community_id: int, organisation_id: int) -> tuple[MetAtEvent, ...]:
    """Return by event, the latest first, with whom an organisation has meetings in the last final release."""
    last = (
        select(func.max(col(Release.number)))
        .where(col(Release.event_id) == col(Event.id), col(Release.kind) == ReleaseKind.FINAL)
        .correlate(Event)
        .scalar_subquery()
    )
    other: ColumnElement[int] = col(ReleaseEntry.details)["other", "delegation_id"].as_integer()
    meetings = (
        select(Event, other.label("delegation_id"))
        .join(Delegation, col(Delegation.event_id) == col(Event.id))
        .join(Registration, col(Registration.delegation_id) == col(Delegation.id))
        .join(Release, and_(col(Release.event_id) == col(Event.id), col(Release.number) == last))
        .join(
            ReleaseEntry,
            and_(
                col(ReleaseEntry.registration_id) == col(Registration.id),
                col(ReleaseEntry.release_id) == col(Release.id),
            ),
        )
        .where(
            col(Event.community_id) == community_id,
            col(Delegation.organisation_id) == organisation_id,
            col(ReleaseEntry.kind) == EntryKind.MEETING,
            ReleaseEntry.stands,
        )
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    events: dict[int, Event] = {}
    for event, delegation_id in session.execute(meetings):
        events[row_id(event)] = event
        found[row_id(event)].add(delegation_id)
    named = _names(session, {one for others in found.values() for one in others})
    return tuple(
        MetAtEvent(
            events[event_id],
            tuple(sorted((named[one] for one in others if one in named), key=lambda one: fold(one[1]))),
        )
        for event_id, others in found.items()
    )


def _names(session: Session, delegations: set[int]) -> dict[int, tuple[int, str]]:
    """Return id and name of the organisation of each delegation."""
    rows: Any = session.execute(
        select(col(Delegation.id), col(Organisation.id), col(Organisation.name))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.id).in_(delegations))
    )
    return {delegation_id: (organisation_id, name) for delegation_id, organisation_id, name in rows}
