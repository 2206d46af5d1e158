"""A run that looks for the price of each rule and for what would help most; each is shown as it is found."""

from dataclasses import asdict
from typing import Any

from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.models import Event, RunState, SolveRun
from matchmaker.scheduling.commands.background import end, show_found
from matchmaker.scheduling.jobs.watch import RunWatch
from matchmaker.scheduling.planning.prices import Solved, helps, proved_range, solve_without_each
from matchmaker.scheduling.planning.tasks import make_task


def find_prices(run: SolveRun, *, url: str | None) -> None:
    """Solve the event of a claimed run as it is and without each rule; a stop keeps what is found by then."""
    found: dict[str, Any] = {"rules": [], "helps": []}
    base: Solved | None = None
    with RunWatch(run, url) as watch:
        with open_session(read_only=True, url=url) as session:
            task = make_task(session, session.get_one(Event, run.event_id))
        workers = get_config().solve_workers
        for solved in solve_without_each(task, run.time_limit, workers=workers, should_stop=watch.stop.is_set):
            if base is None:
                base = solved
                found["wishes"] = {"met": solved.wishes, "proved": solved.proved}
                found["helps"] = [asdict(one) for one in helps(solved, should_stop=watch.stop.is_set)]
            else:
                found["rules"].append(_price(base, solved))
            with transaction(url) as session:
                show_found(session, run, prices=dict(found))
        state = RunState.STOPPED if watch.stop.is_set() else RunState.DONE
    with transaction(url) as session:
        end(session, run, state)


def _price(base: Solved, solved: Solved) -> dict[str, Any]:
    return {
        "rule": solved.without,
        "rule_id": solved.rule_id,
        "concerned": solved.concerned,
        "wishes": solved.wishes - base.wishes,
        "categories": {code: met - base.categories[code] for code, met in solved.categories.items()},
        "proved": solved.proved and base.proved,
        "range": proved_range(base, solved),
    }
