"""Repairs for an alert: what can be tried, and up to three proposals for each option."""

from dataclasses import replace
from enum import StrEnum

from sqlmodel import Session

from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.alerts.planning.proposals import Repairs
from matchmaker.alerts.planning.repairs import NOTHING, find_repairs
from matchmaker.alerts.queries.alerts import has_colleagues
from matchmaker.alerts.queries.slots import missed_slots, other_slots, proposed_slots
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Event,
    Meeting,
    required,
)
from matchmaker.scheduling.planning.declines import ENDANGERING, OF_ONE_MEETING

MOVING = frozenset({AlertKind.MOVE, AlertKind.HOURS, AlertKind.AWAY, AlertKind.COUNTER, AlertKind.LATE})
"""Kinds for which a meeting is better at another time, or with somebody else."""
REPAIRABLE = ENDANGERING | MOVING | {AlertKind.STRUCTURE}
"""Kinds for which a repair can be computed."""


class RepairOption(StrEnum):
    """What the repairs of an alert try; in addresses too."""

    GONE = "gone"
    """A person, or a meeting, is no longer there."""
    COLLEAGUE = "colleague"
    """Somebody else goes to the meeting."""
    PROPOSED = "proposed"
    """The meeting is at the time that was proposed."""
    OTHER_TIME = "other-time"
    """The meeting is at some other time."""
    LATER = "later"
    """A person who is late for the day misses its beginning."""
    HOURS = "hours"
    """A person is there at the hours that they have tapped."""
    AWAY = "away"
    """A person who comes along is away: somebody else comes along, or the meeting is at another time."""
    STRUCTURE = "structure"
    """Slots, places and programme are as the rows say."""


def repairable(alert: Alert) -> bool:
    """Tell whether a repair can be computed for an open alert."""
    return alert.state is AlertState.OPEN and alert.kind in REPAIRABLE and _named(alert)


def repair_options(session: Session, event: Event, alert: Alert) -> tuple[RepairOption, ...]:
    """Return what can be tried for an alert, the most natural first; nothing for one without repairs."""
    if not repairable(alert):
        return ()
    if alert.kind in {AlertKind.WITHDRAWN, AlertKind.REFUSED}:
        return (RepairOption.GONE,)
    if alert.kind is AlertKind.STRUCTURE:
        return (RepairOption.STRUCTURE,)
    if alert.kind is AlertKind.HOURS:
        return (RepairOption.HOURS,)
    if alert.kind is AlertKind.AWAY:
        return (RepairOption.AWAY,)
    if alert.kind in OF_ONE_MEETING:
        colleagues = has_colleagues(session, required(alert.registration_id))
        return (
            (RepairOption.GONE, RepairOption.COLLEAGUE, RepairOption.OTHER_TIME)
            if colleagues
            else (RepairOption.GONE, RepairOption.OTHER_TIME)
        )
    if alert.meeting_id is None:
        return (RepairOption.LATER,)
    return (
        (RepairOption.PROPOSED, RepairOption.OTHER_TIME)
        if proposed_slots(session, event, alert)
        else (RepairOption.OTHER_TIME,)
    )


def find_proposals(session: Session, event: Event, alert: Alert, option: RepairOption | None = None) -> Repairs:
    """Return up to three repairs for an alert, by the first of its options or another one.

    They go on from the draft; two of them may be the same schedule. Where a meeting is to be at another time, only to
    cancel it comes last. Raises `InvalidInput` for an alert without repairs, or a option that is none of its own.
    """
    possible = repair_options(session, event, alert)
    option = option or next(iter(possible), None)
    if option is None or option not in possible:
        raise InvalidInput(N_("For this there are no repairs to choose from."))
    found = find_repairs(session, event, _happened(session, event, alert, option))
    if option is RepairOption.GONE:
        return found
    return replace(found, proposals=[*found.proposals[1:], *found.proposals[:1]])


def _named(alert: Alert) -> bool:
    """Tell whether it says which meeting it is about, where that is needed."""
    if alert.kind in {AlertKind.WITHDRAWN, AlertKind.STRUCTURE}:
        return True
    return alert.meeting_id is not None or (alert.kind is AlertKind.LATE and alert.moment is not None)


def _happened(session: Session, event: Event, alert: Alert, option: RepairOption) -> Disruption:
    if option in {RepairOption.STRUCTURE, RepairOption.HOURS, RepairOption.AWAY}:  # the rows say it
        return NOTHING
    person = required(alert.registration_id)
    if alert.kind is AlertKind.WITHDRAWN:
        return Disruption(absent=[person])
    if option is RepairOption.LATER:
        return Disruption(missed={person: missed_slots(session, event, alert)})
    uid = session.get_one(Meeting, alert.meeting_id).uid
    if option is RepairOption.GONE:
        return Disruption(cancelled=[uid])
    if option is RepairOption.COLLEAGUE:
        return Disruption(without={uid: person})
    find = proposed_slots if option is RepairOption.PROPOSED else other_slots
    return Disruption(moved={uid: find(session, event, alert)})
