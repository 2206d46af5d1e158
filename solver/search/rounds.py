"""Restarts of the cooling: again and again, each time more slowly, the last time so that it ends with the time."""

FIRST_ROUND = 300_000
"""Steps of the first cooling; more for large problems."""
STEPS_OF_A_REQUEST = 30
LONGER = 4
"""How much longer each cooling is than the one before."""

TURN = 20_000
"""Most steps between two looks; as many as that where no clock counts."""
FEWEST = 500
MOMENT = 0.03
"""Seconds between two looks."""


class Pace:
    """How many steps fit between two looks: fewer in large problems, and on a machine that is busy elsewhere."""

    def __init__(self) -> None:
        self.steps = FEWEST

    def took(self, seconds: float) -> None:
        """Learn from the last turn."""
        self.steps = int(min(TURN, max(FEWEST, self.steps * MOMENT / max(seconds, MOMENT / TURN))))


class Rounds:
    """The course of all coolings in a time (seconds, or steps) of a given length."""

    def __init__(self, first: float, total: float) -> None:
        self._length, self._total, self._begun = min(first, total), total, 0.0
        self._stretch()

    def at(self, now: float) -> float:
        """How far the present cooling is (0 to 1)."""
        if now >= self._begun + self._length and now < self._total:
            self._begun, self._length = now, self._length * LONGER
            self._stretch()
        return min(1.0, (now - self._begun) / self._length) if self._length > 0 else 1.0

    def _stretch(self) -> None:
        """A cooling after which too little time would be left for the next one takes it all."""
        left = self._total - self._begun
        if left - self._length < self._length * LONGER:
            self._length = left
