"""Publishing: a scenario becomes an unchangeable release, and the people concerned are told."""

from sqlmodel import Session

from matchmaker.models import Event, Release, ReleaseKind, Scenario


def publish(
    session: Session,
    event: Event,
    scenario: Scenario,
    *,
    kind: ReleaseKind,
    staff_id: int | None,
    expected_release: int,
    note: str = "",
) -> Release:
    """Publish `scenario` as the event's next release and queue one mail per person whose agenda changes.

    `expected_release` is the number of the last release that the organiser saw (0 for none). Raises `Stale` if it is
    not the last one any more, `InvalidInput` if the scenario is of another event, impossible, or contradicts the rows
    as they are now (the sentence names the meetings).
    """
    raise NotImplementedError
