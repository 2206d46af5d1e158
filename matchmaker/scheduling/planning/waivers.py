"""Personal limits of an event's people, and where an organiser has waived them for a meeting.

The waivers of the published schedule and of the draft count: the solver, repairs and the judge read the same limits.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, and_, col, or_, select

from matchmaker.models import LimitWaiver, Placement, Registration, Release, Scenario, Slot, WaivedRule
from matchmaker.scheduling.planning.current import of_draft, of_last_release

Waivers = Mapping[int, Mapping[WaivedRule, frozenset[int]]]
"""For each registration, the slots in which a rule does not hold."""
NONE: Mapping[WaivedRule, frozenset[int]] = {}


@dataclass(frozen=True, slots=True)
class PersonalLimits:
    """What a person bears, less what is waived."""

    max_per_day: int | None
    """On the day with the most waivers: the solver knows one number for all days."""
    max_in_a_row: int | None
    """In the block with the most waivers."""
    keep_one_free: tuple[frozenset[int], ...]
    """Ids of slots of which one stays without a meeting (lunch)."""


def counting_waivers(session: Session, event_id: int) -> list[LimitWaiver]:
    """Return the waivers of an event that count: those of the draft, and of what is published those of meetings that
    the draft does not place."""
    draft = of_draft(event_id).with_only_columns(col(Scenario.id)).scalar_subquery()
    published = of_last_release(event_id).with_only_columns(col(Release.scenario_id)).scalar_subquery()
    in_draft = select(Placement.meeting_id).where(col(Placement.scenario_id) == draft)
    statement = select(LimitWaiver).where(
        LimitWaiver.event_id == event_id,
        or_(
            col(LimitWaiver.scenario_id) == draft,
            and_(col(LimitWaiver.scenario_id) == published, col(LimitWaiver.meeting_id).not_in(in_draft)),
        ),
    )
    return list(session.exec(statement.order_by(col(LimitWaiver.id))))


def read_waivers(session: Session, event_id: int) -> Waivers:
    """Return what is waived at an event by `counting_waivers`."""
    found: dict[int, dict[WaivedRule, frozenset[int]]] = {}
    for waiver in counting_waivers(session, event_id):
        rules = found.setdefault(waiver.registration_id, {})
        rules[waiver.rule] = rules.get(waiver.rule, frozenset()) | {waiver.slot_id}
    return found


def personal_limits(
    registration: Registration,
    waived: Mapping[WaivedRule, frozenset[int]],
    lunches: tuple[frozenset[int], ...],
    slots: Mapping[int, Slot],
) -> PersonalLimits:
    """Return a person's limits; each slot in which a number is waived raises it by one, on its day or in its block.

    `slots` are those of the event.
    """
    lunch = waived.get(WaivedRule.LUNCH, frozenset())
    return PersonalLimits(
        max_per_day=_raised(registration.max_per_day, waived.get(WaivedRule.MAX_PER_DAY), lambda one: slots[one].day),
        max_in_a_row=_raised(
            registration.max_in_a_row, waived.get(WaivedRule.MAX_IN_A_ROW), lambda one: slots[one].block_id
        ),
        keep_one_free=tuple(kept for kept in lunches if not kept & lunch) if registration.lunch_free else (),
    )


def _raised(limit: int | None, waived: frozenset[int] | None, of: Callable[[int], Hashable]) -> int | None:
    return limit if limit is None or not waived else limit + max(Counter(map(of, waived)).values())
