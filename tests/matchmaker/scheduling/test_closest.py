"""On the sample forum: staying close never disturbs more people than the best schedule of another model."""

from dataclasses import replace

import pytest

import solver
from matchmaker.base.db import get_engine, transaction
from matchmaker.imports import load_folder
from matchmaker.migrations.run import migrate
from matchmaker.models import SolveMode
from matchmaker.scheduling.planning.closeness import Start, staying_close
from matchmaker.scheduling.planning.tasks import Task, make_task
from tests.builders.paths import NAMUR
from tests.builders.solver.causes import CAUSES, Change, assert_closest, newcomer, nothing


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Task, solver.Schedule]:
    """What the sample forum asks, and its schedule."""
    url = f"sqlite:///{tmp_path_factory.mktemp('closest')}/forum.sqlite"
    migrate(get_engine(url))
    with transaction(url) as session:
        task = make_task(session, load_folder(session, NAMUR))
    get_engine(url).dispose()
    return task, solver.solve(task.problem, solver.Settings(time_limit=30)).schedule


@pytest.mark.slow
@pytest.mark.parametrize("change", CAUSES)
def test_nobody_is_disturbed_whom_the_same_wishes_could_spare(
    solved: tuple[Task, solver.Schedule], change: Change
) -> None:
    task, before = solved
    kept = staying_close(task.problem, task.found, Start(0, before, SolveMode.CLOSE))
    changed, known = change(task.problem, before), change(kept, before)
    if change is newcomer:  # whose wishes are musts
        must = tuple(replace(one, allowance=2) if one.id.startswith("new-") else one for one in known.requests)
        known = replace(known, requests=must)

    found = assert_closest(known, changed, before, seconds=60)

    if change is nothing:
        assert found == before
