"""Pages without log-in, and those of the demo."""

from web.public import home, invitation_answers, mailbox, styleguide, unsubscribe
from web.public.blueprint import bp

VIEWS = (home, invitation_answers, mailbox, styleguide, unsubscribe)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
