"""Cache of each process for what many pages read and few people change, valid until a row that it is made of changes.

A read compares the mark of changes (`matchmaker/base/marks.py`) with that of the cached value, and computes anew where
it is another one. So nothing is stale, whichever process has written.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import URL, Select, column, select, table
from sqlmodel import Session

from matchmaker.base.db import BY_STATEMENT
from matchmaker.base.reading import ask

MOST = 64
"""Values of one function that a process keeps: events that are looked at."""
T = TypeVar("T")

MARK: Select[Any] = select(table("change_mark", column("mark")).c.mark)
"""The statement of the mark of changes: one row, none before the first change."""
_READ = "mark_of_changes"
"""Key of a session's `info`: the mark that a page has read with something else."""


def note_mark(session: Session, mark: str | None) -> None:
    """Say which mark a session `by_statement` has read, before anything that is kept: it need not ask again."""
    session.info[_READ] = mark


def kept(compute: Callable[[Session, int], T]) -> Callable[[Session, int], T]:
    """Cache the values of `compute` by id; they must be immutable, and made of `WATCHED` columns alone.

    A session that may write computes: it may see what it has not committed.
    """
    values: dict[tuple[URL, int], tuple[str, T]] = {}
    computing = Lock()

    @wraps(compute)
    def found(session: Session, number: int) -> T:
        if not session.info.get(BY_STATEMENT):
            return compute(session, number)
        mark = session.info[_READ] if _READ in session.info else ask(session, MARK, {}).scalar()
        key = session.get_bind().engine.url, number
        if mark is None:  # nothing has been written yet
            return compute(session, number)
        value = values.get(key)
        if value is None or value[0] != mark:
            with computing:  # one for all that wait
                value = values.get(key)
                if value is None or value[0] != mark:
                    value = values[key] = mark, compute(session, number)
                    while len(values) > MOST:
                        del values[next(iter(values))]
        return value[1]

    return found
