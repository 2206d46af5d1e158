"""How a run may work: time, workers, repeatability."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one run of `plan`."""

    time_limit: float = 30.0
    """Seconds of wall clock, all goals together."""
    workers: int = 2
    seed: int = 0
    deterministic_limit: float | None = None
    """Instead of the wall clock: CP-SAT's deterministic seconds for each goal, with one worker; repeatable."""
