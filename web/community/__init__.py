"""Pages of a community: its settings, its staff, its members, its history, new events, and further communities."""

from web.community import (
    archives,
    communities,
    copies,
    duplicates,
    events,
    history,
    second_factors,
    sender,
    settings,
    staff,
)
from web.community.blueprint import bp
from web.community.members import contacts, imports, listing, member, memberships, public, renewals
from web.community.members import settings as member_settings

VIEWS = (
    archives,
    communities,
    copies,
    duplicates,
    events,
    history,
    imports,
    listing,
    member,
    memberships,
    contacts,
    public,
    renewals,
    member_settings,
    second_factors,
    sender,
    settings,
    staff,
)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
