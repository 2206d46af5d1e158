"""Rate limit of secret addresses by a sliding window, counted in the memory of each process.

Programs poll from every five minutes to once a day; only a broken one, or one let loose on purpose, comes near the
limit. A process that starts afresh forgets, which harms nobody.
"""

from collections import OrderedDict, deque
from collections.abc import Hashable
from threading import Lock


class RateLimiter:
    """Sliding window: at most `limit` requests within `window` seconds for one key; an LRU of `most` keys."""

    def __init__(self, limit: int, window: float, most: int = 20_000) -> None:
        self._limit, self._window, self._most = limit, window, most
        self._seen: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: Hashable, now: float) -> float:
        """Count a request at `now` (seconds of any clock) and return how long its sender must wait; 0 for not.

        A request that is refused is not counted.
        """
        with self._lock:
            times = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while times and times[0] <= now - self._window:
                times.popleft()
            if len(times) >= self._limit:
                return times[0] + self._window - now
            times.append(now)
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)
            return 0.0
