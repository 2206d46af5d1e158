"""The search for what each time of a presentation costs, in transactions of its own: one for each time."""

from typing import Any

from matchmaker.base.config import get_config
from matchmaker.base.db import open_session
from matchmaker.models import Event, Presentation, RunState, TimeSearch
from matchmaker.presentations.planning.times import talk_times, task_with
from matchmaker.scheduling.jobs.searches import ClaimedSearch, carry_out
from matchmaker.scheduling.planning.engine import Settings, solve
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.met import is_proved, wishes_met


def price_times(presentation_id: int, *, url: str | None = None) -> None:
    """Solve the event without a presentation, then with it at each time; a search that is not queued is left alone."""
    carry_out(TimeSearch, presentation_id, _search, url=url)


def _search(search: ClaimedSearch[TimeSearch]) -> RunState:
    with open_session(read_only=True, url=search.url) as session:
        talk = session.get_one(Presentation, search.row.presentation_id)
        facts = load_facts(session, session.get_one(Event, talk.event_id), anew=True)
        session.expunge_all()
    settings = Settings(time_limit=search.row.seconds, workers=get_config().solve_workers)
    times = [one for one in talk_times(facts, talk) if not one.impossible]
    prices: list[dict[str, Any]] = []
    for at in (None, *times):
        if search.is_to_stop():
            return RunState.STOPPED
        task = task_with(facts, talk, at)
        result = solve(task, settings, on_progress=lambda _progress: None)
        met, proved = wishes_met(task, result.schedule.assignments), is_proved(result)
        if at is None:
            search.show(met=met, proved=proved, times=len(times))
        else:
            prices.append({"key": at.key, "met": met, "proved": proved})
            search.show(prices=list(prices))
    return RunState.DONE
