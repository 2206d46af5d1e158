"""The participant's pages, phone first: welcome, cards, directory, wishes, interest, availability, agenda, changes."""

from web.participant.agenda import after, agenda, availability, away, plan, programme, visit
from web.participant.blueprint import bp
from web.participant.changes import reports, withdraw
from web.participant.people import card, colleagues, company, logo, seeks, sessions, welcome, what_now
from web.participant.presentations import proposals
from web.participant.wishes import demands, directory, interest, removed, vetoes, wishes

VIEWS = (
    *(after, agenda, availability, away, plan, programme, visit),
    *(reports, withdraw),
    *(card, colleagues, company, logo, seeks, sessions, welcome, what_now),
    proposals,
    *(demands, directory, interest, removed, vetoes, wishes),
)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
