"""Claimed work in the background: which row it is, and whether its worker is to stop."""

from typing import Any

from sqlalchemy import ColumnElement, inspect, select
from sqlmodel import Session, col

from matchmaker.models import BackgroundWork, RunState


def key(table: type[BackgroundWork]) -> ColumnElement[Any]:
    """Return the primary key of a table of background work, which is one column."""
    primary: tuple[ColumnElement[Any], ...] = inspect(table).primary_key
    return primary[0]


def this_row(row: BackgroundWork) -> ColumnElement[bool]:
    """Return the condition of one row."""
    (number,) = inspect(row).identity
    this: ColumnElement[bool] = key(type(row)) == number
    return this


def held(row: BackgroundWork) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which the worker that has claimed `row` still has it (fencing token: `attempts`)."""
    return this_row(row), col(type(row).attempts) == row.attempts


def is_to_stop(session: Session, row: BackgroundWork) -> bool:
    """Tell whether claimed work is to stop: somebody asks for it, another worker has it by now, or it is gone."""
    table = type(row)
    wanted = select(col(table.stop_requested)).where(*held(row), col(table.state) == RunState.RUNNING)
    return session.execute(wanted).scalar_one_or_none() is not False
