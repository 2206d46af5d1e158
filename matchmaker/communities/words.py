"""Roles and permissions in words."""

from collections.abc import Mapping

from matchmaker.base.i18n import N_, translate
from matchmaker.communities.rules import COMMUNITY_PERMISSIONS, Permission
from matchmaker.models import CommunityRole, StaffRole

_COMMUNITY_ROLES = {
    CommunityRole.ADMINISTRATOR: N_("Administrator"),
    CommunityRole.ORGANISER: N_("Organiser of the community"),
    CommunityRole.MEMBER_MANAGER: N_("Member manager"),
}
_EVENT_ROLES = {
    StaffRole.ORGANISER: N_("Organiser of the event"),
    StaffRole.HELPER: N_("Helper"),
    StaffRole.ATTACHE: N_("Attaché"),
    StaffRole.PARTNER_ALL: N_("Partner: sees all"),
    StaffRole.PARTNER_OWN: N_("Partner: own members"),
    StaffRole.PARTNER_FIGURES: N_("Partner: figures only"),
    StaffRole.COMMITTEE: N_("Programme committee"),
}
_PERMISSIONS = {
    Permission.SETTINGS: N_("changes the name, colour, languages and sender of the community"),
    Permission.STAFF: N_("invites staff, gives and takes roles in the community and at its events"),
    Permission.MEMBERS: N_("sees and corrects the companies of the community, and sees their people"),
    Permission.HISTORY: N_("sees who did what in the community and at its events"),
    Permission.EVENTS: N_("makes events of the community, and organises those"),
    Permission.COMMUNITIES: N_("in the first community: makes further communities"),
}
_OUTCOMES = N_("reads what came of the event as a funder does")
_NO_PAGE = N_("sees no page yet")
_AT_AN_EVENT: Mapping[StaffRole, tuple[str, ...]] = {
    StaffRole.ORGANISER: (
        N_("does everything at the event: people, import, schedule, releases, messages"),
        N_("gives and takes roles at the event"),
    ),
    StaffRole.HELPER: (_NO_PAGE,),
    StaffRole.ATTACHE: (_NO_PAGE,),
    StaffRole.PARTNER_ALL: (
        N_("sees all people and organisations, wishes, answers and figures"),
        _OUTCOMES,
        N_("changes nothing, sees no mails"),
    ),
    StaffRole.PARTNER_OWN: (
        N_("sees the organisations that they bring, their people and figures, nobody else"),
        N_("corrects these people, notes other times and withdrawals; sees no wishes and no mails"),
    ),
    StaffRole.PARTNER_FIGURES: (N_("sees how far the event has come, in rounded figures, and no name"), _OUTCOMES),
    StaffRole.COMMITTEE: (N_("reads and marks proposed presentations, and sees nothing else"),),
}


def role_name(role: CommunityRole | StaffRole, language: str) -> str:
    """Return the name of a role."""
    name = _EVENT_ROLES[role] if isinstance(role, StaffRole) else _COMMUNITY_ROLES[role]
    return translate(language, name)


def role_grants(role: CommunityRole | StaffRole, language: str) -> tuple[str, ...]:
    """Return what a role may do, in sentences without their subject."""
    if isinstance(role, StaffRole):
        return tuple(translate(language, sentence) for sentence in _AT_AN_EVENT[role])
    granted = COMMUNITY_PERMISSIONS[role]
    return tuple(translate(language, _PERMISSIONS[permission]) for permission in Permission if permission in granted)
