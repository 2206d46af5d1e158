"""Pages of a list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list, and how many there are."""

    number: int
    """From 1."""
    pages: int
    """1 for an empty list too."""
    skipped: int
    """Rows on the pages before."""


def page_of(found: int, size: int, wanted: int) -> Paging:
    """Return page `wanted` of a list of `found` rows, `size` a page; a number beyond the list is its nearest page."""
    pages = max(1, -(-found // size))
    number = min(max(wanted, 1), pages)
    return Paging(number, pages, (number - 1) * size)
