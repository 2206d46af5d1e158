"""Random changes of every cause on the sample forum and a larger one: valid, proved, and three repairs or a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matchmaker.base.db import get_engine
from tests.builders import databases
from tests.builders.busy_forum import publish_busy_forum, publish_sample_forum
from tests.builders.repairs_searched import search_at_random

FORUMS: dict[str, Callable[[str], int]] = {
    "sample": lambda url: publish_sample_forum(url, seconds=20),
    "300 meetings": lambda url: publish_busy_forum(url, companies=80, wishes=420, tables=26, days=1, seconds=20),
}
CHANGES = 50
MOSTLY = 0.8
"""Share of the searches that are proved on any machine; `python -m tests.load.desk` says how many."""


@pytest.mark.slow
@pytest.mark.parametrize("forum", FORUMS)
def test_whatever_changes_there_are_valid_repairs_or_a_reason(tmp_path: Path, forum: str) -> None:
    path = databases.make_template(tmp_path / "forum.sqlite")
    url = f"sqlite:///{path}"
    event_id = FORUMS[forum](url)

    searched = [search_at_random(url, event_id, number) for number in range(CHANGES)]

    get_engine(url).dispose()
    noted = [one for one in searched if not one.refused]
    assert [(one.kinds, one.wrong) for one in searched if one.wrong] == []
    assert len(noted) > CHANGES / 2
    assert sum(one.proved for one in noted) >= MOSTLY * len(noted)
