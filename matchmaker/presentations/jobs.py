"""The search for what each time of a presentation costs, in transactions of its own: one for each time."""

from typing import Any

import structlog
from sqlalchemy import update
from sqlmodel import col

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.models import Event, Presentation, RunState, TimeSearch
from matchmaker.presentations.planning.times import is_proved, talk_times, task_with, wishes_met
from matchmaker.scheduling.planning.engine import Settings, solve
from matchmaker.scheduling.planning.facts import load_facts

log = structlog.get_logger(__name__)


def price_times(presentation_id: int, *, url: str | None = None) -> None:
    """Solve the event without a presentation, then with it at each time; a search that is not queued is left alone."""
    with transaction(url) as session:
        queued = col(TimeSearch.state) == RunState.QUEUED
        claimed = session.execute(
            update(TimeSearch)
            .where(col(TimeSearch.presentation_id) == presentation_id, queued)
            .values(state=RunState.RUNNING)
            .returning(col(TimeSearch.seconds))
        ).scalar_one_or_none()
    if claimed is None:
        return
    try:
        _search(presentation_id, claimed, url)
    except Exception:
        log.exception("times of presentation %s", presentation_id)
        _write(presentation_id, url, state=RunState.FAILED, finished_at=clock.now())
        raise


def _search(presentation_id: int, seconds: float, url: str | None) -> None:
    with open_session(read_only=True, url=url) as session:
        talk = session.get_one(Presentation, presentation_id)
        facts = load_facts(session, session.get_one(Event, talk.event_id), anew=True)
        session.expunge_all()
    settings = Settings(time_limit=seconds, workers=get_config().solve_workers)
    times = talk_times(facts, talk)
    prices: list[dict[str, Any]] = []
    for at in (None, *times):
        task = task_with(facts, talk, at)
        result = solve(task, settings, on_progress=lambda _progress: None)
        met, proved = wishes_met(task, result), is_proved(result)
        if at is None:
            stopped = _write(presentation_id, url, met=met, proved=proved, times=len(times))
        else:
            prices.append({"key": at.key, "met": met, "proved": proved})
            stopped = _write(presentation_id, url, prices=list(prices))
        if stopped:
            break
    state = RunState.DONE if len(prices) == len(times) else RunState.STOPPED
    _write(presentation_id, url, state=state, finished_at=clock.now())


def _write(presentation_id: int, url: str | None, **values: Any) -> bool:
    """Write what was found, and tell whether the search is to stop: asked for, or its row is gone."""
    with transaction(url) as session:
        asked = session.execute(
            update(TimeSearch)
            .where(col(TimeSearch.presentation_id) == presentation_id)
            .values(**values)
            .returning(col(TimeSearch.stop_requested))
        ).scalar_one_or_none()
    return asked is not False
