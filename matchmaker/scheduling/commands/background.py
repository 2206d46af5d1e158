"""Work in the background as rows: claimed by one worker, stopped by people, shown and ended by that worker."""

from typing import Any, TypeVar

from sqlalchemy import update
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.models import BackgroundSearch, BackgroundWork, RunState
from matchmaker.scheduling.queries.background import held, key, this_row

Work = TypeVar("Work", bound=BackgroundWork)


def claim(session: Session, table: type[Work], number: int, **values: Any) -> Work | None:
    """Take queued work by one conditional UPDATE, so that only one worker gets it; None if somebody has it.

    `number` is its primary key; `values` are written as well.
    """
    return session.scalars(
        update(table)
        .where(key(table) == number, col(table.state) == RunState.QUEUED)
        .values(state=RunState.RUNNING, started_at=clock.now(), attempts=col(table.attempts) + 1, **values)
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


def end_abandoned(session: Session, *tables: type[BackgroundSearch]) -> None:
    """Mark searches as failed whose worker died, as their pages say by then."""
    for table in tables:
        session.execute(
            update(table)
            .where(col(table.state) == RunState.RUNNING, col(table.started_at) <= clock.now() - table.longest)
            .values(state=RunState.FAILED, finished_at=clock.now())
        )
