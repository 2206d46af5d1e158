"""Words of the pages about members."""

from flask_babel.speaklater import LazyString

from matchmaker.members.rules.membership import MembershipState
from web.i18n import lazy_gettext

STATES: dict[MembershipState, tuple[LazyString, str]] = {
    MembershipState.CURRENT: (lazy_gettext("current"), "ok"),
    MembershipState.ENDING: (lazy_gettext("ends soon"), "wait"),
    MembershipState.ENDED: (lazy_gettext("ended"), "away"),
    MembershipState.COMING: (lazy_gettext("begins later"), "info"),
    MembershipState.NONE: (lazy_gettext("no membership"), ""),
}
"""Word and tone of a pill."""
