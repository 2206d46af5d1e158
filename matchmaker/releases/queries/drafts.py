"""The scenarios that a change starts from: the event's draft, and the one behind the last release."""

from sqlmodel import Session

from matchmaker.models import Event, Scenario, row_id
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
