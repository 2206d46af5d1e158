"""The change desk of a published forum, with a worker that takes up its searches."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker import jobs
from matchmaker.models import Event, ReleaseKind, Scenario, SolveRun
from matchmaker.publishing.commands.publishing import publish_scenario


@pytest.fixture
def worker() -> Iterator[None]:
    """A worker that takes up what is queued at once."""
    jobs.desk_queue.immediate = True
    yield
    jobs.desk_queue.immediate = False


@pytest.fixture
def published(session: Session, forum: Event, solved: SolveRun) -> Event:
    """The tiny forum with a first release."""
    scenario = session.get_one(Scenario, solved.scenario_id)
    publish_scenario(session, forum, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    session.commit()
    return forum
