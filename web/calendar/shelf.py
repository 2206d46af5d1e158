"""Calendars made lately, by their ETag: a name of bytes that can never be those of another state."""

from collections import OrderedDict
from threading import Lock


class Shelf:
    """Keeps the bytes asked for last, up to `most` bytes in all."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str) -> bytes | None:
        """Return the bytes of this name if they are still here."""
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes, and let go of those that nobody has asked for longest."""
        with self._lock:
            if name in self._kept:
                return
            self._kept[name] = data
            self._size += len(data)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
