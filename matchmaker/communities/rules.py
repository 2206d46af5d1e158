"""Authorisation (RBAC): what each role may do, in a community and at an event. Guards and pages read this table alone.

A role in a community opens no page of an event, and a role at an event none of its community.
"""

from collections.abc import Mapping
from enum import StrEnum

from matchmaker.models import CommunityRole, StaffRole


class Permission(StrEnum):
    """What a page or a command asks for."""

    SETTINGS = "settings"
    """Name, look, languages and sender of the community."""
    STAFF = "staff"
    """Who works for the community, with every role in it and at its events."""
    MEMBERS = "members"
    """Organisations and people of the community."""
    HISTORY = "history"
    """Who did what, in the community, at its events and with the accounts of its staff."""
    EVENTS = "events"
    """Making events of the community, which one then organises."""
    COMMUNITIES = "communities"
    """Making communities; counts in the first community alone, whose administrators are those of the installation."""
    ORGANISE = "organise"
    """Everything of the event but its team."""
    TEAM = "team"
    """Who works for the event."""
    PEOPLE = "people"
    """The people and organisations of the event; a partner may be limited to the organisations that they bring."""
    WISHES = "wishes"
    """The wishes and answers of those whom one sees, and what is in the history about them."""
    CORRECT = "correct"
    """Corrections of the people whom one sees, other times, withdrawals."""
    FIGURES = "figures"
    """How far the event has come, in figures: of those whom one sees, else rounded so that nobody is recognised."""
    OUTCOMES = "outcomes"
    """What came of the event, as a funder reads it."""
    REVIEW = "review"
    """Proposed presentations, to be marked."""


COMMUNITY_PERMISSIONS: Mapping[CommunityRole, frozenset[Permission]] = {
    CommunityRole.ADMINISTRATOR: frozenset(
        {
            Permission.SETTINGS,
            Permission.STAFF,
            Permission.MEMBERS,
            Permission.HISTORY,
            Permission.EVENTS,
            Permission.COMMUNITIES,
        }
    ),
    CommunityRole.ORGANISER: frozenset({Permission.EVENTS}),
    CommunityRole.MEMBER_MANAGER: frozenset({Permission.MEMBERS}),
}
EVENT_PERMISSIONS: Mapping[StaffRole, frozenset[Permission]] = {
    StaffRole.ORGANISER: frozenset(
        {
            Permission.ORGANISE,
            Permission.TEAM,
            Permission.PEOPLE,
            Permission.WISHES,
            Permission.CORRECT,
            Permission.REVIEW,
        }
    ),
    StaffRole.HELPER: frozenset(),
    StaffRole.ATTACHE: frozenset(),
    StaffRole.PARTNER_ALL: frozenset({Permission.FIGURES, Permission.PEOPLE, Permission.WISHES, Permission.OUTCOMES}),
    StaffRole.PARTNER_OWN: frozenset({Permission.FIGURES, Permission.PEOPLE, Permission.CORRECT}),
    StaffRole.PARTNER_FIGURES: frozenset({Permission.FIGURES, Permission.OUTCOMES}),
    StaffRole.COMMITTEE: frozenset({Permission.REVIEW}),
}
OFFERED_ROLES = tuple(role for role in StaffRole if EVENT_PERMISSIONS[role])
"""The roles at an event that open a page: only these are offered."""
IN_THE_FIRST = frozenset({Permission.COMMUNITIES})
"""What concerns the installation: granted by a role in its first community only."""
