"""The participant's pages, phone first: welcome, cards, directory, wishes, interest, availability, agenda, trouble."""

from web.participant import agenda, availability, wrong
from web.participant.blueprint import bp
from web.participant.people import card, company, logo, welcome
from web.participant.wishes import directory, interest, vetoes, wishes

VIEWS = (agenda, availability, card, company, directory, interest, logo, vetoes, welcome, wishes, wrong)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
