"""Options of numba for the functions of the search."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_njit: Callable[..., Any] = numba.njit


def compiled(function: F) -> F:
    """Compile without reference counting, which takes most of the time with many arrays; nothing is allocated."""
    return cast("F", _njit(_nrt=False)(function))


def inlined(function: F) -> F:
    """The same, copied to wherever it is called."""
    return cast("F", _njit(_nrt=False, inline="always")(function))


def entry_point(function: F) -> F:
    """The same for what Python calls: kept in numba's cache, and other threads go on meanwhile."""
    return cast("F", _njit(_nrt=False, cache=True, nogil=True)(function))


def is_cached(function: Any, *arguments: Any) -> bool:
    """Whether an `entry_point` need not be compiled for such arguments: it is loaded, or in numba's cache.

    Numba has no public function for it, so its index is read as numba does it.
    """
    kinds = tuple(function.typeof_pyval(argument) for argument in arguments)
    cache = function._cache
    key = cache._index_key(kinds, function.targetctx.codegen())
    return kinds in function.overloads or key in cache._cache_file._load_index()
