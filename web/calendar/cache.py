"""LRU cache of bytes by the digest of their source, which names no other state: nothing needs to be invalidated."""

from collections import OrderedDict
from threading import Lock


class ByteCache:
    """LRU cache of at most `most` bytes in all; safe for threads."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str) -> bytes | None:
        """Return the bytes of this name; None if they were evicted."""
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes, and evict those not asked for the longest."""
        with self._lock:
            if name in self._kept:
                return
            self._kept[name] = data
            self._size += len(data)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
