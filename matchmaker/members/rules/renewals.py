"""Reminders of renewals: when one is due by itself, and the community's own words in them."""

from collections.abc import Mapping
from datetime import date, timedelta

from matchmaker.base.tokens import content_token

LONGEST_WORDS = 2000
LONGEST_LOOK = 730
"""Most days ahead that the list of renewals looks."""
MISSED = timedelta(days=3)
"""For so long a reminder is made up for, for example after a standstill; a longer notice that is set today writes to
nobody who is due already."""


def is_due(ends_on: date, today: date, renewal_days: int) -> bool:
    """Tell whether the reminder of a membership leaves by itself on a day; to those before it, staff write."""
    day = ends_on - timedelta(days=renewal_days)
    return day <= today <= day + MISSED


def words_token(words: Mapping[str, str]) -> str:
    """Return the token of the community's own words, for optimistic locking of their form."""
    return content_token(*sorted(words.items()))
