"""Words and addresses of the pages about members."""

from urllib.parse import urlencode

from flask_babel.speaklater import LazyString

from matchmaker.members.queries.listing import MemberFilters
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


def filters_query(filters: MemberFilters, **other: object) -> str:
    """Return the filters as the query of an address, with some values replaced."""
    values = {
        "q": filters.text,
        "state": filters.state or "",
        "tier": filters.tier,
        "tag": filters.tag,
        "town": filters.town,
        "country": filters.country,
    } | other
    return urlencode({name: value for name, value in values.items() if value})
