"""The scenarios that a change starts from: the event's draft, and the one behind the last release."""

from sqlmodel import Session, col, select

from matchmaker.models import Event, Scenario, ScenarioKind, row_id
from matchmaker.releases.queries.published import last_release
from matchmaker.scheduling.planning.current import of_draft


def published_scenario(session: Session, event: Event) -> Scenario | None:
    """Return the scenario behind the last release."""
    release = last_release(session, row_id(event))
    return None if release is None else session.get_one(Scenario, release.scenario_id)


def starting_point(session: Session, event: Event) -> Scenario | None:
    """Return what a repair starts from: the draft, else what is published; None before there is any schedule."""
    return current_draft(session, event) or published_scenario(session, event)


def current_draft(session: Session, event: Event) -> Scenario | None:
    """Return the event's draft: the last one that was made after what is published, and since."""
    return session.exec(of_draft(row_id(event))).first()


def newest_schedule(session: Session, event: Event) -> Scenario | None:
    """Return the schedule that counts now: the draft, else what is published, else the last one that was made."""
    return (
        starting_point(session, event)
        or session.exec(
            select(Scenario)
            .where(
                col(Scenario.event_id) == row_id(event),
                col(Scenario.kind) != ScenarioKind.BASELINE,
                col(Scenario.discarded_at).is_(None),
            )
            .order_by(col(Scenario.id).desc())
            .limit(1)
        ).first()
    )
