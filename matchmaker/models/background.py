"""Columns of what a worker does in the background: runs of the solver, and searches."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked

SILENCE = timedelta(seconds=8)
"""Without a sign of life for so long, the worker of a search is dead; it gives one every two seconds."""
LONG_WAIT = timedelta(seconds=10)
"""A search that nobody has taken up by then waits for something else: the worker does one thing at a time."""


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def active(self) -> bool:
        """Whether the run waits or is under way."""
        return self in ACTIVE_STATES


ACTIVE_STATES = (RunState.QUEUED, RunState.RUNNING)


class BackgroundWork(SQLModel):
    """What a worker claims and ends, and what can be stopped (matchmaker/scheduling/commands/background.py)."""

    state: RunState = Field(default=RunState.QUEUED, sa_type=checked(RunState))
    stop_requested: bool = Field(default=False)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    """When a worker has taken it up, which may be long after `created_at`."""
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = Field(default=0)
    """How often workers have claimed it: the fencing token of the latest claim, never counted down."""
    heartbeat_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the worker that has claimed it last gave a sign of life."""


class BackgroundSearch(BackgroundWork):
    """Work that is taken up again when its worker dies, and that ends in any case."""

    longest: ClassVar[timedelta]
    """A search that has not ended by then, since a worker took it up, has no answer."""

    interrupted: int = Field(default=0)
    """How many workers have died over it, since it was asked for."""

    @property
    def silent(self) -> bool:
        """Whether its worker has died."""
        last = self.heartbeat_at or self.started_at or self.created_at
        return self.state is RunState.RUNNING and clock.now() - last > SILENCE

    @property
    def cut_off(self) -> bool:
        """Whether its worker has died and no other has taken it up yet."""
        return self.silent or (self.state is RunState.QUEUED and self.interrupted > 0)

    @property
    def active(self) -> bool:
        """Whether it waits, however long, or is under way."""
        if self.state is RunState.RUNNING:
            return clock.now() - (self.started_at or self.created_at) < self.longest
        return self.state is RunState.QUEUED

    @property
    def waits(self) -> bool:
        """Whether something else keeps the worker busy."""
        return self.state is RunState.QUEUED and clock.now() - self.created_at > LONG_WAIT

    @property
    def failed(self) -> bool:
        """Whether it has ended without an answer."""
        return self.state is RunState.FAILED or (self.state.active and not self.active)
