"""A search in the background, in transactions of its own: claimed, shown as it finds something, and ended."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, Generic, Self, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.models import BackgroundSearch, RunState
from matchmaker.scheduling.commands.background import claim, end, show_found
from matchmaker.scheduling.queries.background import is_to_stop

POLLED = 0.5
"""Seconds between two looks whether somebody wants it to stop."""
HEARTBEAT_SECONDS = 2.0

Row = TypeVar("Row", bound=BackgroundSearch)

log = structlog.get_logger(__name__)


class ClaimedSearch(Generic[Row]):
    """A search that this worker has; `row` is as it was when it was claimed. Within `with`, it gives signs of life."""

    def __init__(self, row: Row, url: str | None) -> None:
        self.row, self.url = row, url
        self._stops, self._next = False, 0.0
        self._over = threading.Event()
        self._beats = threading.Thread(target=self._beat, name="heartbeat-of-search", daemon=True)

    def __enter__(self) -> Self:
        self._beats.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._beats.join()

    def _beat(self) -> None:
        while not self._over.wait(HEARTBEAT_SECONDS):
            try:
                self.show(heartbeat_at=clock.now())
            except SQLAlchemyError:
                log.exception("search %s: no sign of life could be given", type(self.row).__name__)

    def show(self, **values: Any) -> None:
        """Write what was found so far."""
        with transaction(self.url) as session:
            show_found(session, self.row, **values)

    def is_to_stop(self) -> bool:
        """Tell whether it is to stop; asks the database at most twice a second."""
        if not self._stops and monotonic() >= self._next:
            self._next = monotonic() + POLLED
            with open_session(read_only=True, url=self.url) as session:
                self._stops = is_to_stop(session, self.row)
        return self._stops

    def end(self, state: RunState) -> None:
        """End it, unless another worker has it by now."""
        with transaction(self.url) as session:
            end(session, self.row, state)


def carry_out(
    table: type[Row], number: int, work: Callable[[ClaimedSearch[Row]], RunState], *, url: str | None
) -> None:
    """Claim a queued search and do its work, which returns how it has ended; one that is not queued is left alone.

    `number` is its primary key. What the work raises is logged and raised again; the search has failed then.
    """
    with transaction(url) as session:
        row = claim(session, table, number)
    if row is None:
        return
    search = ClaimedSearch(row, url)
    try:
        with search:
            state = work(search)
    except Exception:
        log.exception("%s %s", table.__name__, number)
        search.end(RunState.FAILED)
        raise
    search.end(state)
