"""A run that looks for the trade-off: its points are shown as they are found, and saved as scenarios together."""

from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.models import Event, RunState, SolveRun
from matchmaker.scheduling.commands.background import end, show_found
from matchmaker.scheduling.commands.points import point_line, remove_unused_points, save_points
from matchmaker.scheduling.jobs.watch import RunWatch
from matchmaker.scheduling.planning.results import read_start
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.planning.trade_off import TradeOffResult, trade_off


def find_trade_off(run: SolveRun, *, url: str | None) -> None:
    """Find the points of a claimed run, show each at once, and save all as scenarios when the last one is found.

    They replace the unused ones of earlier searches. A stop keeps those that are there by then, and the earlier ones.
    """
    found: list[TradeOffResult] = []
    with RunWatch(run, url) as watch:
        with open_session(read_only=True, url=url) as session:
            start = read_start(session, run.reference_id, run.mode, run.allowance)
            task = make_task(session, session.get_one(Event, run.event_id))
        if start is not None:
            workers = get_config().solve_workers
            for point in trade_off(task, start, run.time_limit, workers=workers, should_stop=watch.stop.is_set):
                found.append(point)
                with transaction(url) as session:
                    show_found(session, run, trade_off=[point_line(point) for point in _in_order(found)])
        stopped = watch.stop.is_set()
    with transaction(url) as session:
        if end(session, run, RunState.STOPPED if stopped else RunState.DONE):
            points = save_points(session, run, _in_order(found))
            if not stopped:
                remove_unused_points(session, run, points)
            show_found(session, run, trade_off=points)


def _in_order(found: list[TradeOffResult]) -> list[TradeOffResult]:
    return sorted(found, key=lambda point: (point.most is None, point.most or 0))
