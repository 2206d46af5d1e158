"""Where nothing is compiled yet, a stop is heard all the same, and what was compiled is found by the next run."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from solver.formats.json import load_result
from solver.validate import unconfirmed, validate
from tests.builders.solver.forums import forum

SCRIPT = """
import json, sys, time
from solver import Settings, solve
from solver.formats.json import dump_result
from solver.search.kernel import work
from tests.builders.solver.forums import forum

said = []
stop = (lambda: said and said[-1]) if sys.argv[1] == "stop" else None
settings = Settings(workers=1, deterministic_limit=0.1)
result = solve(forum(2, delegations=20, wishes=90), settings, on_progress=lambda now: said.append(now.compiling),
              should_stop=stop)
hits = sum(work.stats.cache_hits.values())
print(json.dumps({"result": dump_result(result), "said": said, "compiled": len(work.overloads), "hits": hits}))
"""


def run(cache: Path, what: str) -> dict[str, Any]:
    """A plan in a fresh process with its own cache; told to stop as soon as it says that it compiles, or not."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    script = [sys.executable, "-c", SCRIPT, what]
    said = subprocess.run(script, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(said.stdout))


def test_a_stop_is_heard_while_the_search_is_compiled_and_a_schedule_is_there(tmp_path: Path) -> None:
    heard = run(tmp_path, "stop")
    given, result = forum(2, delegations=20, wishes=90), load_result(heard["result"])
    assert (heard["said"][0], heard["compiled"], result.status) == (True, 0, "stopped")
    report = validate(given, result.schedule)
    assert report.violations == ()
    assert {item.goal: item.value for item in result.goals} == report.scores
    assert len(result.schedule) + len(result.reasons) == len(given.requests)
    assert unconfirmed(given, result.schedule, result.reasons) == ()


@pytest.mark.slow
def test_the_same_schedule_comes_from_a_cold_cache_and_from_a_warm_one(tmp_path: Path) -> None:
    cold, warm = run(tmp_path, "go"), run(tmp_path, "go")
    assert (cold["said"][0], cold["hits"], warm["said"][0], warm["hits"]) == (True, 1, False, 1)
    assert cold["result"]["assignments"] == warm["result"]["assignments"]
