"""The search for what each time of a presentation costs, in transactions of its own: one for each time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlmodel import col

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.models import Event, Presentation, RunState, TimeSearch
from matchmaker.presentations.planning.times import talk_times, task_with
from matchmaker.scheduling.planning.engine import Settings, solve
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.met import is_proved, wishes_met

log = structlog.get_logger(__name__)


def price_times(presentation_id: int, *, url: str | None = None) -> None:
    """Solve the event without a presentation, then with it at each time; a search that is not queued is left alone."""
    with transaction(url) as session:
        queued = col(TimeSearch.state) == RunState.QUEUED
        claimed = session.execute(
            update(TimeSearch)
            .where(col(TimeSearch.presentation_id) == presentation_id, queued)
            .values(state=RunState.RUNNING)
            .returning(col(TimeSearch.seconds), col(TimeSearch.created_at))
        ).one_or_none()
    if claimed is None:
        return
    seconds, created_at = claimed
    found = Findings(presentation_id, created_at, url)
    try:
        _search(found, seconds)
    except Exception:
        log.exception("times of presentation %s", presentation_id)
        found.write(state=RunState.FAILED, finished_at=clock.now())
        raise


@dataclass(frozen=True, slots=True)
class Findings:
    """What one search writes; a later search of the same presentation, which has its row by then, is left alone."""

    presentation_id: int
    created_at: datetime
    url: str | None

    def write(self, **values: Any) -> bool:
        """Write what was found, and tell whether the search is to stop: asked for, or the row is not its own."""
        with transaction(self.url) as session:
            asked = session.execute(
                update(TimeSearch)
                .where(
                    col(TimeSearch.presentation_id) == self.presentation_id,
                    col(TimeSearch.created_at) == self.created_at,
                )
                .values(**values)
                .returning(col(TimeSearch.stop_requested))
            ).scalar_one_or_none()
        return asked is not False


def _search(found: Findings, seconds: float) -> None:
    with open_session(read_only=True, url=found.url) as session:
        talk = session.get_one(Presentation, found.presentation_id)
        facts = load_facts(session, session.get_one(Event, talk.event_id), anew=True)
        session.expunge_all()
    settings = Settings(time_limit=seconds, workers=get_config().solve_workers)
    times = [one for one in talk_times(facts, talk) if not one.impossible]
    prices: list[dict[str, Any]] = []
    for at in (None, *times):
        task = task_with(facts, talk, at)
        result = solve(task, settings, on_progress=lambda _progress: None)
        met, proved = wishes_met(task, result.schedule.assignments), is_proved(result)
        if at is None:
            stopped = found.write(met=met, proved=proved, times=len(times))
        else:
            prices.append({"key": at.key, "met": met, "proved": proved})
            stopped = found.write(prices=list(prices))
        if stopped:
            break
    found.write(state=RunState.DONE if len(prices) == len(times) else RunState.STOPPED, finished_at=clock.now())
