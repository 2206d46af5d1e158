"""The participant's pages, phone first: welcome, cards, directory, wishes, interest, availability, agenda, trouble."""

from web.participant import (
    agenda,
    availability,
    card,
    company,
    directory,
    interest,
    logo,
    vetoes,
    welcome,
    wishes,
    wrong,
)
from web.participant.blueprint import bp

__all__ = [
    "agenda",
    "availability",
    "bp",
    "card",
    "company",
    "directory",
    "interest",
    "logo",
    "vetoes",
    "welcome",
    "wishes",
    "wrong",
]
