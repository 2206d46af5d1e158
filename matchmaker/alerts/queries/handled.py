"""Alerts that drafts handle: they come back where such a draft is not what is published."""

from collections.abc import Collection, Iterator, Sequence

from sqlmodel import Session, col, func, select

from matchmaker.models import Alert, AlertState, Event, Scenario, ScenarioKind, row_id
from matchmaker.scheduling.planning.current import after_all_releases


def handled_by(session: Session, event: Event, drafts: Collection[int]) -> Sequence[Alert]:
    """Return the alerts of an event that repairs in some drafts (ids) have handled."""
    handled = select(Alert).where(
        Alert.event_id == row_id(event), Alert.state == AlertState.HANDLED, col(Alert.scenario_id).in_(drafts)
    )
    return session.exec(handled.order_by(col(Alert.id))).all()


def handled_elsewhere(session: Session, event: Event, scenario: Scenario) -> Sequence[Alert]:
    """Return the alerts that drafts have handled since the last release, of which `scenario` is not made."""
    found = session.exec(
        select(Alert)
        .join(Scenario, col(Scenario.id) == col(Alert.scenario_id))
        .where(
            Alert.event_id == row_id(event),
            Alert.state == AlertState.HANDLED,
            Scenario.kind == ScenarioKind.DRAFT,
            col(Scenario.discarded_at).is_(None),
            after_all_releases(row_id(event)),
        )
        .order_by(col(Alert.id))
    ).all()
    made_of = set(_made_of(session, scenario)) if found else set()
    return [alert for alert in found if alert.scenario_id not in made_of]


def count_open(session: Session, alerts: Collection[int]) -> int:
    """Return how many of some alerts (ids) are open."""
    wanted = select(func.count()).where(col(Alert.id).in_(alerts), Alert.state == AlertState.OPEN)
    return session.exec(wanted).one()


def _made_of(session: Session, scenario: Scenario | None) -> Iterator[int]:
    """Yield the ids of a scenario and of those that it was made of, one after the other."""
    while scenario is not None:
        yield row_id(scenario)
        scenario = session.get(Scenario, scenario.parent_id) if scenario.parent_id else None
