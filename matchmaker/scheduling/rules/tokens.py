"""Optimistic locking of a person's free times: the token of what a form showed."""

from collections.abc import Iterable

from matchmaker.base.tokens import content_token
from matchmaker.models import Absence


def absences_token(absences: Iterable[Absence]) -> str:
    """Return the token of a page that shows these absences of one person."""
    return content_token(*sorted((each.day.isoformat(), str(each.starts), str(each.ends)) for each in absences))
