"""Versions of the terms that people agree to (`web/templates/macros/terms.html`)."""

from matchmaker.models import Event

WORDING = "2026-11"
"""Another one whenever the wording says something else; a test compares it with the text."""


def terms_version(event: Event) -> str:
    """Return what somebody agrees to at an event: the wording, and who must agree to a meeting there."""
    return f"{WORDING}/{event.agreement.value}"
