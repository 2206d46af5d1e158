"""Work in the background as rows: claimed by one worker, stopped by people, shown and ended by that worker."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import SILENCE, BackgroundSearch, BackgroundWork, RunState
from matchmaker.scheduling.queries.background import held, key, this_row

Work = TypeVar("Work", bound=BackgroundWork)

MOST_INTERRUPTED = 3
"""Of workers that may die over a search: perhaps it is the search that kills them."""


def claim(session: Session, table: type[Work], number: int, **values: Any) -> Work | None:
    """Take queued work by one conditional UPDATE, so that only one worker gets it; None if somebody has it.

    `number` is its primary key; `values` are written as well.
    """
    now = clock.now()
    return session.scalars(
        update(table)
        .where(key(table) == number, col(table.state) == RunState.QUEUED)
        .values(state=RunState.RUNNING, started_at=now, heartbeat_at=now, attempts=col(table.attempts) + 1, **values)
        .returning(table)
    ).one_or_none()


def request_stop(session: Session, row: BackgroundWork) -> None:
    """Ask work to stop and keep what it has found; what is queued ends at once, what has ended is left alone."""
    table = type(row)
    stopped = update(table).where(this_row(row)).values(stop_requested=True)
    session.execute(
        stopped.where(col(table.state) == RunState.QUEUED).values(state=RunState.STOPPED, finished_at=clock.now())
    )
    session.execute(stopped.where(col(table.state) == RunState.RUNNING))
    session.refresh(row)


def show_found(session: Session, row: BackgroundWork, **values: Any) -> None:
    """Write what claimed work has found so far, unless another worker has it by now."""
    session.execute(update(type(row)).where(*held(row)).values(**values))


def end(session: Session, row: BackgroundWork, state: RunState, **values: Any) -> bool:
    """End claimed work; return False, and write nothing, if it has ended already or another worker has it by now."""
    table = type(row)
    ended = session.execute(
        update(table)
        .where(*held(row), col(table.state) == RunState.RUNNING)
        .values(state=state, finished_at=clock.now(), **values)
        .returning(key(table))
    )
    return ended.one_or_none() is not None


def put_back_silent(session: Session, table: type[BackgroundSearch], *of: ColumnElement[bool]) -> list[int]:
    """Queue again the searches whose worker has died; return the keys of those that wait, to enqueue.

    `of` are conditions of those that are looked at. One over which `MOST_INTERRUPTED` workers have died has failed, and
    one that was to stop has stopped. Those that have waited for long are returned as well: the process that wrote them
    may have died before it reached the queue.
    """
    now = clock.now()
    last = func.coalesce(col(table.heartbeat_at), col(table.started_at), col(table.created_at))
    silent = *of, col(table.state) == RunState.RUNNING, last < now - SILENCE
    died = update(table).where(*silent).values(interrupted=col(table.interrupted) + 1)
    session.execute(died.where(col(table.stop_requested)).values(state=RunState.STOPPED, finished_at=now))
    session.execute(
        died.where(col(table.interrupted) + 1 >= MOST_INTERRUPTED).values(state=RunState.FAILED, finished_at=now)
    )
    session.execute(died.values(state=RunState.QUEUED))
    waiting = (col(table.interrupted) > 0) | (col(table.created_at) < now - SILENCE)
    found = select(key(table)).where(*of, col(table.state) == RunState.QUEUED, waiting)
    return list(session.exec(found.order_by(key(table))))


def end_abandoned(session: Session, *tables: type[BackgroundSearch]) -> None:
    """Mark searches as failed that have not ended in time, as their pages say by then."""
    for table in tables:
        session.execute(
            update(table)
            .where(col(table.state) == RunState.RUNNING, col(table.started_at) <= clock.now() - table.longest)
            .values(state=RunState.FAILED, finished_at=clock.now())
        )
