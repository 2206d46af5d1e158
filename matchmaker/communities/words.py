"""Roles and permissions in words."""

from collections.abc import Mapping

from matchmaker.base.i18n import N_, translate
from matchmaker.communities.rules import COMMUNITY_PERMISSIONS, EVENT_PERMISSIONS, Permission
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
    StaffRole.PARTNER: N_("Partner"),
}
_PERMISSIONS = {
    Permission.SETTINGS: N_("changes the name, colour, languages and sender of the community"),
    Permission.STAFF: N_("invites staff, gives and takes roles in the community and at its events"),
    Permission.MEMBERS: N_("sees and corrects the companies of the community, and sees their people"),
    Permission.HISTORY: N_("sees who did what in the community and at its events"),
    Permission.EVENTS: N_("makes events of the community, and organises those"),
    Permission.COMMUNITIES: N_("in the first community: makes further communities"),
    Permission.ORGANISE: N_("does everything at the event: people, import, schedule, releases, messages"),
    Permission.TEAM: N_("gives and takes roles at the event"),
    Permission.BROUGHT: N_("sees how far the companies have come that they bring to the event; changes nothing"),
}
_NOTHING: Mapping[CommunityRole | StaffRole, str] = {
    StaffRole.HELPER: N_("sees no page yet"),
    StaffRole.ATTACHE: N_("sees no page yet"),
}


def role_name(role: CommunityRole | StaffRole, language: str) -> str:
    """Return the name of a role."""
    name = _EVENT_ROLES[role] if isinstance(role, StaffRole) else _COMMUNITY_ROLES[role]
    return translate(language, name)


def role_grants(role: CommunityRole | StaffRole, language: str) -> tuple[str, ...]:
    """Return what a role may do, a sentence without its subject for each permission."""
    granted = EVENT_PERMISSIONS[role] if isinstance(role, StaffRole) else COMMUNITY_PERMISSIONS[role]
    sentences = [_PERMISSIONS[permission] for permission in Permission if permission in granted]
    return tuple(translate(language, sentence) for sentence in sentences or [_NOTHING[role]])
