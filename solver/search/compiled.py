"""How functions of the search are compiled."""

from numba import njit

compiled = njit(_nrt=False)
"""Nothing is allocated inside, so that nobody needs to count references (with many arrays that takes most of the time)."""
inlined = njit(_nrt=False, inline="always")
