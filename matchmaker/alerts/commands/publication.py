"""Publishing with what follows from it for alerts: the same from a page, the command line and by itself."""

from sqlmodel import Session

from matchmaker.alerts.commands.answered import settle_answered
from matchmaker.alerts.commands.given_up import open_again
from matchmaker.alerts.commands.structure import settle_structure
from matchmaker.alerts.queries.handled import handled_elsewhere
from matchmaker.models import COMMAND_LINE, Event, Release, ReleaseKind, Scenario, Staff, row_id
from matchmaker.publishing.commands.publishing import publish_scenario


def publish(
    session: Session,
    event: Event,
    scenario: Scenario,
    *,
    kind: ReleaseKind,
    staff: Staff | None,
    expected_release: int,
    expected_version: int | None = None,
    note: str = "",
    actor: str = COMMAND_LINE,
) -> Release:
    """Publish `scenario` as `publish_scenario` does, and settle what it answers: a changed structure, other times.

    What drafts had handled that are put aside by it is open again, unless it is answered. Raises `Stale` and
    `InvalidInput` as `publish_scenario` does.
    """
    elsewhere = handled_elsewhere(session, event, scenario)
    release = publish_scenario(
        session,
        event,
        scenario,
        kind=kind,
        staff_id=row_id(staff) if staff else None,
        expected_release=expected_release,
        expected_version=expected_version,
        note=note,
        actor=actor,
    )
    open_again(session, elsewhere, actor=staff.name if staff else actor)
    settle_structure(session, event, scenario, staff=staff, actor=actor)
    settle_answered(session, event, release, scenario, staff=staff, actor=actor)
    return release
