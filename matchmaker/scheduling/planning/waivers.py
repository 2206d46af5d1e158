"""Personal limits of an event's people, and where an organiser has waived them for a meeting.

The waivers of the published schedule and of the draft count: the solver, repairs and the judge read the same limits.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from matchmaker.models import LimitWaiver, Registration, Release, Scenario, ScenarioKind, WaivedRule

Waivers = Mapping[int, Mapping[WaivedRule, frozenset[int]]]
"""For each registration, the slots in which a rule does not hold."""
NONE: Mapping[WaivedRule, frozenset[int]] = {}


@dataclass(frozen=True, slots=True)
class PersonalLimits:
    """What a person bears, less what is waived."""

    max_per_day: int | None
    max_in_a_row: int | None
    keep_one_free: tuple[frozenset[int], ...]
    """Ids of slots of which one stays without a meeting (lunch)."""


def read_waivers(session: Session, event_id: int) -> Waivers:
    """Return the waivers of an event that count."""
    published = (
        select(Release.scenario_id).where(Release.event_id == event_id).order_by(col(Release.number).desc()).limit(1)
    )
    draft = (
        select(Scenario.id)
        .where(
            Scenario.event_id == event_id,
            Scenario.kind == ScenarioKind.DRAFT,
            col(Scenario.discarded_at).is_(None),
        )
        .order_by(col(Scenario.id).desc())
        .limit(1)
    )
    found: dict[int, dict[WaivedRule, frozenset[int]]] = {}
    for waiver in session.exec(
        select(LimitWaiver).where(
            LimitWaiver.event_id == event_id,
            or_(
                col(LimitWaiver.scenario_id) == published.scalar_subquery(),
                col(LimitWaiver.scenario_id) == draft.scalar_subquery(),
            ),
        )
    ):
        rules = found.setdefault(waiver.registration_id, {})
        rules[waiver.rule] = rules.get(waiver.rule, frozenset()) | {waiver.slot_id}
    return found


def personal_limits(
    registration: Registration, waived: Mapping[WaivedRule, frozenset[int]], lunches: tuple[frozenset[int], ...]
) -> PersonalLimits:
    """Return a person's limits; each slot in which a number is waived raises it by one."""
    lunch = waived.get(WaivedRule.LUNCH, frozenset())
    return PersonalLimits(
        max_per_day=_raised(registration.max_per_day, waived.get(WaivedRule.MAX_PER_DAY)),
        max_in_a_row=_raised(registration.max_in_a_row, waived.get(WaivedRule.MAX_IN_A_ROW)),
        keep_one_free=tuple(slots for slots in lunches if not slots & lunch) if registration.lunch_free else (),
    )


def _raised(limit: int | None, slots: frozenset[int] | None) -> int | None:
    return limit if limit is None or not slots else limit + len(slots)
